// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;

namespace MLNet.Synthetic;

/// <summary>Learns how the rows of a table are distributed: fitted, it samples synthetic rows, and as a step of a pipeline it adds them to the training rows or puts them in their place.</summary>
/// <remarks>Cross-validation folds, test sets and single predictions pass through unchanged, so nothing leaks: see <see cref="TrainingOnlyTransformer"/>.</remarks>
public sealed class TabularSynthesizer : IEstimator<SynthesisTransformer>
{
    private readonly HostLog _log;
    private readonly string? _label;
    private readonly SynthesisOptions _options;
    private readonly ITableSynthesizer _algorithm;
    private readonly StepColumns _columns;
    private readonly int _seed;

    /// <summary>A synthesizer around the algorithm that the options make; <see cref="SyntheticCatalog"/> has a method for each.</summary>
    /// <param name="ml">The context: its log is told what was done, and its seed decides where the options have none.</param>
    /// <param name="labelColumnName">Name of the label: classes (Boolean, key, text, a number with few values) or a quantity; null: none.</param>
    /// <param name="options">What the synthesizer is told, which picks the algorithm.</param>
    /// <exception cref="ArgumentException">The label is also named as feature or flag, a setting is out of range, or classes are to be balanced without a label.</exception>
    public TabularSynthesizer(MLContext ml, string? labelColumnName, SynthesisOptions options)
    {
        ArgumentNullException.ThrowIfNull(ml);
        ArgumentNullException.ThrowIfNull(options);
        if (labelColumnName is not null)
            ArgumentException.ThrowIfNullOrEmpty(labelColumnName);
        if (labelColumnName is null && options.Mode?.Strategy is not null)
            throw new ArgumentException($"{nameof(SynthesisOptions.Mode)} {options.Mode} needs the name of a label.", nameof(labelColumnName));
        (_label, _options, _algorithm, _columns) = (labelColumnName, options, options.CreateSynthesizer(), new StepColumns(ml, labelColumnName, options).Checked());
        _ = new ConstrainedSynthesizer(_algorithm, options.Constraints, options.ConstraintOptions);   // refuses constraints that contradict each other
        _log = new(ml, nameof(TabularSynthesizer));
        _seed = options.Seed ?? _log.DrawSeed();
    }

    /// <summary>Learns a training view.</summary>
    /// <param name="input">The training view. It is read once now; where real rows stay, again when the changed view is read.</param>
    /// <returns>What was learned: it changes this view when it transforms it, passes others through, and samples rows.</returns>
    /// <exception cref="ArgumentException">A column that was named does not exist or cannot be used.</exception>
    /// <exception cref="SyntheticDataException">The data cannot be learned as asked.</exception>
    /// <exception cref="OperationCanceledException">The step was asked to stop.</exception>
    public SynthesisTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        _options.Cancellation.ThrowIfCancellationRequested();
        if (_label is not null)
            input.Schema.Find(_label);
        var flag = _columns.Flag(input);
        var learned = LearnedColumns.Read(input, _label, _options, _log);
        var classes = _label is not null && learned.Schema[_label].Kind == ColumnKind.Category ? ClassValues.Of(learned.Table[_label]) : null;
        bool runs = SynthesisScope.EnterStep();
        var mode = runs ? _options.Mode : SynthesisMode.Append(rows: 0);
        int seed = SynthesisScope.Seed(_seed);
        var (rows, given) = Plan(learned, classes, mode);
        var algorithm = runs ? _algorithm : new IndependentColumnsOptions().CreateSynthesizer();   // suspended: nothing will be drawn, so the cheapest will do
        var constrained = runs && _options.Constraints.Count > 0 ? new ConstrainedSynthesizer(algorithm, _options.Constraints, _options.ConstraintOptions) : algorithm;
        var model = constrained.Fit(learned.Table, learned.Schema, Run(new Rng(seed).Fork("fit")));

        int count = learned.Table.Count;
        var summary = new SynthesisSummary(
            algorithm.GetType().Name, _label, learned.Names, learned.Ids, learned.Missing, mode, count, rows + (mode.KeepsRealRows ? count : 0), rows, seed)
        {
            PrivacySearch = PrivacySearch.Of(model),
        };
        _log.Info(summary.ToString());
        var synthesized = new SynthesizedRows(model, input.Schema, learned.Sources, classes, Run, seed);
        string hash = TableHash.Of(learned.Table);
        return new(_log, input, Changed(input, learned, synthesized, mode, rows, given, seed), TrainingFingerprint.Of(input, [.. learned.Names]), flag, synthesized, summary,
            path => SynthesizerFile.Write(path, synthesized, summary, _options, hash, _log));
    }

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => _columns.Shape(inputSchema);

    /// <summary>How many rows the step draws, and which labels they are given.</summary>
    private (int Rows, Func<long, int, Table>? Given) Plan(LearnedColumns learned, ClassValues? classes, SynthesisMode mode)
    {
        if (mode.Strategy is not { } strategy)
            return (mode.Rows ?? learned.Table.Count, null);

        var labels = LabelClasses.Of(learned.Table[_label!]);
        var shortfalls = strategy.Shortfalls(new ResamplingInput(new Matrix(labels.Codes.Length, 0), labels.Codes, classNames: labels.Names));
        return (shortfalls.Sum(s => s.Missing), shortfalls.Count == 0 ? null : classes!.Given([.. shortfalls.Select(s => (classes.Find(s.Name), (long)s.Missing))]));
    }

    /// <summary>The rows that a trainer behind the step sees, drawn when ML.NET asks for them: who only samples never does.</summary>
    private Lazy<IDataView> Changed(IDataView input, LearnedColumns learned, SynthesizedRows synthesized, SynthesisMode mode, int rows, Func<long, int, Table>? given, int seed) => new(() =>
    {
        var drawn = new TableSampler(synthesized.Model, given).Draw(rows, Run(new Rng(seed).Fork("step")));
        var changes = synthesized.Classes?.Changes(drawn[_label!], mode.KeepsRealRows) ?? [];
        var (schema, flag) = _columns.Output(input.Schema, changes);
        ulong ids = StepColumns.IdStream(seed);
        SynthesisScope.Made(input, View(input.Schema, synthesized.Sources), [.. learned.Names]);
        return mode.KeepsRealRows
            ? new AppendedView(schema, input, learned.Table.Count, View(input.Schema, synthesized.Sources), rows, flag)
            : View(schema, flag is null ? synthesized.Sources : [.. synthesized.Sources, ColumnSource.True]);

        SampledView View(DataViewSchema columns, IReadOnlyList<ColumnSource> sources) => new(columns, sources, rows, Math.Max(rows, 1), (_, _) => drawn, ids);
    });

    private RunContext Run(Rng random) => new(random, _options.Progress, _options.Cancellation, _log.Info, _log.Warn, _options.MaxDegreeOfParallelism);
}
