// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>The curves of a <see cref="TrainingReport"/> as charts.</summary>
internal static class TrainingCurves
{
    private const double Width = 560, Height = 240, Left = 48, Right = 8, Top = 8, Bottom = 36;
    private static readonly string[] s_styles = ["real", "synthetic", "holdout"];

    /// <summary>A page that needs no other file.</summary>
    public static string Page(TrainingReport report)
    {
        var quality = report.Points.Where(p => p.Quality is not null).ToArray();
        string kept = report.BestEpoch > 0 ? $"The network after epoch {report.BestEpoch} was kept." : "";
        return Html.Of($"""
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Training of {report.Algorithm}</title>
            <style>{new Html(Style)}</style></head><body><main><h1>Training of {report.Algorithm}</h1>
            <p>{report.Points.Count} epochs of {report.StepsPerEpoch} steps on {report.TrainingRows} rows ({report.Device}) in {Figures.Short(report.Elapsed.TotalSeconds)} s. {End(report.End)} {kept}</p>
            <h2>Quality of the data</h2>{(quality.Length == 0 ? Html.Of($"<p>It was not looked at.</p>") : Quality(report))}
            <h2>Losses</h2>{Losses(report)}{Legend(report.LossNames)}
            {(report.Events.Count == 0 ? Html.Empty : Html.Of($"<h2>Events</h2><ul>{report.Events.Select(e => Html.Of($"<li>{e}</li>"))}</ul>"))}
            </main></body></html>
            """).ToString();
    }

    /// <summary>The losses over the epochs.</summary>
    public static Html Losses(TrainingReport report) => Chart(
        $"Losses of {report.Algorithm}", $"{string.Join(", ", report.LossNames)} over {report.Points.Count} epochs",
        [.. Enumerable.Range(0, report.LossNames.Count).Select(k => report.Points.Select(p => ((double)p.Epoch, p.Losses[k])).ToArray())], report.BestEpoch);

    private static Html Quality(TrainingReport report) => Chart(
        $"Quality of the data of {report.Algorithm}", "pair trends, fresh real rows, and ease of detection over the epochs",
        [Curve(report, q => q.PairTrends), Curve(report, q => q.Detection), Curve(report, q => q.PairTrendsFloor)], report.BestEpoch)
        + Legend(["pair trends (1 is best)", "detection AUC (0.5 is best)", "pair trends of fresh real rows"]);

    private static (double, double)[] Curve(TrainingReport report, Func<TrainingQuality, double?> figure)
        => [.. report.Points.Where(p => p.Quality is not null && figure(p.Quality) is not null).Select(p => ((double)p.Epoch, figure(p.Quality!)!.Value))];

    private static Html Chart(string title, string description, (double X, double Y)[][] curves, int best)
    {
        double[] y = [.. curves.SelectMany(c => c.Select(p => p.Y)).Where(double.IsFinite)];
        double last = Math.Max(1, curves.Max(c => c.Length == 0 ? 1 : c[^1].X));
        double low = y.Length == 0 ? 0 : y.Min(), high = y.Length == 0 ? 1 : y.Max(), room = high > low ? 0.04 * (high - low) : 0.01;
        Scale across = new(Math.Min(1, last - 1), last, Left, Width - Right), up = new(low - room, high + room, Height - Bottom, Top);
        return Svg.Chart(title, description, Width, Height,
            Html.Join(up.Ticks(4).Select(t => Svg.Line(across.From, up[t], across.To, up[t], "grid") + Svg.Text(across.From - 5, up[t] + 4, Figures.Tick(t), "tick end")))
            + Html.Join(across.Ticks(5).Select(t => Svg.Text(across[t], up.From + 16, Figures.Tick(t), "tick middle")))
            + Svg.Line(across.From, up.From, across.To, up.From, "axis") + Svg.Text((across.From + across.To) / 2, up.From + 31, "epoch", "tick middle")
            + (best > 0 ? Svg.Line(across[best], up.From, across[best], up.To, "best") : Html.Empty)
            + Html.Join(curves.Select((c, k) => Svg.Path(Svg.Polyline(c.Select(p => (across[p.X], up[p.Y]))), $"{s_styles[k % s_styles.Length]} line"))));
    }

    private static Html Legend(IReadOnlyList<string> names)
        => Html.Of($"""<p class="legend">{names.Select((n, k) => Html.Of($"""<span class="key {s_styles[k % s_styles.Length]}"></span>{n} """))}</p>""");

    private static string End(TrainingEnd end) => end switch
    {
        TrainingEnd.Completed => "All epochs were run.",
        TrainingEnd.NoImprovement => "Training ended early: the quality did not rise any more.",
        TrainingEnd.TimeUp => "Training ended early: the time was up.",
        TrainingEnd.NotANumber => "Training ended early: a loss was not a number any more.",
        TrainingEnd.Saturated => "Training ended early: the discriminator was saturated.",
        _ => "Training ended early: the generator had collapsed to a part of the data.",
    };

    private const string Style = """
        :root { color-scheme: light dark; --real: #0b62a8; --synthetic: #b84a00; --holdout: #5d6872; --rule: #cfd6dc; }
        @media (prefers-color-scheme: dark) { :root { --real: #6cb4f3; --synthetic: #ff9b57; --holdout: #a9b4be; --rule: #46505a; } }
        body { font: 16px/1.5 system-ui, sans-serif; margin: 1.5rem; } main { max-width: 42rem; margin: auto; } svg.chart { max-width: 100%; height: auto; }
        .real { --tone: var(--real); } .synthetic { --tone: var(--synthetic); } .holdout { --tone: var(--holdout); }
        path.line { fill: none; stroke: var(--tone); stroke-width: 2; stroke-linejoin: round; } path.grid, path.axis { fill: none; stroke: var(--rule); } path.best { stroke: var(--holdout); stroke-dasharray: 4 4; }
        text { font-size: 12px; fill: currentColor; } .end { text-anchor: end; } .middle { text-anchor: middle; } .key { display: inline-block; width: 1.4em; border-top: 3px solid var(--tone); margin-right: .4em; vertical-align: .25em; }
        """;
}
