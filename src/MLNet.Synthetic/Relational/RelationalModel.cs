// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;

namespace MLNet.Synthetic;

/// <summary>What was learned of two tables: a source of synthetic parents with their children.</summary>
public sealed class RelationalModel
{
    private readonly SynthesizedRows _parents, _children;
    private readonly string? _hash;

    internal RelationalModel(SynthesizedRows parents, SynthesizedRows children, RelationalSummary summary, string? hash)
        => (_parents, _children, Summary, _hash) = (parents, children, summary, hash);

    /// <summary>What was learned.</summary>
    public RelationalSummary Summary { get; }

    /// <summary>What was learned, without ML.NET around it.</summary>
    public FamilyModel Model => (FamilyModel)_parents.Model;

    /// <summary>Synthetic parents and their children, with the schemas of the training views, drawn block by block while somebody reads. Each key of a child is that of a parent, and no key is a real one.</summary>
    /// <param name="rows">How many parents, ≥ 0. The first parents of a longer table, and their children, are those of a shorter one.</param>
    /// <param name="seed">Other seeds give other rows; null: the seed of the fit. The rows are the same however often and on however many threads they are read.</param>
    /// <returns>The parents, and the children family by family. How many children there are is not known before they are read, so the row count of that view is null.</returns>
    /// <exception cref="SyntheticDataException">There are not so many new keys to be had.</exception>
    public (IDataView Parents, IDataView Children) Sample(long rows, int? seed = null) => Sample(rows, new SampleOptions { Seed = seed });

    /// <summary>Synthetic parents that meet conditions, or in which the values of a column have given shares, and their children.</summary>
    /// <param name="rows">How many parents, ≥ 0.</param>
    /// <param name="options">What is asked of the parents. Their number of children goes by the name <see cref="RelationalSummary.CountColumnName"/>.</param>
    /// <exception cref="ArgumentException">A condition names a column or value that does not exist, or no row can meet the conditions.</exception>
    /// <exception cref="SyntheticDataException">The conditions are hopeless, or there are not so many new keys to be had.</exception>
    public (IDataView Parents, IDataView Children) Sample(long rows, SampleOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentNullException.ThrowIfNull(options);
        var sampler = _parents.Sampler(rows, options.Validated());
        int seed = options.Seed ?? _parents.Seed;
        return (_parents.View(sampler, rows, seed), new FamilyView(_children.Schema, _children.Sources, rows, sampler, Model, _parents.SampleRun(seed), StepColumns.IdStream(~seed)));
    }

    /// <summary>Writes what was learned to a file, for <see cref="SyntheticCatalog.LoadRelational"/>: the models and the schemas of both views, no training rows unless a model is made of them (<see cref="BootstrapSmote"/>; a warning says so). Loaded, it samples the same rows from the same seeds.</summary>
    /// <param name="path">Path of the file, usually <c>*.synth</c>; one that is there is replaced once the new one is whole.</param>
    /// <exception cref="NotSupportedException">An algorithm has no format to be saved in, or a column is of a type of its own.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        RelationalFile.Write(path, _parents, _children, Summary, _hash);
        SynthesizerFile.WarnOfTrainingRows(path, Model, _parents.SampleRun(_parents.Seed).Warn);
    }
}
