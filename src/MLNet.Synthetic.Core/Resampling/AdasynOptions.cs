// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Settings of <see cref="Adasyn"/>. Defaults are the paper's.</summary>
public sealed record AdasynOptions : ResamplingOptions
{
    /// <summary>Which classes grow, and to how many rows.</summary>
    public SamplingStrategy SamplingStrategy { get; init; } = SamplingStrategy.NotMajority;

    /// <summary>Nearest rows of all classes that tell how hard a row is to learn, and nearest rows of its class to interpolate towards, K ≥ 1.</summary>
    public int Neighbors { get; init; } = 5;

    /// <summary>How features are brought to one scale before distances are measured.</summary>
    public FeatureScaling FeatureScaling { get; init; } = FeatureScaling.Standard;

    internal AdasynOptions Validated()
    {
        ValidateShared();
        ArgumentNullException.ThrowIfNull(SamplingStrategy);
        ArgumentOutOfRangeException.ThrowIfLessThan(Neighbors, 1);
        return this;
    }
}
