// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.Synthetic;

/// <summary>The work that all resampling estimators share: from a training view to its resampled rows.</summary>
internal sealed class ResamplingStep
{
    private readonly HostLog _log;
    private readonly StepColumns _columns;
    private readonly string _label;
    private readonly ResamplingOptions _options;
    private readonly IResampler _algorithm;
    private readonly int _seed;

    public ResamplingStep(MLContext ml, string component, string labelColumnName, ResamplingOptions options, IResampler algorithm)
    {
        ArgumentNullException.ThrowIfNull(ml);
        ArgumentException.ThrowIfNullOrEmpty(labelColumnName);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(algorithm);
        (_label, _options, _algorithm, _columns) = (labelColumnName, options, algorithm, new StepColumns(ml, labelColumnName, options).Checked());
        _log = new(ml, component);
        _seed = options.Seed ?? _log.DrawSeed();
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => _columns.Shape(inputSchema);

    public (ResamplingTransformer Transformer, IDataView Resampled) Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        _options.Cancellation.ThrowIfCancellationRequested();
        var label = input.Schema.Find(_label);
        var flag = _columns.Flag(input);
        var problem = Read(input, label);
        int seed = SynthesisScope.Seed(_seed);
        var run = new RunContext(new Rng(seed), _options.Progress, _options.Cancellation, _log.Info, _log.Warn, _options.MaxDegreeOfParallelism);
        var rows = SynthesisScope.EnterStep() ? _algorithm.Resample(problem.Input, run) : new ResampledRows(kept: null, [], [], values: null, problem.Classes is null ? [] : null);

        var summary = Summarize(problem, rows, seed);
        var resampled = View(input, label, problem, rows, summary);
        var fingerprint = TrainingFingerprint.Of(input, [_label, .. problem.Encoder.ColumnNames]);
        _log.Info(summary.ToString());
        return (new(_log, input, resampled, fingerprint, flag, summary), resampled);
    }

    /// <summary>Reads the columns the algorithm works on. Of the table only the label is kept: beside the encoded features the others would fill memory twice.</summary>
    private Problem Read(IDataView input, DataViewSchema.Column label)
    {
        var features = FeatureSelection.Of(input.Schema, label, _options, _algorithm.FeatureUse, _log);
        var table = DataViewReader.Read(input, [label, .. features], maxRows: null, _options.Cancellation);
        var classes = _algorithm.LabelKind == LabelKind.Classes ? LabelClasses.Of(table[_label]) : null;
        var schema = FeatureSelection.Infer(table, _label, _options, _log);
        var encoder = TableEncoder.For(table, schema, nominal: _algorithm.FeatureUse == FeatureUse.NumericAndNominal);
        if (_algorithm.FeatureUse != FeatureUse.None && encoder.ColumnNames.Count == 0)
        {
            throw new SyntheticDataException(
                $"There is no column that {_algorithm.GetType().Name} could work on beside the label '{_label}'. Name columns in {nameof(ResamplingOptions.FeatureColumnNames)}, or use random oversampling.");
        }

        var x = encoder.Encode(table);
        var encoded = classes is null
            ? new ResamplingInput(x, Quantity(table[_label]), encoder.Kinds, encoder.FeatureNames)
            : new ResamplingInput(x, classes.Codes, encoder.Kinds, encoder.FeatureNames, classes.Names);
        var forms = _options.KeepDecimals ? TableSchema.Infer(new Table([.. table.Columns.OfType<NumericColumn>()])) : null;
        return new(encoded, encoder, table[_label], classes, forms);
    }

    private static double[] Quantity(TableColumn label) => label switch
    {
        NumericColumn { Missing: 0 } numbers => numbers.Values,
        NumericColumn numbers => throw new SyntheticDataException($"The label '{numbers.Name}' is missing in {numbers.Missing} of {numbers.Count} rows. Remove those rows before this step."),
        _ => throw new SyntheticDataException($"The label '{label.Name}' is of kind {label.Kind}, but this algorithm resamples a numeric label."),
    };

