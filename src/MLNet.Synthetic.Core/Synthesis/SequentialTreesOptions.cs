// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Settings of <see cref="SequentialTrees"/>.</summary>
public sealed record SequentialTreesOptions : SynthesisOptions
{
    /// <summary>
    /// λ ≥ 0, the knob between privacy and fidelity: the likelihood gain, in nats, that a split of two classes must bring; splits of more classes must be as significant.
    /// λ 3, 4 and 5 are p-values of 0.014, 0.005 and 0.002 for one split looked at alone. Larger: larger leaves, further from the training rows.
    /// </summary>
    public double StopStrength { get; init; } = 4;

    /// <summary>Fewest training rows in a leaf, ≥ 1.</summary>
    public int MinimumLeafRows { get; init; } = 5;

    /// <summary>Into how many classes of about equal size the values of a number are cut in each node at most, 2 to 64; a node of m rows has 1.5 ∛m, and missing values are one more.</summary>
    public int TargetBins { get; init; } = 8;

    /// <summary>Into how many steps a number is cut where it predicts others, 2 to 250.</summary>
    public int PredictorBins { get; init; } = 250;

    /// <summary>In which order columns are learned and drawn.</summary>
    public ColumnOrder Order { get; init; } = ColumnOrder.MostShared;

    /// <summary>Columns drawn before all but the label, in this order: rows can then be drawn exactly given their values.</summary>
    public IReadOnlyList<string> FirstColumnNames { get; init; } = [];

    /// <summary>Columns that are given whenever rows are drawn, so that no tree is grown for them.</summary>
    internal IReadOnlyCollection<string> GivenColumnNames { get; init; } = [];

    /// <summary>How rows choose among the values of their leaf.</summary>
    public DonorDraw Donors { get; init; } = DonorDraw.Systematic;

    /// <summary>
    /// How far, in ranks of the whole column, a rare value of a number or time with many values is moved, ≥ 0; 0: values are used as they are. A value seen at least
    /// three times is kept in any case.
    /// </summary>
    public int SmoothingRanks { get; init; } = 5;

    /// <summary>How many of the most extreme rows at each end of a smoothed column are never reproduced, ≥ 0.</summary>
    public int ProtectedExtremes { get; init; } = 4;

    /// <summary>
    /// A category that fewer training rows have is never drawn, ≥ 0; 0 or 1: all may be. Another category of the same leaf stands in for it, or a missing value where a
    /// column has no other. A value of a number with few different values is not drawn either where fewer rows have it: the nearest other value stands in for it, unless
    /// <see cref="SmoothingRanks"/> is 0.
    /// </summary>
    public int RareCategoryRows { get; init; } = 5;

    /// <inheritdoc/>
    public override ITableSynthesizer CreateSynthesizer() => new SequentialTrees(this);

    /// <summary>How columns are coded.</summary>
    internal Coding Coding => new(PredictorBins, SmoothingRanks, ProtectedExtremes, RareCategoryRows);

    internal SequentialTreesOptions Validated()
    {
        ValidateSynthesis();
        if (!(StopStrength >= 0 && double.IsFinite(StopStrength)))
            throw new ArgumentOutOfRangeException(nameof(StopStrength), StopStrength, "Choose a finite strength of at least 0.");
        ArgumentOutOfRangeException.ThrowIfLessThan(MinimumLeafRows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(TargetBins, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(TargetBins, 64);
        ArgumentOutOfRangeException.ThrowIfLessThan(PredictorBins, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(PredictorBins, 250);
        ArgumentNullException.ThrowIfNull(FirstColumnNames);
        ArgumentOutOfRangeException.ThrowIfNegative(SmoothingRanks);
        ArgumentOutOfRangeException.ThrowIfNegative(ProtectedExtremes);
        ArgumentOutOfRangeException.ThrowIfNegative(RareCategoryRows);
        if (!Enum.IsDefined(Order))
            throw new ArgumentOutOfRangeException(nameof(Order), Order, "There is no such order.");
        return Enum.IsDefined(Donors) ? this : throw new ArgumentOutOfRangeException(nameof(Donors), Donors, "There is no such draw.");
    }
}
