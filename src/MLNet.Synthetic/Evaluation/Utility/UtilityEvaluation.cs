// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;
using Microsoft.ML;

namespace MLNet.Synthetic;

/// <summary>Measures <see cref="UtilitySection"/>.</summary>
/// <remarks>
/// Esteban, Hyland, Rätsch (2017), "Real-valued (medical) time series generation with recurrent conditional GANs": train on synthetic, test on real (TSTR) and the reverse (TRTS), beside train and test on real (TRTR), here always
/// with as many real as synthetic rows (<see cref="TrainingSets"/>), so that the number of rows is no advantage. Intervals: <see cref="Resamples"/>.
/// </remarks>
internal static class UtilityEvaluation
{
    private const double Tolerance = 0.01, ImportanceTolerance = 0.05, UselessShare = 0.1;
    private const int Repeats = 5, MostSlices = 20;

    public static UtilitySection Measure(MLContext ml, EvaluationData data, RunContext run)
    {
        var (task, why) = LabelTask.Of(data);
        var sets = task is null ? null : new TrainingSets(data, task, run.Random.Fork("utility"));
        return (why ?? sets!.Problem) is string problem ? Nothing(problem) : Measure(data, sets!, Repeats, data.Bootstraps, run).Section;
    }

    /// <summary>The same as what a pipeline is told: settings with intervals, and their differences.</summary>
    /// <exception cref="SyntheticDataException">The label cannot be learned or tested.</exception>
    public static UtilityReport Report(EvaluationData data, int repeats, int bootstraps, RunContext run)
    {
        var (task, why) = LabelTask.Of(data);
        var sets = task is null ? null : new TrainingSets(data, task, run.Random.Fork("utility"));
        if ((why ?? sets!.Problem) is string problem)
            throw new SyntheticDataException($"Utility cannot be measured: {problem}.");
        var (section, figures) = Measure(data, sets!, repeats, bootstraps, run);
        return new(task!.Label, task.Metric, repeats, [.. Settings.Select(setting => new UtilitySetting(
            setting,
            Estimates(learner => figures[(learner, setting)]),
            setting == Settings[0] ? new Dictionary<string, MetricEstimate>() : Estimates(learner => figures[(learner, setting)] - figures[(learner, Settings[0])])))], section.Findings);

        Dictionary<string, MetricEstimate> Estimates(Func<TableLearner, Figure> figure)
            => new[] { TableLearner.BoostedTrees, TableLearner.Linear }
                .Select(learner => (Name: learner == TableLearner.Linear ? $"{task.Metric} ({learner.Name})" : task.Metric, Figure: figure(learner))).Where(l => double.IsFinite(l.Figure.Value))
                .ToDictionary(l => l.Name, l => new MetricEstimate(l.Name, l.Figure.Value, Normal.TwoSided95 * l.Figure.StandardError));
    }

