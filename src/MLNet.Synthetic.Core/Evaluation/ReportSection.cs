// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>One part of an evaluation: its figures, and what they say in words.</summary>
/// <param name="Title">Title, e.g. <c>Fidelity</c>.</param>
public abstract record ReportSection(string Title)
{
    /// <summary>The figures, most telling first.</summary>
    public IReadOnlyList<Score> Scores { get; init; } = [];

    /// <summary>What was found, a sentence each, most important first.</summary>
    public IReadOnlyList<string> Findings { get; init; } = [];

    /// <summary>What these figures cannot tell, a sentence each.</summary>
    public IReadOnlyList<string> Limits { get; init; } = [];
}

/// <summary>Shares of rows in bins, for real and for synthetic rows.</summary>
/// <param name="Labels">Name of each bin, (k).</param>
/// <param name="Real">Share of real rows in each bin, (k), summing to 1.</param>
/// <param name="Synthetic">Share of synthetic rows in each bin, (k), summing to 1.</param>
/// <param name="Edges">For numbers: edges of the bins, (k + 1), ascending; null for categories. Where the last label is <c>missing</c> it has no edges: (k).</param>
public sealed record ColumnHistogram(IReadOnlyList<string> Labels, IReadOnlyList<double> Real, IReadOnlyList<double> Synthetic, IReadOnlyList<double>? Edges);

/// <summary>Points of a curve or a scatter plot.</summary>
/// <param name="Name">Name in the legend.</param>
/// <param name="X">Across, (k).</param>
/// <param name="Y">Up, (k).</param>
public sealed record PlotSeries(string Name, IReadOnlyList<double> X, IReadOnlyList<double> Y);
