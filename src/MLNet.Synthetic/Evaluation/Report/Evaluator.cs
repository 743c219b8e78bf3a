// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Microsoft.ML;

namespace MLNet.Synthetic;

/// <summary>Reads the views, measures each section and records what from.</summary>
internal sealed class Evaluator(MLContext ml, EvaluationOptions options)
{
    private const string Training = "training", SyntheticTable = "synthetic", Holdout = "holdout";
    private readonly EvaluationOptions _options = options.Validated();
    private readonly HostLog _log = new(ml, nameof(Evaluator));
    private readonly Dictionary<string, double> _seconds = [];

    public EvaluationReport Evaluate(IDataView train, IDataView synthetic)
    {
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(synthetic);
        RequireComparable(train, synthetic);
        int seed = _options.Seed ?? _log.DrawSeed();
        var run = new RunContext(new Rng(seed), _options.Progress, _options.Cancellation, _log.Info, _log.Warn, _options.MaxDegreeOfParallelism);

        string[] names = ColumnsOf(train);
        var (trainTable, syntheticTable) = Timed("reading", () => (Read(train, names), Read(synthetic, names)));
        var holdoutTable = _options.Holdout is { } holdout ? Read(holdout, names) : null;
        var data = Timed("preparing", () => EvaluationData.Of(
            trainTable, syntheticTable, holdoutTable, _options.LabelColumnName, _options.CategoricalColumnNames, [], _options.MaxRows, run,
            _options.ProtectedColumnNames, _options.QuasiIdentifierColumnNames, _options.SensitiveColumnNames, _options.Bootstraps));

        var report = new EvaluationReport
        {
            Fidelity = Measured(EvaluationSections.Fidelity, () => FidelityEvaluation.Measure(data, run)),
            Detection = Measured(EvaluationSections.Detection, () => DetectionEvaluation.Measure(ml, data, run)),
            Utility = _options.LabelColumnName is null ? null : Measured(EvaluationSections.Utility, () => UtilityEvaluation.Measure(ml, data, run)),
            Fairness = _options.LabelColumnName is null || _options.ProtectedColumnNames.Count == 0
                ? null
                : Measured(EvaluationSections.Fairness, () => FairnessEvaluation.Measure(ml, data, run)),
            Diversity = Measured(EvaluationSections.Diversity, () => DiversityEvaluation.Measure(data, run)),
            Privacy = Measured(EvaluationSections.Privacy, () => PrivacyEvaluation.Measure(data, run)),
            Provenance = new()
            {
                Time = DateTimeOffset.UtcNow,
                LibraryVersion = VersionOf(typeof(SyntheticCatalog)),
                MlNetVersion = VersionOf(typeof(MLContext)),
                Seed = seed,
                HoldoutIsGiven = data.HoldoutIsGiven,
                HoldoutOverlap = data.HoldoutOverlap,
                Tables =
                [
                    Describe(Training, trainTable, data.HoldoutIsGiven ? data.Train.Count : data.Train.Count + data.Holdout.Count),
                    Describe(SyntheticTable, syntheticTable, data.Synthetic.Count),
                    .. holdoutTable is null ? [] : new[] { Describe(Holdout, holdoutTable, data.Holdout.Count) },
                ],
                Skipped = [.. data.Skipped, .. _options.IgnoredColumnNames.Select(name => $"'{name}' (ignored as asked)")],
                Options = InWords(),
                Seconds = _seconds,
            },
        };
        return report with { Headlines = ReportHeadlines.Of(report) };
    }

