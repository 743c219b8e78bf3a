// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>The standard normal distribution.</summary>
internal static class Normal
{
    /// <summary>The 97.5 % quantile, which a two-sided 95 % interval needs.</summary>
    public const double TwoSided95 = 1.959964;

    /// <summary>Φ(z), to 1.5e-7 (Abramowitz, Stegun 1964, "Handbook of mathematical functions", 7.1.26).</summary>
    public static double Below(double z)
    {
        double x = Math.Abs(z) / Math.Sqrt(2), t = 1 / (1 + 0.3275911 * x);
        double tail = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429)))) * Math.Exp(-x * x);   // 1 − erf(x)
        return z > 0 ? 1 - tail / 2 : tail / 2;
    }

    /// <summary>Which of several tests are significant when the chance of any false one is to stay below α.</summary>
    /// <remarks>Holm (1979), "A simple sequentially rejective multiple test procedure", Scandinavian Journal of Statistics 6: the smallest p against α / k, the next against α / (k − 1), ..., until one fails.</remarks>
    public static bool[] Holm(IReadOnlyList<double> p, double alpha)
    {
        var significant = new bool[p.Count];
        int left = p.Count;
        foreach (int i in Enumerable.Range(0, p.Count).OrderBy(i => p[i]))
        {
            if (!(p[i] <= alpha / left--))
                break;
            significant[i] = true;
        }

        return significant;
    }
}
