// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Rows drawn with replacement in proportion to weights: the way to weights for a learner that takes none.</summary>
public static class WeightedDraw
{
    /// <summary>How often each row is drawn.</summary>
    /// <param name="weights">Weight of each row, (n), ≥ 0 and not all 0; they need not sum to 1.</param>
    /// <param name="draws">Number of draws, ≥ 0.</param>
    /// <param name="random">The stream to draw from.</param>
    /// <returns>Times each row was drawn, (n); sums to <paramref name="draws"/>.</returns>
    /// <exception cref="ArgumentException">A weight is negative or not finite, or all are 0.</exception>
    public static int[] Counts(ReadOnlySpan<double> weights, int draws, Rng random)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(draws);
        ArgumentNullException.ThrowIfNull(random);
        var until = new double[weights.Length];                       // running sums
        double sum = 0;
        int last = -1;
        for (int i = 0; i < weights.Length; i++)
        {
            if (!(weights[i] >= 0 && double.IsFinite(weights[i])))
                throw new ArgumentException($"Weight {weights[i]} of row {i} is not a finite number of at least 0.", nameof(weights));
            until[i] = sum += weights[i];
            if (weights[i] > 0)
                last = i;
        }

        if (last < 0)
            throw new ArgumentException("All weights are 0.", nameof(weights));
        var counts = new int[weights.Length];
        for (int d = 0; d < draws; d++)
            counts[Math.Min(FirstAbove(until, random.NextDouble() * sum), last)]++;
        return counts;
    }

    /// <summary>The first row whose running sum lies above a value, so that rows of weight 0 are passed over.</summary>
    private static int FirstAbove(double[] until, double value)
    {
        int low = 0, high = until.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (until[middle] > value)
                high = middle;
            else
                low = middle + 1;
        }

        return low;
    }
}
