// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>A truncated normal distribution of a number in each leaf, with a mass of missing values.</summary>
/// <remarks>Mean and deviation are those of the leaf's values; the bounds are those of the leaf and of the column, so the density integrates to 1 over the leaf.</remarks>
internal sealed class NormalLaw : LeafLaw
{
    private const double LeastDeviation = 1e-3;                       // of that of the column: where all values of a leaf are one
    private readonly NumberCodes _numbers;
    private readonly double[] _means, _deviations, _missing;          // of each leaf
    private readonly double[] _low, _high, _width;                    // bounds, and the normal mass between them
    private readonly double _least, _most, _missingShare;

    /// <param name="codes">The column.</param>
    /// <param name="means">Mean of each leaf.</param>
    /// <param name="deviations">Deviation of each leaf, above 0.</param>
    /// <param name="missing">Share of missing values in each leaf.</param>
    /// <param name="least">Smallest number of the column.</param>
    /// <param name="most">Largest number of the column.</param>
    public NormalLaw(NumberCodes codes, double[] means, double[] deviations, double[] missing, double least, double most) : base(codes)
    {
        (_numbers, _means, _deviations, _missing, _least, _most) = (codes, means, deviations, missing, least, most);
        int leaves = means.Length;
        (_low, _high, _width) = (new double[leaves], new double[leaves], new double[leaves]);
        _missingShare = missing.Average();
        CodeShares = new double[256];
    }

    /// <summary>Learns the law from the values of each leaf.</summary>
    public static NormalLaw Of(NumberCodes codes, int[] starts, int[] donors)
    {
        int leaves = starts.Length - 1;
        var (means, deviations, missing) = (new double[leaves], new double[leaves], new double[leaves]);
        double least = codes.ValueOf(0), most = codes.ValueOf(codes.MissingDonor - 1);
        var (mean, deviation, _) = Moments(codes, donors);
        double floor = LeastDeviation * (deviation > 0 ? deviation : Math.Max(Math.Abs(mean), 1));
        for (int leaf = 0; leaf < leaves; leaf++)
        {
            var here = Moments(codes, donors.AsSpan(starts[leaf]..starts[leaf + 1]));
            missing[leaf] = here.Missing;
            (means[leaf], deviations[leaf]) = here.Missing == 1 ? (mean, Math.Max(deviation, floor)) : (here.Mean, Math.Max(here.Deviation, floor));
        }

        return new(codes, means, deviations, missing, least, most);
    }

    /// <summary>Numbers of one point are the same number.</summary>
    public override long PointOf(double number)
        => double.IsNaN(number) && _missingShare == 0 ? Unseen : BitConverter.DoubleToInt64Bits(double.IsNaN(number) ? double.NaN : number == 0 ? 0 : Math.Clamp(number, _least, _most));

    /// <inheritdoc/>
    public override void Bound(int leaf, CodeSet region, double mass)
    {
        double[] edges = _numbers.Edges;
        int first = 0, last = edges.Length;
        while (first < last && !region.Contains(first))
            first++;
        while (last > first && !region.Contains(last))
            last--;
        _low[leaf] = first == 0 ? _least : edges[first - 1];
        _high[leaf] = last == edges.Length ? _most : edges[last];
        double a = (_low[leaf] - _means[leaf]) / _deviations[leaf], b = (_high[leaf] - _means[leaf]) / _deviations[leaf];
        _width[leaf] = a > 0 ? NormalDistribution.Cdf(-a) - NormalDistribution.Cdf(-b) : NormalDistribution.Cdf(b) - NormalDistribution.Cdf(a);
    }

    /// <inheritdoc/>
    public override double Density(int leaf, long point, bool smoothed)
    {
        const double Step = 1e-6;                                     // so that a leaf without missing values gives them a little mass where it must
        double number = BitConverter.Int64BitsToDouble(point);
        double missing = smoothed && _missingShare > 0 ? (1 - Step) * _missing[leaf] + Step * _missingShare : _missing[leaf];
        if (double.IsNaN(number))
            return missing;
        if (!(_low[leaf] < _high[leaf]))
            return 1 - missing;                                       // a constant column
        return _width[leaf] > 0 ? (1 - missing) * NormalDistribution.Density((number - _means[leaf]) / _deviations[leaf]) / (_deviations[leaf] * _width[leaf]) : (1 - missing) / (_high[leaf] - _low[leaf]);
    }

    /// <inheritdoc/>
    public override double NumberAt(int leaf, double u, Rng random)
    {
        double missing = _missing[leaf];
        if (u < missing)
            return double.NaN;
        double place = (u - missing) / (1 - missing);
        if (!(_low[leaf] < _high[leaf]))
            return _low[leaf];
        return _width[leaf] > 0 ? NormalDistribution.Truncated(_means[leaf], _deviations[leaf], _low[leaf], _high[leaf], place) : double.Lerp(_low[leaf], _high[leaf], place);
    }

    /// <inheritdoc/>
    public override void Write(ModelWriter writer)
    {
        writer.Write(_least);
        writer.Write(_most);
        writer.Write(_means);
        writer.Write(_deviations);
        writer.Write(_missing);
    }

    /// <summary>Reads what was saved.</summary>
    /// <exception cref="SyntheticDataException">It is not a law of so many leaves.</exception>
    public static NormalLaw Read(ModelReader reader, NumberCodes codes, int leaves)
    {
        double least = reader.ReadDouble(), most = reader.ReadDouble();
        double[] means = reader.ReadDoubles(), deviations = reader.ReadDoubles(), missing = reader.ReadDoubles();
        reader.Require(double.IsFinite(least) && double.IsFinite(most) && least <= most && codes.MissingDonor > 0, "a range of numbers is empty");
        reader.Require(means.Length == leaves && deviations.Length == leaves && missing.Length == leaves, "a number has not one distribution a leaf");
        reader.Require(Array.TrueForAll(means, double.IsFinite) && Array.TrueForAll(deviations, s => s > 0 && double.IsFinite(s)) && Array.TrueForAll(missing, m => m is >= 0 and <= 1), "a distribution of a leaf is out of range");
        return new(codes, means, deviations, missing, least, most);
    }

    private static (double Mean, double Deviation, double Missing) Moments(NumberCodes codes, ReadOnlySpan<int> donors)
    {
        double sum = 0, squares = 0;
        int m = 0;
        foreach (int donor in donors)
        {
            if (donor == codes.MissingDonor)
                continue;
            sum += codes.ValueOf(donor);
            m++;
        }

        double mean = m == 0 ? 0 : sum / m;
        foreach (int donor in donors)
        {
            double off = donor == codes.MissingDonor ? 0 : codes.ValueOf(donor) - mean;
            squares += off * off;
        }

        return (mean, m < 2 ? 0 : Math.Sqrt(squares / (m - 1)), 1 - (double)m / donors.Length);
    }
}
