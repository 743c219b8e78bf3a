// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Settings of <see cref="InstanceHardnessThreshold"/>.</summary>
public sealed record InstanceHardnessThresholdOptions : ResamplingOptions
{
    /// <summary>Which classes shrink, and to how many rows.</summary>
    public UndersamplingStrategy UndersamplingStrategy { get; init; } = UndersamplingStrategy.NotMinority;

    /// <summary>Neighbours whose disagreement measures hardness, k ≥ 1. Not used with <see cref="Hardness"/>.</summary>
    public int Neighbors { get; init; } = 5;

    /// <summary>Hardness of each row, (n), finite, higher is harder: one minus the probability that a cross-validated classifier of yours gives the row's class, for instance. Null: the share of disagreeing neighbours.</summary>
    public Func<ResamplingInput, IReadOnlyList<double>>? Hardness { get; init; }

    /// <summary>How features are brought to one scale before distances are measured.</summary>
    public FeatureScaling FeatureScaling { get; init; } = FeatureScaling.Standard;

    internal InstanceHardnessThresholdOptions Validated()
    {
        ValidateShared();
        ArgumentNullException.ThrowIfNull(UndersamplingStrategy);
        ArgumentOutOfRangeException.ThrowIfLessThan(Neighbors, 1);
        if (!Enum.IsDefined(FeatureScaling))
            throw new ArgumentOutOfRangeException(nameof(FeatureScaling), FeatureScaling, "No such choice.");
        return this;
    }
}
