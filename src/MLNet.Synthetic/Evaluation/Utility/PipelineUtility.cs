// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;
using Microsoft.ML;

namespace MLNet.Synthetic;

/// <summary>What synthetic rows do for a pipeline of the user's.</summary>
/// <remarks>
/// Half the width of an interval is 1.96 √(v + w s²): v is the variance of the figure over bootstrap samples of the test rows, drawn within classes, s² that between the R repetitions, and w = 1/R where they are other seeds of
/// synthesis on one training set, or <see cref="Resamples.VarianceOfMean"/> where they are bootstrap samples of training rows. Differences are paired: the same test samples and repetitions on both sides.
/// </remarks>
internal sealed class PipelineUtility(MLContext ml, string label, UtilityOptions options)
{
    private readonly UtilityOptions _options = options.Validated();
    private readonly HostLog _log = new(ml, nameof(PipelineUtility));
    private int _done;

    /// <summary>A pipeline with synthesis steps beside itself with those steps suspended; the model is that of the steps' own seeds.</summary>
    public (UtilityReport Report, ITransformer Model) OfSteps(IEstimator<ITransformer> pipeline, IDataView train, IDataView test)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(test);
        if (train.Schema.GetColumnOrNull(label) is not null)
            LabelChecks.Require(train, label, "training");
        if (test.Schema.GetColumnOrNull(label) is not null)
            LabelChecks.Require(test, label, "test");

        ScoredTest real;
        using (var suspended = SynthesisScope.Suspend())
        {
            real = ScoredTest.Of(ml, Fit(pipeline, train, _options.Repeats + 1), test, label);
            if (suspended.Steps == 0)
                throw new ArgumentException("The pipeline holds no synthesis or resampling step of this library, so there is nothing to compare. Append one, or pass the synthetic rows themselves.", nameof(pipeline));
        }

        var synthetic = new ScoredTest[_options.Repeats];
        ITransformer? own = null;
        for (int repeat = 0; repeat < synthetic.Length; repeat++)
        {
            using var seeds = SynthesisScope.Watch(repeat);
            var model = Fit(pipeline, train, _options.Repeats + 1);
            own ??= model;
            synthetic[repeat] = ScoredTest.Of(ml, model, test, label);
        }

