// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>QualityReport and DiagnosticReport as SDMetrics 0.29 computes them for one table.</summary>
/// <remarks>
/// Two numbers are compared by Pearson's correlation, anything else by contingencies, a number beside a category in ten bins of equal width over its own range in each table.
/// SDMetrics draws 50,000 rows at random from larger tables before it counts contingencies; here all rows count.
/// </remarks>
internal static class SdMetricsReports
{
    private const double CorrelationThreshold = 0.5, AssociationThreshold = 0.3;

    /// <summary>The scores.</summary>
    /// <param name="real">Real rows.</param>
    /// <param name="synthetic">Synthetic rows: the same columns, with the same levels.</param>
    /// <param name="run">Cancellation and threads.</param>
    public static SdMetricsScores Of(Table real, Table synthetic, RunContext run)
    {
        var columns = real.Columns.Zip(synthetic.Columns, SdColumn.Of).ToArray();
        double? shapes = Mean(columns.Select(c => c.Shape)), validity = Mean(columns.Select(c => c.Validity));
        var pairs = Pairs(columns, run);
        double? trends = Mean(pairs.Select(p => p.Similarity)), strong = Mean(pairs.Where(p => p.IsStrong).Select(p => p.Similarity));
        return new(Mean([shapes, trends]), shapes, trends, Mean([shapes, strong]), strong, validity);
    }

    /// <summary>Similarity of each pair of columns, and whether SDMetrics' default thresholds count it.</summary>
    internal static (int First, int Second, double? Similarity, bool IsStrong)[] Pairs(Table real, Table synthetic, RunContext run)
        => Pairs([.. real.Columns.Zip(synthetic.Columns, SdColumn.Of)], run);

    private static (int First, int Second, double? Similarity, bool IsStrong)[] Pairs(SdColumn[] columns, RunContext run)
    {
        var pairs = new (int First, int Second, double? Similarity, bool IsStrong)[columns.Length * (columns.Length - 1) / 2];
        int next = 0;
        for (int i = 0; i < columns.Length; i++)
        {
            for (int j = i + 1; j < columns.Length; j++)
                pairs[next++] = (i, j, null, false);
        }

        run.ForChunks(pairs.Length, 1, (_, start, _) =>
        {
            var (i, j, _, _) = pairs[start];
            var (similarity, isStrong) = Pair(columns[i], columns[j]);
            pairs[start] = (i, j, similarity, isStrong);
        });
        return pairs;
    }

    private static (double? Similarity, bool IsStrong) Pair(SdColumn a, SdColumn b)
    {
        if (a.Numbers is var (realX, syntheticX) && b.Numbers is var (realY, syntheticY))
        {
            double? real = PairMetrics.Pearson(realX, realY);
            return (PairMetrics.CorrelationSimilarity(real, PairMetrics.Pearson(syntheticX, syntheticY)), Math.Abs(real ?? 0) > CorrelationThreshold);
        }

        var table = CrossTable.Of([a.Real, a.Synthetic], a.Levels, [b.Real, b.Synthetic], b.Levels);
        double[] shares = table.Shares(0);
        return (CrossTable.Overlap(shares, table.Shares(1)), table.CramersV(shares, rows: null) > AssociationThreshold);
    }

    private static double? Mean(IEnumerable<double?> scores)
    {
        double[] known = [.. scores.OfType<double>()];
        return known.Length == 0 ? null : known.Average();
    }

    /// <summary>One column of both tables.</summary>
    private sealed record SdColumn(double? Shape, double? Validity, (double[] Real, double[] Synthetic)? Numbers, int[] Real, int[] Synthetic, int Levels)
    {
        private const int EqualWidthLevels = 12;                       // codes 1 to 11

        public static SdColumn Of(TableColumn real, TableColumn synthetic)
        {
            if (real is CategoryColumn a && synthetic is CategoryColumn b)
                return new(ColumnMetrics.TvComplement(a.Codes, b.Codes), ColumnMetrics.CategoryAdherence(a.Codes, b.Codes), null, a.Codes, b.Codes, Math.Max(a.Levels.Length, b.Levels.Length));
            double[] x = ComparedColumn.NumbersOf(real), y = ComparedColumn.NumbersOf(synthetic);
            return new(ColumnMetrics.KsComplement(x, y), ColumnMetrics.BoundaryAdherence(x, y), (x, y), Binning.EqualWidthCodes(x), Binning.EqualWidthCodes(y), EqualWidthLevels);
        }
    }
}
