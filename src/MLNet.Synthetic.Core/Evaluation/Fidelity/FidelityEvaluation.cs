// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Measures <see cref="FidelitySection"/>.</summary>
public static class FidelityEvaluation
{
    private const string Key = "fidelity.";

    /// <summary>
    /// Compares the synthetic sample, and for the floor the holdout sample of the same size, with all training rows: pairs of columns first, then three-way margins, MMD and single columns.
    /// </summary>
    /// <param name="data">The tables.</param>
    /// <param name="run">Randomness, progress, messages, cancellation and threads.</param>
    /// <exception cref="OperationCanceledException">The run was asked to stop.</exception>
    public static FidelitySection Measure(EvaluationData data, RunContext run)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(run);
        const int Steps = 5;
        var columns = ComparedColumn.Of(data);
        var bootstrap = new BootstrapWeights(data.Rows, data.Bootstraps, run.Random.Fork("fidelity"), run);
        run.Step("Fidelity", 1, Steps);
        var trends = PairTrends.Of(columns, bootstrap, run);
        run.Step("Fidelity", 2, Steps);
        var margins = ThreeWayMargins.Measure(columns, bootstrap, run);
        run.Step("Fidelity", 3, Steps);
        var discrepancy = KernelDiscrepancy.Measure(columns, data.Bootstraps, run);
        run.Step("Fidelity", 4, Steps);
        var single = ColumnScores.Of(columns, bootstrap, run);
        var sdMetrics = SdMetricsReports.Of(data.Train, data.Synthetic, run);
        run.Step("Fidelity", Steps, Steps);

        string noPair = columns.Length < 2 ? "There is only one column." : "No pair of columns varies in the training rows.";
        var pairTrends = Similarity("pair-trends", "Pair trends", trends.Similarity(), trends.Note, noPair);
        var dependence = trends.DependenceKept() is { } kept
            ? Dependence(kept, trends.Note)
            : Score.Missing(Key + "dependence", "Dependence kept", ScoreDirection.NearFloorIsBest, columns.Length < 2 ? noPair : "The columns of the training rows hardly depend on each other: there is nothing to keep.");
        Score[] together =
        [
            pairTrends,
            dependence,
            Similarity("three-way-margins", "Three-way margins", margins?.Similarity, margins?.Note, "There are fewer than three columns."),
            discrepancy is var (squared, note)
                ? Score.Against(Key + "mmd", "Maximum mean discrepancy", ScoreDirection.LowerIsBetter, squared.Value, squared.Replicates, squared.Floor, squared.FloorReplicates, tolerance: 0.0005, note)
                : Score.Missing(Key + "mmd", "Maximum mean discrepancy", ScoreDirection.LowerIsBetter, "The samples have fewer than two rows."),
            Similarity("rank-correlations", "Rank correlations", trends.RankSimilarity(), trends.Note, "No two columns of numbers vary in the training rows."),
        ];
        Score[] alone =
        [
            Similarity("column-shapes", "Column shapes", Mean(c => c.Shape), null, "No column of the training rows has a value."),
            NoSignOfCopying(Similarity("missing-values", "Missing values", Mean(c => c.Missing), null, "")),
            NoSignOfCopying(Similarity("adherence", "Range and category adherence", Mean(c => c.Adherence), null, "No column of the training rows has a value.")),
            NoSignOfCopying(Similarity("coverage", "Range and category coverage", Mean(c => c.Coverage), null, "No column of the training rows varies.")),
        ];
        var findings = new FidelityFindings(data);
        findings.Nearer(together);
        findings.Pairs(trends, pairTrends, dependence);
        findings.Columns(single);
        return new FidelitySection
        {
            Scores = [.. together, .. alone],
            Columns = [.. columns.Zip(single, (c, s) => Describe(data, c, s))],
            Pairs = [.. trends.Pairs.Select(p => new PairFidelity(p.First, p.Second, p.Similarity?.Value, p.Similarity?.Floor, p.Real, p.Synthetic))],
            SdMetrics = sdMetrics,
            Findings = findings.All,
            Limits = [.. Limits(data)],
        };

        Replicated? Mean(Func<ColumnScores, Replicated?> figure) => Replicated.Mean([.. single.Select(figure).OfType<Replicated>()]);
    }

    private static Score Similarity(string key, string name, Replicated? figure, string? note, string whyNot)
        => figure?.Similarity(Key + key, name, note) ?? Score.Missing(Key + key, name, ScoreDirection.HigherIsBetter, whyNot);

    /// <summary>The share of dependence kept; worse is what lies farther from 1, on either side, than that of fresh rows.</summary>
    private static Score Dependence(Replicated kept, string? note)
    {
        const double Tolerance = 0.02;
        var nearness = new Replicated(Nearness(kept.Value), Array.ConvertAll(kept.Replicates, Nearness), Nearness(kept.Floor), Array.ConvertAll(kept.FloorReplicates, Nearness));
        var verdict = NoSignOfCopying(nearness.Similarity("", "", Tolerance)).Verdict;
        return Score.Against(Key + "dependence", "Dependence kept", ScoreDirection.NearFloorIsBest, kept.Value, kept.Replicates, kept.Floor, kept.FloorReplicates, Tolerance, note) with { Verdict = verdict };

        static double Nearness(double share) => 1 - Math.Abs(1 - share);
    }

    /// <summary>To stay within the range, or to reach more of it than fresh rows do, is no sign of copying.</summary>
    private static Score NoSignOfCopying(Score score) => score.Verdict == ScoreVerdict.BetterThanPossible ? score with { Verdict = ScoreVerdict.WithinNoise } : score;

    private static ColumnFidelity Describe(EvaluationData data, ComparedColumn column, ColumnScores scores)
    {
        var histogram = ColumnHistograms.Of(data.Train[column.Name], data.Synthetic[column.Name]);
        if (column.Numbers is { } numbers)
        {
            double[] real = numbers[ComparedColumn.Train], synthetic = numbers[ComparedColumn.Synthetic], holdout = numbers[ComparedColumn.Holdout];
            return new(
                column.Name, column.Kind, ColumnMetrics.KsComplement(real, synthetic), ColumnMetrics.KsComplement(real, holdout), ColumnMetrics.Wasserstein(real, synthetic),
                ColumnMetrics.JensenShannon(real, synthetic), scores.Missing.Value, ColumnMetrics.BoundaryAdherence(real, synthetic), ColumnMetrics.RangeCoverage(real, synthetic), histogram);
        }

        int[] codes = column.Codes[ComparedColumn.Train], sample = column.Codes[ComparedColumn.Synthetic];
        return new(
            column.Name, column.Kind, ColumnMetrics.TvComplement(codes, sample), ColumnMetrics.TvComplement(codes, column.Codes[ComparedColumn.Holdout]), null,
            ColumnMetrics.JensenShannon(codes, sample), scores.Missing.Value, ColumnMetrics.CategoryAdherence(codes, sample), ColumnMetrics.CategoryCoverage(codes, sample), histogram);
    }

    private static IEnumerable<string> Limits(EvaluationData data)
    {
        yield return "Likeness of distributions proves neither that rows are private (copies of the training rows score best) nor that models trained on them are good.";
        yield return "Columns drawn one by one, without any dependence, have the best shapes of columns: look at pairs, and at detection.";
        yield return "Means over columns and pairs can hide a bad one; rare groups hardly count. Relations of four and more columns are seen by MMD and detection only.";
        if (!data.HoldoutIsGiven)
            yield return "No holdout was given: the figures compare with one half of the real rows, and the floor is the other half, both of which the synthesizer may have seen.";
    }
}
