// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Settings of <see cref="AutomaticOversampler"/>.</summary>
public sealed record OversampleOptions : ResamplingOptions
{
    /// <summary>Which classes grow, and to how many rows.</summary>
    public SamplingStrategy SamplingStrategy { get; init; } = SamplingStrategy.NotMajority;

    /// <summary>Neighbours to interpolate towards and to vote, k ≥ 1.</summary>
    public int Neighbors { get; init; } = 5;

    /// <summary>How numeric features are brought to one scale before distances are measured.</summary>
    public FeatureScaling FeatureScaling { get; init; } = FeatureScaling.Standard;

    internal OversampleOptions Validated()
    {
        ValidateShared();
        ArgumentNullException.ThrowIfNull(SamplingStrategy);
        ArgumentOutOfRangeException.ThrowIfLessThan(Neighbors, 1);
        return this;
    }
}
