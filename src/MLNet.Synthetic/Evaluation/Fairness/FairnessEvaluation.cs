// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;
using Microsoft.ML;

namespace MLNet.Synthetic;

/// <summary>Measures <see cref="FairnessSection"/>.</summary>
/// <remarks>
/// Boosted trees are trained on real, on as many synthetic rows, and on both, and their decisions on real test rows compared by group (<see cref="GroupRates"/>). The floor of every difference is that of the model trained on
/// real rows: above it beyond chance, synthesis amplified a bias. The positive outcome is true, 1 or yes of a label of two classes named so, else the rarest class, and of a numeric label a value above the median of the real training rows.
/// Numeric protected columns are cut at the quartiles of the real training rows.
/// </remarks>
internal static class FairnessEvaluation
{
    private const int Repeats = 3, FewestRows = 30;
    private const double Tolerance = 0.02, RepresentationTolerance = 0.01, Alpha = 0.05;

    private static readonly string[] Trainings = ["real", "synthetic", "both"];

    private static readonly Difference[] Differences =
    [
        new("demographic-parity-difference", "Demographic parity difference", ScoreDirection.LowerIsBetter, (rates, groups, weights) => rates.DemographicParityDifference(groups, weights)),
        new("demographic-parity-ratio", "Demographic parity ratio", ScoreDirection.HigherIsBetter, (rates, groups, weights) => rates.DemographicParityRatio(groups, weights)),
        new("equalized-odds-difference", "Equalised odds difference", ScoreDirection.LowerIsBetter, (rates, groups, weights) => rates.EqualizedOddsDifference(groups, weights)),
        new("calibration-difference", "Difference in calibration", ScoreDirection.LowerIsBetter, (rates, groups, weights) => rates.CalibrationDifference(groups, weights)),
    ];

    public static FairnessSection Measure(MLContext ml, EvaluationData data, RunContext run)
    {
        if (data.ProtectedColumnNames.Count == 0)
            return new() { Findings = ["Fairness was not measured: no protected columns were named."] };
        var findings = new List<string>();
        var scores = new List<Score>();
        var columns = new List<string>();
        foreach (string column in data.ProtectedColumnNames.Distinct())
        {
            if (column == data.LabelColumnName)
                findings.Add($"'{column}' is the label and so no protected column.");
            else if (data.Skipped.FirstOrDefault(s => s.StartsWith($"'{column}' ", StringComparison.Ordinal)) is string skipped)
                findings.Add($"Protected column left out of the evaluation: {skipped}.");
            else
                columns.Add(data.Train[column].Name);
        }

        foreach (string column in columns)
            scores.Add(Representation(data, column, run));
        var (task, why) = LabelTask.Of(data);
        var sets = task is null ? null : new TrainingSets(data, task, run.Random.Fork("fairness"));
        why ??= sets!.Problem;
        if (why is not null || columns.Count == 0)
            return new() { Scores = scores, Findings = why is null ? findings : [.. findings, $"Of fairness only representation was measured: {why}."], Limits = Limits };

        var rates = Train(sets!, run);
        var resamples = new Resamples(sets!.Test.Count, Repeats, data.Bootstraps, run.Random.Fork("fairness test"));
        findings.Add($"Positive outcome: '{sets.Task.Label}' {Outcome(sets)}.");
        var groups = new List<GroupFairness>();
        var comparisons = new List<(Score Score, double P)>();
        foreach (string column in columns)
        {
            Slice[] slices = [.. Slice.Of(sets.Real[column], sets.Test[column])];
            groups.AddRange(slices.SelectMany(slice => Describe(sets, rates, column, slice)));
            Slice[] large = [.. slices.Where(s => s.Contains.Count(c => c) >= FewestRows)];
            if (large.Length < slices.Length)
                findings.Add($"Groups of '{column}' with fewer than {FewestRows} test rows are listed but not compared: {string.Join(", ", slices.Except(large).Select(s => $"'{s.Level}'"))}.");
            comparisons.AddRange(Compare(rates, column, [.. large.Select(s => Members(s.Contains))], resamples));
        }

        bool[] sure = Normal.Holm([.. comparisons.Select(c => c.P)], Alpha);
        var judged = comparisons.Select((c, i) => (c.Score, IsSure: sure[i])).ToArray();
        findings.InsertRange(0, Changes(judged));
        scores.AddRange(judged.Select(j => Worded(j.Score, j.IsSure, comparisons.Count)));
        return new() { Scores = scores, Groups = groups, Findings = findings, Limits = Limits };
    }

    private static string[] Limits { get; } =
    [
        "Decisions are those of one default model at probability 0.5; another model or threshold falls differently on groups.",
        "Demographic parity, equalised odds and calibration cannot all hold at once where groups differ in their share of positives; which matters is for people to decide.",
        "Labels are taken as true. A bias in how real labels came about is in every column of this table.",
    ];

