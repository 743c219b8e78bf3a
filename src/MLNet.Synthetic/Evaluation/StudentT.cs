// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Quantiles of Student's t distribution.</summary>
internal static class StudentT
{
    private static readonly double[] Table =
    [
        12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646, 2.3060, 2.2622, 2.2281,
        2.2010, 2.1788, 2.1604, 2.1448, 2.1314, 2.1199, 2.1098, 2.1009, 2.0930, 2.0860,
        2.0796, 2.0739, 2.0687, 2.0639, 2.0595, 2.0555, 2.0518, 2.0484, 2.0452, 2.0423,
    ];

    /// <summary>The 97.5 % quantile, which a two-sided 95 % interval needs.</summary>
    /// <param name="degrees">Degrees of freedom, ≥ 1; beyond 30 by the expansion of Cornish and Fisher, good to 1e-4.</param>
    public static double TwoSided95(int degrees)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(degrees, 1);
        if (degrees <= Table.Length)
            return Table[degrees - 1];
        const double Z = 1.959964;
        double z3 = Z * Z * Z, z5 = z3 * Z * Z;
        return Z + (z3 + Z) / (4 * degrees) + (5 * z5 + 16 * z3 + 3 * Z) / (96.0 * degrees * degrees);
    }

    /// <summary>The probability of a value as far from 0 as t, on either side (Abramowitz, Stegun 1964, "Handbook of mathematical functions", 26.7.3 and 26.7.4).</summary>
    /// <param name="t">The value.</param>
    /// <param name="degrees">Degrees of freedom, ≥ 1.</param>
    public static double TwoSidedP(double t, int degrees)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(degrees, 1);
        double angle = Math.Atan(Math.Abs(t) / Math.Sqrt(degrees));
        var (sin, cos) = Math.SinCos(angle);
        bool odd = degrees % 2 == 1;
        double sum = 0, term = odd ? cos : 1;
        for (int k = odd ? 3 : 2; k <= degrees + 1 && degrees > 1; k += 2)
        {
            sum += term;
            if (k > degrees - 1)
                break;
            term *= cos * cos * (k - 1) / k;
        }

        double inside = odd ? 2 / Math.PI * (angle + sin * sum) : sin * sum;
        return Math.Clamp(1 - inside, 0, 1);
    }
}