    /// <summary>Every mistake in names and types, before any row is read.</summary>
    private void RequireComparable(IDataView train, IDataView synthetic)
    {
        string?[] named =
        [
            _options.LabelColumnName, .. _options.ProtectedColumnNames, .. _options.QuasiIdentifierColumnNames, .. _options.SensitiveColumnNames, .. _options.CategoricalColumnNames,
            .. _options.IgnoredColumnNames,
        ];
        foreach (string name in named.OfType<string>())
            _ = train.Schema.Find(name);
        foreach (string name in named[..^_options.IgnoredColumnNames.Count].OfType<string>())
        {
            if (_options.IgnoredColumnNames.Contains(name))
                throw new ArgumentException($"Column '{name}' is both ignored and needed.", nameof(EvaluationOptions.IgnoredColumnNames));
        }

        string[] columns = ColumnsOf(train);
        var real = DataViewReader.Read(train, columns, maxRows: 0);
        foreach (var (view, table) in new[] { (synthetic, SyntheticTable), (_options.Holdout, Holdout) })
        {
            if (view is null)
                continue;
            var common = columns.Where(name => view.Schema.GetColumnOrNull(name) is not null).ToArray();
            if (common.Length == 0)
            {
                throw new SyntheticDataException(
                    $"The training and the {table} table have no column in common. Training: {InQuotes(columns)}. The other: {InQuotes(ColumnsOf(view))}.");
            }

            foreach (string name in named[..^_options.IgnoredColumnNames.Count].OfType<string>().Where(name => !common.Contains(name)))
                throw new SyntheticDataException($"Column '{name}' is not in the {table} table, whose columns are {InQuotes(ColumnsOf(view))}.");
            foreach (var column in DataViewReader.Read(view, common, maxRows: 0).Columns)
            {
                if (column.Kind != real[column.Name].Kind)
                {
                    throw new SyntheticDataException(
                        $"Column '{column.Name}' is {train.Schema[column.Name].Type} in the training table but {view.Schema[column.Name].Type} in the {table} table. Load both with the same types.");
                }
            }
        }
    }

    private string[] ColumnsOf(IDataView view) => [.. view.Schema.Where(c => !c.IsHidden && !_options.IgnoredColumnNames.Contains(c.Name)).Select(c => c.Name)];

    private Table Read(IDataView view, string[] names)
        => DataViewReader.Read(view, [.. names.Where(name => view.Schema.GetColumnOrNull(name) is not null).Select(name => view.Schema[name])], null, _options.Cancellation);

    private T? Measured<T>(EvaluationSections section, Func<T> measure) where T : ReportSection
        => _options.Sections.HasFlag(section) ? Timed(section.ToString().ToLowerInvariant(), measure) : null;

    private T Timed<T>(string name, Func<T> work)
    {
        _options.Cancellation.ThrowIfCancellationRequested();
        long start = Stopwatch.GetTimestamp();
        var result = work();
        _seconds.Add(name, Math.Round(Stopwatch.GetElapsedTime(start).TotalSeconds, 3));
        return result;
    }

    private static EvaluatedTable Describe(string name, Table table, int used) => new(name, table.Count, used, table.Columns.Count, TableHash.Of(table));

    private Dictionary<string, string> InWords() => new()
    {
        ["label"] = _options.LabelColumnName ?? "none",
        ["protected columns"] = List(_options.ProtectedColumnNames, "none"),
        ["quasi-identifiers"] = List(_options.QuasiIdentifierColumnNames, "chosen from the data"),
        ["sensitive columns"] = List(_options.SensitiveColumnNames, "chosen from the data"),
        ["categorical columns"] = List(_options.CategoricalColumnNames, "as their types say"),
        ["ignored columns"] = List(_options.IgnoredColumnNames, "none"),
        ["most rows"] = _options.MaxRows.ToString(CultureInfo.InvariantCulture),
        ["bootstrap samples"] = _options.Bootstraps.ToString(CultureInfo.InvariantCulture),
        ["sections"] = _options.Sections.ToString(),
    };

    private static string List(IReadOnlyList<string> names, string none) => names.Count == 0 ? none : string.Join(", ", names);

    private static string InQuotes(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"'{name}'"));

    private static string VersionOf(Type type)
        => (type.Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? type.Assembly.GetName().Version?.ToString() ?? "unknown").Split('+')[0];
}