    private ResamplingSummary Summarize(Problem problem, ResampledRows rows, int seed)
    {
        int count = problem.Label.Count, after = (rows.Kept?.Length ?? count) + rows.Count;
        var changes = problem.Classes is null ? [] : Changes(problem.Classes, rows);
        return new(_label, problem.Encoder.ColumnNames, count, after, rows.Count, changes, seed);
    }

    private static ClassChange[] Changes(LabelClasses classes, ResampledRows rows)
    {
        int[] before = classes.Counts(), grown = new int[before.Length], kept = rows.Kept is null ? classes.Counts() : new int[before.Length];
        foreach (int row in rows.Kept ?? [])
            kept[classes.Codes[row]]++;
        foreach (int code in rows.Classes)
            grown[code]++;
        return [.. Enumerable.Range(0, before.Length)
            .Where(c => before[c] > 0)
            .Select(c => new ClassChange(classes.Names[c], before[c], kept[c] + grown[c], grown[c]))];
    }

    /// <summary>The resampled rows as a view with the columns of the training view.</summary>
    private AppendedView View(IDataView input, DataViewSchema.Column label, Problem problem, ResampledRows rows, ResamplingSummary summary)
    {
        var made = new Dictionary<int, TableColumn> { [label.Index] = Conformed(NewLabels(problem.Label, problem.Classes, rows), problem.Forms) };
        if (rows.Values is not null)
        {
            foreach (var column in problem.Encoder.Decode(rows.Values).Columns)
                made[input.Schema[column.Name].Index] = Conformed(column, problem.Forms);
        }

        var copied = new CopiedColumns(input, rows.Sources);
        var added = new TableView(input.Schema, rows.Count, places =>
        {
            var columns = copied.Get([.. places.Where(p => !made.ContainsKey(p))]).GetEnumerator();
            return [.. places.Select(p => made.TryGetValue(p, out var column) ? column : columns.MoveNext() ? columns.Current : throw new InvalidOperationException())];
        }, StepColumns.IdStream(summary.Seed));
        SynthesisScope.Made(input, added, problem.Encoder.ColumnNames);

        var (schema, flag) = _columns.Output(input.Schema, summary.Classes);
        var (old, oldCount) = (input, problem.Label.Count);
        if (rows.Kept is int[] kept)
        {
            var stays = new bool[problem.Label.Count];
            foreach (int row in kept)
                stays[row] = true;
            (old, oldCount) = (new RowSubsetView(input, stays), kept.Length);
        }

        return new(schema, old, oldCount, added, rows.Count, flag);
    }

    /// <summary>A column whose numbers look like those it was learned from, if that is asked for.</summary>
    private static TableColumn Conformed(TableColumn column, TableSchema? forms)
        => forms is not null && column is NumericColumn numbers ? new NumericColumn(column.Name, Array.ConvertAll(numbers.Values, forms[column.Name].Conform)) : column;

    /// <summary>The label of each new row: a class as a real row of it has it, or a number.</summary>
    private static TableColumn NewLabels(TableColumn label, LabelClasses? classes, ResampledRows rows)
    {
        if (classes is null)
            return new NumericColumn(label.Name, rows.Targets ?? ((NumericColumn)label.Take(rows.Sources)).Values);
        var example = new int[classes.Names.Length];
        for (int i = classes.Codes.Length - 1; i >= 0; i--)
            example[classes.Codes[i]] = i;
        return label.Take(Array.ConvertAll(rows.Classes, code => example[code]));
    }

    /// <summary>What the algorithm is given, and what the way back needs; forms are those of the columns of numbers, null where new numbers need not have them.</summary>
    private sealed record Problem(ResamplingInput Input, TableEncoder Encoder, TableColumn Label, LabelClasses? Classes, TableSchema? Forms);
}