    private static (UtilitySection Section, Dictionary<(TableLearner, string), Figure> Figures) Measure(
        EvaluationData data, TrainingSets sets, int repeats, int bootstraps, RunContext run)
    {
        var task = sets.Task;
        var models = UtilityModels.Train(sets, repeats, run);
        double[] targets = task.Targets(sets.Test), syntheticTargets = task.Targets(sets.SyntheticTest);
        var onReal = new Resamples(targets.Length, repeats, bootstraps, run.Random.Fork("utility test"));
        var onSynthetic = new Resamples(syntheticTargets.Length, repeats, bootstraps, run.Random.Fork("utility synthetic test"));
        var figures = models.Predictions.ToDictionary(p => p.Key, p => Measured(p.Value));
        foreach (var (learner, metrics) in models.OnSynthetic)
            figures.Add((learner, "TRTS"), onSynthetic.Measure(metrics));
        foreach (var learner in models.OnSynthetic.Keys)
            figures.Add((learner, "TRSTR"), Measured(models.Mixed[(learner, sets.EvenRatio)]));
        var curve = sets.Ratios.Select(r => (Ratio: r, Figure: Measured(models.Mixed[(models.Best, r)]))).ToArray();
        var (harms, slices) = SliceHarms.Find(
            sets, targets, models.Predictions[(models.Best, "TRTR")], models.Predictions[(models.Best, "TSTR")], onReal, run);
        var outcome = new Outcome(data, sets, repeats, models.Best, figures, curve, harms, slices);

        return (new UtilitySection
        {
            Scores = [.. Scores(outcome), Agreement(models, targets, bootstraps, run)],
            Findings = [.. Findings(outcome)],
            Chance = task.Chance,
            Limits =
            [
                "Utility is measured for one label. A synthetic table can serve one question and fail another.",
                "Models with default settings: a tuned pipeline of your own may tell another story (ml.Synthetic.EvaluateUtility takes one).",
                "A table that copies its training rows is as useful as they are: usefulness says nothing about privacy.",
            ],
            Results = [.. figures.OrderBy(f => f.Key.Learner == TableLearner.Linear).ThenBy(f => Array.IndexOf(Settings, f.Key.Setting))
                .Where(f => double.IsFinite(f.Value.Value))
                .Select(f => new UtilityResult(f.Key.Learner.Name, f.Key.Setting, task.Metric, f.Value.Value, f.Value.Interval))],
            Slices = [.. harms.Take(MostSlices)],
            RatioCurve = [.. curve.Where(p => double.IsFinite(p.Figure.Value)).Select(p => new RatioPoint(p.Ratio, p.Figure.Value, p.Figure.Interval))],
        }, figures);

        Figure Measured(Matrix[] predictions) => onReal.Measure([.. predictions.Select(p => PredictionMetric.Of(task, p, targets))]);
    }

    private static string[] Settings { get; } = ["TRTR", "TSTR", "TRTS", "TRSTR"];

    private static UtilitySection Nothing(string why) => new()
    {
        Scores = [Score.Missing("utility.tstr", "Trained on synthetic, tested on real", ScoreDirection.HigherIsBetter, why)],
        Findings = [$"Utility was not measured: {why}."],
    };

    private static IEnumerable<Score> Scores(Outcome o)
    {
        string metric = MetricNames.InWords(o.Sets.Task.Metric);
        Figure real = o.Of("TRTR"), synthetic = o.Of("TSTR"), both = o.Of("TRSTR"), realAlone = o.Curve[0].Figure, none = new(0, new double[real.Replicates.Length]);
        string note = string.Create(CultureInfo.InvariantCulture,
            $"{metric}, {o.Best.Name}; {o.Sets.Rows:N0} training rows of each kind, {o.Repeats} repetitions, {o.Sets.Test.Count:N0} test rows");
        string mixed = string.Create(CultureInfo.InvariantCulture, $"{metric}, {o.Best.Name}; {o.Sets.MixedRows:N0} real rows and {o.Sets.EvenRatio:0.##} synthetic for each, against the real ones alone");
        yield return o.Plain(synthetic.Against(real, "utility.tstr", "Trained on synthetic, tested on real", ScoreDirection.HigherIsBetter, Tolerance, note));
        yield return o.Plain((synthetic - real).Against(none, "utility.gap", "Synthetic less real training rows", ScoreDirection.HigherIsBetter, Tolerance, note));
        foreach (var learner in TableLearner.All)
        {
            yield return o.Plain(o.Of("TSTR", learner).Against(
                o.Of("TRTR", learner), $"utility.tstr-{(learner == TableLearner.Linear ? "linear" : "trees")}", $"The same with {(learner == TableLearner.Linear ? "a linear model" : "boosted trees")}",
                ScoreDirection.HigherIsBetter, Tolerance, note.Replace(o.Best.Name, learner.Name, StringComparison.Ordinal)));
        }

        yield return o.Of("TRTS").Against(real, "utility.trts", "Trained on real, tested on synthetic", ScoreDirection.NearFloorIsBest, 2 * Tolerance, note);
        yield return double.IsFinite(real.Value)
            ? new("utility.trtr", "Trained and tested on real", ScoreDirection.HigherIsBetter) { Value = real.Value, Interval = real.Interval, Note = note }
            : Score.Missing("utility.trtr", "Trained and tested on real", ScoreDirection.HigherIsBetter, "not defined for these test rows");
        yield return WithoutBest(both.Against(realAlone, "utility.trstr", "Trained on real and synthetic, tested on real", ScoreDirection.HigherIsBetter, Tolerance, mixed));
        yield return WithoutBest((both - realAlone).Against(none, "utility.augmentation-gain", "Real and synthetic less real training rows", ScoreDirection.HigherIsBetter, Tolerance, mixed));
    }

