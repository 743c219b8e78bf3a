// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace MLNet.Synthetic;

/// <summary>A fingerprint of the contents of a table: equal tables have equal ones, on every machine.</summary>
/// <remarks>
/// SHA-256 over the number of columns (int32), then for each column its name (length in UTF-8 bytes as int32, then these), its type (one byte: 1 number, 2 category, 3 time), its number of
/// rows (int64) and its values: numbers as float64, times as int64 ticks, categories as int32 codes (−1: missing) followed by the number of levels (int32) and each level like a
/// name. All little-endian; a missing number is the quiet NaN 7FF8000000000000.
/// </remarks>
public static class TableHash
{
    private const int ValuesAtOnce = 4096;

    /// <summary>The fingerprint as 64 lower-case hexadecimal digits.</summary>
    /// <exception cref="ArgumentException">A column holds other than numbers, categories or times.</exception>
    public static string Of(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, table.Columns.Count);
        foreach (var column in table.Columns)
        {
            Append(hash, column.Name);
            switch (column)
            {
                case NumericColumn numbers:
                    AppendHead(hash, 1, column.Count);
                    Append(hash, numbers.Values, v => BitConverter.DoubleToInt64Bits(double.IsNaN(v) ? BitConverter.Int64BitsToDouble(0x7FF8000000000000) : v));
                    break;
                case CategoryColumn categories:
                    AppendHead(hash, 2, column.Count);
                    Append(hash, categories.Codes);
                    Append(hash, categories.Levels.Length);
                    foreach (string level in categories.Levels)
                        Append(hash, level);
                    break;
                case TimestampColumn times:
                    AppendHead(hash, 3, column.Count);
                    Append(hash, times.Ticks, t => t);
                    break;
                default:
                    throw new ArgumentException($"Column '{column.Name}' is of kind {column.Kind}: only numbers, categories and times are hashed.", nameof(table));
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void AppendHead(IncrementalHash hash, byte type, long rows)
    {
        hash.AppendData([type]);
        Append(hash, [rows], r => r);
    }

    private static void Append(IncrementalHash hash, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Append(hash, bytes.Length);
        hash.AppendData(bytes);
    }

    private static void Append(IncrementalHash hash, params ReadOnlySpan<int> values)
    {
        if (BitConverter.IsLittleEndian)
        {
            hash.AppendData(MemoryMarshal.AsBytes(values));
            return;
        }

        Span<byte> bytes = stackalloc byte[sizeof(int)];
        foreach (int value in values)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
            hash.AppendData(bytes);
        }
    }

    private static void Append<T>(IncrementalHash hash, ReadOnlySpan<T> values, Func<T, long> bits)
    {
        var bytes = new byte[Math.Min(values.Length, ValuesAtOnce) * sizeof(long)];
        for (int start = 0; start < values.Length; start += ValuesAtOnce)
        {
            var part = values[start..Math.Min(start + ValuesAtOnce, values.Length)];
            for (int i = 0; i < part.Length; i++)
                BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(i * sizeof(long)), bits(part[i]));
            hash.AppendData(bytes.AsSpan(0, part.Length * sizeof(long)));
        }
    }
}
