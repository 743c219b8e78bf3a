// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>The standard normal distribution.</summary>
internal static class Normal
{
    /// <summary>Φ(z), to 1.5e-7 (Abramowitz, Stegun 1964, "Handbook of mathematical functions", 7.1.26).</summary>
    public static double Below(double z)
    {
        double x = Math.Abs(z) / Math.Sqrt(2), t = 1 / (1 + 0.3275911 * x);
        double tail = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429)))) * Math.Exp(-x * x);   // 1 − erf(x)
        return z > 0 ? 1 - tail / 2 : tail / 2;
    }
}
