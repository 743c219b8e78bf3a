// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Settings of <see cref="CondensedNearestNeighbor"/>.</summary>
public sealed record CondensedNearestNeighborOptions : ResamplingOptions
{
    /// <summary>Which classes lose the rows that others of their class stand for.</summary>
    public ClassSelection CondensedClasses { get; init; } = ClassSelection.NotMinority;

    /// <summary>How features are brought to one scale before distances are measured.</summary>
    public FeatureScaling FeatureScaling { get; init; } = FeatureScaling.Standard;

    internal CondensedNearestNeighborOptions Validated()
    {
        ValidateShared();
        ArgumentNullException.ThrowIfNull(CondensedClasses);
        if (!Enum.IsDefined(FeatureScaling))
            throw new ArgumentOutOfRangeException(nameof(FeatureScaling), FeatureScaling, "No such choice.");
        return this;
    }
}
