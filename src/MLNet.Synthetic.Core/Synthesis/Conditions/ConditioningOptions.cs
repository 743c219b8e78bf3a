// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Settings of <see cref="ConditionedModel"/>.</summary>
public sealed record ConditioningOptions
{
    /// <summary>Rows drawn in all, for each row wanted, where rows are drawn and rejected, ≥ 2. Conditions that fewer than 2 in so many rows meet are met in another way.</summary>
    public int MostDrawsPerRow { get; init; } = 100;

    /// <summary>Most trial rows that are drawn to find out how rare the conditions are, ≥ 1.</summary>
    public int MostTrialRows { get; init; } = 200_000;

    /// <summary>Trial rows that must meet the conditions where rows cannot be drawn and rejected, ≥ 1: with fewer the conditions are hopeless.</summary>
    public int FewestMatches { get; init; } = 10;

    internal ConditioningOptions Validated()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MostDrawsPerRow, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(MostTrialRows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(FewestMatches, 1);
        return this;
    }
}

/// <summary>How a <see cref="ConditionedModel"/> meets its conditions.</summary>
public enum ConditioningMethod
{
    /// <summary>The model draws the other columns given the values asked for: nothing is rejected, nothing approximate.</summary>
    Exact,

    /// <summary>Rows are drawn until they meet the conditions: distributed exactly as the rows of the model that meet them.</summary>
    Rejection,

    /// <summary>Values of some columns are taken from trial rows that meet the conditions, and the model draws the other columns given them: exact given those values, of which there are only so many.</summary>
    DrawnValues,

    /// <summary>Trial rows that meet the conditions are drawn with replacement: rows repeat.</summary>
    Resampling,
}
