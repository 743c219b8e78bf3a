// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Settings of <see cref="SmoteTomek"/>. Defaults are the paper's.</summary>
public sealed record SmoteTomekOptions : ResamplingOptions
{
    /// <summary>Which classes grow, and to how many rows.</summary>
    public SamplingStrategy SamplingStrategy { get; init; } = SamplingStrategy.NotMajority;

    /// <summary>Neighbours that SMOTE interpolates towards, k ≥ 1.</summary>
    public int Neighbors { get; init; } = 5;

    /// <summary>Which classes lose their rows of a Tomek link.</summary>
    public ClassSelection CleanedClasses { get; init; } = ClassSelection.All;

    /// <summary>How features are brought to one scale before distances are measured. The scale is that of the real rows, in both parts.</summary>
    public FeatureScaling FeatureScaling { get; init; } = FeatureScaling.Standard;

    internal SmoteTomekOptions Validated()
    {
        ValidateShared();
        ArgumentNullException.ThrowIfNull(SamplingStrategy);
        ArgumentOutOfRangeException.ThrowIfLessThan(Neighbors, 1);
        ArgumentNullException.ThrowIfNull(CleanedClasses);
        if (!Enum.IsDefined(FeatureScaling))
            throw new ArgumentOutOfRangeException(nameof(FeatureScaling), FeatureScaling, "No such choice.");
        return this;
    }
}
