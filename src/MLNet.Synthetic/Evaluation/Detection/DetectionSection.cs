// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Whether a classifier can tell synthetic from real rows (C2ST).</summary>
public sealed record DetectionSection() : ReportSection("Detection")
{
    /// <summary>ROC curve of each classifier, for synthetic rows and for the floor.</summary>
    public IReadOnlyList<PlotSeries> RocCurves { get; init; } = [];

    /// <summary>Columns that give synthetic rows away, the most telling first, with their share of what the trees gain beyond their gain on fresh real rows.</summary>
    public IReadOnlyList<(string Column, double Share)> TellingColumns { get; init; } = [];
}
