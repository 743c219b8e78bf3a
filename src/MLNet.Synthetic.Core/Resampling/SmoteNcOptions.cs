// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Settings of <see cref="SmoteNc"/>. Defaults are the paper's.</summary>
public sealed record SmoteNcOptions : ResamplingOptions
{
    /// <summary>Which classes grow, and to how many rows.</summary>
    public SamplingStrategy SamplingStrategy { get; init; } = SamplingStrategy.NotMajority;

    /// <summary>Neighbours to interpolate towards and to vote, k ≥ 1.</summary>
    public int Neighbors { get; init; } = 5;

    /// <summary>How numeric features are brought to one scale before distances are measured.</summary>
    public FeatureScaling FeatureScaling { get; init; } = FeatureScaling.Standard;

    internal SmoteNcOptions Validated()
    {
        ValidateShared();
        ArgumentNullException.ThrowIfNull(SamplingStrategy);
        ArgumentOutOfRangeException.ThrowIfLessThan(Neighbors, 1);
        return this;
    }
}