    private static string Outcome(TrainingSets sets) => sets.Task.Kind == LearningKind.Regression
        ? string.Create(CultureInfo.InvariantCulture, $"above {sets.MedianTarget:G6}, the median of the real training rows")
        : $"= '{sets.Task.Classes[sets.Task.Positive]}'{(sets.Task.Kind == LearningKind.Multiclass ? ", the rarest class" : "")}";

    /// <summary>Decisions of the models of each training set, (training, repeat).</summary>
    private static GroupRates[][] Train(TrainingSets sets, RunContext run)
    {
        var rates = Array.ConvertAll(Trainings, _ => new GroupRates[Repeats]);
        bool[] actual = [.. sets.Task.Targets(sets.Test).Select(t => IsPositive(sets, t))];
        int done = 0;
        run.ForChunks(Trainings.Length * Repeats, 1, (_, job, _) =>
        {
            int training = job % Trainings.Length, repeat = job / Trainings.Length;
            var rows = training switch { 0 => sets.DrawReal(repeat), 1 => sets.DrawSynthetic(repeat), _ => sets.Mix(repeat, sets.EvenRatio) };
            var model = TableLearner.BoostedTrees.Fit(sets.Task, rows, sets.Schema, run.Random.Fork("fairness trainer").Fork(repeat).NextSeed());
            rates[training][repeat] = Decide(sets, model.Predict(sets.Test), actual);
            run.Step("fairness", Interlocked.Increment(ref done), Trainings.Length * Repeats);
        });
        return rates;
    }

    private static GroupRates Decide(TrainingSets sets, Matrix predictions, bool[] actual)
    {
        if (sets.Task.Kind == LearningKind.Regression)
            return new([.. predictions.Values.ToArray().Select(v => IsPositive(sets, v))], actual, null);
        if (sets.Task.Kind == LearningKind.Binary)
            return new([.. predictions.Values.ToArray().Select(p => p > 0.5)], actual, [.. predictions.Values]);
        bool[] predicted = [.. PredictionMetric.Largest(predictions).Select(c => c == sets.Task.Positive)];
        double[] probabilities = [.. Enumerable.Range(0, predictions.Rows).Select(i =>
        {
            double sum = predictions[i].ToArray().Sum();
            return sum > 0 ? predictions[i, sets.Task.Positive] / sum : 0;
        })];
        return new(predicted, actual, probabilities);
    }

    private static bool IsPositive(TrainingSets sets, double target) => sets.Task.Kind == LearningKind.Regression ? target > sets.MedianTarget : (int)target == sets.Task.Positive;

    /// <summary>The same group under each training set, means over the repetitions.</summary>
    private static IEnumerable<GroupFairness> Describe(TrainingSets sets, GroupRates[][] rates, string column, Slice slice)
    {
        int[] members = Members(slice.Contains), once = new int[slice.Contains.Length];
        Array.Fill(once, 1);
        double real = Share(sets.Real, sets.Real), synthetic = Share(sets.Real, sets.Synthetic), added = sets.EvenRatio;
        for (int training = 0; training < Trainings.Length; training++)
        {
            var models = rates[training];
            double share = training switch { 0 => real, 1 => synthetic, _ => (real + added * synthetic) / (1 + added) };
            yield return new(
                column, slice.Level, Trainings[training], members.Length, share, models.Average(m => m.PositiveRate(members, once)),
                OrNull(models.Average(m => m.TruePositiveRate(members, once))), OrNull(models.Average(m => m.FalsePositiveRate(members, once))),
                models[0].Probabilities is null ? null : models.Average(m => m.CalibrationError(members)));
        }

        double Share(Table reference, Table table)
            => Slice.Of(reference[column], table[column]).FirstOrDefault(s => s.Level == slice.Level)?.Contains.Average(c => c ? 1.0 : 0) ?? 0;
    }

    private static double? OrNull(double value) => double.IsFinite(value) ? value : null;

    /// <summary>The differences between groups of models of synthetic rows, and of both, against those of models of real rows; with the probability of each change by chance.</summary>
    private static IEnumerable<(Score Score, double P)> Compare(GroupRates[][] rates, string column, int[][] groups, Resamples resamples)
    {
        foreach (var difference in Differences)
        {
            Figure floor = Measured(0);
            for (int training = 1; training < Trainings.Length; training++)
            {
                string key = $"fairness.{Key(column)}.{difference.Key}{(training == 1 ? "" : "-both")}", name = $"{difference.Name} by {column}, trained on {(training == 1 ? "synthetic" : "real and synthetic")} rows";
                Figure value = Measured(training), change = value - floor;
                yield return groups.Length < 2
                    ? (Score.Missing(key, name, difference.Direction, $"fewer than two groups have {FewestRows} test rows"), 1)
                    : (value.Against(floor, key, name, difference.Direction, Tolerance), change.StandardError > 0 ? 2 * Normal.Below(-Math.Abs(change.Value) / change.StandardError) : 1);
            }

            Figure Measured(int training) => resamples.Measure([.. rates[training].Select(r => (Func<int[], double>)(weights => difference.Of(r, groups, weights)))]);
        }
    }

