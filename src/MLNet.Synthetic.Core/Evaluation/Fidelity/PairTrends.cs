// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>How alike the relations of all pairs of columns are.</summary>
/// <remarks>
/// Two numbers: 1 − half the difference of Pearson's correlations. Anything else: 1 − total variation distance of the joint distribution, numbers cut at the deciles of the training rows,
/// a missing value being a category. A correlation that the compared rows do not have, because a column is constant or missing there, counts as 0; a pair without one in the training rows is left out.
/// Ranks for Spearman's correlation are those of the sample, also in its bootstrap samples.
/// </remarks>
internal sealed class PairTrends
{
    private const int MostPairs = 1000;

    private PairTrends(MeasuredPair[] pairs, int all) => (Pairs, All) = (pairs, all);

    /// <summary>The pairs that were measured, in order.</summary>
    public MeasuredPair[] Pairs { get; }

    /// <summary>Number of pairs there are.</summary>
    public int All { get; }

    /// <summary>How many pairs were drawn; null: all.</summary>
    public string? Note => Pairs.Length < All ? $"{Pairs.Length:N0} of {All:N0} pairs of columns, drawn at random." : null;

    /// <summary>Measures at most 1,000 pairs.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="bootstrap">The bootstrap samples.</param>
    /// <param name="run">Randomness, cancellation and threads.</param>
    /// <param name="counts">Whether a pair counts, by the names of its columns; null: all do.</param>
    public static PairTrends Of(ComparedColumn[] columns, BootstrapWeights bootstrap, RunContext run, Func<string, string, bool>? counts = null)
    {
        var all = new List<(int, int)>();
        for (int i = 0; i < columns.Length; i++)
        {
            for (int j = i + 1; j < columns.Length; j++)
            {
                if (counts?.Invoke(columns[i].Name, columns[j].Name) != false)
                    all.Add((i, j));
            }
        }

        var chosen = Drawn(all, MostPairs, run.Random.Fork("pairs"));
        var pairs = new MeasuredPair[chosen.Length];
        run.ForChunks(pairs.Length, 1, (_, p, _) => pairs[p] = Measure(columns[chosen[p].Item1], columns[chosen[p].Item2], bootstrap));
        return new(pairs, all.Count);
    }

    /// <summary>The mean similarity of all pairs; null: there is none.</summary>
    public Replicated? Similarity() => Replicated.Mean([.. Pairs.Select(p => p.Similarity).OfType<Replicated>()]);

    /// <summary>The mean similarity of rank correlations of pairs of numbers; null: there is none.</summary>
    public Replicated? RankSimilarity() => Replicated.Mean([.. Pairs.Select(p => p.RankSimilarity).OfType<Replicated>()]);

    /// <summary>How much of the real dependence between columns is kept: the slope of the pairs' associations over the real ones, through 0; null: there is no dependence to keep.</summary>
    public Replicated? DependenceKept()
    {
        const double Faint = 0.03;                                    // root mean square of the associations
        double squares = Pairs.Sum(p => p.Real * p.Real ?? 0);
        MeasuredPair[] known = [.. Pairs.Where(p => p.Real is not null)];
        return known.Length == 0 || Math.Sqrt(squares / known.Length) < Faint
            ? null
            : Replicated.Sum([.. known.Select(p => p.Strength)], [.. known.Select(p => p.Real!.Value)], squares);
    }

    /// <summary>Some items at random, in their order.</summary>
    internal static T[] Drawn<T>(List<T> items, int most, Rng random)
    {
        if (items.Count <= most)
            return [.. items];
        int[] order = [.. Enumerable.Range(0, items.Count)];
        random.Shuffle<int>(order);
        return [.. order.Take(most).Order().Select(i => items[i])];
    }

    private static MeasuredPair Measure(ComparedColumn a, ComparedColumn b, BootstrapWeights bootstrap)
        => a.Numbers is not null && b.Numbers is not null ? MeasureNumbers(a, b, bootstrap) : MeasureCodes(a, b, bootstrap);

