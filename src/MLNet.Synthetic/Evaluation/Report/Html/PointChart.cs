// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Text;

namespace MLNet.Synthetic;

/// <summary>Clouds of points and curves in a square.</summary>
internal static class PointChart
{
    private const double Side = 336, Left = 38, Right = 8, Top = 8, Bottom = 36;

    /// <summary>Clouds of points, the first one below.</summary>
    /// <param name="title">Name of the chart.</param>
    /// <param name="description">What is to be seen, in words.</param>
    /// <param name="clouds">Points and the class of their marks.</param>
    /// <param name="frame">All points that decide on the axes, so that charts side by side have the same.</param>
    public static Html Clouds(string title, string description, IReadOnlyList<(PlotSeries Points, string Style)> clouds, IReadOnlyList<PlotSeries> frame)
    {
        var x = Fit(frame.SelectMany(s => s.X), Left, Side - Right);
        var y = Fit(frame.SelectMany(s => s.Y), Side - Bottom, Top);
        return Svg.Chart(title, description, Side, Side, Axes(x, y, "", "") + Html.Join(clouds.Select(c => Svg.Path(Marks(c.Points, x, y), $"{c.Style} points"))));
    }

    /// <summary>Curves from 0 to 1 on both axes, with the diagonal.</summary>
    public static Html Roc(string title, string description, IReadOnlyList<(PlotSeries Curve, string Style)> curves)
    {
        Scale x = new(0, 1, Left, Side - Right), y = new(0, 1, Side - Bottom, Top);
        return Svg.Chart(title, description, Side, Side, Axes(x, y, "real rows called synthetic", "synthetic rows recognised") + Svg.Line(x[0], y[0], x[1], y[1], "diagonal")
            + Html.Join(curves.Select(c => Svg.Path(Svg.Polyline(Thinned(c.Curve).Select(p => (x[p.X], y[p.Y]))), $"{c.Style} line"))));
    }

    /// <summary>A curve with a band around it.</summary>
    public static Html Band(string title, string description, IReadOnlyList<RatioPoint> points, string across, string up)
    {
        var x = new Scale(points.Min(p => p.SyntheticPerReal), points.Max(p => p.SyntheticPerReal), Left, Side - Right);
        var y = Fit(points.SelectMany(p => new[] { p.Interval.Low, p.Interval.High, p.Value }), 220 - Bottom, Top);
        string band = Svg.Polyline([.. points.Select(p => (x[p.SyntheticPerReal], y[p.Interval.High])), .. points.Reverse().Select(p => (x[p.SyntheticPerReal], y[p.Interval.Low]))]) + "Z";
        return Svg.Chart(title, description, Side, 220, Axes(x, y, across, up) + Svg.Path(band, "synthetic band")
            + Svg.Path(Svg.Polyline(points.Select(p => (x[p.SyntheticPerReal], y[p.Value]))), "synthetic line")
            + Html.Join(points.Select(p => Html.Of($"""<circle cx="{x[p.SyntheticPerReal]}" cy="{y[p.Value]}" r="3" class="synthetic dot"/>"""))));
    }

    private static Html Axes(Scale x, Scale y, string across, string up)
        => Html.Join(y.Ticks(4).Select(t => Svg.Line(x.From, y[t], x.To, y[t], "grid") + Svg.Text(x.From - 5, y[t] + 4, Figures.Tick(t), "tick end")))
            + Html.Join(x.Ticks(4).Select(t => Svg.Line(x[t], y.From, x[t], y.From + 4, "axis") + Svg.Text(x[t], y.From + 16, Figures.Tick(t), "tick middle")))
            + Svg.Line(x.From, y.From, x.To, y.From, "axis")
            + (across.Length > 0 ? Svg.Text((x.From + x.To) / 2, y.From + 31, across, "tick middle") : Html.Empty)
            + (up.Length > 0 ? Svg.Text(x.From + 6, y.To + 10, up, "tick") : Html.Empty);

    /// <summary>An axis that holds all values, with a little room.</summary>
    private static Scale Fit(IEnumerable<double> values, double from, double to)
    {
        double[] all = [.. values];
        if (all.Length == 0)
            return new(0, 1, from, to);
        double low = all.Min(), high = all.Max(), room = high > low ? 0.04 * (high - low) : Math.Max(0.01, Math.Abs(low) * 0.01);
        return new(low - room, high + room, from, to);
    }

    private static string Marks(PlotSeries series, Scale x, Scale y)
    {
        var text = new StringBuilder();
        for (int i = 0; i < series.X.Count; i++)
            text.Append('M').Append(Svg.Coordinate(x[series.X[i]])).Append(' ').Append(Svg.Coordinate(y[series.Y[i]])).Append("h0");
        return text.ToString();
    }

    /// <summary>At most about 200 points of a curve, the last one among them.</summary>
    private static IEnumerable<(double X, double Y)> Thinned(PlotSeries curve)
    {
        int step = Math.Max(1, curve.X.Count / 200);
        for (int i = 0; i < curve.X.Count - 1; i += step)
            yield return (curve.X[i], curve.Y[i]);
        if (curve.X.Count > 0)
            yield return (curve.X[^1], curve.Y[^1]);
    }
}
