// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Settings of <see cref="RepeatedEditedNearestNeighbors"/>.</summary>
public sealed record RepeatedEditedNearestNeighborsOptions : ResamplingOptions
{
    /// <summary>Which classes may lose rows. Rows of the others stay, and count as neighbours all the same.</summary>
    public ClassSelection CleanedClasses { get; init; } = ClassSelection.NotMinority;

    /// <summary>Neighbours that vote on a row, k ≥ 1.</summary>
    public int Neighbors { get; init; } = 3;

    /// <summary>What a row's neighbours must do for it to stay.</summary>
    public NeighborAgreement Agreement { get; init; } = NeighborAgreement.Majority;

    /// <summary>Most rounds of editing, ≥ 1; fewer when a round removes nothing.</summary>
    public int MaxIterations { get; init; } = 100;

    /// <summary>How features are brought to one scale before distances are measured.</summary>
    public FeatureScaling FeatureScaling { get; init; } = FeatureScaling.Standard;

    internal RepeatedEditedNearestNeighborsOptions Validated()
    {
        ValidateShared();
        ArgumentNullException.ThrowIfNull(CleanedClasses);
        ArgumentOutOfRangeException.ThrowIfLessThan(Neighbors, 1);
        if (!Enum.IsDefined(Agreement))
            throw new ArgumentOutOfRangeException(nameof(Agreement), Agreement, "No such choice.");
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxIterations, 1);
        if (!Enum.IsDefined(FeatureScaling))
            throw new ArgumentOutOfRangeException(nameof(FeatureScaling), FeatureScaling, "No such choice.");
        return this;
    }
}