    private static MeasuredPair MeasureNumbers(ComparedColumn a, ComparedColumn b, BootstrapWeights bootstrap)
    {
        var plain = new WeightedCorrelation[3];
        var ranks = new WeightedCorrelation[3];
        var rows = new int[3][];
        for (int t = 0; t < plain.Length; t++)
        {
            double[] x = a.Numbers![t], y = b.Numbers![t];
            rows[t] = [.. Enumerable.Range(0, x.Length).Where(i => !double.IsNaN(x[i]) && !double.IsNaN(y[i]))];
            var (cx, cy) = PairMetrics.Complete(x, y);
            plain[t] = WeightedCorrelation.Of(cx, cy);
            ranks[t] = WeightedCorrelation.Of(PairMetrics.Ranks(cx), PairMetrics.Ranks(cy));
        }

        double? real = plain[ComparedColumn.Train].Value(), realRank = ranks[ComparedColumn.Train].Value();
        var strength = Replicated.Of(bootstrap, (t, w) => plain[t].Value(w, rows[t]) ?? 0);
        var rankStrength = Replicated.Of(bootstrap, (t, w) => ranks[t].Value(w, rows[t]) ?? 0);
        return new(a.Name, b.Name, Similarity(real, strength), Similarity(realRank, rankStrength), real, plain[ComparedColumn.Synthetic].Value(), strength);
    }

    private static Replicated? Similarity(double? real, Replicated strength)
    {
        if (real is not double r)
            return null;
        return new(Of(strength.Value), Array.ConvertAll(strength.Replicates, Of), Of(strength.Floor), Array.ConvertAll(strength.FloorReplicates, Of));

        double Of(double s) => 1 - Math.Abs(r - s) / 2;
    }

    private static MeasuredPair MeasureCodes(ComparedColumn a, ComparedColumn b, BootstrapWeights bootstrap)
    {
        var table = CrossTable.Of(a.Codes, a.Levels, b.Codes, b.Levels);
        double[] train = table.Shares(ComparedColumn.Train);
        int rows = a.Codes[ComparedColumn.Synthetic].Length;
        double? real = table.CramersV(train, a.Codes[ComparedColumn.Train].Length);
        double? synthetic = table.CramersV(table.Shares(ComparedColumn.Synthetic), rows);
        double[] strengths = new double[bootstrap.Of(ComparedColumn.Synthetic).Length], floorStrengths = new double[strengths.Length];
        double[] overlaps = new double[strengths.Length], floorOverlaps = new double[strengths.Length];
        for (int r = 0; r < strengths.Length; r++)
        {
            (overlaps[r], strengths[r]) = Figures(ComparedColumn.Synthetic, bootstrap.Of(ComparedColumn.Synthetic)[r]);
            (floorOverlaps[r], floorStrengths[r]) = Figures(ComparedColumn.Holdout, bootstrap.Of(ComparedColumn.Holdout)[r]);
        }

        var (overlap, strength) = Figures(ComparedColumn.Synthetic, null);
        var (floorOverlap, floorStrength) = Figures(ComparedColumn.Holdout, null);
        return new(a.Name, b.Name, new(overlap, overlaps, floorOverlap, floorOverlaps), null, real, synthetic, new(strength, strengths, floorStrength, floorStrengths));

        (double Overlap, double Strength) Figures(int t, byte[]? weights)
        {
            double[] shares = weights is null ? table.Shares(t) : table.Shares(t, weights);
            return (CrossTable.Overlap(train, shares), table.CramersV(shares, rows) ?? 0);
        }
    }
}

/// <summary>One pair of columns.</summary>
/// <param name="First">Name of one.</param>
/// <param name="Second">Name of the other.</param>
/// <param name="Similarity">Likeness to the training rows; null: not defined there.</param>
/// <param name="RankSimilarity">The same by rank correlation; null: not two numbers, or not defined.</param>
/// <param name="Real">Correlation of two numbers, else Cramér's V without its bias, in the training rows; null: not defined.</param>
/// <param name="Synthetic">The same in the synthetic sample.</param>
/// <param name="Strength">The same with replicates, 0 where it is not defined.</param>
internal sealed record MeasuredPair(string First, string Second, Replicated? Similarity, Replicated? RankSimilarity, double? Real, double? Synthetic, Replicated Strength);
