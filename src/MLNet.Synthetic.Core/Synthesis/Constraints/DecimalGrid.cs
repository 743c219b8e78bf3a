// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>The numbers of so many decimals.</summary>
internal static class DecimalGrid
{
    private const double LargestRounded = 1e15;                       // beyond it float64 has no decimals to round

    /// <summary>The smallest number of so many decimals that is at least (or above) a bound. A bound that has these decimals up to the rounding of its type counts as one of them.</summary>
    /// <param name="bound">The bound.</param>
    /// <param name="decimals">Digits after the decimal point; null: any number will do.</param>
    /// <param name="above">Whether the bound itself is too small.</param>
    public static double AtLeast(double bound, int? decimals, bool above)
    {
        if (decimals is not int digits || Math.Abs(bound) >= LargestRounded)
            return above ? Math.BitIncrement(bound) : bound;

        double nearest = Math.Round(bound, digits), unit = Math.Pow(10, -digits);
        bool isOnGrid = Math.Abs(nearest - bound) <= Rounding(bound);
        if (isOnGrid)
            return above ? Math.Round(nearest + unit, digits) : Math.Max(nearest, bound);
        return nearest > bound ? nearest : Math.Round(nearest + unit, digits);
    }

    /// <summary>The largest number of so many decimals that is at most (or below) a bound.</summary>
    public static double AtMost(double bound, int? decimals, bool below) => -AtLeast(-bound, decimals, below);

    /// <summary>A number rounded to so many decimals; null: as it is.</summary>
    public static double Round(double value, int? decimals)
        => decimals is int digits && Math.Abs(value) < LargestRounded ? Math.Round(value, digits) : value;

    private static double Rounding(double value)
    {
        double size = Math.Abs(value);
        return (float)size == size ? (MathF.BitIncrement((float)size) - size) / 2 : 1e-14 * size;
    }
}
