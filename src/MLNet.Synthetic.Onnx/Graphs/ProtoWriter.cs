// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace MLNet.Synthetic;

/// <summary>Writes a message in the wire format of protocol buffers: fields in the order they are written.</summary>
internal sealed class ProtoWriter
{
    private const int Varint = 0, Bytes = 2, Fixed32 = 5;
    private readonly ArrayBufferWriter<byte> _bytes = new();

    /// <summary>What was written so far.</summary>
    public ReadOnlySpan<byte> Written => _bytes.WrittenSpan;

    /// <summary>A whole number.</summary>
    public ProtoWriter Write(int field, long value)
    {
        Number((ulong)(field << 3 | Varint));
        Number((ulong)value);
        return this;
    }

    /// <summary>A float32.</summary>
    public ProtoWriter Write(int field, float value)
    {
        Number((ulong)(field << 3 | Fixed32));
        BinaryPrimitives.WriteSingleLittleEndian(_bytes.GetSpan(sizeof(float)), value);
        _bytes.Advance(sizeof(float));
        return this;
    }

    /// <summary>Bytes.</summary>
    public ProtoWriter Write(int field, ReadOnlySpan<byte> value)
    {
        Number((ulong)(field << 3 | Bytes));
        Number((ulong)value.Length);
        _bytes.Write(value);
        return this;
    }

    /// <summary>A text in UTF-8.</summary>
    public ProtoWriter Write(int field, string value) => Write(field, Encoding.UTF8.GetBytes(value));

    /// <summary>A message within this one.</summary>
    public ProtoWriter Write(int field, ProtoWriter message) => Write(field, message.Written);

    private void Number(ulong value)
    {
        const int Most = 10;
        var span = _bytes.GetSpan(Most);
        int length = 0;
        for (; value >= 0x80; value >>= 7)
            span[length++] = (byte)(value | 0x80);
        span[length++] = (byte)value;
        _bytes.Advance(length);
    }
}