        var settings = Settings([new("real", [.. synthetic.Select(_ => real)]), new("with synthesis", synthetic)], otherRows: false);
        return (Report(settings, [Verdict(settings[1], Headline(settings), "Synthesis", "the same pipeline without it"), .. Others(settings[1], Headline(settings))]), own!);
    }

    /// <summary>TRTR, TSTR, TRTS and TRSTR with any pipeline.</summary>
    public UtilityReport OfTables(IEstimator<ITransformer>? pipeline, IDataView train, IDataView synthetic, IDataView test)
    {
        TableColumn realLabel = LabelChecks.Require(train, label, "training"), madeLabel = LabelChecks.Require(synthetic, label, "synthetic");
        LabelChecks.Require(test, label, "test");
        (train, synthetic) = Alike(train, synthetic);
        var random = new Rng(_options.Seed ?? _log.DrawSeed());
        if (pipeline is null)
            return OfDefaultModels(train, synthetic, test, random);
        int[][] realStrata = LabelChecks.Strata(realLabel), madeStrata = LabelChecks.Strata(madeLabel);
        int rows = Math.Min(realLabel.Count, madeLabel.Count);

        var scored = new Dictionary<string, ScoredTest[]>(new[] { "TRTR", "TSTR", "TRTS", "TRSTR" }.Select(s => KeyValuePair.Create(s, new ScoredTest[_options.Repeats])));
        for (int repeat = 0; repeat < _options.Repeats; repeat++)
        {
            var real = Draw(train, realStrata, realLabel.Count, rows, random.Fork("real").Fork(repeat));
            var made = Draw(synthetic, madeStrata, madeLabel.Count, rows, random.Fork("synthetic").Fork(repeat));
            var both = new AppendedView(train.Schema, real, (int)real.GetRowCount()!.Value, made, (int)made.GetRowCount()!.Value, flag: null);
            var onReal = Fit(pipeline, real, 3 * _options.Repeats);
            scored["TRTR"][repeat] = ScoredTest.Of(ml, onReal, test, label);
            scored["TRTS"][repeat] = ScoredTest.Of(ml, onReal, synthetic, label);
            scored["TSTR"][repeat] = ScoredTest.Of(ml, Fit(pipeline, made, 3 * _options.Repeats), test, label);
            scored["TRSTR"][repeat] = ScoredTest.Of(ml, Fit(pipeline, both, 3 * _options.Repeats), test, label);
        }

        var settings = Settings([.. scored.Select(s => new Repeated(s.Key, s.Value))], otherRows: true);
        string metric = Headline(settings);
        return Report(settings,
        [
            Verdict(settings[1], metric, "Training on synthetic in place of real rows", "as many real rows"),
            Verdict(settings[3], metric, "Adding synthetic to real rows", "the real rows alone"),
            string.Create(CultureInfo.InvariantCulture, $"Each model was trained on {rows:N0} rows of a kind, drawn with replacement {_options.Repeats} times."),
        ]);
    }

    private UtilityReport OfDefaultModels(IDataView train, IDataView synthetic, IDataView test, Rng random)
    {
        var run = new RunContext(random, _options.Progress, _options.Cancellation, _log.Info, _log.Warn);
        Table real = DataViewReader.Read(train), made = DataViewReader.Read(synthetic), fresh = DataViewReader.Read(test);
        var aligned = EvaluationData.Of(real, made, fresh, label, run: run);
        return UtilityEvaluation.Report(aligned, _options.Repeats, _options.Bootstraps, run);
    }

    private UtilityReport Report(IReadOnlyList<UtilitySetting> settings, IReadOnlyList<string> findings) => new(label, Headline(settings), _options.Repeats, settings, findings);

    private static string Headline(IReadOnlyList<UtilitySetting> settings)
        => new[] { "AreaUnderRocCurve", "MacroAccuracy", "RSquared" }.First(settings[0].Metrics.ContainsKey);

    private static string Verdict(UtilitySetting setting, string metric, string what, string against)
    {
        var difference = setting.Differences[metric];
        string verdict = Math.Abs(difference.Mean) <= difference.HalfWidth ? "makes no difference beyond chance" : difference.Mean > 0 ? "helps" : "hurts";
        return string.Create(CultureInfo.InvariantCulture, $"{what} {verdict}: {metric} {difference.Mean:+0.000;-0.000;0.000} ± {difference.HalfWidth:0.000} against {against}.");
    }

    /// <summary>What else changed, each metric looked at alone.</summary>
    private static IEnumerable<string> Others(UtilitySetting setting, string headline)
    {
        foreach (bool better in new[] { true, false })
        {
            string[] changed = [.. setting.Differences.Values
                .Where(d => d.Name != headline && Math.Abs(d.Mean) > d.HalfWidth && (PipelineMetrics.IsLowerBetter(d.Name) ? d.Mean < 0 : d.Mean > 0) == better)
                .Select(d => string.Create(CultureInfo.InvariantCulture, $"{d.Name} ({d.Mean:+0.000;-0.000} ± {d.HalfWidth:0.000})"))];
            if (changed.Length > 0)
                yield return $"{(better ? "Better" : "Worse")} with it, each looked at alone: {string.Join(", ", changed)}.";
        }
    }

    private ITransformer Fit(IEstimator<ITransformer> pipeline, IDataView train, int fits)
    {
        _options.Cancellation.ThrowIfCancellationRequested();
        var model = pipeline.Fit(train);
        _options.Progress?.Report(new("utility", ++_done, fits));
        return model;
    }

    /// <summary>Rows drawn with replacement, each class in its share and with at least one row.</summary>
    private static RowSubsetView Draw(IDataView view, int[][] strata, int count, int rows, Rng random)
    {
        var times = new int[count];
        int drawn = 0;
        long seen = 0;
        for (int s = 0; s < strata.Length; s++)
        {
            seen += strata[s].Length;
            int want = Math.Max(drawn + 1, (int)(seen * rows / count)) - drawn;
            if (s == strata.Length - 1)
                want = rows - drawn;
            var draw = random.Fork(s);
            for (int i = 0; i < want; i++)
                times[strata[s][draw.Next(strata[s].Length)]]++;
            drawn += Math.Max(want, 0);
        }

        return new(view, times);
    }

    /// <summary>Both views with the visible columns of the training view, in its order.</summary>
    /// <exception cref="SyntheticDataException">A column is absent from the synthetic view, or of another type.</exception>
    private (IDataView Train, IDataView Synthetic) Alike(IDataView train, IDataView synthetic)
    {
        string[] names = [.. train.Schema.Where(c => !c.IsHidden).Select(c => c.Name)];
        foreach (string name in names)
        {
            if (synthetic.Schema.GetColumnOrNull(name) is not { } column)
                throw new SyntheticDataException($"The synthetic data has no column '{name}', which the training data has. Leave it out of both, or synthesize it.");
            if (!column.Type.Equals(train.Schema[name].Type))
                throw new SyntheticDataException($"Column '{name}' is {train.Schema[name].Type} in the training data but {column.Type} in the synthetic data. Load both with the same types.");
            if (column.Type is Microsoft.ML.Data.KeyDataViewType { Count: <= int.MaxValue and var keys } && !column.KeyNames((int)keys).SequenceEqual(train.Schema[name].KeyNames((int)keys)))
                throw new SyntheticDataException($"The keys of column '{name}' stand for other values in the synthetic than in the training data. Map both with one fitted MapValueToKey.");
        }

        var select = ml.Transforms.SelectColumns(names);
        return (select.Fit(train).Transform(train), select.Fit(synthetic).Transform(synthetic));
    }

    private UtilitySetting[] Settings(Repeated[] all, bool otherRows)
    {
        var random = new Rng(_options.Seed ?? 0).Fork("test rows");
        var replicates = all.Select(setting => Replicates(setting.Models[0])).ToArray();
        return [.. all.Select((setting, i) => new UtilitySetting(
            setting.Name,
            Estimates(name => setting.Models.Select(m => m.All[name]), (name, b) => replicates[i][b][name]),
            i == 0 ? new Dictionary<string, MetricEstimate>() : Estimates(
                name => setting.Models.Zip(all[0].Models, (m, real) => m.All[name] - real.All[name]), (name, b) => replicates[i][b][name] - replicates[0][b][name])))];

        IReadOnlyDictionary<string, double>[] Replicates(ScoredTest scored)
        {
            var strata = LabelChecks.Strata(scored.Label);
            return [.. Enumerable.Range(0, _options.Bootstraps).Select(b =>
            {
                _options.Cancellation.ThrowIfCancellationRequested();
                return scored.Of(LabelChecks.Bootstrap(strata, scored.Label.Count, random.Fork(b)));
            })];
        }

        Dictionary<string, MetricEstimate> Estimates(Func<string, IEnumerable<double>> values, Func<string, int, double> replicate)
            => all[0].Models[0].All.Keys.Where(name => all.All(s => s.Models.All(m => m.All.ContainsKey(name)))).ToDictionary(name => name, name =>
            {
                double[] repeats = [.. values(name)];
                double between = Variance(repeats) * (otherRows ? Resamples.VarianceOfMean(repeats.Length) : 1.0 / repeats.Length), test = Variance([.. Enumerable.Range(0, _options.Bootstraps).Select(b => replicate(name, b)).Where(double.IsFinite)]);
                return new MetricEstimate(name, repeats.Average(), Normal.TwoSided95 * Math.Sqrt(between + test));
            });
    }

    private static double Variance(double[] values)
    {
        if (values.Length < 2)
            return 0;
        double mean = values.Average();
        return values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1);
    }

    /// <summary>A setting with the scored test rows of each repetition.</summary>
    private sealed record Repeated(string Name, ScoredTest[] Models);
}
