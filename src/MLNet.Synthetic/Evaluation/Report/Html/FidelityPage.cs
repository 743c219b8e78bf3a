// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Column overlays and pair heat maps.</summary>
internal static class FidelityPage
{
    private const int MostColumns = 30, MostMapColumns = 24, MostPairRows = 60;

    public static Html Of(FidelitySection section) => Columns(section.Columns) + Pairs(section) + SdMetrics(section.SdMetrics);

    private static Html Columns(IReadOnlyList<ColumnFidelity> columns)
    {
        if (columns.Count == 0)
            return Html.Empty;
        var drawn = columns.Count <= MostColumns ? columns : [.. columns.OrderBy(c => c.Shape ?? 2).Take(MostColumns)];
        var charts = drawn.Select(c => Page.Figure(
            Html.Of($"""<span class="name">{Page.Name(c.Name)}</span> <span class="note">shape {Figures.Short(c.Shape)}, real rows {Figures.Short(c.ShapeFloor)}</span>"""),
            HistogramChart.Draw($"Distribution of {c.Name}", Describe(c), c.Histogram) + Page.Details("Figures", Bins(c.Name, c.Histogram))));
        return Html.Of($"""
            <h3>Columns</h3>
            {(drawn.Count < columns.Count ? Html.Of($"""<p class="note">Drawn are the {drawn.Count} of {columns.Count} columns that differ most; the table has them all.</p>""") : Html.Empty)}
            {Page.Legend(("real area", "real rows"), ("synthetic line", "synthetic rows"))}
            <div class="charts">{charts}</div>
            """) + Page.Details("All columns in figures", Page.Table(
                "Columns", ["Column", "Kind", "#Shape", "#Real rows", "#Wasserstein", "#Jensen-Shannon", "#Missing", "#Adherence", "#Coverage"],
                columns.Select(c => new[]
                {
                    Page.Name(c.Name), Html.Of($"{c.Kind.ToString().ToLowerInvariant()}"), Cell(c.Shape), Cell(c.ShapeFloor), Cell(c.Wasserstein), Cell(c.JensenShannon), Cell(c.MissingSimilarity),
                    Cell(c.Adherence), Cell(c.Coverage),
                })));
    }

    private static Html Pairs(FidelitySection section)
    {
        if (section.Pairs.Count == 0)
            return Html.Empty;
        string[] all = [.. section.Columns.Select(c => c.Name).Intersect(section.Pairs.SelectMany(p => new[] { p.First, p.Second }))];
        string[] names = all.Length <= MostMapColumns ? all : Worst(section.Pairs, all);
        var place = names.Select((name, i) => (name, i)).ToDictionary(p => p.name, p => p.i);
        var pairs = new Dictionary<(int, int), PairFidelity>();
        foreach (var pair in section.Pairs)
        {
            if (place.TryGetValue(pair.First, out int i) && place.TryGetValue(pair.Second, out int j))
                pairs[(i, j)] = pairs[(j, i)] = pair;
        }

        double largest = section.Pairs.Max(p => Math.Abs(Difference(p) ?? 0)), scale = largest > 0.25 ? 1 : 0.25;
        var worst = section.Pairs.OrderByDescending(p => Math.Abs(Difference(p) ?? 0)).First();
        string farthest = Difference(worst) is double d ? $"The largest difference is {Figures.Short(d)}, of {worst.First} and {worst.Second}." : "No pair could be compared.";
        return Html.Of($"""
            <h3>Pairs of columns</h3>
            <p>How strongly each pair of columns hangs together in real and in synthetic rows. {farthest}</p>
            {(names.Length < all.Length ? Html.Of($"""<p class="note">Drawn are the {names.Length} of {all.Length} columns whose pairs differ most.</p>""") : Html.Empty)}
            <div class="charts maps">
            {Map("Real", HeatMap.Draw("Association of pairs in real rows", "The table below gives the figures.", names, (i, j) => pairs.GetValueOrDefault((i, j))?.Real, 1), 1)}
            {Map("Synthetic", HeatMap.Draw("Association of pairs in synthetic rows", "The table below gives the figures.", names, (i, j) => pairs.GetValueOrDefault((i, j))?.Synthetic, 1), 1)}
            {Map("Difference, synthetic less real", HeatMap.Draw("Difference of the associations", farthest, names, (i, j) => pairs.GetValueOrDefault((i, j)) is { } p ? Difference(p) : null, scale), scale)}
            </div>
            """) + Page.Details(section.Pairs.Count <= MostPairRows ? "All pairs in figures" : $"The {MostPairRows} pairs that differ most, of {section.Pairs.Count}", Page.Table(
                "Pairs of columns, the most different first", ["Column", "and", "#Similarity", "#Real rows", "#Association, real", "#Synthetic", "#Difference"],
                section.Pairs.OrderByDescending(p => Math.Abs(Difference(p) ?? 0)).Take(MostPairRows).Select(p => new[]
                {
                    Page.Name(p.First), Page.Name(p.Second), Cell(p.Similarity), Cell(p.Floor), Cell(p.Real), Cell(p.Synthetic), Cell(Difference(p)),
                })));
    }

