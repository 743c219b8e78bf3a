// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;

namespace MLNet.Synthetic;

/// <summary>A fitted synthesizer: a source of synthetic rows, and as a pipeline step one that changes the view it was fitted on and passes every other view through unchanged.</summary>
public sealed class SynthesisTransformer : TrainingOnlyTransformer
{
    private readonly SynthesizedRows _rows;
    private readonly Action<string> _save;

    internal SynthesisTransformer(
        HostLog log, IDataView training, Lazy<IDataView> changed, TrainingFingerprint fingerprint, ITransformer? flag, SynthesizedRows rows, SynthesisSummary summary, Action<string> save)
        : base(log, training, changed, fingerprint, flag) => (_rows, Summary, _save) = (rows, summary, save);

    /// <summary>From a file.</summary>
    internal SynthesisTransformer(HostLog log, SynthesizedRows rows, SynthesisSummary summary, Action<string> save) : base(log) => (_rows, Summary, _save) = (rows, summary, save);

    /// <summary>What was learned, and what the step does to its training data.</summary>
    public SynthesisSummary Summary { get; }

    /// <summary>What was learned, without ML.NET around it.</summary>
    public ITableModel Model => _rows.Model;

    private protected override string Work => "synthesis";

    private protected override string Result => "synthetic rows";

    private protected override string Otherwise => " and fit and transform one and the same view, or use Sample";

    /// <summary>Synthetic rows with the schema of the training view, drawn block by block while somebody reads: any number of them takes the memory of one block.</summary>
    /// <param name="rows">How many rows, ≥ 0. The first rows of a longer table are those of a shorter one.</param>
    /// <param name="seed">Other seeds give other rows; null: the seed of the step. The rows are the same however often, in whatever order and on however many threads they are read.</param>
    /// <exception cref="SyntheticDataException">There are not so many new ids to be had.</exception>
    public IDataView Sample(long rows, int? seed = null) => _rows.View(rows, seed);

    /// <summary>Synthetic rows that meet conditions, or in which the values of a column have given shares; drawn block by block while somebody reads.</summary>
    /// <param name="rows">How many rows, ≥ 0. The first rows of a longer table are those of a shorter one.</param>
    /// <param name="options">What is asked of the rows. How conditions are met, and how many independent rows the result is worth, is told in the log.</param>
    /// <exception cref="ArgumentException">A condition names a column or value that does not exist, or no row can meet the conditions.</exception>
    /// <exception cref="SyntheticDataException">The conditions are hopeless: hardly any row of the model meets them.</exception>
    public IDataView Sample(long rows, SampleOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return _rows.View(rows, options.Validated());
    }

    /// <summary>A synthetic row for each row of a view that has some of the columns: it keeps their values, also missing ones, and the other columns are drawn. Held in memory.</summary>
    /// <param name="given">Rows with some of the learned columns; other columns are left out. Categories go by name, so text and keys stand for each other.</param>
    /// <param name="seed">Other seeds give other rows; null: the seed of the step.</param>
    /// <param name="options">Settings; null: the defaults. How many cells were drawn exactly is told in the log.</param>
    /// <exception cref="ArgumentException">No column was learned, or one is of another kind.</exception>
    /// <exception cref="SyntheticDataException">A category did not occur in the training data, or given values break a constraint.</exception>
    public IDataView SampleGiven(IDataView given, int? seed = null, CompletionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(given);
        return _rows.Completed(given, seed, options);
    }

    /// <summary>The rows of a view with the missing cells of learned columns filled in; all other cells and columns stay as they are. Held in memory.</summary>
    /// <param name="input">Rows with learned columns, of the types that were learned.</param>
    /// <param name="seed">Other seeds fill in other values; null: the seed of the step.</param>
    /// <param name="options">Settings; null: the defaults. How many cells were drawn exactly is told in the log.</param>
    /// <exception cref="ArgumentException">No column was learned, or one is of another kind.</exception>
    public IDataView Impute(IDataView input, int? seed = null, CompletionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(input);
        return _rows.Imputed(input, seed, options);
    }

    /// <summary>Synthetic rows of one class.</summary>
    /// <param name="className">Name of the class: <c>True</c> or <c>False</c>, the text or the key's value, a number as written in C#.</param>
    /// <param name="rows">How many rows, ≥ 0.</param>
    /// <param name="seed">Other seeds give other rows; null: the seed of the step.</param>
    /// <exception cref="ArgumentException">The label has no such class.</exception>
    /// <exception cref="InvalidOperationException">There is no label, or it holds a quantity.</exception>
    public IDataView SampleClass(string className, long rows, int? seed = null)
    {
        ArgumentNullException.ThrowIfNull(className);
        return _rows.View([KeyValuePair.Create(className, rows)], seed);
    }

    /// <summary>Synthetic rows with the numbers of rows of each class given, one class behind the other.</summary>
    /// <param name="rowsByClass">Rows by class name, each ≥ 0; names as for <see cref="SampleClass"/>.</param>
    /// <param name="seed">Other seeds give other rows; null: the seed of the step.</param>
    /// <exception cref="ArgumentException">The label has no such class.</exception>
    /// <exception cref="InvalidOperationException">There is no label, or it holds a quantity.</exception>
    public IDataView Sample(IReadOnlyDictionary<string, long> rowsByClass, int? seed = null)
    {
        ArgumentNullException.ThrowIfNull(rowsByClass);
        return _rows.View([.. rowsByClass], seed);
    }

    /// <summary>
    /// Writes what was learned to a file, for <see cref="SyntheticCatalog.Load(string)"/>: the model and the schema of the training view. Loaded, it samples the same rows from the same seeds. The file holds values that occurred in the
    /// training data, but none of its rows, except where the model is made of them (<see cref="BootstrapSmote"/>): a warning in the log says so, and <see cref="SavedManifest.HoldsTrainingRows"/>.
    /// Constraints are saved with it; of one that is a function only the description and the columns, and <see cref="SyntheticCatalog.Load(string, IReadOnlyList{TableConstraint})"/> is given it again.
    /// </summary>
    /// <param name="path">Path of the file, usually <c>*.synth</c>; one that is there is replaced once the new one is whole.</param>
    /// <exception cref="NotSupportedException">The algorithm has no format to be saved in, or a column is of a type of its own.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        _save(path);
    }
}
