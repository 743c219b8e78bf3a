// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Whether synthetic rows reach all that real rows do, and do not repeat themselves.</summary>
public sealed record DiversitySection() : ReportSection("Diversity")
{
    /// <summary>Modes of the real data, largest first.</summary>
    public IReadOnlyList<DataMode> Modes { get; init; } = [];

    /// <summary>Categories of the real data that no synthetic row has, as <c>column = level</c>, most frequent first.</summary>
    public IReadOnlyList<string> LostCategories { get; init; } = [];

    /// <summary>Real, synthetic and holdout rows on the two directions in which real rows differ most, at most 1,000 of each.</summary>
    public IReadOnlyList<PlotSeries> Projection { get; init; } = [];
}

/// <summary>One mode of the real data: a cluster of rows.</summary>
/// <param name="Name">What its rows have in common, e.g. <c>age about 23, education = HS-grad</c>.</param>
/// <param name="RealShare">Share of real rows in it.</param>
/// <param name="SyntheticShare">Share of synthetic rows in it.</param>
/// <param name="IsLost">Whether synthetic rows do not reach it, beyond chance.</param>
public sealed record DataMode(string Name, double RealShare, double SyntheticShare, bool IsLost)
{
    /// <summary>Share of holdout rows in it, as many as synthetic ones.</summary>
    public double HoldoutShare { get; init; }
}
