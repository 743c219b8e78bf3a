// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Numerics;
using System.Runtime.CompilerServices;

namespace MLNet.Synthetic;

/// <summary>Finds the split of a node that parts real from synthetic rows best, by Gini impurity. Keeps working memory: one for each tree that grows.</summary>
/// <remarks>With l real rows among L that go left, and r among R, impurity falls most where l² / L + r² / R is largest. Categories are put in order of their share of real rows: the best cut of that order is the best of all sets.</remarks>
/// <param name="codes">Codes of all rows, (d)(n + m): the real ones first.</param>
/// <param name="isOrdered">Whether codes of a column ascend with its values, (d).</param>
/// <param name="realRows">Real rows, n.</param>
/// <param name="minimumLeafRows">Fewest rows on each side.</param>
internal sealed class GiniSearch(byte[][] codes, bool[] isOrdered, int realRows, int minimumLeafRows)
{
    private const int Codes = 256;
    private const double Rounding = 1e-9;
    private readonly int[] _count = new int[Codes], _real = new int[Codes], _found = new int[Codes];
    private readonly double[] _shares = new double[Codes];

    /// <summary>The best split on one column; null: none gains anything.</summary>
    public Split? On(int column, ReadOnlySpan<int> rows)
    {
        int found = Count(codes[column], rows), real = 0;
        if (found < 2)
        {
            _count[_found[0]] = _real[_found[0]] = 0;
            return null;
        }

        for (int a = 0; a < found; a++)
        {
            real += _real[_found[a]];
            _shares[a] = (double)_real[_found[a]] / _count[_found[a]];
        }

        if (!isOrdered[column])
            Array.Sort(_shares, _found, 0, found);
        var (score, at) = Scan(found, rows.Length, real);
        double gain = score - (double)real * real / rows.Length;
        Split? split = at < 0 || gain < Rounding ? null
            : isOrdered[column] ? new(column, (_found[at] + _found[at + 1]) / 2, null, gain)
            : new(column, 0, SetOf(at), gain);
        for (int a = 0; a < found; a++)
            _count[_found[a]] = _real[_found[a]] = 0;
        return split;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Count(byte[] column, ReadOnlySpan<int> rows)
    {
        Span<ulong> present = stackalloc ulong[ConditionalTree.SetWords];
        int[] count = _count, real = _real;
        foreach (int row in rows)
        {
            int code = column[row];
            count[code]++;
            real[code] += (row - realRows) >>> 31;                    // 1 for a real row
            present[code >> 6] |= 1UL << code;
        }

        int found = 0;
        for (int word = 0; word < present.Length; word++)
        {
            for (ulong left = present[word]; left != 0; left &= left - 1)
                _found[found++] = 64 * word + BitOperations.TrailingZeroCount(left);
        }

        return found;
    }

    private (double Score, int At) Scan(int found, int rows, int real)
    {
        int left = 0, realLeft = 0, bestAt = -1;
        double best = 0;
        for (int a = 0; a < found - 1; a++)
        {
            left += _count[_found[a]];
            realLeft += _real[_found[a]];
            int right = rows - left, realRight = real - realLeft;
            if (left < minimumLeafRows)
                continue;
            if (right < minimumLeafRows)
                break;
            double score = (double)realLeft * realLeft / left + (double)realRight * realRight / right;
            if (score > best)
                (best, bestAt) = (score, a);
        }

        return (best, bestAt);
    }

    private ulong[] SetOf(int last)
    {
        var set = new ulong[ConditionalTree.SetWords];
        for (int a = 0; a <= last; a++)
            set[_found[a] >> 6] |= 1UL << _found[a];
        return set;
    }
}
