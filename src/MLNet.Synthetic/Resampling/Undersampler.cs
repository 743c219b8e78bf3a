// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;

namespace MLNet.Synthetic;

/// <summary>An undersampling or cleaning step: drops rows of the data a pipeline is trained on, and of nothing else.</summary>
/// <remarks>Cross-validation folds, test sets and single predictions pass through unchanged, so nothing leaks: see <see cref="ResamplingTransformer"/>.</remarks>
public sealed class Undersampler : IEstimator<ResamplingTransformer>
{
    private readonly ResamplingStep _step;

    /// <summary>A step around an undersampling or cleaning algorithm; <see cref="SyntheticCatalog"/> has a method for each.</summary>
    /// <param name="ml">The context: its log is told what was done, and its seed decides where the options have none.</param>
    /// <param name="labelColumnName">Name of the label: Boolean, key, text or a number with few values; for algorithms of numeric labels a number.</param>
    /// <param name="options">What every step can be told.</param>
    /// <param name="algorithm">The algorithm.</param>
    /// <exception cref="ArgumentException">The label is also named as feature or flag.</exception>
    public Undersampler(MLContext ml, string labelColumnName, ResamplingOptions options, IResampler algorithm)
        => _step = new(ml, nameof(Undersampler), labelColumnName, options, algorithm);

    /// <summary>Resamples a training view.</summary>
    /// <param name="input">The training view. It is read once now, and its rows again when the resampled view is read.</param>
    /// <returns>A transformer that resamples this view and passes others through.</returns>
    /// <exception cref="ArgumentException">A column that was named does not exist or cannot be used.</exception>
    /// <exception cref="SyntheticDataException">The data cannot be resampled as asked.</exception>
    /// <exception cref="OperationCanceledException">The step was asked to stop.</exception>
    public ResamplingTransformer Fit(IDataView input) => _step.Fit(input).Transformer;

    /// <summary>The resampled training data itself, for use outside a chain.</summary>
    /// <inheritdoc cref="Fit" path="/exception"/>
    /// <param name="input">The training view.</param>
    /// <returns>The rows that stay, with the new rows behind them.</returns>
    public IDataView FitResample(IDataView input) => _step.Fit(input).Resampled;

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => _step.GetOutputSchema(inputSchema);
}
