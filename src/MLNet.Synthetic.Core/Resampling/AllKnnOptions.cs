// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Settings of <see cref="AllKnn"/>.</summary>
public sealed record AllKnnOptions : ResamplingOptions
{
    /// <summary>Which classes may lose rows. Rows of the others stay, and count as neighbours all the same.</summary>
    public ClassSelection CleanedClasses { get; init; } = ClassSelection.NotMinority;

    /// <summary>Most neighbours that vote on a row, k ≥ 1: 1, 2, ..., k of them vote in turn.</summary>
    public int Neighbors { get; init; } = 3;

    /// <summary>What a row's neighbours must do for it to stay.</summary>
    public NeighborAgreement Agreement { get; init; } = NeighborAgreement.Majority;

    /// <summary>How features are brought to one scale before distances are measured.</summary>
    public FeatureScaling FeatureScaling { get; init; } = FeatureScaling.Standard;

    internal AllKnnOptions Validated()
    {
        ValidateShared();
        ArgumentNullException.ThrowIfNull(CleanedClasses);
        ArgumentOutOfRangeException.ThrowIfLessThan(Neighbors, 1);
        if (!Enum.IsDefined(Agreement))
            throw new ArgumentOutOfRangeException(nameof(Agreement), Agreement, "No such choice.");
        if (!Enum.IsDefined(FeatureScaling))
            throw new ArgumentOutOfRangeException(nameof(FeatureScaling), FeatureScaling, "No such choice.");
        return this;
    }
}