    /// <summary>What became of a bias, worst first.</summary>
    private static IEnumerable<string> Changes((Score Score, bool IsSure)[] judged)
    {
        foreach (var (score, _) in judged.Where(j => j.IsSure && j.Score.Verdict == ScoreVerdict.Worse))
            yield return string.Create(CultureInfo.InvariantCulture, $"Bias amplified: {score.Name}: {score.Value:0.000}; trained on real rows {score.Floor:0.000}.");
        string[] reduced = [.. judged.Where(j => j.IsSure && j.Score.Verdict == ScoreVerdict.BetterThanPossible)
            .Select(j => string.Create(CultureInfo.InvariantCulture, $"{j.Score.Name} ({j.Score.Floor:0.000} → {j.Score.Value:0.000})"))];
        if (reduced.Length > 0)
            yield return $"Bias reduced: {string.Join("; ", reduced)}. Look at utility as well: a model that decides worse for everybody also treats groups more alike.";
    }

    /// <summary>Less bias is no sign of copying, and one of many comparisons may stand out by chance.</summary>
    private static Score Worded(Score score, bool isSure, int comparisons) => (score.Verdict, isSure) switch
    {
        (ScoreVerdict.BetterThanPossible, true) => score with { Verdict = ScoreVerdict.WithinNoise, Note = "nearer to equality than with real rows, beyond chance" },
        (ScoreVerdict.BetterThanPossible or ScoreVerdict.Worse, false) => score with { Verdict = ScoreVerdict.WithinNoise, Note = $"differs beyond chance when looked at alone, but not among {comparisons} comparisons (Holm)" },
        _ => score,
    };

    /// <summary>Half the sum of the differences in the shares of the groups (total variation), of synthetic against real training rows; the floor: of as many holdout rows.</summary>
    private static Score Representation(EvaluationData data, string column, RunContext run)
    {
        Slice[] reference = [.. Slice.Of(data.Train[column], data.Train[column])];
        double[] shares = [.. reference.Select(s => s.Contains.Average(c => c ? 1.0 : 0))];
        var random = run.Random.Fork("representation").Fork(column);
        int[] synthetic = Groups(data.SyntheticSample), holdout = Groups(data.HoldoutSample);
        double[] replicates = Replicates(synthetic, random.Fork("synthetic")), floors = Replicates(holdout, random.Fork("holdout"));
        var score = Score.Against($"fairness.{Key(column)}.representation", $"Shift in the shares of {column}", ScoreDirection.LowerIsBetter,
            Distance(synthetic), replicates, Distance(holdout), floors, RepresentationTolerance);
        return score.Verdict == ScoreVerdict.BetterThanPossible ? score with { Verdict = ScoreVerdict.WithinNoise, Note = "nearer to the training rows than the holdout is" } : score;

        int[] Groups(Table table)
        {
            var group = new int[table.Count];
            Array.Fill(group, reference.Length);                      // a group the training rows lack
            foreach (var slice in Slice.Of(data.Train[column], table[column]))
            {
                int at = Array.FindIndex(reference, r => r.Level == slice.Level);
                for (int i = 0; at >= 0 && i < group.Length; i++)
                    group[i] = slice.Contains[i] ? at : group[i];
            }

            return group;
        }

        double[] Replicates(int[] groups, Rng stream) => [.. Enumerable.Range(0, data.Bootstraps).Select(b =>
        {
            var draw = stream.Fork(b);
            return Distance([.. Enumerable.Range(0, groups.Length).Select(_ => groups[draw.Next(groups.Length)])]);
        })];

        double Distance(int[] groups)
        {
            var counts = new double[reference.Length + 1];
            foreach (int group in groups)
                counts[group]++;
            return shares.Select((share, g) => Math.Abs(counts[g] / groups.Length - share)).Append(counts[^1] / groups.Length).Sum() / 2;
        }
    }

    private static int[] Members(bool[] contains) => [.. Enumerable.Range(0, contains.Length).Where(i => contains[i])];

    private static string Key(string column) => string.Concat(column.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : '-'));

    /// <summary>A difference between groups.</summary>
    private sealed record Difference(string Key, string Name, ScoreDirection Direction, Func<GroupRates, int[][], int[], double> Of);
}
