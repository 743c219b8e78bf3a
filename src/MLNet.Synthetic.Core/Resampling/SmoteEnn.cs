// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>SMOTE + ENN: SMOTE, then rows go, old ones and new ones, that their three nearest rows would put into another class.</summary>
/// <remarks>
/// Batista, Prati, Monard (2004), "A study of the behavior of several methods for balancing machine learning training data", ACM SIGKDD Explorations 6, 20–29:
/// a row goes when its class differs from that of at least two of its three nearest neighbours. Cleans deeper than SMOTE + Tomek, and more of the large class.
/// Composed of <see cref="Smote"/> and <see cref="EditedNearestNeighbors"/>. imbalanced-learn's default is the stricter <see cref="NeighborAgreement.All"/>.
/// </remarks>
public sealed class SmoteEnn(SmoteEnnOptions? options = null) : IResampler
{
    private readonly SmoteEnnOptions _options = (options ?? new()).Validated();

    /// <inheritdoc/>
    public FeatureUse FeatureUse => FeatureUse.Numeric;

    /// <inheritdoc/>
    public ResampledRows Resample(ResamplingInput input, RunContext run)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(run);
        var smote = new Smote(new() { SamplingStrategy = _options.SamplingStrategy, Neighbors = _options.Neighbors, FeatureScaling = _options.FeatureScaling });
        var enn = new EditedNearestNeighbors(new()
        {
            CleanedClasses = _options.CleanedClasses,
            Neighbors = _options.CleaningNeighbors,
            Agreement = _options.Agreement,
            FeatureScaling = FeatureScaling.None,
        });
        return OversampleThenClean.Resample(input, smote, enn, _options.FeatureScaling, run);
    }
}
