// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Diagnostics;
using System.Globalization;
using Microsoft.ML;

namespace MLNet.Synthetic;

/// <summary>Cross-validates candidates on the same folds, holds them against the pipeline as it is, and says what to do.</summary>
/// <remarks>
/// Folds are run one after the other for all candidates, so that differences are paired whenever time runs out. Tests are Student's with the variance of Nadeau and Bengio (<see cref="CrossValidationResult"/>), and
/// <see cref="Normal.Holm"/> keeps the chance of recommending anything for no reason at 5 % however many candidates are tried.
/// </remarks>
internal sealed class Comparer
{
    private const double Alpha = 0.05;
    private readonly MLContext _ml;
    private readonly string _label;
    private readonly CompareOptions _options;
    private readonly Func<string?, IEstimator<ITransformer>> _pipeline;
    private readonly bool _takesWeights;
    private readonly HostLog _log;

    public Comparer(MLContext ml, string label, Func<string?, IEstimator<ITransformer>> pipeline, bool takesWeights, CompareOptions options)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        ArgumentException.ThrowIfNullOrEmpty(label);
        (_ml, _label, _pipeline, _takesWeights, _options) = (ml, label, pipeline, takesWeights, options.Validated());
        _log = new(ml, nameof(Comparer));
    }

    public CompareResult Compare(IDataView data)
    {
        var label = LabelChecks.Require(data, _label, "comparison");
        bool isQuantity = LabelClasses.IsQuantity(label), isBinary = !isQuantity && LabelClasses.Of(label).Counts().Count(c => c > 0) == 2;
        int seed = _options.Seed ?? _log.DrawSeed();
        var folds = new CrossValidator(_ml, _label, new() { NumberOfFolds = _options.NumberOfFolds, Repeats = _options.Repeats, Seed = seed }).Split(data);
        var task = new CompareTask(_ml, _label, _pipeline, _takesWeights, FreeName(data.Schema), Objective(), seed);
        var named = _options.Candidates ?? Defaults(isQuantity, isBinary, seed);
        var trials = named.Where(c => c.Name != CompareCandidate.None.Name).Prepend(CompareCandidate.None).Select(c => new Trial(c.Name, () => c.Build(task))).ToArray();

        var watch = Stopwatch.StartNew();
        for (int fold = 0; fold < folds.Count; fold++)
        {
            foreach (var trial in trials.Where(t => t.Error is null))
            {
                if (fold == 0 && trial != trials[0] && watch.Elapsed > _options.TimeBudget)
                    trial.Error = string.Create(CultureInfo.InvariantCulture, $"not run: the time budget of {_options.TimeBudget.TotalSeconds:0.#} s was used up");
                else
                    Run(trial, folds[fold], isBaseline: trial == trials[0], seed);
                _options.Progress?.Report(new("comparison", fold * trials.Length + Array.IndexOf(trials, trial) + 1, (long)folds.Count * trials.Length));
            }

            if (fold == 0)
                LeaveOut(trials, folds.Count);
        }

        return Result(trials, folds.Count);
    }

    private void Run(Trial trial, CrossValidationFold fold, bool isBaseline, int seed)
    {
        _options.Cancellation.ThrowIfCancellationRequested();
        try
        {
            var watch = Stopwatch.StartNew();
            using var scope = SynthesisScope.Watch();
            var model = trial.Pipeline.Fit(fold.TrainSet);
            trial.Folds.Add(new PipelineMetrics(_ml, _label).Evaluate(model.Transform(fold.TestSet)));
            trial.Seconds += watch.Elapsed.TotalSeconds;
            if (trial.Folds.Count == 1)
                trial.Privacy = Privacy(scope, fold, seed, trial.Name);
        }
        catch (Exception e) when (!isBaseline && e is not OperationCanceledException && !_options.Cancellation.IsCancellationRequested)
        {
            trial.Error = $"failed: {e.Message}";                     // one candidate that does not suit the data must not cost the others
            _log.Warn($"Candidate '{trial.Name}' failed: {e.Message}");
        }
    }

    private (int Rows, double? Copies, double? DistanceRatio) Privacy(SynthesisScope scope, CrossValidationFold fold, int seed, string candidate)
    {
        try
        {
            return NewRowPrivacy.Measure(scope.Rows, fold.TestSet, new Rng(seed).Fork("privacy"));
        }
        catch (SyntheticDataException e)
        {
            _log.Warn($"Privacy of '{candidate}' was not measured: {e.Message}");
            return (scope.Rows.Sum(m => (int)(m.Rows.GetRowCount() ?? 0)), null, null);
        }
    }

    /// <summary>Leaves out the dearest candidates that would not fit into the time budget.</summary>
    private void LeaveOut(Trial[] trials, int folds)
    {
        double left = _options.TimeBudget.TotalSeconds - trials[0].Seconds * folds;
        foreach (var trial in trials.Skip(1).Where(t => t.Error is null).OrderBy(t => t.Seconds))
        {
            left -= trial.Seconds * folds;
            if (left < 0)
                trial.Error = string.Create(CultureInfo.InvariantCulture, $"left out: {folds} folds of {trial.Seconds:0.#} s did not fit into the time budget of {_options.TimeBudget.TotalSeconds:0.#} s");
        }
    }

    private CompareResult Result(Trial[] trials, int folds)
    {
        var baseline = trials[0];
        string metric = MetricOf(baseline.Folds[0]);
        double testToTrain = 1.0 / (_options.NumberOfFolds - 1);
        foreach (var trial in trials.Where(t => t.Error is null && !t.Folds[0].ContainsKey(metric)))
            trial.Error = $"failed: its output has no {metric}";
        var measured = trials.Where(t => t.Error is null).ToArray();
        double[] p = [.. measured.Skip(1).Select(t => P(Differences(t)))];
        bool[] sure = Normal.Holm(p, Alpha);

        var results = measured.Select((trial, i) => new CandidateResult(trial.Name)
        {
            Metrics = trial.Folds[0].Keys.Where(name => trial.Folds.All(f => f.ContainsKey(name))).ToDictionary(name => name, name => MetricEstimate.OfFolds(name, [.. trial.Folds.Select(f => f[name])], testToTrain)),
            Utility = MetricEstimate.OfFolds(metric, [.. trial.Folds.Select(f => f[metric])], testToTrain),
            Difference = i == 0 ? null : MetricEstimate.OfFolds(metric, Differences(trial), testToTrain),
            IsBeyondChance = i > 0 && sure[i - 1],
            NewRows = trial.Privacy.Rows,
            Copies = trial.Privacy.Copies,
            DistanceRatio = trial.Privacy.DistanceRatio,
            Seconds = trial.Seconds / folds,
        }).ToArray();
        double sign = PipelineMetrics.IsLowerBetter(metric) ? -1 : 1;
        results = [.. results.Select(r => r with { IsParetoOptimal = !results.Any(other => Beats(other, r, sign)) })];
        var (recommended, words) = Recommendation.Of(results, metric, sign, (a, b) => IsAsGood(measured, a, b, metric, sign, testToTrain));
        CandidateResult[] failed = [.. trials.Where(t => t.Error is not null).Select(t => new CandidateResult(t.Name) { Error = t.Error, Seconds = t.Seconds })];
        return new(_label, metric, folds, [results[0], .. results.Skip(1).OrderByDescending(r => sign * r.Utility!.Mean), .. failed], words, recommended);

        double[] Differences(Trial trial) => [.. trial.Folds.Zip(baseline.Folds, (a, b) => a[metric] - b[metric])];

        double P(double[] differences)
        {
            double error = MetricEstimate.StandardErrorOfFolds(differences, testToTrain);
            return error > 0 ? StudentT.TwoSidedP(differences.Average() / error, differences.Length - 1) : differences.Average() == 0 ? 1 : 0;
        }
    }

    /// <summary>Whether the interval of the difference of two candidates holds 0, or the first is better.</summary>
    private static bool IsAsGood(Trial[] trials, string first, string second, string metric, double sign, double testToTrain)
    {
        Trial a = trials.First(t => t.Name == first), b = trials.First(t => t.Name == second);
        var difference = MetricEstimate.OfFolds(metric, [.. a.Folds.Zip(b.Folds, (x, y) => sign * (x[metric] - y[metric]))], testToTrain);
        return difference.Mean + difference.HalfWidth >= 0;
    }

    /// <summary>At least as good in utility, privacy and seconds, and better in one. Without new rows nothing can be copied.</summary>
    private static bool Beats(CandidateResult a, CandidateResult b, double sign)
    {
        double[] x = Goodness(a), y = Goodness(b);
        return x.Zip(y).All(v => v.First >= v.Second) && x.Zip(y).Any(v => v.First > v.Second);

        double[] Goodness(CandidateResult c) => [sign * c.Utility!.Mean, -(c.Copies ?? 0), Math.Min(1, c.DistanceRatio ?? 1), -c.Seconds];
    }

    private string MetricOf(IReadOnlyDictionary<string, double> metrics)
    {
        string metric = _options.Metric ?? new[] { "MatthewsCorrelation", "RSquared" }.First(metrics.ContainsKey);
        if (_options.Metric is null && metrics.ContainsKey("MacroAccuracy"))
            metric = "MacroAccuracy";
        return metrics.ContainsKey(metric) ? metric : throw new ArgumentException($"There is no metric '{metric}'. There are {string.Join(", ", metrics.Keys)}.", nameof(CompareOptions.Metric));
    }

    private ThresholdObjective Objective() => _options.Metric switch
    {
        null or "MatthewsCorrelation" => ThresholdObjective.MatthewsCorrelation,
        "GMean" => ThresholdObjective.GMean,
        "BalancedAccuracy" => ThresholdObjective.BalancedAccuracy,
        _ => ThresholdObjective.F1,
    };

    private CompareCandidate[] Defaults(bool isQuantity, bool isBinary, int seed)
    {
        var catalog = _ml.Synthetic;
        if (isQuantity)
            return [CompareCandidate.Step("SMOTER", catalog.Smoter(_label, new() { Seed = seed })), CompareCandidate.Step("SMOGN", catalog.Smogn(_label, new() { Seed = seed }))];
        return
        [
            .. _takesWeights ? new[] { CompareCandidate.ClassWeights } : [],
            .. isBinary ? new[] { CompareCandidate.Threshold() } : [],
            CompareCandidate.Step("random oversampling", catalog.RandomOversample(_label, new() { Seed = seed })),
            CompareCandidate.Step("random undersampling", catalog.RandomUndersample(_label, new() { Seed = seed })),
            CompareCandidate.Step("SMOTE", catalog.Oversample(_label, new() { Seed = seed })),
            CompareCandidate.Step("Gaussian copula", catalog.GaussianCopula(_label, new() { Seed = seed, Mode = SynthesisMode.Balance() })),
        ];
    }

    private static string FreeName(DataViewSchema schema)
    {
        string name = "ClassWeight";
        while (schema.GetColumnOrNull(name) is not null)
            name += "_";
        return name;
    }

    /// <summary>A candidate while it is tried.</summary>
    private sealed class Trial(string name, Func<IEstimator<ITransformer>> build)
    {
        private readonly Lazy<IEstimator<ITransformer>> _pipeline = new(build);

        public string Name => name;

        public IEstimator<ITransformer> Pipeline => _pipeline.Value;

        public List<Dictionary<string, double>> Folds { get; } = [];

        public double Seconds { get; set; }

        public (int Rows, double? Copies, double? DistanceRatio) Privacy { get; set; }

        public string? Error { get; set; }
    }
}
