// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Settings of <see cref="SmoteEnn"/>. Defaults are the paper's.</summary>
public sealed record SmoteEnnOptions : ResamplingOptions
{
    /// <summary>Which classes grow, and to how many rows.</summary>
    public SamplingStrategy SamplingStrategy { get; init; } = SamplingStrategy.NotMajority;

    /// <summary>Neighbours that SMOTE interpolates towards, k ≥ 1.</summary>
    public int Neighbors { get; init; } = 5;

    /// <summary>Which classes may lose rows.</summary>
    public ClassSelection CleanedClasses { get; init; } = ClassSelection.All;

    /// <summary>Neighbours that vote on a row, ≥ 1.</summary>
    public int CleaningNeighbors { get; init; } = 3;

    /// <summary>What a row's neighbours must do for it to stay.</summary>
    public NeighborAgreement Agreement { get; init; } = NeighborAgreement.Majority;

    /// <summary>How features are brought to one scale before distances are measured. The scale is that of the real rows, in both parts.</summary>
    public FeatureScaling FeatureScaling { get; init; } = FeatureScaling.Standard;

    internal SmoteEnnOptions Validated()
    {
        ValidateShared();
        ArgumentNullException.ThrowIfNull(SamplingStrategy);
        ArgumentOutOfRangeException.ThrowIfLessThan(Neighbors, 1);
        ArgumentNullException.ThrowIfNull(CleanedClasses);
        ArgumentOutOfRangeException.ThrowIfLessThan(CleaningNeighbors, 1);
        if (!Enum.IsDefined(Agreement))
            throw new ArgumentOutOfRangeException(nameof(Agreement), Agreement, "No such choice.");
        if (!Enum.IsDefined(FeatureScaling))
            throw new ArgumentOutOfRangeException(nameof(FeatureScaling), FeatureScaling, "No such choice.");
        return this;
    }
}
