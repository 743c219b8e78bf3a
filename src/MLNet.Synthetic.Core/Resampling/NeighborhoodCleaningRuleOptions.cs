// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Settings of <see cref="NeighborhoodCleaningRule"/>. Defaults are the paper's.</summary>
public sealed record NeighborhoodCleaningRuleOptions : ResamplingOptions
{
    /// <summary>Name of the class that keeps all its rows; null: the smallest, of several the first by name.</summary>
    public string? ClassOfInterest { get; init; }

    /// <summary>Neighbours that vote on a row, k ≥ 1.</summary>
    public int Neighbors { get; init; } = 3;

    /// <summary>A class is cleaned around the class of interest only when it has more than this many times its rows, ≥ 0. Small classes are spared.</summary>
    public double LeastShare { get; init; } = 0.5;

    /// <summary>How features are brought to one scale before distances are measured.</summary>
    public FeatureScaling FeatureScaling { get; init; } = FeatureScaling.Standard;

    internal NeighborhoodCleaningRuleOptions Validated()
    {
        ValidateShared();
        ArgumentOutOfRangeException.ThrowIfLessThan(Neighbors, 1);
        if (!(LeastShare >= 0))
            throw new ArgumentOutOfRangeException(nameof(LeastShare), LeastShare, "The share is a number ≥ 0.");
        if (!Enum.IsDefined(FeatureScaling))
            throw new ArgumentOutOfRangeException(nameof(FeatureScaling), FeatureScaling, "No such choice.");
        return this;
    }
}
