// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>x ln x of whole numbers.</summary>
internal sealed class EntropyTerms
{
    private const int MostKept = 1 << 20;
    private readonly double[] _terms;

    /// <param name="largest">The largest number asked for often.</param>
    public EntropyTerms(int largest)
    {
        _terms = new double[Math.Min(largest, MostKept) + 1];
        for (int x = 2; x < _terms.Length; x++)
            _terms[x] = x * Math.Log(x);
    }

    /// <summary>x ln x, 0 for x = 0.</summary>
    public double this[int x] => (uint)x < (uint)_terms.Length ? _terms[x] : x * Math.Log(x);
}
