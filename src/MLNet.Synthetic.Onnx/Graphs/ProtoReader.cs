// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Buffers.Binary;
using System.Text;

namespace MLNet.Synthetic;

/// <summary>Reads a message in the wire format of protocol buffers, field by field, and trusts none of its lengths.</summary>
internal sealed class ProtoReader(ReadOnlyMemory<byte> bytes)
{
    private const int Varint = 0, Bytes = 2, Fixed32 = 5;
    private int _at, _kind;

    /// <summary>Goes to the next field; 0: there is none.</summary>
    /// <exception cref="FormatException">Something else stands there, or the field before was not read.</exception>
    public int Next()
    {
        if (_at == bytes.Length)
            return 0;
        ulong key = Number();
        _kind = (int)(key & 7);
        return key >> 3 is > 0 and < 1 << 16 ? (int)(key >> 3) : throw new FormatException($"a field has the number {key >> 3}");
    }

    /// <summary>A whole number.</summary>
    public long ReadLong()
    {
        Require(Varint);
        return (long)Number();
    }

    /// <summary>A whole number from 1 on that fits an int.</summary>
    public int ReadLength() => ReadLong() is > 0 and <= int.MaxValue and var length ? (int)length : throw new FormatException("an axis has no length");

    /// <summary>A float32.</summary>
    public float ReadFloat()
    {
        Require(Fixed32);
        return BinaryPrimitives.ReadSingleLittleEndian(Take(sizeof(float)).Span);
    }

    /// <summary>Bytes; not copied.</summary>
    public ReadOnlyMemory<byte> ReadBytes()
    {
        Require(Bytes);
        ulong length = Number();
        return length <= (ulong)(bytes.Length - _at) ? Take((int)length) : throw new FormatException($"{length} bytes are announced where {bytes.Length - _at} are left");
    }

    /// <summary>A text.</summary>
    public string ReadString() => Encoding.UTF8.GetString(ReadBytes().Span);

    /// <summary>A message within this one.</summary>
    public ProtoReader ReadMessage() => new(ReadBytes());

    private void Require(int kind)
    {
        if (_kind != kind)
            throw new FormatException("a field is of another kind");
    }

    private ulong Number()
    {
        const int Bits = 64;
        ulong value = 0;
        for (int shift = 0; shift < Bits; shift += 7)
        {
            byte part = Take(1).Span[0];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
                return value;
        }

        throw new FormatException("a number does not end");
    }

    private ReadOnlyMemory<byte> Take(int length)
    {
        if (length > bytes.Length - _at)
            throw new FormatException("the bytes end within a field");
        _at += length;
        return bytes.Slice(_at - length, length);
    }
}
