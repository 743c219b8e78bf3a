// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Numerics;

namespace MLNet.Synthetic;

/// <summary>Rows of bits.</summary>
/// <param name="rows">Rows, m.</param>
/// <param name="bits">Bits in a row, n.</param>
internal sealed class BitTable(int rows, int bits)
{
    private const int WordBits = 32;
    private readonly int _words = (bits + WordBits - 1) / WordBits;
    private readonly uint[] _all = new uint[checked(rows * ((bits + WordBits - 1) / WordBits))];

    /// <summary>Rows, m.</summary>
    public int Rows { get; } = rows;

    /// <summary>Bits in a row, n.</summary>
    public int Bits { get; } = bits;

    /// <summary>The words of a row; bit b is bit b mod 32 of word b / 32.</summary>
    public Span<uint> this[int row] => _all.AsSpan(row * _words, _words);

    /// <summary>The first bit of a row that is also set in a mask; −1: none.</summary>
    public int First(int row, ReadOnlySpan<uint> mask)
    {
        var words = this[row];
        for (int w = 0; w < words.Length; w++)
        {
            if ((words[w] & mask[w]) != 0)
                return w * WordBits + BitOperations.TrailingZeroCount(words[w] & mask[w]);
        }

        return -1;
    }

    /// <summary>In how many rows each bit is set, (n).</summary>
    public int[] Counts()
    {
        var counts = new int[Bits];
        for (int row = 0; row < Rows; row++)
        {
            var words = this[row];
            for (int w = 0; w < words.Length; w++)
            {
                for (uint left = words[w]; left != 0; left &= left - 1)
                    counts[w * WordBits + BitOperations.TrailingZeroCount(left)]++;
            }
        }

        return counts;
    }

    /// <summary>A mask in which the bits are set whose weight is not 0, (⌈n / 32⌉).</summary>
    public static uint[] Mask(ReadOnlySpan<int> weights)
    {
        var mask = new uint[(weights.Length + WordBits - 1) / WordBits];
        for (int b = 0; b < weights.Length; b++)
            mask[b / WordBits] |= weights[b] == 0 ? 0u : 1u << (b % WordBits);
        return mask;
    }
}
