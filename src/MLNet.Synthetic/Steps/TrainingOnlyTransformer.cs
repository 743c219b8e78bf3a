// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Runtime.CompilerServices;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.Synthetic;

/// <summary>A fitted step that changes the rows of the view it was fitted on, and passes every other view through unchanged.</summary>
/// <remarks>
/// <c>EstimatorChain.Fit</c> hands a step the same view to fit and to transform; held-out folds, test sets and single predictions are other views. The changed rows live as
/// long as the training view. Saved, a step is an empty chain of ML.NET's own transforms, so a model loads without this library.
/// </remarks>
public abstract class TrainingOnlyTransformer : ITransformer
{
    private readonly ConditionalWeakTable<IDataView, Lazy<IDataView>> _changed = [];
    private readonly TrainingFingerprint? _fingerprint;               // null: the step comes from a file, and knows no training view
    private readonly HostLog _log;
    private readonly TransformerChain<ITransformer> _elsewhere;       // empty, or the constant flag column
    private int _warned;

    /// <param name="log">Told when a view looks like the training view.</param>
    /// <param name="training">The training view.</param>
    /// <param name="changed">Its rows as the step changes them: asked for once, by the first <see cref="Transform"/> of the training view.</param>
    /// <param name="fingerprint">Recognises other views with its content.</param>
    /// <param name="flag">The constant flag column of other views; null: none.</param>
    private protected TrainingOnlyTransformer(HostLog log, IDataView training, Lazy<IDataView> changed, TrainingFingerprint fingerprint, ITransformer? flag)
    {
        (_log, _fingerprint) = (log, fingerprint);
        _elsewhere = flag is null ? new() : new(flag);
        _changed.Add(training, changed);
    }

    /// <summary>A step that comes from a file: every view passes through it.</summary>
    private protected TrainingOnlyTransformer(HostLog log) => (_log, _elsewhere) = (log, new());

    /// <summary>Always true: row by row the step is the identity, since only training data is ever changed.</summary>
    bool ITransformer.IsRowToRowMapper => true;

    /// <summary>The changed rows for the view the step was fitted on; any other view unchanged (with a constant false flag column if one was asked for).</summary>
    /// <param name="input">A view with the columns of the training view.</param>
    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (_changed.TryGetValue(input, out var changed))
            return changed.Value;

        if (Volatile.Read(ref _warned) == 0 && _fingerprint?.Matches(input) == true && Interlocked.Exchange(ref _warned, 1) == 0)
        {
            _log.Warn(
                $"This view has the content of the training view but is another object, so it passes through without {Work}. That is right for measuring on the training data. " +
                $"If a trainer is to see {Result}, append the step to the outermost chain (prep.Append(step).Append(trainer), not prep.Append(x.Append(step)).Append(trainer)){Otherwise}.");
        }

        return _elsewhere.Transform(input);
    }

    /// <summary>The schema of <see cref="Transform"/> for views other than the training view: the same columns.</summary>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => _elsewhere.GetOutputSchema(inputSchema);

    /// <inheritdoc/>
    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema) => ((ITransformer)_elsewhere).GetRowToRowMapper(inputSchema);

    /// <summary>Writes a chain of ML.NET's own transforms; the synthetic rows are not part of a model.</summary>
    void ICanSaveModel.Save(ModelSaveContext ctx) => ((ICanSaveModel)_elsewhere).Save(ctx);

    /// <summary>What the step does, for a message.</summary>
    private protected abstract string Work { get; }

    /// <summary>What a trainer behind the step is to see, for a message.</summary>
    private protected abstract string Result { get; }

    /// <summary>What else helps, for a message.</summary>
    private protected abstract string Otherwise { get; }
}
