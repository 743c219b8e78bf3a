// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Settings of <see cref="TomekLinks"/>.</summary>
public sealed record TomekLinksOptions : ResamplingOptions
{
    /// <summary>Which classes lose their rows of a link; <see cref="ClassSelection.All"/> removes both rows.</summary>
    public ClassSelection CleanedClasses { get; init; } = ClassSelection.NotMinority;

    /// <summary>How features are brought to one scale before distances are measured.</summary>
    public FeatureScaling FeatureScaling { get; init; } = FeatureScaling.Standard;

    internal TomekLinksOptions Validated()
    {
        ValidateShared();
        ArgumentNullException.ThrowIfNull(CleanedClasses);
        if (!Enum.IsDefined(FeatureScaling))
            throw new ArgumentOutOfRangeException(nameof(FeatureScaling), FeatureScaling, "No such choice.");
        return this;
    }
}
