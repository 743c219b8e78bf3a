// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace MLNet.Synthetic;

/// <summary>Reads what a <see cref="ModelWriter"/> wrote, and trusts none of it: a list is made only when the bytes it announces are there.</summary>
public sealed class ModelReader
{
    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private readonly string _entry;
    private readonly ReadOnlyMemory<byte> _bytes;
    private int _at;

    /// <summary>A reader of bytes.</summary>
    /// <param name="entry">What errors call them: the name of the entry in the file.</param>
    /// <param name="bytes">The bytes; not copied.</param>
    public ModelReader(string entry, ReadOnlyMemory<byte> bytes)
    {
        ArgumentNullException.ThrowIfNull(entry);
        (_entry, _bytes) = (entry, bytes);
    }

    /// <summary>Bytes that are left.</summary>
    public int Left => _bytes.Length - _at;

    /// <summary>A flag.</summary>
    /// <exception cref="SyntheticDataException">The bytes end, or it is neither 0 nor 1.</exception>
    public bool ReadBoolean() => Next(1)[0] switch
    {
        0 => false,
        1 => true,
        var value => throw Damaged($"a flag is {value}"),
    };

    /// <summary>A whole number of 4 bytes within bounds.</summary>
    /// <param name="least">Smallest that is taken.</param>
    /// <param name="most">Largest that is taken.</param>
    /// <param name="what">What it is, for the error.</param>
    /// <exception cref="SyntheticDataException">The bytes end, or it is out of bounds.</exception>
    public int ReadInt32(int least, int most, string what)
    {
        int value = BinaryPrimitives.ReadInt32LittleEndian(Next(sizeof(int)));
        return value >= least && value <= most ? value : throw Damaged($"{what} is {value}, not from {least} to {most}");
    }

    /// <summary>A whole number of 8 bytes within bounds.</summary>
    /// <inheritdoc cref="ReadInt32"/>
    public long ReadInt64(long least, long most, string what)
    {
        long value = BinaryPrimitives.ReadInt64LittleEndian(Next(sizeof(long)));
        return value >= least && value <= most ? value : throw Damaged($"{what} is {value}, not from {least} to {most}");
    }

    /// <summary>A number of 8 bytes; it may be NaN or infinite.</summary>
    /// <exception cref="SyntheticDataException">The bytes end.</exception>
    public double ReadDouble() => BinaryPrimitives.ReadDoubleLittleEndian(Next(sizeof(double)));

    /// <summary>A text.</summary>
    /// <exception cref="SyntheticDataException">The bytes end, or are not UTF-8.</exception>
    public string ReadString()
    {
        var bytes = Next(ReadCount(1, "bytes of a text"));
        try
        {
            return s_strict.GetString(bytes);
        }
        catch (DecoderFallbackException e)
        {
            throw Damaged("a text is not UTF-8", e);
        }
    }

    /// <summary>Bytes.</summary>
    /// <exception cref="SyntheticDataException">The bytes end before.</exception>
    public byte[] ReadBytes() => Next(ReadCount(1, "bytes")).ToArray();

    /// <summary>Whole numbers of 4 bytes.</summary>
    /// <exception cref="SyntheticDataException">The bytes end before.</exception>
    public int[] ReadInt32s() => ReadAll(bytes => BinaryPrimitives.ReadInt32LittleEndian(bytes));

    /// <summary>Whole numbers of 8 bytes.</summary>
    /// <exception cref="SyntheticDataException">The bytes end before.</exception>
    public ulong[] ReadUInt64s() => ReadAll(bytes => BinaryPrimitives.ReadUInt64LittleEndian(bytes));

    /// <summary>Numbers of 4 bytes.</summary>
    /// <exception cref="SyntheticDataException">The bytes end before.</exception>
    public float[] ReadSingles() => ReadAll(bytes => BinaryPrimitives.ReadSingleLittleEndian(bytes));

    /// <summary>Numbers of 8 bytes.</summary>
    /// <exception cref="SyntheticDataException">The bytes end before.</exception>
    public double[] ReadDoubles() => ReadAll(bytes => BinaryPrimitives.ReadDoubleLittleEndian(bytes));

    /// <summary>How many items follow.</summary>
    /// <param name="bytesOfAnItem">Fewest bytes that each takes, ≥ 1: more items than the bytes that are left allow are refused.</param>
    /// <param name="what">What they are, for the error.</param>
    /// <exception cref="SyntheticDataException">The bytes end, or cannot hold so many.</exception>
    public int ReadCount(int bytesOfAnItem, string what)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bytesOfAnItem, 1);
        int count = BinaryPrimitives.ReadInt32LittleEndian(Next(sizeof(int)));
        return count >= 0 && count <= Left / bytesOfAnItem
            ? count
            : throw Damaged($"{count} {what} are announced where {Left} bytes are left");
    }

    /// <summary>Makes sure that everything has been read.</summary>
    /// <exception cref="SyntheticDataException">Bytes are left.</exception>
    public void RequireEnd()
    {
        if (Left > 0)
            throw Damaged($"{Left} bytes are left over");
    }

    /// <summary>Makes sure of a fact about what was read.</summary>
    /// <param name="holds">Whether it holds.</param>
    /// <param name="fault">What is wrong where it does not.</param>
    /// <exception cref="SyntheticDataException">It does not hold.</exception>
    public void Require(bool holds, string fault)
    {
        if (!holds)
            throw Damaged(fault);
    }

    private T[] ReadAll<T>(ReadOne<T> read) where T : unmanaged
    {
        int size = Unsafe.SizeOf<T>(), count = ReadCount(size, "numbers");
        var bytes = Next(count * size);
        var values = new T[count];
        if (BitConverter.IsLittleEndian)
        {
            bytes.CopyTo(MemoryMarshal.AsBytes(values.AsSpan()));
            return values;
        }

        for (int i = 0; i < count; i++)
            values[i] = read(bytes[(i * size)..]);
        return values;
    }

    private ReadOnlySpan<byte> Next(int length)
    {
        if (length > Left)
            throw Damaged($"it ends where {length} more bytes are needed");
        var bytes = _bytes.Span.Slice(_at, length);
        _at += length;
        return bytes;
    }

    private SyntheticDataException Damaged(string fault, Exception? cause = null)
        => new($"The entry '{_entry}' is damaged: {fault} (at byte {_at}). Get the file anew, or save the synthesizer again.", cause);

    private delegate T ReadOne<T>(ReadOnlySpan<byte> bytes);
}
