// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.Synthetic;

/// <summary>An oversampling step: adds rows to the rare classes of the data a pipeline is trained on, and to nothing else.</summary>
/// <remarks>Cross-validation folds, test sets and single predictions pass through unchanged, so nothing leaks: see <see cref="ResamplingTransformer"/>.</remarks>
public sealed class SyntheticOversampler : IEstimator<ResamplingTransformer>
{
    private readonly MLContext _ml;
    private readonly HostLog _log;
    private readonly string _label;
    private readonly ResamplingOptions _options;
    private readonly IResampler _algorithm;
    private readonly int _seed;

    /// <summary>A step around an algorithm; <see cref="SyntheticCatalog"/> has a method for each.</summary>
    /// <param name="ml">The context: its log is told what was done, and its seed decides where the options have none.</param>
    /// <param name="labelColumnName">Name of the label: Boolean, key, text or a number with few values.</param>
    /// <param name="options">What every step can be told.</param>
    /// <param name="algorithm">The algorithm.</param>
    /// <exception cref="ArgumentException">The label is also named as feature or flag.</exception>
    public SyntheticOversampler(MLContext ml, string labelColumnName, ResamplingOptions options, IResampler algorithm)
    {
        ArgumentNullException.ThrowIfNull(ml);
        ArgumentException.ThrowIfNullOrEmpty(labelColumnName);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(algorithm);
        if (options.FeatureColumnNames?.Contains(labelColumnName) == true || options.CategoricalColumnNames.Contains(labelColumnName))
            throw new ArgumentException($"The label '{labelColumnName}' cannot be a feature.", nameof(options));
        if (options.SyntheticFlagColumnName == labelColumnName)
            throw new ArgumentException($"The label '{labelColumnName}' cannot be the flag column.", nameof(options));

        (_ml, _label, _options, _algorithm) = (ml, labelColumnName, options, algorithm);
        _log = new(ml, nameof(SyntheticOversampler));
        _seed = options.Seed ?? _log.DrawSeed();
    }

    /// <summary>Makes the new rows for a training view.</summary>
    /// <param name="input">The training view. It is read once now, and its rows again when the resampled view is read.</param>
    /// <returns>A transformer that resamples this view and passes others through.</returns>
    /// <exception cref="ArgumentException">A column that was named does not exist or cannot be used.</exception>
    /// <exception cref="SyntheticDataException">The data cannot be resampled as asked.</exception>
    /// <exception cref="OperationCanceledException">The step was asked to stop.</exception>
    public ResamplingTransformer Fit(IDataView input) => FitBoth(input).Transformer;

