// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Settings of <see cref="Smote"/>. Defaults are the paper's.</summary>
public sealed record SmoteOptions : ResamplingOptions
{
    /// <summary>Which classes grow, and to how many rows.</summary>
    public SamplingStrategy SamplingStrategy { get; init; } = SamplingStrategy.NotMajority;

    /// <summary>Neighbours to interpolate towards, k ≥ 1.</summary>
    public int Neighbors { get; init; } = 5;

    /// <summary>How features are brought to one scale before distances are measured.</summary>
    public FeatureScaling FeatureScaling { get; init; } = FeatureScaling.Standard;

    internal SmoteOptions Validated()
    {
        ValidateShared();
        ArgumentNullException.ThrowIfNull(SamplingStrategy);
        ArgumentOutOfRangeException.ThrowIfLessThan(Neighbors, 1);
        return this;
    }
}
