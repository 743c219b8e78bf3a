// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Runtime.CompilerServices;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.Synthetic;

/// <summary>A fitted resampling step: resamples the view it was fitted on, and passes every other view through unchanged.</summary>
/// <remarks>
/// <c>EstimatorChain.Fit</c> hands a step the same view to fit and to transform; held-out folds, test sets and single predictions are other views. The resampled rows live as
/// long as the training view. Saved, a step is an empty chain of ML.NET's own transforms, so a model loads without this library.
/// </remarks>
public sealed class ResamplingTransformer : ITransformer
{
    private readonly ConditionalWeakTable<IDataView, IDataView> _resampled = [];
    private readonly TrainingFingerprint _fingerprint;
    private readonly HostLog _log;
    private readonly TransformerChain<ITransformer> _elsewhere;       // empty, or the constant flag column
    private int _warned;

    internal ResamplingTransformer(
        HostLog log, IDataView training, IDataView resampled, TrainingFingerprint fingerprint, ITransformer? flag, ResamplingSummary summary)
    {
        (_log, _fingerprint, Summary) = (log, fingerprint, summary);
        _elsewhere = flag is null ? new() : new(flag);
        _resampled.Add(training, resampled);
    }

    /// <summary>What the step did to its training data.</summary>
    public ResamplingSummary Summary { get; }

    /// <summary>Always true: row by row the step is the identity, since only training data is ever resampled.</summary>
    bool ITransformer.IsRowToRowMapper => true;

    /// <summary>The resampled rows for the view the step was fitted on; any other view unchanged (with a constant false flag column if one was asked for).</summary>
    /// <param name="input">A view with the columns of the training view.</param>
    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (_resampled.TryGetValue(input, out var resampled))
            return resampled;

        if (Volatile.Read(ref _warned) == 0 && _fingerprint.Matches(input) && Interlocked.Exchange(ref _warned, 1) == 0)
        {
            _log.Warn(
                "This view has the content of the training view but is another object, so it passes through without resampling. That is right for measuring on the training data. " +
                "If a trainer is to see resampled rows, append the step to the outermost chain (prep.Append(step).Append(trainer), not prep.Append(x.Append(step)).Append(trainer)), " +
                "fit and transform one and the same view, or use FitResample.");
        }

        return _elsewhere.Transform(input);
    }

    /// <summary>The schema of <see cref="Transform"/> for views other than the training view: the same columns.</summary>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => _elsewhere.GetOutputSchema(inputSchema);

    /// <inheritdoc/>
    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema) => ((ITransformer)_elsewhere).GetRowToRowMapper(inputSchema);

    /// <summary>Writes a chain of ML.NET's own transforms; the synthetic rows are not part of a model.</summary>
    void ICanSaveModel.Save(ModelSaveContext ctx) => ((ICanSaveModel)_elsewhere).Save(ctx);
}
