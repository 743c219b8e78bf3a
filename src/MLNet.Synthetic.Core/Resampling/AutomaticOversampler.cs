// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Picks SMOTE, SMOTE-NC or SMOTE-N by the columns it is given, and says which and why.</summary>
/// <remarks>
/// Numbers without missing cells: <see cref="Smote"/>. Numbers and categories, or numbers with missing cells: <see cref="SmoteNc"/>. Categories only:
/// <see cref="SmoteN"/>. All three are of Chawla et al. (2002).
/// </remarks>
public sealed class AutomaticOversampler(OversampleOptions? options = null) : IResampler
{
    private readonly OversampleOptions _options = (options ?? new()).Validated();

    /// <inheritdoc/>
    public FeatureUse FeatureUse => FeatureUse.NumericAndNominal;

    /// <inheritdoc/>
    public ResampledRows Resample(ResamplingInput input, RunContext run)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(run);
        input.RequireFeatures("Oversampling");
        var (algorithm, why) = Choose(input);
        run.Info($"Oversampling with {algorithm.GetType().Name}: {why}.");
        return algorithm.Resample(input, run);
    }

    private (IResampler Algorithm, string Why) Choose(ResamplingInput input)
    {
        int numeric = input.ColumnsOf(FeatureKind.Numeric).Length, nominal = input.ColumnsOf(FeatureKind.Nominal).Length;
        if (numeric == 0)
        {
            return (new SmoteN(new() { SamplingStrategy = _options.SamplingStrategy, Neighbors = _options.Neighbors }),
                $"all {nominal} features are nominal");
        }

        if (nominal == 0 && !input.HasMissing)
        {
            return (new Smote(new() { SamplingStrategy = _options.SamplingStrategy, Neighbors = _options.Neighbors, FeatureScaling = _options.FeatureScaling }),
                $"all {numeric} features are numeric and complete");
        }

        return (new SmoteNc(new() { SamplingStrategy = _options.SamplingStrategy, Neighbors = _options.Neighbors, FeatureScaling = _options.FeatureScaling }),
            nominal > 0 ? $"{numeric} features are numeric and {nominal} nominal" : $"all {numeric} features are numeric, but cells are missing");
    }
}
