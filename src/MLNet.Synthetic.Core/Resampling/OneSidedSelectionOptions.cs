// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Settings of <see cref="OneSidedSelection"/>. Defaults are the paper's.</summary>
public sealed record OneSidedSelectionOptions : ResamplingOptions
{
    /// <summary>Which classes may lose rows. Rows of the others stay, and count as neighbours all the same.</summary>
    public ClassSelection CleanedClasses { get; init; } = ClassSelection.NotMinority;

    /// <summary>Rows of each cleaned class, drawn at random, that the first classification knows, ≥ 1.</summary>
    public int Seeds { get; init; } = 1;

    /// <summary>How features are brought to one scale before distances are measured.</summary>
    public FeatureScaling FeatureScaling { get; init; } = FeatureScaling.Standard;

    internal OneSidedSelectionOptions Validated()
    {
        ValidateShared();
        ArgumentNullException.ThrowIfNull(CleanedClasses);
        ArgumentOutOfRangeException.ThrowIfLessThan(Seeds, 1);
        if (!Enum.IsDefined(FeatureScaling))
            throw new ArgumentOutOfRangeException(nameof(FeatureScaling), FeatureScaling, "No such choice.");
        return this;
    }
}
