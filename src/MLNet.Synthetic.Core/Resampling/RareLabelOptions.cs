// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>What every step for a rare numeric label can be told.</summary>
public abstract record RareLabelOptions : ResamplingOptions
{
    /// <summary>How much each value of the label matters; by default the outliers of its box plot at both ends.</summary>
    public Relevance Relevance { get; init; } = Relevance.BoxPlot();

    /// <summary>Labels of at least this relevance are rare, in (0, 1].</summary>
    public double RelevanceThreshold { get; init; } = 0.8;

    /// <summary>How many rows the rare and the normal ranges of the label get.</summary>
    public BumpStrategy BumpStrategy { get; init; } = BumpStrategy.Balance;

    /// <summary>Neighbours to interpolate towards, k ≥ 1. In a range of k rows or fewer all other rows of it are neighbours.</summary>
    public int Neighbors { get; init; } = 5;

    /// <summary>How numeric features are brought to one scale before distances are measured; a nominal column that differs counts 1 on that scale.</summary>
    public FeatureScaling FeatureScaling { get; init; } = FeatureScaling.Range;

    private protected void ValidateRare()
    {
        ValidateShared();
        ArgumentNullException.ThrowIfNull(Relevance);
        ArgumentNullException.ThrowIfNull(BumpStrategy);
        ArgumentOutOfRangeException.ThrowIfLessThan(Neighbors, 1);
        if (!(RelevanceThreshold > 0 && RelevanceThreshold <= 1))
            throw new ArgumentOutOfRangeException(nameof(RelevanceThreshold), RelevanceThreshold, "The threshold lies above 0 and at most at 1.");
    }
}
