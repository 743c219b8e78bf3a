// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace MLNet.Synthetic;

/// <summary>Writes the numbers of a model: little-endian, every list behind its length.</summary>
public sealed class ModelWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    /// <summary>What was written so far.</summary>
    public ReadOnlySpan<byte> Written => _bytes.WrittenSpan;

    /// <summary>A flag, one byte: 0 or 1.</summary>
    public void Write(bool value) => Next(1)[0] = value ? (byte)1 : (byte)0;

    /// <summary>A whole number, 4 bytes.</summary>
    public void Write(int value) => BinaryPrimitives.WriteInt32LittleEndian(Next(sizeof(int)), value);

    /// <summary>A whole number, 8 bytes.</summary>
    public void Write(long value) => BinaryPrimitives.WriteInt64LittleEndian(Next(sizeof(long)), value);

    /// <summary>A number, 8 bytes IEEE 754.</summary>
    public void Write(double value) => BinaryPrimitives.WriteDoubleLittleEndian(Next(sizeof(double)), value);

    /// <summary>A text: its length in UTF-8 bytes (int32), then these.</summary>
    public void Write(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        int length = Encoding.UTF8.GetByteCount(value);
        Write(length);
        Encoding.UTF8.GetBytes(value, Next(length));
    }

    /// <summary>Bytes: how many (int32), then these.</summary>
    public void Write(ReadOnlySpan<byte> values)
    {
        Write(values.Length);
        values.CopyTo(Next(values.Length));
    }

    /// <summary>Whole numbers: how many (int32), then 4 bytes each.</summary>
    public void Write(ReadOnlySpan<int> values) => WriteAll(values, (bytes, value) => BinaryPrimitives.WriteInt32LittleEndian(bytes, value));

    /// <summary>Whole numbers: how many (int32), then 8 bytes each.</summary>
    public void Write(ReadOnlySpan<ulong> values) => WriteAll(values, (bytes, value) => BinaryPrimitives.WriteUInt64LittleEndian(bytes, value));

    /// <summary>Numbers: how many (int32), then 4 bytes each.</summary>
    public void Write(ReadOnlySpan<float> values) => WriteAll(values, (bytes, value) => BinaryPrimitives.WriteSingleLittleEndian(bytes, value));

    /// <summary>Numbers: how many (int32), then 8 bytes each.</summary>
    public void Write(ReadOnlySpan<double> values) => WriteAll(values, (bytes, value) => BinaryPrimitives.WriteDoubleLittleEndian(bytes, value));

    private void WriteAll<T>(ReadOnlySpan<T> values, WriteOne<T> write) where T : unmanaged
    {
        Write(values.Length);
        int size = Unsafe.SizeOf<T>();
        var bytes = Next(checked(values.Length * size));
        if (BitConverter.IsLittleEndian)
        {
            MemoryMarshal.AsBytes(values).CopyTo(bytes);
            return;
        }

        for (int i = 0; i < values.Length; i++)
            write(bytes[(i * size)..], values[i]);
    }

    private Span<byte> Next(int length)
    {
        var bytes = _bytes.GetSpan(length)[..length];
        _bytes.Advance(length);
        return bytes;
    }

    private delegate void WriteOne<T>(Span<byte> bytes, T value);
}