    /// <summary>The resampled training data itself, for use outside a chain.</summary>
    /// <inheritdoc cref="Fit" path="/exception"/>
    /// <param name="input">The training view.</param>
    /// <returns>The rows of the view with the new rows behind them.</returns>
    public IDataView FitResample(IDataView input) => FitBoth(input).Resampled;

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        inputSchema.Find(_label);
        if (_options.SyntheticFlagColumnName is not string flag)
            return inputSchema;
        var scalars = inputSchema.Where(c => c.Kind == SchemaShape.Column.VectorKind.Scalar && !c.IsKey).Select(c => (c.Name, (DataViewType)c.ItemType));
        return SyntheticFlag.Estimator(_ml, flag, scalars, _label).GetOutputSchema(inputSchema);
    }

    private (ResamplingTransformer Transformer, IDataView Resampled) FitBoth(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        _options.Cancellation.ThrowIfCancellationRequested();
        var label = input.Schema.Find(_label);
        var flag = Flag(input);
        var features = FeatureSelection.Of(input.Schema, label, _options, _algorithm.FeatureUse, _log);

        var table = DataViewReader.Read(input, [label, .. features], maxRows: null, _options.Cancellation);
        var classes = LabelClasses.Of(table[_label]);
        var schema = FeatureSelection.Infer(table, _label, _options, _log);
        var encoder = TableEncoder.For(table, schema, nominal: _algorithm.FeatureUse == FeatureUse.NumericAndNominal);
        if (_algorithm.FeatureUse != FeatureUse.None && encoder.ColumnNames.Count == 0)
        {
            throw new SyntheticDataException(
                $"There is no column that {_algorithm.GetType().Name} could work on beside the label '{_label}'. Name columns in {nameof(ResamplingOptions.FeatureColumnNames)}, or use random oversampling.");
        }

        var run = new RunContext(new Rng(_seed), _options.Progress, _options.Cancellation, _log.Info, _log.Warn, _options.MaxDegreeOfParallelism);
        var problem = new ResamplingInput(encoder.Encode(table), classes.Codes, encoder.Kinds, encoder.FeatureNames, classes.Names);
        var rows = _algorithm.Resample(problem, run);

        var (before, after) = (classes.Counts(), CountsAfter(classes, rows));
        var priors = ClassPriors.After(ClassPriors.From(label), classes.Names, before, after);
        var summary = Summarize(classes, encoder, rows, before, after);
        var resampled = View(input, label, table, encoder, classes, rows, priors);
        var fingerprint = TrainingFingerprint.Of(input, [_label, .. encoder.ColumnNames]);
        _log.Info(summary.ToString());
        return (new(_log, input, resampled, fingerprint, flag, summary), resampled);
    }

    private ITransformer? Flag(IDataView input)
    {
        if (_options.SyntheticFlagColumnName is not string name)
            return null;
        if (input.Schema.GetColumnOrNull(name) is not null)
            throw new ArgumentException($"There is already a column '{name}': choose another {nameof(ResamplingOptions.SyntheticFlagColumnName)}.");
        var scalars = input.Schema.Where(c => !c.IsHidden && c.Type is not (VectorDataViewType or KeyDataViewType)).Select(c => (c.Name, c.Type));
        return SyntheticFlag.Estimator(_ml, name, scalars, _label).Fit(input);
    }

    private static int[] CountsAfter(LabelClasses classes, ResampledRows rows)
    {
        var counts = rows.Kept is null ? classes.Counts() : new int[classes.Names.Length];
        foreach (int row in rows.Kept ?? [])
            counts[classes.Codes[row]]++;
        foreach (int code in rows.Classes)
            counts[code]++;
        return counts;
    }

    private ResamplingSummary Summarize(LabelClasses classes, TableEncoder encoder, ResampledRows rows, int[] before, int[] after)
    {
        var grown = new int[classes.Names.Length];
        foreach (int code in rows.Classes)
            grown[code]++;
        var changes = Enumerable.Range(0, before.Length)
            .Where(c => before[c] > 0)
            .Select(c => new ClassChange(classes.Names[c], before[c], after[c], grown[c]));
        return new(_label, encoder.ColumnNames, [.. changes], _seed);
    }

    /// <summary>The resampled rows as a view with the columns of the training view.</summary>
    private AppendedView View(
        IDataView input, DataViewSchema.Column label, Table table, TableEncoder encoder, LabelClasses classes, ResampledRows rows, ClassPriors priors)
    {
        var made = new Dictionary<int, TableColumn> { [label.Index] = NewLabels(table[_label], classes, rows) };
        if (rows.Values is not null)
        {
            foreach (var column in encoder.Decode(rows.Values).Columns)
                made[input.Schema[column.Name].Index] = column;
        }

        var copied = new CopiedColumns(input, rows.Sources);
        var rng = new Rng(_seed).Fork("row ids");
        ulong idStream = ((ulong)rng.NextSeed() << 32) | ((ulong)rng.NextSeed() << 1) | 1;
        var added = new TableView(input.Schema, rows.Count, places =>
        {
            var columns = copied.Get([.. places.Where(p => !made.ContainsKey(p))]).GetEnumerator();
            return [.. places.Select(p => made.TryGetValue(p, out var column) ? column : columns.MoveNext() ? columns.Current : throw new InvalidOperationException())];
        }, idStream);

        var builder = new DataViewSchema.Builder();
        foreach (var column in input.Schema)
            builder.AddColumn(column.Name, column.Type, column.Index == label.Index ? priors.AddTo(column.Annotations) : column.Annotations);
        if (_options.SyntheticFlagColumnName is string flag)
            builder.AddColumn(flag, BooleanDataViewType.Instance);

        var (old, oldCount) = (input, table.Count);
        if (rows.Kept is int[] kept)
        {
            var stays = new bool[table.Count];
            foreach (int row in kept)
                stays[row] = true;
            (old, oldCount) = (new RowSubsetView(input, stays), kept.Length);
        }

        return new(builder.ToSchema(), old, oldCount, added, rows.Count, _options.SyntheticFlagColumnName is null ? null : input.Schema.Count);
    }

    /// <summary>The label of each new row, as a real row of its class has it.</summary>
    private static TableColumn NewLabels(TableColumn label, LabelClasses classes, ResampledRows rows)
    {
        var example = new int[classes.Names.Length];
        for (int i = classes.Codes.Length - 1; i >= 0; i--)
            example[classes.Codes[i]] = i;
        return label.Take(Array.ConvertAll(rows.Classes, code => example[code]));
    }
}
