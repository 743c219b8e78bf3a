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

    private SampledView View(TableSampler sampler, long rows, int? seed)
    {
        int chosen = seed ?? Seed;
        var run = Run(new Rng(chosen).Fork("sample"));
        return new(Schema, Sources, rows, Model.BlockRows, (block, count) => sampler.DrawBlock(block, count, run), StepColumns.IdStream(chosen));
    }
}