    /// <summary>More rows may well make a better model: that is no sign of copying.</summary>
    private static Score WithoutBest(Score score) => score.Verdict == ScoreVerdict.BetterThanPossible ? score with { Verdict = ScoreVerdict.WithinNoise } : score;

    private static Score Agreement(UtilityModels models, double[] targets, int bootstraps, RunContext run)
    {
        const string Key = "utility.importance-agreement", Name = "Agreement on which columns matter";
        if (models.Importances.Any(i => i.A is null || i.A.Length < 4))
            return Score.Missing(Key, Name, ScoreDirection.HigherIsBetter, "fewer than 3 feature columns, or too few rows");
        var resamples = new Resamples(targets.Length, models.Importances.Length, bootstraps, run.Random.Fork("importance test"));
        Figure value = resamples.Measure([.. models.Importances.Select(i => ImportanceAgreement.Between(i.Synthetic, i.A))]);
        Figure floor = resamples.Measure([.. models.Importances.Select(i => ImportanceAgreement.Between(i.B, i.A))]);
        var score = value.Against(floor, Key, Name, ScoreDirection.HigherIsBetter, ImportanceTolerance, "Spearman's rank correlation of permutation importances on real test rows; the floor: two halves of the real rows");
        return WithoutBest(score);
    }

    private static IEnumerable<string> Findings(Outcome o)
    {
        var task = o.Sets.Task;
        string metric = MetricNames.InWords(task.Metric);
        Figure real = o.Of("TRTR"), synthetic = o.Of("TSTR");
        if (!double.IsFinite(real.Value) || !double.IsFinite(synthetic.Value))
        {
            yield return $"The holdout rows do not allow {metric} of '{task.Label}' to be computed.";
            yield break;
        }

        bool realLearns = real.Interval.Low > task.Chance + Tolerance;
        double kept = (synthetic.Value - task.Chance) / (real.Value - task.Chance);
        if (!realLearns)
            yield return Text($"Even a model trained on real rows hardly predicts '{task.Label}' ({metric} {real.Value:0.000}, chance {task.Chance:0.000}): this label cannot tell useful from useless rows.");
        else if (o.IsWorse && (kept <= UselessShare || synthetic.Interval.Low <= task.Chance))
            yield return Text($"Useless for predicting '{task.Label}': a model trained on the synthetic rows is no better than chance or hardly so ({metric} {synthetic.Value:0.000}, chance {task.Chance:0.000}, trained on real rows {real.Value:0.000}).");
        else if (synthetic.Interval.Low <= task.Chance)
            yield return Text($"Undecided for '{task.Label}': a model trained on the synthetic rows may be no better than chance and yet is not worse than one trained on real rows beyond chance ({metric} {synthetic.Value:0.000} and {real.Value:0.000}, chance {task.Chance:0.000}). More test rows are needed.");
        else
            yield return Text($"A model of '{task.Label}' trained on the synthetic rows reaches {metric} {synthetic.Value:0.000} on real rows, one trained on as many real rows {real.Value:0.000} ({(synthetic - real).Value:+0.000;-0.000;0.000}, 95 % {(synthetic - real).Interval}): {Math.Min(kept, 1):0 %} of what can be learned beyond chance.");

        double[] classes = [.. o.Sets.Task.Targets(o.Sets.Synthetic).Distinct()];
        if (task.Kind != LearningKind.Regression && classes.Length < task.Classes.Length)
            yield return $"The synthetic rows lack {string.Join(", ", task.Classes.Where((_, c) => !classes.Contains(c)).Select(c => $"'{c}'"))} of '{task.Label}': no model trained on them can predict that.";
        var easier = o.Of("TRTS");
        if (easier.Interval.Low > real.Interval.High && easier.Value > real.Value + 2 * Tolerance)
            yield return Text($"Models of real rows predict synthetic rows better than real ones ({metric} {easier.Value:0.000} against {real.Value:0.000}): the synthetic rows repeat training rows, or are more regular than real ones.");
        foreach (string finding in Mixture(o))
            yield return finding;
        if (o.Harms.Count > 0)
            yield return Text($"{o.Harms.Count} of {o.LookedAt} groups are served worse beyond chance by the model of synthetic rows ({o.Best.Name}), worst {string.Join(", ", o.Harms.Take(3).Select(h => Text($"{h.Slice} ({MetricNames.InWords(h.Metric)} {h.Real:0.000} → {h.Synthetic:0.000}, {h.Rows} rows)")))}.");
        if (!o.Data.HoldoutIsGiven)
            yield return "No holdout was given: models are trained on one half of the real rows and tested on the other, which the synthesizer has seen. Copied rows then look useful; give a holdout to rule that out.";
    }

