// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>What to do with training rows that break a constraint.</summary>
public enum ViolatingRows
{
    /// <summary>Stop before training, with an error that says which rows break which constraint.</summary>
    Refuse,

    /// <summary>Learn from the other rows only.</summary>
    Drop,
}

/// <summary>Settings of <see cref="ConstrainedSynthesizer"/>.</summary>
public sealed record ConstraintOptions
{
    internal const int MostDraws = 10_000;

    /// <summary>What to do with training rows that break a constraint.</summary>
    public ViolatingRows ViolatingRows { get; init; } = ViolatingRows.Refuse;

    /// <summary>Rows drawn in all, for each row wanted, before those that still break a constraint are repaired, 1 to 10,000.</summary>
    public int MostDrawsPerRow { get; init; } = 100;

    /// <summary>Whether a row that still breaks a constraint may be changed so that it does not; where not, it is an error.</summary>
    public bool RepairRows { get; init; } = true;

    internal ConstraintOptions Validated()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MostDrawsPerRow, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MostDrawsPerRow, MostDraws);
        return this;
    }
}
