// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>How near rows lie to training rows: distance to the closest record (DCR) and nearest neighbour distance ratio (NNDR), for synthetic and for as many holdout rows.</summary>
/// <remarks>By Gower's distance to all training rows. NNDR is the nearest over the second nearest distance, in [0, 1], and 1 where both are 0: a row that several people share points to none of them.</remarks>
internal sealed class Nearness
{
    private const double NearQuantile = 0.01;

    private Nearness(double[] distances, double[] ratios) => (Distances, Ratios) = (distances, ratios);

    /// <summary>Distance of each row to its closest training row, (m), in [0, 1].</summary>
    public double[] Distances { get; }

    /// <summary>Nearest over second nearest distance of each row, (m), in [0, 1]; all 1 where there is one training row.</summary>
    public double[] Ratios { get; }

    /// <summary>Measures rows against training rows.</summary>
    public static Nearness Of(GowerSpace space, GowerSearch train, int trainRows, GowerRows rows, RunContext run)
    {
        int k = Math.Min(2, trainRows);
        var found = train.Nearest(rows, k, run);
        int[] nearest = found.DistancesOfRank(0), second = found.DistancesOfRank(k - 1);
        return new(Array.ConvertAll(nearest, space.Distance), [.. nearest.Zip(second, (a, b) => b == 0 ? 1 : (double)a / b)]);
    }

    /// <summary>The distance below which a row is a near copy: 1 % of the holdout rows lie as near.</summary>
    public double NearDistance
    {
        get
        {
            double[] sorted = [.. Distances.Order()];
            return sorted[(int)(NearQuantile * sorted.Length)];
        }
    }

    /// <summary>Whether each row lies that near, (m).</summary>
    public bool[] NearCopies(double distance) => Array.ConvertAll(Distances, d => d <= distance);

    /// <summary>A quantile of values of which each is taken so many times.</summary>
    /// <param name="sorted">Values, ascending, (n).</param>
    /// <param name="weights">How often each is taken, (n).</param>
    /// <param name="share">In (0, 1).</param>
    public static double Quantile(double[] sorted, int[] weights, double share)
    {
        double rank = share * weights.Sum();
        int at = 0;
        for (int sum = weights[0]; sum <= rank && at < sorted.Length - 1; sum += weights[at])
            at++;
        return sorted[at];
    }

    /// <summary>Shares of holdout and synthetic values in bins of equal width, the last one open to the farthest.</summary>
    public static ColumnHistogram Histogram(double[] synthetic, double[] holdout)
    {
        const int Bins = 30;
        const double Shown = 0.995;
        double last = Math.Max(synthetic.Order().ToArray().Quantile(Shown), holdout.Order().ToArray().Quantile(Shown)), end = Math.Max(synthetic.Max(), holdout.Max());
        double width = last > 0 ? last / Bins : 1.0 / Bins;
        double[] edges = [.. Enumerable.Range(0, Bins).Select(b => b * width), Math.Max(Bins * width, end)];
        string[] labels = [.. Enumerable.Range(0, Bins).Select(b => FormattableString.Invariant($"{edges[b]:0.000}–{edges[b + 1]:0.000}"))];
        return new(labels, Shares(holdout), Shares(synthetic), edges);

        double[] Shares(double[] values)
        {
            var shares = new double[Bins];
            foreach (double value in values)
                shares[Math.Min(Bins - 1, (int)(value / width))] += 1.0 / values.Length;
            return shares;
        }
    }
}
