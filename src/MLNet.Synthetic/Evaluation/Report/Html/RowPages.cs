// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;

namespace MLNet.Synthetic;

/// <summary>The rows on two directions, modes and lost categories.</summary>
internal static class DiversityPage
{
    private const int MostNames = 40;

    public static Html Of(DiversitySection section) => Projection(section.Projection) + Modes(section.Modes) + Lost(section.LostCategories);

    private static Html Projection(IReadOnlyList<PlotSeries> series)
    {
        if (series.Count < 2)
            return Html.Empty;
        var real = series[0];
        var others = series.Skip(1).Select((s, i) => (Series: s, Style: i == 0 ? "synthetic" : "holdout"));
        return Html.Of($"""
            <h3>All columns at once</h3>
            <p>Rows on the two directions in which real rows differ most. Synthetic rows should fill the same places as the holdout rows do, and no more exactly.</p>
            <div class="charts">{others.Select(o => Page.Figure(
                Html.Of($"""<span class="name">{o.Series.Name} over {real.Name}</span>"""),
                PointChart.Clouds($"{o.Series.Name} over {real.Name}", $"{o.Series.X.Count} points over {real.X.Count}; the figures of coverage and lost modes say in numbers what is to be seen.", [(real, "real"), (o.Series, o.Style)], series)
                    + Page.Legend(("real point", real.Name), ($"{o.Style} point", o.Series.Name))))}</div>
            """);
    }

    private static Html Modes(IReadOnlyList<DataMode> modes)
    {
        if (modes.Count == 0)
            return Html.Empty;
        var shown = modes.OrderByDescending(m => m.IsLost).ThenByDescending(m => m.RealShare).ToArray();
        return Page.Details($"Modes of the real rows: {modes.Count}, of which lost {modes.Count(m => m.IsLost)}", Page.Table(
            "Modes, lost ones first", ["Mode", "#Real rows", "#Synthetic rows", "#Holdout rows", "Reached"],
            shown.Select(m => new[] { Page.Name(m.Name), Html.Of($"{Figures.Percent(m.RealShare)}"), Html.Of($"{Figures.Percent(m.SyntheticShare)}"), Html.Of($"{Figures.Percent(m.HoldoutShare)}"), Html.Of($"{(m.IsLost ? "lost" : "yes")}") })));
    }

    private static Html Lost(IReadOnlyList<string> categories) => categories.Count == 0 ? Html.Empty : Page.Details(
        $"Lost categories: {categories.Count}{(categories.Count > MostNames ? $", the {MostNames} most frequent" : "")}", Page.Sentences([.. categories.Take(MostNames)], "names"));
}

/// <summary>Distances to the closest training rows, and attacks.</summary>
internal static class PrivacyPage
{
    public static Html Of(PrivacySection section)
    {
        var known = section.QuasiIdentifierColumnNames.Count == 0 ? Html.Empty : Html.Of($"<p>Taken as what an attacker knows of a person: {Page.Name(string.Join(", ", section.QuasiIdentifierColumnNames))}.</p>");
        var charts = Distances("Distance to the closest training row", section.DistanceToClosest) + Distances("Nearest over second nearest distance", section.DistanceRatio);
        return known + (charts.Text.Length == 0 ? Html.Empty : Html.Of($"""
            <h3>Distances to training rows</h3>
            <p>Synthetic rows that lie nearer to training rows than fresh real rows do were copied or nearly so: the line would rise above the area at the left.</p>
            {Page.Legend(("real area", "holdout rows"), ("synthetic line", "synthetic rows"))}
            <div class="charts">{charts}</div>
            """)) + Attacks(section.Attacks);
    }

    private static Html Distances(string title, ColumnHistogram? histogram) => histogram is null ? Html.Empty : Page.Figure(
        Html.Of($"""<span class="name">{title}</span>"""),
        HistogramChart.Draw(title, $"Shares of synthetic and of holdout rows by {title.ToLowerInvariant()}; the figures stand below.", histogram)
            + Page.Details("Figures", FidelityPage.Bins(title, histogram, "Holdout rows")));

    private static Html Attacks(IReadOnlyList<AttackResult> attacks) => attacks.Count == 0 ? Html.Empty : Html.Of($"""
        <h3>Attacks</h3>
        <div class="charts">{Page.Figure(
            new("<span class=\"name\">Risk</span> <span class=\"note\">what an attacker gains beyond what anybody could infer, 0 to 1, with 95 % intervals</span>"),
            BarChart.Draw("Risk of each attack", string.Join("; ", attacks.Select(a => $"{a.Name} {Figures.Short(a.Risk)}")), [.. attacks.Select(a => new BarChart.Bar(a.Name, a.Risk, a.RiskInterval, "synthetic"))], 1))}</div>
        """) + Page.Table(
            "Attacks: right guesses about training rows, about holdout rows, and at random",
            ["Attack", "#Guesses", "#Right", "#95 % interval", "#Right on holdout rows", "#Right at random", "#Risk", "#95 % interval", "Note"],
            attacks.Select(a => new[]
            {
                Html.Of($"{a.Name}"), Html.Of($"{Figures.Count(a.Attempts)}"), Html.Of($"{Figures.Percent(a.Success)}"), Html.Of($"{Figures.Percent(a.SuccessInterval.Low)} to {Figures.Percent(a.SuccessInterval.High)}"),
                Html.Of($"{Figures.Percent(a.Control)}"), Html.Of($"{Figures.Percent(a.Baseline)}"), Html.Of($"{Figures.Short(a.Risk)}"), Html.Of($"{Figures.Short(a.RiskInterval)}"), Html.Of($"""<span class="note">{a.Note}</span>"""),
            }));
}

/// <summary>What the report was made from.</summary>
internal static class ProvenancePage
{
    public static Html Of(EvaluationProvenance provenance) => Page.Table(
        "Tables", ["Table", "#Rows", "#Measured", "#Columns", "SHA-256"],
        provenance.Tables.Select(t => new[] { Html.Of($"{t.Name}"), Html.Of($"{Figures.Count(t.Rows)}"), Html.Of($"{Figures.Count(t.RowsUsed)}"), Html.Of($"{t.Columns}"), Html.Of($"<code>{t.Sha256}</code>") }))
        + Html.Of($"""
            <dl class="facts">
            {Fact("made", provenance.Time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + " UTC")}{Fact("seed", provenance.Seed.ToString(CultureInfo.InvariantCulture))}
            {Fact("MLNet.Synthetic", provenance.LibraryVersion)}{Fact("ML.NET", provenance.MlNetVersion)}
            {provenance.Options.Select(o => Fact(o.Key, o.Value))}
            {Fact("left out", provenance.Skipped.Count == 0 ? "nothing" : string.Join(", ", provenance.Skipped))}
            {Fact("seconds", string.Join(", ", provenance.Seconds.Select(s => $"{s.Key} {s.Value.ToString("0.0", CultureInfo.InvariantCulture)}")))}
            </dl>
            """);

    private static Html Fact(string name, string value) => Html.Of($"<div><dt>{name}</dt><dd>{Page.Name(value)}</dd></div>");
}
