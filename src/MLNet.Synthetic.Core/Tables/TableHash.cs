// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace MLNet.Synthetic;

/// <summary>SHA-256 of the content of a table: the same for the same rows in the same order, however they were stored.</summary>
/// <remarks>
/// Of each column in order: its name, its kind as one byte, the number of rows (int64), and its values. A text is its length in bytes (int32) and its UTF-8. A number is a float64, the missing one
/// always the NaN FFF8000000000000; a time its ticks (int64); a category the number of its level (int32, −1 where missing), levels counted in order of their first row, and then the texts of those levels; of a
/// vector its length (int32) and its numbers row by row. All little-endian. Values that are only kept and copied are left out.
/// </remarks>
public static class TableHash
{
    private const long MissingBits = unchecked((long)0xFFF8000000000000);

    /// <summary>The hash as 64 lower-case hexadecimal digits.</summary>
    public static string Of(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var column in table.Columns)
        {
            Add(hash, column.Name);
            hash.AppendData([(byte)column.Kind]);
            Add(hash, [(long)column.Count]);
            switch (column)
            {
                case NumericColumn numbers:
                    Add(hash, numbers.Values);
                    break;
                case TimestampColumn times:
                    Add(hash, times.Ticks);
                    break;
                case CategoryColumn categories:
                    Add(hash, categories);
                    break;
                case NumericVectorColumn vectors:
                    Add(hash, [vectors.Values.Columns]);
                    for (int i = 0; i < vectors.Values.Rows; i++)
                        Add(hash, vectors.Values[i]);
                    break;
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Add(IncrementalHash hash, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Add(hash, [bytes.Length]);
        hash.AppendData(bytes);
    }

    private static void Add(IncrementalHash hash, CategoryColumn column)
    {
        var places = new Dictionary<int, int>();
        Add(hash, Array.ConvertAll(column.Codes, code =>
        {
            if (code < 0)
                return CategoryColumn.MissingCode;
            if (!places.TryGetValue(code, out int place))
                places.Add(code, place = places.Count);
            return place;
        }));
        foreach (int code in places.Keys)
            Add(hash, column.Levels[code]);
    }

    private static void Add(IncrementalHash hash, ReadOnlySpan<double> values)
    {
        var bits = new long[values.Length];
        for (int i = 0; i < bits.Length; i++)
            bits[i] = double.IsNaN(values[i]) ? MissingBits : BitConverter.DoubleToInt64Bits(values[i]);
        Add(hash, bits);
    }

    private static void Add(IncrementalHash hash, long[] values)
    {
        if (!BitConverter.IsLittleEndian)
            values = Array.ConvertAll(values, BinaryPrimitives.ReverseEndianness);
        hash.AppendData(MemoryMarshal.AsBytes<long>(values));
    }

    private static void Add(IncrementalHash hash, int[] values)
    {
        if (!BitConverter.IsLittleEndian)
            values = Array.ConvertAll(values, BinaryPrimitives.ReverseEndianness);
        hash.AppendData(MemoryMarshal.AsBytes<int>(values));
    }
}
