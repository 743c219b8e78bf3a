// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Numerics.Tensors;

namespace MLNet.Synthetic;

/// <summary>Modes of the real rows: clusters by k-means, and which of them other rows do not reach.</summary>
/// <remarks>
/// k-means in the <see cref="RankEmbedding"/> of at most 10,000 training rows, a cluster for every 50 of them and at most 50; then every row goes to the nearest mean. A mode of share p is lost
/// when other rows have less than a tenth of its share, fewer than a binomial number of m rows and chance p would have with probability 0.05 / k, and holdout rows do reach it.
/// </remarks>
internal sealed class Modes
{
    private const int MostRows = 10_000, RowsPerMode = 50, MostModes = 50, MostRounds = 50;
    private const double LostShare = 0.1, Error = 0.05;

    private Modes(int count, int[] real, int[] synthetic, int[] holdout) => (Count, Real, Synthetic, Holdout) = (count, real, synthetic, holdout);

    /// <summary>Number of modes, k ≥ 1.</summary>
    public int Count { get; }

    /// <summary>The mode of each training row, (n).</summary>
    public int[] Real { get; }

    /// <summary>The mode of each synthetic row, (m).</summary>
    public int[] Synthetic { get; }

    /// <summary>The mode of each holdout row, (m).</summary>
    public int[] Holdout { get; }

    /// <summary>Finds the modes of the training rows.</summary>
    /// <param name="train">Points of the training rows, (n, d).</param>
    /// <param name="synthetic">Points of the synthetic rows, (m, d).</param>
    /// <param name="holdout">Points of the holdout rows, (m, d).</param>
    /// <param name="run">Randomness, threads, cancellation.</param>
    public static Modes Find(Matrix train, Matrix synthetic, Matrix holdout, RunContext run)
    {
        if (train.Columns == 0)
            return new(1, new int[train.Rows], new int[synthetic.Rows], new int[holdout.Rows]);

        var random = run.Random.Fork("diversity modes");
        int[] rows = RowSample.Draw(train.Rows, MostRows, random.Fork("rows"));
        double[] units = [.. Enumerable.Repeat(1.0, train.Columns)];
        var clusters = KMeans.Find(train, rows, units, Math.Clamp(rows.Length / RowsPerMode, 1, MostModes), random.Fork("centers"), run, MostRounds);
        Matrix centers = Means(train, clusters);
        int[] real = Nearest(train, centers, run);
        int[] places = Numbered(real, centers.Rows, out int count);   // largest first, without clusters that no row is nearest to
        return new(count, Renumbered(real), Renumbered(Nearest(synthetic, centers, run)), Renumbered(Nearest(holdout, centers, run)));

        int[] Renumbered(int[] modes) => Array.ConvertAll(modes, mode => places[mode]);
    }

    /// <summary>Share of rows in each mode, (k).</summary>
    /// <param name="modes">Mode of each row, (m).</param>
    /// <param name="weights">How often each row is taken, (m); null: once.</param>
    public double[] Shares(int[] modes, int[]? weights = null)
    {
        var shares = new double[Count];
        for (int i = 0; i < modes.Length; i++)
            shares[modes[i]] += weights?[i] ?? 1;
        TensorPrimitives.Divide(shares, modes.Length, shares);
        return shares;
    }

    /// <summary>1 − the total variation distance between the shares of the modes, in [0, 1].</summary>
    public double Balance(int[] modes, int[]? weights = null) => 1 - Shares(Real).Zip(Shares(modes, weights), (p, q) => Math.Abs(p - q)).Sum() / 2;

    /// <summary>Whether each mode is lost, (k).</summary>
    /// <param name="modes">Mode of each row that should reach them, (m).</param>
    /// <param name="control">Mode of each row that does; a mode which these hardly reach either is not lost; null: none.</param>
    public bool[] Lost(int[] modes, int[]? control)
    {
        double[] real = Shares(Real), other = Shares(modes), expected = control is null ? real : Shares(control);
        return [.. real.Select((p, mode) => other[mode] < LostShare * p && expected[mode] >= LostShare * p
            && ChanceOfAtMost((int)Math.Round(other[mode] * modes.Length), modes.Length, p) < Error / Count)];
    }

    /// <summary>Modes large enough for a loss to show in so many rows.</summary>
    public int Judged(int rows) => Shares(Real).Count(p => Math.Pow(1 - p, rows) < Error / Count);

    /// <summary>The chance of at most so many successes (binomial distribution).</summary>
    internal static double ChanceOfAtMost(int successes, int trials, double chance)
    {
        if (chance >= 1)
            return successes >= trials ? 1 : 0;
        double log = trials * Math.Log(1 - chance), sum = Math.Exp(log);
        for (int x = 1; x <= successes; x++)
        {
            log += Math.Log((trials - x + 1.0) / x * chance / (1 - chance));
            sum += Math.Exp(log);
        }

        return Math.Min(1, sum);
    }

    private static Matrix Means(Matrix x, KMeans clusters)
    {
        var means = new Matrix(clusters.Count, x.Columns);
        int[][] members = clusters.Members();
        for (int c = 0; c < members.Length; c++)
        {
            foreach (int place in members[c])
                TensorPrimitives.Add(means[c], x[clusters.Rows[place]], means[c]);
            TensorPrimitives.Divide(means[c], members[c].Length, means[c]);
        }

        return means;
    }

    private static int[] Nearest(Matrix x, Matrix centers, RunContext run)
    {
        const int RowsPerChunk = 512;
        var nearest = new int[x.Rows];
        run.ForChunks(x.Rows, RowsPerChunk, (_, start, end) =>
        {
            for (int i = start; i < end; i++)
            {
                double least = double.PositiveInfinity;
                for (int c = 0; c < centers.Rows; c++)
                {
                    double distance = TensorPrimitives.Distance<double>(x[i], centers[c]);
                    if (distance < least)
                        (least, nearest[i]) = (distance, c);
                }
            }
        });
        return nearest;
    }

    private static int[] Numbered(int[] modes, int clusters, out int count)
    {
        var sizes = new int[clusters];
        foreach (int mode in modes)
            sizes[mode]++;
        int[] order = [.. Enumerable.Range(0, clusters).OrderByDescending(c => sizes[c])];
        var places = new int[clusters];
        count = sizes.Count(s => s > 0);
        for (int place = 0; place < clusters; place++)
            places[order[place]] = Math.Min(place, count - 1);
        return places;
    }
}
