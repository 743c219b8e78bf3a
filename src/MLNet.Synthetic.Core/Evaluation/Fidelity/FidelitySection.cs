// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>How alike the distributions of real and synthetic rows are: columns, pairs and triples of columns.</summary>
public sealed record FidelitySection() : ReportSection("Fidelity")
{
    /// <summary>Each column by itself.</summary>
    public IReadOnlyList<ColumnFidelity> Columns { get; init; } = [];

    /// <summary>Each pair of columns.</summary>
    public IReadOnlyList<PairFidelity> Pairs { get; init; } = [];

    /// <summary>Figures as SDMetrics' QualityReport and DiagnosticReport define them, on all rows.</summary>
    public SdMetricsScores? SdMetrics { get; init; }
}

/// <summary>One column of real and synthetic rows.</summary>
/// <param name="Name">Name.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Shape">KS complement of a number or time, TV complement of a category, in [0, 1]; null: not defined.</param>
/// <param name="ShapeFloor">The same of holdout rows.</param>
/// <param name="Wasserstein">1-Wasserstein distance, in units of the column; null for categories.</param>
/// <param name="JensenShannon">Jensen-Shannon distance (base 2), in [0, 1].</param>
/// <param name="MissingSimilarity">1 − |difference of the missing shares|, in [0, 1].</param>
/// <param name="Adherence">Share of synthetic values inside the real range or among the real categories, in [0, 1].</param>
/// <param name="Coverage">Share of the real range or of the real categories that synthetic values reach, in [0, 1].</param>
/// <param name="Histogram">Both distributions, for a picture.</param>
public sealed record ColumnFidelity(
    string Name, ColumnKind Kind, double? Shape, double? ShapeFloor, double? Wasserstein, double? JensenShannon, double? MissingSimilarity, double? Adherence, double? Coverage,
    ColumnHistogram Histogram);

/// <summary>One pair of columns.</summary>
/// <param name="First">Name of one column.</param>
/// <param name="Second">Name of the other.</param>
/// <param name="Similarity">Likeness of the pair's joint distribution, in [0, 1]; null: not defined.</param>
/// <param name="Floor">The same of holdout rows.</param>
/// <param name="Real">Strength of the association in real rows, in [0, 1] (a correlation in [−1, 1]).</param>
/// <param name="Synthetic">The same in synthetic rows.</param>
public sealed record PairFidelity(string First, string Second, double? Similarity, double? Floor, double? Real, double? Synthetic);

/// <summary>Figures that equal those of SDMetrics 0.29 on the same rows.</summary>
/// <param name="Quality">Overall quality with both association thresholds at 0, in [0, 1].</param>
/// <param name="ColumnShapes">Its part for single columns.</param>
/// <param name="ColumnPairTrends">Its part for pairs.</param>
/// <param name="QualityDefaultThresholds">Overall quality with SDMetrics' default thresholds.</param>
/// <param name="ColumnPairTrendsDefaultThresholds">Its part for pairs, with weakly associated pairs left out.</param>
/// <param name="DataValidity">DiagnosticReport's data validity, in [0, 1].</param>
public sealed record SdMetricsScores(
    double? Quality, double? ColumnShapes, double? ColumnPairTrends, double? QualityDefaultThresholds, double? ColumnPairTrendsDefaultThresholds, double? DataValidity);
