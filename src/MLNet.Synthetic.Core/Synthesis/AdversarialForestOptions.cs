// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Settings of <see cref="AdversarialForest"/>.</summary>
public sealed record AdversarialForestOptions : SynthesisOptions
{
    internal const int MostTrees = 1000, MostBins = 250;

    /// <summary>Trees of the forest, 1 to 1000.</summary>
    public int Trees { get; init; } = 30;

    /// <summary>Fewest rows in a leaf, ≥ 1: of real and synthetic ones while a tree grows, of real ones when its leaves are drawn from.</summary>
    public int MinimumLeafRows { get; init; } = 5;

    /// <summary>Most rounds of real against synthetic rows, ≥ 1.</summary>
    public int MaximumRounds { get; init; } = 10;

    /// <summary>δ, from 0 to 0.5: rounds end when the forest tells no more than ½ + δ of the rows it has not seen.</summary>
    public double Delta { get; init; }

    /// <summary>How numbers and times are distributed in a leaf.</summary>
    public LeafDensity LeafDensity { get; init; } = LeafDensity.Empirical;

    /// <summary>How rows choose leaves and values: evenly spread over neighbouring leaves, or each by itself.</summary>
    public DonorDraw Donors { get; init; } = DonorDraw.Systematic;

    /// <summary>Into how many steps a number is cut where trees split it and likelihoods are taken, 2 to 250.</summary>
    public int PredictorBins { get; init; } = 250;

    /// <summary>α > 0: rows by which every leaf is smoothed towards the whole column in log-likelihoods, and where given values occur in no leaf together. Drawn values are not smoothed by it.</summary>
    public double PseudoRows { get; init; } = 1;

    /// <summary>Most real rows that a tree learns from, ≥ 1; of a longer table each tree takes a random sample of its own.</summary>
    public int MaximumTreeRows { get; init; } = 50_000;

    /// <summary>How far, in ranks of the whole column, a rare value of a number or time with many values is moved, ≥ 0; 0: values are used as they are.</summary>
    public int SmoothingRanks { get; init; } = 5;

    /// <summary>How many of the most extreme rows at each end of a smoothed column are never reproduced, ≥ 0.</summary>
    public int ProtectedExtremes { get; init; } = 4;

    /// <summary>A category that fewer training rows have is never drawn, ≥ 0; 0 or 1: all may be. Another category of the same leaf stands in for it.</summary>
    public int RareCategoryRows { get; init; } = 5;

    /// <inheritdoc/>
    public override ITableSynthesizer CreateSynthesizer() => new AdversarialForest(this);

    internal AdversarialForestOptions Validated()
    {
        ValidateSynthesis();
        ArgumentOutOfRangeException.ThrowIfLessThan(Trees, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Trees, MostTrees);
        ArgumentOutOfRangeException.ThrowIfLessThan(MinimumLeafRows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaximumRounds, 1);
        if (!(Delta is >= 0 and <= 0.5))
            throw new ArgumentOutOfRangeException(nameof(Delta), Delta, "Choose a number from 0 to 0.5.");
        ArgumentOutOfRangeException.ThrowIfLessThan(PredictorBins, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(PredictorBins, MostBins);
        if (!(PseudoRows > 0 && double.IsFinite(PseudoRows)))
            throw new ArgumentOutOfRangeException(nameof(PseudoRows), PseudoRows, "Pseudo-rows must be finite and above 0.");
        ArgumentOutOfRangeException.ThrowIfLessThan(MaximumTreeRows, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(SmoothingRanks);
        ArgumentOutOfRangeException.ThrowIfNegative(ProtectedExtremes);
        ArgumentOutOfRangeException.ThrowIfNegative(RareCategoryRows);
        if (!Enum.IsDefined(LeafDensity))
            throw new ArgumentOutOfRangeException(nameof(LeafDensity), LeafDensity, "There is no such density.");
        return Enum.IsDefined(Donors) ? this : throw new ArgumentOutOfRangeException(nameof(Donors), Donors, "There is no such draw.");
    }
}
