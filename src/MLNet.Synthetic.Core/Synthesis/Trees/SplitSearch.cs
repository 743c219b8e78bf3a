// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Runtime.CompilerServices;

namespace MLNet.Synthetic;

/// <summary>A split of a node: rows whose code is at most a threshold, or in a set, go left.</summary>
/// <param name="Predictor">Number of the predictor.</param>
/// <param name="Threshold">Largest code that goes left, where codes are ordered.</param>
/// <param name="Set">Codes that go left, a bit each, (4); null where codes are ordered.</param>
/// <param name="Gain">Likelihood gained, in nats.</param>
internal sealed record Split(int Predictor, int Threshold, ulong[]? Set, double Gain);

/// <summary>Finds the split of a node that gains most likelihood of the classes. Keeps working memory: one for each tree that grows.</summary>
/// <remarks>
/// One pass over the rows counts codes by classes, one over the codes that occur tries every cut between them. The gain is Σ n ln n over classes and sides: with l and r rows of a class left
/// and right, of L and R in all, G = Σ l ln l + Σ r ln r − L ln L − R ln R − (Σ t ln t − n ln n), t = l + r. Categories are put in order of their mean class score first, and cut as if they were numbers.
/// </remarks>
internal sealed class SplitSearch(byte[][] predictors, bool[] isOrdered, int minimumLeafRows, EntropyTerms terms)
{
    private const int Codes = 256, Powers = 3;
    private const double Rounding = 1e-9;
    private readonly int[] _count = new int[Codes], _codes = new int[Codes], _left = new int[TargetClasses.Most];
    private readonly double[] _scores = new double[Codes], _weights = new double[TargetClasses.Most];
    private int[] _byClass = [];                                      // rows by (code, class)
    private int _found;                                               // codes that occur: the first ones of _codes

    /// <summary>The best split; null when none gains anything.</summary>
    /// <param name="rows">Rows of the node, (m).</param>
    /// <param name="classes">Class of each, (m), from 0.</param>
    /// <param name="totals">Rows of each class, (k).</param>
    public Split? Best(ReadOnlySpan<int> rows, ReadOnlySpan<byte> classes, ReadOnlySpan<int> totals)
    {
        if (_byClass.Length < Codes * totals.Length)
            _byClass = new int[Codes * totals.Length];
        double whole = -terms[rows.Length];
        foreach (int t in totals)
            whole += terms[t];

        double bestGain = Rounding;
        Split? best = null;
        for (int p = 0; p < predictors.Length; p++)
        {
            Count(predictors[p], rows, classes, totals.Length);
            if (_found > 1)
            {
                if (!isOrdered[p] && _found > 2)
                    SortByScore(totals, rows.Length);
                var (gain, at) = Scan(totals, rows.Length, whole);
                if (gain > bestGain)
                    (bestGain, best) = (gain, isOrdered[p] ? new(p, (_codes[at] + _codes[at + 1]) / 2, null, gain) : new(p, 0, SetOf(at), gain));
            }

            Clear(totals.Length);
        }

        return best;
    }

    /// <summary>Counts rows by code and class, and lists the codes that occur, ascending.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Count(byte[] predictor, ReadOnlySpan<int> rows, ReadOnlySpan<byte> classes, int k)
    {
        int[] count = _count, byClass = _byClass;
        for (int i = 0; i < rows.Length; i++)
        {
            int code = predictor[rows[i]];
            count[code]++;
            byClass[code * k + classes[i]]++;
        }

        _found = 0;
        for (int code = 0; code < Codes; code++)
        {
            if (count[code] > 0)
                _codes[_found++] = code;
        }
    }

    private void Clear(int k)
    {
        for (int a = 0; a < _found; a++)
        {
            _count[_codes[a]] = 0;
            _byClass.AsSpan(_codes[a] * k, k).Clear();
        }
    }

    /// <summary>Tries every cut between neighbouring codes; only classes that a code has are moved from right to left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private (double Gain, int At) Scan(ReadOnlySpan<int> totals, int n, double whole)
    {
        int k = totals.Length, left = 0, bestAt = -1;
        var l = _left.AsSpan(0, k);
        l.Clear();
        double onLeft = 0, onRight = whole + terms[n], best = 0;
        for (int a = 0; a < _found - 1; a++)
        {
            int code = _codes[a];
            var moved = _byClass.AsSpan(code * k, k);
            for (int c = 0; c < k; c++)
            {
                int x = moved[c];
                if (x == 0)
                    continue;
                int before = l[c], right = totals[c] - before;
                onLeft += terms[before + x] - terms[before];
                onRight += terms[right - x] - terms[right];
                l[c] = before + x;
            }

            left += _count[code];
            if (left < minimumLeafRows)
                continue;
            if (n - left < minimumLeafRows)
                break;
            double gain = onLeft - terms[left] + onRight - terms[n - left] - whole;
            if (gain > best)
                (best, bestAt) = (gain, a);
        }

        return (best, bestAt);
    }

    /// <summary>
    /// Puts the codes in order of the mean weight of their rows' classes. The weights are the first principal direction of the class shares, by power iteration; with two classes that is the share of one, and the
    /// best cut of the order is the best of all sets (Breiman et al. 1984).
    /// </summary>
    private void SortByScore(ReadOnlySpan<int> totals, int n)
    {
        int k = totals.Length;
        for (int c = 0; c < k; c++)
            _weights[c] = c;
        for (int power = 0; power < (k == 2 ? 1 : Powers); power++)
        {
            if (power > 0)
                Reweight(totals);
            double mean = 0;
            for (int c = 0; c < k; c++)
                mean += _weights[c] * totals[c];
            mean /= n;
            for (int a = 0; a < _found; a++)
            {
                var counts = _byClass.AsSpan(_codes[a] * k, k);
                double sum = 0;
                for (int c = 0; c < k; c++)
                    sum += counts[c] * _weights[c];
                _scores[a] = sum / _count[_codes[a]] - mean;
            }
        }

        Array.Sort(_scores, _codes, 0, _found);
    }

    /// <summary>Weight of each class: the mean score of its rows, to unit length.</summary>
    private void Reweight(ReadOnlySpan<int> totals)
    {
        int k = totals.Length;
        Array.Clear(_weights, 0, k);
        for (int a = 0; a < _found; a++)
        {
            var counts = _byClass.AsSpan(_codes[a] * k, k);
            for (int c = 0; c < k; c++)
                _weights[c] += counts[c] * _scores[a];
        }

        double squares = 0;
        for (int c = 0; c < k; c++)
        {
            _weights[c] /= totals[c];
            squares += _weights[c] * _weights[c];
        }

        if (squares == 0)
            return;
        for (int c = 0; c < k; c++)
            _weights[c] /= Math.Sqrt(squares);
    }

    private ulong[] SetOf(int last)
    {
        var set = new ulong[ConditionalTree.SetWords];
        for (int a = 0; a <= last; a++)
            set[_codes[a] >> 6] |= 1UL << _codes[a];
        return set;
    }
}