    private static Html Map(string name, Html chart, double scale) => Page.Figure(Html.Of($"""<span class="name">{name}</span>"""), Html.Of($"""<div class="scroll" role="group" aria-label="{name}" tabindex="0">{chart}</div>""") + HeatMap.Legend(scale));

    private static Html SdMetrics(SdMetricsScores? scores) => scores is null ? Html.Empty : Page.Details("Figures as SDMetrics 0.29 defines them", Page.Table(
        "SDMetrics", ["Figure", "#Value"],
        [
            Row("Quality, all pairs", scores.Quality), Row("Column shapes", scores.ColumnShapes), Row("Column pair trends, all pairs", scores.ColumnPairTrends),
            Row("Quality, default thresholds", scores.QualityDefaultThresholds), Row("Column pair trends, default thresholds", scores.ColumnPairTrendsDefaultThresholds), Row("Data validity", scores.DataValidity),
        ]));

    private static Html[] Row(string name, double? value) => [Html.Of($"{name}"), Cell(value)];

    private static Html Cell(double? value) => Html.Of($"{Figures.Short(value)}");

    private static double? Difference(PairFidelity pair) => pair.Synthetic - pair.Real;

    /// <summary>The columns whose pairs differ most, in their own order.</summary>
    private static string[] Worst(IReadOnlyList<PairFidelity> pairs, string[] names)
    {
        var worst = names.ToDictionary(n => n, _ => 0.0);
        foreach (var pair in pairs)
        {
            double size = Math.Abs(Difference(pair) ?? 0);
            (worst[pair.First], worst[pair.Second]) = (Math.Max(worst[pair.First], size), Math.Max(worst[pair.Second], size));
        }

        var chosen = names.OrderByDescending(n => worst[n]).Take(MostMapColumns).ToHashSet();
        return [.. names.Where(chosen.Contains)];
    }

    private static string Describe(ColumnFidelity column)
    {
        var bins = column.Histogram.Labels.Select((label, i) => (Label: label, Difference: column.Histogram.Synthetic[i] - column.Histogram.Real[i])).ToArray();
        if (bins.Length == 0)
            return "No values.";
        var most = bins.MaxBy(b => Math.Abs(b.Difference));
        return Math.Abs(most.Difference) < 0.005
            ? "Both distributions agree within half a percent of the rows in every bin."
            : $"The largest difference is at {most.Label}: synthetic rows have {Figures.Percent(Math.Abs(most.Difference))} of rows {(most.Difference > 0 ? "more" : "fewer")} there.";
    }

    internal static Html Bins(string name, ColumnHistogram histogram, string real = "Real rows", string synthetic = "Synthetic rows") => Page.Table(
        $"{name}: share of rows", ["Value", $"#{real}", $"#{synthetic}"],
        histogram.Labels.Select((label, i) => new[] { Page.Name(label), Html.Of($"{Figures.Percent(histogram.Real[i])}"), Html.Of($"{Figures.Percent(histogram.Synthetic[i])}") }));
}
