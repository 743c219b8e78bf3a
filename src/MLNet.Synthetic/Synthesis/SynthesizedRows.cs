// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;

namespace MLNet.Synthetic;

/// <summary>From a model to rows of the schema it was fitted on.</summary>
/// <param name="Model">The model.</param>
/// <param name="Schema">Columns of the training view.</param>
/// <param name="Sources">Where synthetic rows get each of them from.</param>
/// <param name="Classes">The classes of the label; null: there is no label, or it holds a quantity.</param>
/// <param name="Run">Gives the context of a run from its root stream.</param>
/// <param name="Seed">Seed of the step.</param>
internal sealed record SynthesizedRows(
    ITableModel Model, DataViewSchema Schema, IReadOnlyList<ColumnSource> Sources, ClassValues? Classes, Func<Rng, RunContext> Run, int Seed)
{
    /// <summary>Rows drawn while they are read.</summary>
    public SampledView View(long rows, int? seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        return View(new TableSampler(Model), rows, seed);
    }

    /// <summary>Rows of classes, drawn while they are read.</summary>
    public SampledView View(IReadOnlyList<KeyValuePair<string, long>> rowsByClass, int? seed)
    {
        if (Classes is null)
            throw new InvalidOperationException("The synthesizer was fitted without a label that holds classes, so rows cannot be drawn by class. Fit it with the name of such a label.");
        foreach (var (name, rows) in rowsByClass)
            ArgumentOutOfRangeException.ThrowIfNegative(rows, name);
        (int, long)[] parts = [.. rowsByClass.Select(c => (Classes.Find(c.Key), c.Value))];
        return View(parts.Length == 0 ? new(Model) : new TableSampler(Model, Classes.Given(parts)), rowsByClass.Sum(c => c.Value), seed);
    }

    /// <summary>Rows that meet conditions, with the values of one column shared out, drawn while they are read.</summary>
    public SampledView View(long rows, SampleOptions options) => View(Sampler(rows, options), rows, options.Seed);

    /// <summary>Draws rows that meet conditions, with the values of one column shared out.</summary>
    public TableSampler Sampler(long rows, SampleOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        if (options.Shares?.Rows is long counted && counted != rows)
            throw new ArgumentException($"The counts of '{options.Shares.ColumnName}' add up to {counted:N0} rows, but {rows:N0} are asked for.", nameof(rows));
        var run = Run(new Rng(options.Seed ?? Seed).Fork("conditions"));
        var model = options.Conditions.Count == 0 ? Model : new ConditionedModel(Model, options.Conditions, run, options.Conditioning);
        return new(model, options.Shares?.Given(model, run));
    }

    /// <summary>A row for each row of a view, with its values.</summary>
    public SampledView Completed(IDataView given, int? seed, CompletionOptions? options)
    {
        int chosen = seed ?? Seed;
        var run = Run(new Rng(chosen).Fork("given"));
        var read = GivenRows.Read(given, this, run);
        read.RefuseUnknown();
        var completed = new TableCompletion(Model, options).AddColumns(read.Table, run).Table;
        return new(Schema, Sources, completed.Count, Math.Max(completed.Count, 1), (_, _) => completed, StepColumns.IdStream(chosen));
    }

    /// <summary>A view with the missing cells of learned columns filled in.</summary>
    public IDataView Imputed(IDataView input, int? seed, CompletionOptions? options)
    {
        var run = Run(new Rng(seed ?? Seed).Fork("impute"));
        var read = GivenRows.Read(input, this, run);
        return read.ToDataView(new TableCompletion(Model, options).Impute(read.Table, run).Table);
    }

    /// <summary>Rows of a sampler, drawn while they are read.</summary>
    public SampledView View(TableSampler sampler, long rows, int? seed)
    {
        var run = SampleRun(seed);
        return new(Schema, Sources, rows, sampler.Model.BlockRows, (block, count) => sampler.DrawBlock(block, count, run), StepColumns.IdStream(seed ?? Seed));
    }

    /// <summary>The context that rows are drawn in.</summary>
    public RunContext SampleRun(int? seed) => Run(new Rng(seed ?? Seed).Fork("sample"));
}
