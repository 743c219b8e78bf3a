// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>ROC curves of the classifiers, and what gives synthetic rows away.</summary>
internal static class DetectionPage
{
    private static readonly string[] s_styles = ["synthetic", "holdout", "synthetic dashed", "holdout dashed"];

    public static Html Of(DetectionSection section)
    {
        var curves = section.RocCurves.Take(s_styles.Length).Select((c, i) => (Curve: c, Style: s_styles[i])).ToArray();
        var roc = curves.Length == 0 ? Html.Empty : Page.Figure(
            new("<span class=\"name\">ROC curves</span> <span class=\"note\">on the diagonal nothing can be told</span>"),
            PointChart.Roc("ROC curves of classifiers that tell synthetic from real rows", "Curves on the diagonal mean that nothing can be told; the scores above give the areas.", curves)
                + Page.Legend([.. curves.Select(c => (c.Style + " line", c.Curve.Name))]));
        var telling = section.TellingColumns.Count == 0 ? Html.Empty : Page.Figure(
            new("<span class=\"name\">What gives synthetic rows away</span> <span class=\"note\">share of the learner’s gain</span>"),
            BarChart.Draw("Columns that give synthetic rows away", string.Join(", ", section.TellingColumns.Take(5).Select(c => $"{c.Column} {Figures.Percent(c.Share)}")),
                [.. section.TellingColumns.Take(12).Select(c => new BarChart.Bar(c.Column, c.Share, null, "synthetic"))], 0.1));
        return Html.Of($"""<div class="charts">{roc}{telling}</div>""");
    }
}

/// <summary>Bars of every trainer and setting, groups, and the curve over mixtures.</summary>
internal static class UtilityPage
{
    private static readonly Dictionary<string, string> s_settings = new()
    {
        ["TRTR"] = "real → real", ["TSTR"] = "synthetic → real", ["TRTS"] = "real → synthetic", ["TRSTR"] = "both → real",
    };

    public static Html Of(UtilitySection section)
    {
        var charts = section.Results.GroupBy(r => (r.Trainer, r.Metric)).Select(group => Page.Figure(
            Html.Of($"""<span class="name">{group.Key.Trainer}</span> <span class="note">{MetricNames.InWords(group.Key.Metric)}; trained on → tested on, with 95 % intervals</span>"""),
            BarChart.Intervals($"{MetricNames.InWords(group.Key.Metric)} of {group.Key.Trainer}", string.Join("; ", group.Select(r => $"{Setting(r.Setting)} {Figures.Short(r.Value)} ({Figures.Short(r.Interval)})")),
                [.. group.Select(r => new BarChart.Bar(Setting(r.Setting), r.Value, r.Interval, r.Setting switch { "TRTR" => "real", "TSTR" => "synthetic", _ => "holdout" }))])));
        var results = section.Results.Count == 0 ? Html.Empty : Html.Of($"""<div class="charts">{charts}</div>""") + Page.Details("In figures", Page.Table(
            "Models", ["Trainer", "Trained on → tested on", "Metric", "#Value", "#95 % interval"],
            section.Results.Select(r => new[] { Html.Of($"{r.Trainer}"), Html.Of($"{Setting(r.Setting)}"), Html.Of($"{MetricNames.InWords(r.Metric)}"), Html.Of($"{Figures.Short(r.Value)}"), Html.Of($"{Figures.Short(r.Interval)}") })));
        return results + Mixtures(section.RatioCurve) + Slices(section.Slices);
    }

    private static Html Mixtures(IReadOnlyList<RatioPoint> curve) => curve.Count == 0 ? Html.Empty : new Html("<h3>Mixing real and synthetic rows</h3>") + Page.Figure(
        new("<span class=\"note\">Metric on real test rows over the synthetic rows added per real row, with 95 % intervals</span>"),
        PointChart.Band("Metric over the share of synthetic rows", string.Join("; ", curve.Select(p => $"{Figures.Tick(p.SyntheticPerReal)} per real row: {Figures.Short(p.Value)}")), curve, "synthetic rows per real row", ""))
        + Page.Details("In figures", Page.Table("Mixtures", ["Synthetic rows per real row", "#Metric", "#95 % interval"],
            curve.Select(p => new[] { Html.Of($"{Figures.Tick(p.SyntheticPerReal)}"), Html.Of($"{Figures.Short(p.Value)}"), Html.Of($"{Figures.Short(p.Interval)}") })));

    private static Html Slices(IReadOnlyList<SliceHarm> slices) => slices.Count == 0 ? Html.Empty : new Html("<h3>Groups that fare differently</h3>") + Page.Table(
        "Groups of test rows, the most harmed first", ["Group", "#Test rows", "Metric", "#Trained on real", "#Trained on synthetic", "#Difference, 95 %"],
        slices.Take(30).Select(s => new[]
        {
            Page.Name(s.Slice), Html.Of($"{Figures.Count(s.Rows)}"), Html.Of($"{MetricNames.InWords(s.Metric)}"), Html.Of($"{Figures.Short(s.Real)}"), Html.Of($"{Figures.Short(s.Synthetic)}"), Html.Of($"{Figures.Short(s.Difference)}"),
        }));

    private static string Setting(string name) => s_settings.GetValueOrDefault(name, name);
}

/// <summary>Every group under every training set.</summary>
internal static class FairnessPage
{
    public static Html Of(FairnessSection section) => section.Groups.Count == 0 ? Html.Empty : Html.Join(section.Groups.GroupBy(g => g.Column).Select(column => Page.Table(
        $"Groups of {column.Key}, with models trained on real, on synthetic and on both, tested on real rows",
        ["Group", "Trained on", "#Test rows", "#Share of training rows", "#Predicted positive", "#True positive rate", "#False positive rate", "#Calibration error"],
        column.Select(g => new[]
        {
            Page.Name(g.Group), Html.Of($"{g.TrainedOn}"), Html.Of($"{Figures.Count(g.Rows)}"), Html.Of($"{Figures.Percent(g.Representation)}"), Html.Of($"{Figures.Percent(g.PositiveRate)}"),
            Html.Of($"{Figures.Percent(g.TruePositiveRate)}"), Html.Of($"{Figures.Percent(g.FalsePositiveRate)}"), Html.Of($"{Figures.Short(g.CalibrationError)}"),
        }))));
}
