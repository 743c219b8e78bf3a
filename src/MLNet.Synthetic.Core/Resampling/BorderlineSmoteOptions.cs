// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Settings of <see cref="BorderlineSmote"/>.</summary>
public sealed record BorderlineSmoteOptions : ResamplingOptions
{
    /// <summary>Which classes grow, and to how many rows.</summary>
    public SamplingStrategy SamplingStrategy { get; init; } = SamplingStrategy.NotMajority;

    /// <summary>Whether new rows lie towards rows of their own class only, or of others too.</summary>
    public BorderlineKind Kind { get; init; } = BorderlineKind.Borderline1;

    /// <summary>Nearest rows of the class to interpolate towards, k ≥ 1; with <see cref="BorderlineKind.Borderline2"/> as many of the other classes.</summary>
    public int Neighbors { get; init; } = 5;

    /// <summary>Nearest rows of all classes that decide whether a row is in danger, m ≥ 1.</summary>
    public int BorderNeighbors { get; init; } = 10;

    /// <summary>How features are brought to one scale before distances are measured.</summary>
    public FeatureScaling FeatureScaling { get; init; } = FeatureScaling.Standard;

    internal BorderlineSmoteOptions Validated()
    {
        ValidateShared();
        ArgumentNullException.ThrowIfNull(SamplingStrategy);
        if (!Enum.IsDefined(Kind))
            throw new ArgumentOutOfRangeException(nameof(Kind), Kind, $"Choose {nameof(BorderlineKind.Borderline1)} or {nameof(BorderlineKind.Borderline2)}.");
        ArgumentOutOfRangeException.ThrowIfLessThan(Neighbors, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(BorderNeighbors, 1);
        return this;
    }
}
