// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>SMOTE + Tomek: SMOTE, then the rows of all Tomek links go, old ones and new ones.</summary>
/// <remarks>
/// Batista, Prati, Monard (2004), "A study of the behavior of several methods for balancing machine learning training data", ACM SIGKDD Explorations 6, 20–29.
/// Both rows of a link go, so classes stay about as balanced as SMOTE made them. Composed of <see cref="Smote"/> and <see cref="TomekLinks"/>.
/// </remarks>
public sealed class SmoteTomek(SmoteTomekOptions? options = null) : IResampler
{
    private readonly SmoteTomekOptions _options = (options ?? new()).Validated();

    /// <inheritdoc/>
    public FeatureUse FeatureUse => FeatureUse.Numeric;

    /// <inheritdoc/>
    public ResampledRows Resample(ResamplingInput input, RunContext run)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(run);
        var smote = new Smote(new() { SamplingStrategy = _options.SamplingStrategy, Neighbors = _options.Neighbors, FeatureScaling = _options.FeatureScaling });
        var tomek = new TomekLinks(new() { CleanedClasses = _options.CleanedClasses, FeatureScaling = FeatureScaling.None });
        return OversampleThenClean.Resample(input, smote, tomek, _options.FeatureScaling, run);
    }
}
