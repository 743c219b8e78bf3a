// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>How much synthetic rows give away of the rows the synthesizer was fitted on.</summary>
public sealed record PrivacySection() : ReportSection("Privacy")
{
    /// <summary>Distances to the closest training row: of synthetic rows (as <c>Synthetic</c>) and of holdout rows (as <c>Real</c>); null: not measured.</summary>
    public ColumnHistogram? DistanceToClosest { get; init; }

    /// <summary>Ratios of the nearest to the second nearest distance, likewise; null: not measured.</summary>
    public ColumnHistogram? DistanceRatio { get; init; }

    /// <summary>What attackers achieved.</summary>
    public IReadOnlyList<AttackResult> Attacks { get; init; } = [];

    /// <summary>Whether the synthetic rows were found to be copies of training rows.</summary>
    public bool IsCopying { get; init; }

    /// <summary>Columns taken as what an attacker knows of a person: those named, else those chosen.</summary>
    public IReadOnlyList<string> QuasiIdentifierColumnNames { get; init; } = [];
}

/// <summary>One kind of attack.</summary>
/// <param name="Name">E.g. <c>Singling out</c>.</param>
/// <param name="Attempts">Guesses made.</param>
/// <param name="Success">Share of right guesses about training rows, in [0, 1], with its interval.</param>
/// <param name="SuccessInterval">95 % interval of the success.</param>
/// <param name="Control">The same guesses about holdout rows: what anybody could infer from the population.</param>
/// <param name="Baseline">Share of right guesses made at random.</param>
/// <param name="Risk">(success − control) / (1 − control), at least 0.</param>
/// <param name="RiskInterval">95 % interval of the risk.</param>
/// <param name="Note">What was guessed, from what; warnings such as an attack too weak to mean anything.</param>
public sealed record AttackResult(
    string Name, int Attempts, double Success, ScoreInterval SuccessInterval, double Control, double Baseline, double Risk, ScoreInterval RiskInterval, string Note);
