// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Pearson's correlation of two arrays, also where each row counts several times.</summary>
internal sealed class WeightedCorrelation
{
    private const double Rounding = 1e-14;                            // a share of the variance below this is rounding of a constant
    private readonly double[] _x, _y;                                  // (n), centred and scaled

    private WeightedCorrelation(double[] x, double[] y) => (_x, _y) = (x, y);

    public static WeightedCorrelation Of(double[] x, double[] y) => new(Standardized(x), Standardized(y));

    /// <summary>The correlation; null: fewer than two rows, or one side is constant.</summary>
    public double? Value() => Value(null, null);

    /// <summary>The correlation where row i counts <paramref name="weights"/>[<paramref name="rows"/>[i]] times.</summary>
    /// <param name="weights">Weight of each row of the table; null: all 1.</param>
    /// <param name="rows">Row of the table behind each pair, (n); null: the same.</param>
    public double? Value(byte[]? weights, int[]? rows)
    {
        double n = 0, sx = 0, sy = 0, sxx = 0, syy = 0, sxy = 0;
        for (int i = 0; i < _x.Length; i++)
        {
            double w = weights is null ? 1 : weights[rows is null ? i : rows[i]], x = _x[i], y = _y[i], wx = w * x;
            n += w;
            sx += wx;
            sy += w * y;
            sxx += wx * x;
            sxy += wx * y;
            syy += w * y * y;
        }

        if (n < 2)
            return null;
        double vx = sxx - sx * sx / n, vy = syy - sy * sy / n;
        if (!(vx > Rounding * sxx) || !(vy > Rounding * syy))
            return null;
        double r = (sxy - sx * sy / n) / Math.Sqrt(vx * vy);
        return double.IsFinite(r) ? Math.Clamp(r, -1, 1) : null;
    }

    private static double[] Standardized(double[] values)
    {
        if (values.Length == 0)
            return [];
        double first = values[0], scale = 0, mean = 0;
        foreach (double value in values)
            scale = Math.Max(scale, Math.Abs(value / 2 - first / 2));
        if (scale == 0 || !double.IsFinite(scale))
            return new double[values.Length];                          // constant, or with infinities: not defined
        var scaled = Array.ConvertAll(values, v => (v / 2 - first / 2) / scale);
        foreach (double value in scaled)
            mean += value / scaled.Length;
        for (int i = 0; i < scaled.Length; i++)
            scaled[i] -= mean;
        return scaled;
    }
}
