// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;

namespace MLNet.Synthetic;

/// <summary>Measures <see cref="DetectionSection"/>: classifier two-sample tests.</summary>
/// <remarks>
/// Lopez-Paz, Oquab (2017), "Revisiting classifier two-sample tests", ICLR: the cross-validated AUC of a classifier that tells synthetic from holdout rows, beside that of the same
/// classifier for training against holdout rows. Both compare with the same holdout rows, in samples of one size, with the same folds and settings. Identical rows are in the same fold.
/// </remarks>
internal static class DetectionEvaluation
{
    /// <summary>Most rows of each table.</summary>
    public const int MostRows = 5000;

    private const int Folds = 3, FewestRows = 20;
    private const double Tolerance = 0.01, TellingShare = 0.1;

    private static readonly (string Key, string Name, Func<MLContext, PooledRows, int, FoldScores> Score)[] s_learners =
    [
        ("detection.c2st-trees", "C2ST, boosted trees", TreeDetector.Score),
        ("detection.c2st-linear", "C2ST, logistic regression", LinearDetector.Score),
    ];

    public static DetectionSection Measure(MLContext ml, EvaluationData data, RunContext run)
    {
        int rows = new[] { MostRows, data.Rows, data.Train.Count }.Min();
        if (rows < FewestRows)
        {
            string why = $"A classifier needs at least {FewestRows} rows of each table; there are {rows}.";
            return new() { Scores = [.. s_learners.Select(l => Score.Missing(l.Key, l.Name, ScoreDirection.LowerIsBetter, why))], Limits = Limits };
        }

        var random = run.Random.Fork("detection");
        int[] order = [.. Enumerable.Range(0, data.Train.Count)];
        random.Fork("train").Shuffle<int>(order);
        var holdout = First(data.HoldoutSample, rows);
        PooledRows[] pooled =
        [
            PooledRows.Of(holdout, First(data.SyntheticSample, rows), Folds, random.Fork("folds")),
            PooledRows.Of(holdout, data.Train.Take(order.AsSpan(0, rows)), Folds, random.Fork("folds")),
        ];

        var results = new FoldScores[s_learners.Length * pooled.Length * Folds];       // learner, table, fold
        int done = 0;
        run.ForChunks(results.Length, 1, (_, k, _) =>
        {
            results[k] = s_learners[k / (pooled.Length * Folds)].Score(ml, pooled[k / Folds % pooled.Length], k % Folds);
            run.Step("Detection", Interlocked.Increment(ref done), results.Length);
        });

        var scores = new List<Score>();
        var curves = new List<PlotSeries>();
        string note = $"{rows:N0} rows of each table, {Folds} folds" + (pooled[0].AreGrouped ? ", identical rows in one fold" : ", dealt row by row: the table is so coarse that most rows are identical to others") + ".";
        for (int l = 0; l < s_learners.Length; l++)
        {
            var (key, name, _) = s_learners[l];
            DetectionRoc? synthetic = Roc(l, 0), floor = Roc(l, 1);
            scores.Add(Judge(key, name, synthetic, floor, note + (l == 1 ? $" Of a column of categories the {LinearDetector.MostLevels} most frequent have a feature." : "")));
            if (synthetic is not null)
                curves.Add(new(name, synthetic.Curve.X, synthetic.Curve.Y));
            if (floor is not null)
                curves.Add(new(name + ", fresh real rows", floor.Curve.X, floor.Curve.Y));
        }

        var telling = Telling(pooled[0], results.AsSpan(0, Folds), results.AsSpan(Folds, Folds));
        return new()
        {
            Scores = scores,
            RocCurves = curves,
            TellingColumns = telling,
            Findings = [.. Findings(scores, telling)],
            Limits = Limits,
        };

        DetectionRoc? Roc(int learner, int table) => DetectionRoc.Of(results.AsSpan((learner * pooled.Length + table) * Folds, Folds).ToArray());
    }

    private static IReadOnlyList<string> Limits { get; } =
    [
        "That a classifier cannot tell rows apart does not show that they are private: copies of the training rows are as hard to tell as fresh rows.",
        "One trait, such as decimals that real rows lack, lets trees tell all rows apart however good the rest is: look at the telling columns.",
        "The interval holds chance in the tested rows; another learner, or more rows to learn from, can find more.",
    ];

    private static Table First(Table table, int rows) => table.Take([.. Enumerable.Range(0, rows)]);

    private static Score Judge(string key, string name, DetectionRoc? synthetic, DetectionRoc? floor, string note) => synthetic is null || floor is null
        ? Score.Missing(key, name, ScoreDirection.LowerIsBetter, "No fold holds rows of both tables: identical rows fill the folds.")
        : new Score(key, name, ScoreDirection.LowerIsBetter)
        {
            Value = synthetic.Auc,
            Interval = synthetic.Interval,
            Floor = floor.Auc,
            FloorInterval = floor.Interval,
            Verdict = Score.Judge(ScoreDirection.LowerIsBetter, synthetic.Auc - floor.Auc, DetectionRoc.Around(synthetic.Auc - floor.Auc, synthetic.Variance + floor.Variance), Tolerance),
            Note = note,
        };

    /// <summary>Each column's share of what the trees gain on synthetic rows beyond what they gain, from chance, on fresh real rows; highest first.</summary>
    private static (string Column, double Share)[] Telling(PooledRows rows, ReadOnlySpan<FoldScores> synthetic, ReadOnlySpan<FoldScores> floor)
    {
        var gains = new double[rows.Columns.Count];
        for (int c = 0; c < gains.Length; c++)
        {
            for (int f = 0; f < synthetic.Length; f++)
                gains[c] += synthetic[f].Gains[c] - floor[f].Gains[c];
            gains[c] = Math.Max(0, gains[c]);
        }

        double total = gains.Sum();
        return total > 0 ? [.. rows.Columns.Zip(gains, (c, g) => (c.Name, g / total)).Where(c => c.Item2 > 0).OrderByDescending(c => c.Item2)] : [];
    }

    private static IEnumerable<string> Findings(List<Score> scores, (string Column, double Share)[] telling)
    {
        if (scores[0] is not { Value: double auc, Floor: double floor } trees)
            yield break;
        switch (trees.Verdict)
        {
            case ScoreVerdict.Worse:
                string columns = string.Join(", ", telling.TakeWhile((c, i) => i == 0 || c.Share >= TellingShare).Take(3).Select(c => FormattableString.Invariant($"'{c.Column}' ({c.Share:P0})")));
                string cause = columns.Length > 0 ? $" What gives them away most: {columns}." : "";
                yield return FormattableString.Invariant($"Boosted trees tell synthetic from real rows with an AUC of {auc:0.000} ({Ease(auc)}); fresh real rows {floor:0.000}.{cause}");
                if (scores[1].Verdict == ScoreVerdict.WithinNoise)
                    yield return "A linear classifier does not tell them: the single columns are right, the relations between them are not.";
                break;
            case ScoreVerdict.BetterThanPossible:
                yield return FormattableString.Invariant($"Synthetic rows are harder to tell from the holdout ({auc:0.000}) than training rows are ({floor:0.000}): were they made with the holdout in sight?");
                break;
            default:
                yield return FormattableString.Invariant($"Boosted trees tell synthetic from real rows no better than training rows from them: AUC {auc:0.000}, floor {floor:0.000}.");
                break;
        }
    }

    private static string Ease(double auc) => auc switch { > 0.95 => "almost always", > 0.8 => "easily", > 0.65 => "often", _ => "somewhat better than by chance" };
}
