// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Settings of <see cref="SmoteN"/>. Defaults are the paper's.</summary>
public sealed record SmoteNOptions : ResamplingOptions
{
    /// <summary>Which classes grow, and to how many rows.</summary>
    public SamplingStrategy SamplingStrategy { get; init; } = SamplingStrategy.NotMajority;

    /// <summary>Neighbours that vote, k ≥ 1.</summary>
    public int Neighbors { get; init; } = 5;

    internal SmoteNOptions Validated()
    {
        ValidateShared();
        ArgumentNullException.ThrowIfNull(SamplingStrategy);
        ArgumentOutOfRangeException.ThrowIfLessThan(Neighbors, 1);
        return this;
    }
}
