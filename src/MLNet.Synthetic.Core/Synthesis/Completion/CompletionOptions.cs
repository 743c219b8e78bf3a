// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Settings of <see cref="TableCompletion"/>.</summary>
public sealed record CompletionOptions
{
    /// <summary>Candidates that are drawn for each row that the model cannot draw exactly, ≥ 1. Rows that are given the same values share theirs.</summary>
    public int CandidatesPerRow { get; init; } = 64;

    /// <summary>Most candidates that rows share, ≥ 1.</summary>
    public int MostCandidates { get; init; } = 8192;

    /// <summary>Of the candidates, how many of the nearest to a row one is drawn from, ≥ 1.</summary>
    public int Neighbors { get; init; } = 10;

    internal CompletionOptions Validated()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(CandidatesPerRow, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MostCandidates, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Neighbors, 1);
        return this;
    }
}
