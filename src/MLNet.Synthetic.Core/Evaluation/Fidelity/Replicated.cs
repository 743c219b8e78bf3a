// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>How often each row is drawn in each bootstrap sample of the synthetic and of the holdout rows.</summary>
internal sealed class BootstrapWeights
{
    private readonly byte[][] _synthetic, _holdout;                   // (B, m)

    public BootstrapWeights(int rows, int replicates, Rng random, RunContext run)
        => (_synthetic, _holdout) = (Draw(rows, replicates, random.Fork("synthetic"), run), Draw(rows, replicates, random.Fork("holdout"), run));

    /// <summary>Weights of the rows of a table, (B, m).</summary>
    /// <param name="table"><see cref="ComparedColumn.Synthetic"/> or <see cref="ComparedColumn.Holdout"/>.</param>
    public byte[][] Of(int table) => table == ComparedColumn.Synthetic ? _synthetic : _holdout;

    private static byte[][] Draw(int rows, int replicates, Rng random, RunContext run)
    {
        var weights = new byte[replicates][];
        run.ForChunks(replicates, 1, (_, b, _) =>
        {
            var draw = random.Fork(b);
            var drawn = new byte[rows];
            for (int i = 0; i < rows; i++)
                checked { drawn[draw.Next(rows)]++; }                 // one row drawn 256 times of m ≥ 256: never
            weights[b] = drawn;
        });
        return weights;
    }
}

/// <summary>A figure of the synthetic and of the holdout sample, and of their bootstrap samples.</summary>
internal sealed record Replicated(double Value, double[] Replicates, double Floor, double[] FloorReplicates)
{
    /// <summary>Measures.</summary>
    /// <param name="bootstrap">The bootstrap samples.</param>
    /// <param name="figure">The figure of a table with weights of its rows; null: each counts once.</param>
    public static Replicated Of(BootstrapWeights bootstrap, Func<int, byte[]?, double> figure) => new(
        figure(ComparedColumn.Synthetic, null), Array.ConvertAll(bootstrap.Of(ComparedColumn.Synthetic), w => figure(ComparedColumn.Synthetic, w)),
        figure(ComparedColumn.Holdout, null), Array.ConvertAll(bootstrap.Of(ComparedColumn.Holdout), w => figure(ComparedColumn.Holdout, w)));

    /// <summary>The mean of some figures, each with a weight; the weights are divided by <paramref name="total"/>.</summary>
    public static Replicated Sum(IReadOnlyList<Replicated> parts, IReadOnlyList<double> weights, double total)
    {
        double[] replicates = new double[parts[0].Replicates.Length], floors = new double[replicates.Length];
        double value = 0, floor = 0;
        for (int p = 0; p < parts.Count; p++)
        {
            double share = weights[p] / total;
            value += share * parts[p].Value;
            floor += share * parts[p].Floor;
            for (int b = 0; b < replicates.Length; b++)
            {
                replicates[b] += share * parts[p].Replicates[b];
                floors[b] += share * parts[p].FloorReplicates[b];
            }
        }

        return new(value, replicates, floor, floors);
    }

    /// <summary>The mean of some figures; null: there are none.</summary>
    public static Replicated? Mean(IReadOnlyList<Replicated> parts) => parts.Count == 0 ? null : Sum(parts, [.. Enumerable.Repeat(1.0, parts.Count)], parts.Count);

    /// <summary>The score of a similarity in [0, 1]: a difference of up to a tenth of what the floor itself lacks of 1 is trivial.</summary>
    public Score Similarity(string key, string name, string? note = null) => Similarity(key, name, (1 - Floor) / 10, note);

    /// <summary>The score of a similarity in [0, 1].</summary>
    public Score Similarity(string key, string name, double tolerance, string? note = null)
        => Score.Against(key, name, ScoreDirection.HigherIsBetter, Value, Replicates, Floor, FloorReplicates, tolerance, note);

    /// <summary>Whether a similarity is lower than its floor by more than <paramref name="gap"/>, and beyond chance even as one of some hundred that are looked at.</summary>
    public bool IsClearlyWorse(double gap)
    {
        const double Deviations = 3.5;                                // chance of 1 in 4,000
        double mean = 0, squares = 0;
        for (int b = 0; b < Replicates.Length; b++)
            mean += (Replicates[b] - FloorReplicates[b]) / Replicates.Length;
        for (int b = 0; b < Replicates.Length; b++)
            squares += Math.Pow(Replicates[b] - FloorReplicates[b] - mean, 2);
        return Floor - Value > Math.Max(gap, Deviations * Math.Sqrt(squares / (Replicates.Length - 1)));
    }
}
