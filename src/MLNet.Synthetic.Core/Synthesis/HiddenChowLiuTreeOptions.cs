// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Settings of <see cref="HiddenChowLiuTree"/>.</summary>
public sealed record HiddenChowLiuTreeOptions : SynthesisOptions
{
    internal const int MostStates = 1024, MostBins = 120, MostLevels = 250;

    /// <summary>Most states of a hidden variable, K, from 1 to 1024. Fewer are used where rows held out gain nothing by more.</summary>
    public int MaxStates { get; init; } = 64;

    /// <summary>Most bins of a numeric column, from 2 to 120; a column with fewer distinct values has a bin for each.</summary>
    public int MaxBins { get; init; } = 64;

    /// <summary>Most categories of a column with a code of their own, from 2 to 250: the most frequent ones. The others share one code, and are drawn by their frequency.</summary>
    public int MaxLevels { get; init; } = 250;

    /// <summary>Pseudo-rows added to each state, spread as the column alone would have them, above 0: more is smoother.</summary>
    public double PseudoRows { get; init; } = 1;

    /// <summary>Share of the rows held out to decide when to stop and how many states to use, above 0 and below 1.</summary>
    public double HoldoutShare { get; init; } = 0.1;

    /// <summary>Most rows that EM works on, ≥ 1; of more a random sample is taken. Bins and the edges of the tree always come from all rows.</summary>
    public int MaxTrainingRows { get; init; } = 100_000;

    /// <summary>Most rounds of EM for each number of states, ≥ 1.</summary>
    public int MaxIterations { get; init; } = 60;

    /// <inheritdoc/>
    public override ITableSynthesizer CreateSynthesizer() => new HiddenChowLiuTree(this);

    internal HiddenChowLiuTreeOptions Validated()
    {
        ValidateSynthesis();
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxStates, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxStates, MostStates);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxBins, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxBins, MostBins);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxLevels, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxLevels, MostLevels);
        if (!(PseudoRows > 0 && double.IsFinite(PseudoRows)))
            throw new ArgumentOutOfRangeException(nameof(PseudoRows), PseudoRows, "Pseudo-rows must be above 0.");
        if (!(HoldoutShare is > 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(HoldoutShare), HoldoutShare, "The share held out must be above 0 and below 1.");
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxTrainingRows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxIterations, 1);
        return this;
    }
}
