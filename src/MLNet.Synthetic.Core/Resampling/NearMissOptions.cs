// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Settings of <see cref="NearMiss"/>.</summary>
public sealed record NearMissOptions : ResamplingOptions
{
    /// <summary>Which classes shrink, and to how many rows.</summary>
    public UndersamplingStrategy UndersamplingStrategy { get; init; } = UndersamplingStrategy.NotMinority;

    /// <summary>Which rows are near misses.</summary>
    public NearMissVersion Version { get; init; } = NearMissVersion.One;

    /// <summary>Rows of the smallest class that a distance is averaged over (versions 1 and 2), or rows proposed by each row of the smallest class (version 3), ≥ 1.</summary>
    public int Neighbors { get; init; } = 3;

    /// <summary>How features are brought to one scale before distances are measured.</summary>
    public FeatureScaling FeatureScaling { get; init; } = FeatureScaling.Standard;

    internal NearMissOptions Validated()
    {
        ValidateShared();
        ArgumentNullException.ThrowIfNull(UndersamplingStrategy);
        if (!Enum.IsDefined(Version))
            throw new ArgumentOutOfRangeException(nameof(Version), Version, "No such choice.");
        ArgumentOutOfRangeException.ThrowIfLessThan(Neighbors, 1);
        if (!Enum.IsDefined(FeatureScaling))
            throw new ArgumentOutOfRangeException(nameof(FeatureScaling), FeatureScaling, "No such choice.");
        return this;
    }
}
