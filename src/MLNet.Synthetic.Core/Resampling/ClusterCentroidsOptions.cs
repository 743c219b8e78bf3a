// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Settings of <see cref="ClusterCentroids"/>.</summary>
public sealed record ClusterCentroidsOptions : ResamplingOptions
{
    /// <summary>Which classes shrink, and to how many rows.</summary>
    public UndersamplingStrategy UndersamplingStrategy { get; init; } = UndersamplingStrategy.NotMinority;

    /// <summary>What stands for the rows of a cluster.</summary>
    public ClusterReplacement Replacement { get; init; } = ClusterReplacement.Centroid;

    /// <summary>How features are brought to one scale before distances are measured.</summary>
    public FeatureScaling FeatureScaling { get; init; } = FeatureScaling.Standard;

    internal ClusterCentroidsOptions Validated()
    {
        ValidateShared();
        ArgumentNullException.ThrowIfNull(UndersamplingStrategy);
        if (!Enum.IsDefined(Replacement))
            throw new ArgumentOutOfRangeException(nameof(Replacement), Replacement, "No such choice.");
        if (!Enum.IsDefined(FeatureScaling))
            throw new ArgumentOutOfRangeException(nameof(FeatureScaling), FeatureScaling, "No such choice.");
        return this;
    }
}
