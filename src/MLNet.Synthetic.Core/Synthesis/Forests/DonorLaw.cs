// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>The training values of each leaf: frequencies of categories and of the steps of numbers, missing values among them.</summary>
/// <remarks>
/// With c of m values at a point, its mass is c / m, and (c + α s / S) / (m + α) with α pseudo-rows, s the point's share of the column and S that of all codes that reach the leaf: both sum to 1 over the leaf. Points are
/// categories, and steps of numbers.
/// </remarks>
internal sealed class DonorLaw : LeafLaw
{
    private readonly int[] _starts, _donors, _pointOf;                // point of each donor
    private readonly Dictionary<double, int>? _places;                // of categories: number → donor
    private readonly double[] _shares;                                // share of the column at each point
    private readonly float[] _masses;                                 // S of each leaf
    private readonly double _pseudoRows;

    /// <param name="codes">The column.</param>
    /// <param name="starts">First donor of each leaf, and their number at the end.</param>
    /// <param name="donors">Donors, ascending in each leaf.</param>
    /// <param name="pseudoRows">α.</param>
    public DonorLaw(ColumnCodes codes, int[] starts, int[] donors, double pseudoRows) : base(codes)
    {
        (_starts, _donors, _pseudoRows) = (starts, donors, pseudoRows);
        int values = codes.MissingDonor + 1;
        var codeOf = new byte[values];
        for (int v = 0; v < values; v++)
            codeOf[v] = codes.CodeOf(codes.ValueOf(v));
        _pointOf = codes.IsOrdered ? Array.ConvertAll(codeOf, c => (int)c) : [.. Enumerable.Range(0, values)];
        if (!codes.IsOrdered)
            _places = Enumerable.Range(0, values - 1).ToDictionary(codes.ValueOf);

        _shares = new double[Math.Max(256, values)];
        CodeShares = new double[256];
        foreach (int donor in donors)
        {
            _shares[_pointOf[donor]] += 1.0 / donors.Length;
            CodeShares[codeOf[donor]] += 1.0 / donors.Length;
        }

        _masses = new float[starts.Length - 1];
    }

    /// <inheritdoc/>
    public override long PointOf(double number)
    {
        int point = double.IsNaN(number) ? _pointOf[Codes.MissingDonor] : _places is null ? Codes.CodeOf(number) : _places.GetValueOrDefault(number, -1);
        return point >= 0 && _shares[point] > 0 ? point : Unseen;
    }

    /// <inheritdoc/>
    public override void Bound(int leaf, CodeSet region, double mass) => _masses[leaf] = (float)mass;

    /// <inheritdoc/>
    public override double Density(int leaf, long point, bool smoothed)
    {
        int count = 0, m = _starts[leaf + 1] - _starts[leaf];
        foreach (int donor in _donors.AsSpan(_starts[leaf], m))
            count += _pointOf[donor] == point ? 1 : 0;
        return smoothed && _masses[leaf] > 0 ? (count + _pseudoRows * _shares[point] / _masses[leaf]) / (m + _pseudoRows) : (double)count / m;
    }

    /// <inheritdoc/>
    public override double NumberAt(int leaf, double u, Rng random)
    {
        int m = _starts[leaf + 1] - _starts[leaf];
        return Codes.NumberOf(_donors[_starts[leaf] + Math.Min((int)(u * m), m - 1)], random);
    }

    /// <inheritdoc/>
    public override void Write(ModelWriter writer) => writer.Write(_donors);
}