    /// <summary>What the curve over hybrid data sets says.</summary>
    private static IEnumerable<string> Mixture(Outcome o)
    {
        var defined = o.Curve.Where(p => double.IsFinite(p.Figure.Value)).ToArray();
        if (defined.Length < 2)
            yield break;
        var best = defined.MaxBy(p => p.Figure.Value);
        var gain = best.Figure - defined[0].Figure;
        if (best.Ratio > 0 && gain.Value > Tolerance / 2 && gain.Interval.Low > 0)
            yield return Text($"Adding synthetic to real rows helps: best of the mixes tried is {best.Ratio:0.##} synthetic for each real row ({gain.Value:+0.000} {MetricNames.InWords(o.Sets.Task.Metric)}, 95 % {gain.Interval}), with {o.Sets.MixedRows:N0} real rows.");
        else
            yield return Text($"Adding synthetic to {o.Sets.MixedRows:N0} real rows brings no gain beyond chance: train on the real rows alone where you may.");
        var fall = defined[^1].Figure - best.Figure;
        if (best.Ratio < defined[^1].Ratio && fall.Value < -Tolerance / 2 && fall.Interval.High < 0)
            yield return Text($"More synthetic rows hurt: {defined[^1].Ratio:0.##} for each real row loses {-fall.Value:0.000} {MetricNames.InWords(o.Sets.Task.Metric)} against {(best.Ratio == 0 ? "none" : best.Ratio.ToString("0.##", CultureInfo.InvariantCulture))} (95 % {new ScoreInterval(-fall.Interval.High, -fall.Interval.Low)}): the model learns patterns that only synthetic rows have.");
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>All figures of one evaluation.</summary>
    private sealed record Outcome(
        EvaluationData Data, TrainingSets Sets, int Repeats, TableLearner Best, Dictionary<(TableLearner, string), Figure> Figures, (double Ratio, Figure Figure)[] Curve, IReadOnlyList<SliceHarm> Harms, int LookedAt)
    {
        public Figure Of(string setting, TableLearner? learner = null) => Figures[(learner ?? Best, setting)];

        /// <summary>Whether synthetic rows train worse models than real ones beyond chance.</summary>
        public bool IsWorse => (Of("TSTR") - Of("TRTR")) is { Value: < -Tolerance, Interval.High: < 0 };

        /// <summary>A model that beats real rows on rows the synthesizer has not seen is a better model; on rows it may have copied, that is a sign of copying.</summary>
        public Score Plain(Score score) => Data.HoldoutIsGiven ? WithoutBest(score) : score;
    }
}
