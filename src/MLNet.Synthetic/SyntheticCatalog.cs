// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;

namespace MLNet.Synthetic;

/// <summary>Synthesis as steps of an ML.NET pipeline: reached as <c>ml.Synthetic</c>.</summary>
public sealed class SyntheticCatalog
{
    /// <summary>The catalog of a context, for languages without extension properties.</summary>
    /// <param name="ml">The context: its log is told what steps do, and its seed decides where options have none.</param>
    public SyntheticCatalog(MLContext ml)
    {
        ArgumentNullException.ThrowIfNull(ml);
        Host = ml;
    }

    /// <summary>The context, for catalogs of other packages.</summary>
    public MLContext Host { get; }

    /// <summary>Oversamples with SMOTE, SMOTE-NC or SMOTE-N, whichever suits the columns; <c>ml.Log</c> says which and why.</summary>
    /// <param name="labelColumnName">Name of the label.</param>
    /// <param name="options">Settings; null: the defaults.</param>
    public SyntheticOversampler Oversample(string labelColumnName = "Label", OversampleOptions? options = null)
        => Resample(labelColumnName, options ??= new(), new AutomaticOversampler(options));

    /// <summary>Oversamples numeric columns with SMOTE; nominal columns are copied from the row a new row grew from.</summary>
    /// <inheritdoc cref="Oversample"/>
    public SyntheticOversampler Smote(string labelColumnName = "Label", SmoteOptions? options = null)
        => Resample(labelColumnName, options ??= new(), new Smote(options));

    /// <summary>Oversamples numeric and nominal columns together with SMOTE-NC.</summary>
    /// <inheritdoc cref="Oversample"/>
    public SyntheticOversampler SmoteNc(string labelColumnName = "Label", SmoteNcOptions? options = null)
        => Resample(labelColumnName, options ??= new(), new SmoteNc(options));

    /// <summary>Oversamples nominal columns with SMOTE-N.</summary>
    /// <inheritdoc cref="Oversample"/>
    public SyntheticOversampler SmoteN(string labelColumnName = "Label", SmoteNOptions? options = null)
        => Resample(labelColumnName, options ??= new(), new SmoteN(options));

    /// <summary>Draws rows of the rare classes again with replacement: exact copies, or smoothed ones (ROSE).</summary>
    /// <inheritdoc cref="Oversample"/>
    public SyntheticOversampler RandomOversample(string labelColumnName = "Label", RandomOversamplerOptions? options = null)
        => Resample(labelColumnName, options ??= new(), new RandomOversampler(options));

    /// <summary>Oversamples with an algorithm of your own.</summary>
    /// <param name="labelColumnName">Name of the label.</param>
    /// <param name="options">What every step can be told.</param>
    /// <param name="algorithm">The algorithm.</param>
    public SyntheticOversampler Resample(string labelColumnName, ResamplingOptions options, IResampler algorithm)
        => new(Host, labelColumnName, options, algorithm);

    /// <summary>Corrects the probabilities of the trainer before it for the classes that a resampling step changed; see <see cref="PriorCorrector"/>.</summary>
    /// <param name="labelColumnName">Name of the label that was resampled.</param>
    /// <param name="options">Settings; null: the real shares are those the resampling step saw.</param>
    public PriorCorrector CorrectPrior(string labelColumnName = "Label", PriorCorrectionOptions? options = null) => new(Host, labelColumnName, options);

    /// <summary>Adds an example-weight column that gives all classes the same weight; see <see cref="ClassWeighter"/>.</summary>
    /// <param name="labelColumnName">Name of the label.</param>
    /// <param name="options">Settings; null: balanced weights in a column <c>Weight</c>.</param>
    public ClassWeighter ClassWeights(string labelColumnName = "Label", ClassWeightOptions? options = null) => new(Host, labelColumnName, options);
}
