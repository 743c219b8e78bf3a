// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Horizontal bars with intervals, or marks in bars as long as their intervals where the differences are small beside the values.</summary>
internal static class BarChart
{
    private const double Width = 336, Row = 24, Label = 128, Value = 46, Top = 6;

    /// <summary>One bar.</summary>
    /// <param name="Name">Label.</param>
    /// <param name="Value">Length.</param>
    /// <param name="Interval">Its 95 % interval; null: none.</param>
    /// <param name="Style">Class: real, synthetic or holdout.</param>
    public sealed record Bar(string Name, double Value, ScoreInterval? Interval, string Style);

    /// <summary>Bars from 0, with intervals as whiskers.</summary>
    /// <param name="title">Name of the chart.</param>
    /// <param name="description">What is to be seen, in words.</param>
    /// <param name="bars">The bars, from above.</param>
    /// <param name="highest">The value at the end of the axis, at least.</param>
    public static Html Draw(string title, string description, IReadOnlyList<Bar> bars, double highest)
    {
        double low = Math.Min(0, bars.Min(b => Math.Min(b.Value, b.Interval?.Low ?? b.Value))), high = Math.Max(highest, bars.Max(b => Math.Max(b.Value, b.Interval?.High ?? b.Value)));
        var x = new Scale(low, high, Label, Width - Value);
        return Rows(title, description, bars, x, (bar, middle) => Svg.Rectangle(Math.Min(x[0], x[bar.Value]), middle - 7, Math.Abs(x[bar.Value] - x[0]), 14, $"{bar.Style} bar")
            + (bar.Interval is not { } interval ? Html.Empty : Svg.Path(
                Svg.Polyline([(x[interval.Low], middle), (x[interval.High], middle)]) + Svg.Polyline([(x[interval.Low], middle - 4), (x[interval.Low], middle + 4)])
                + Svg.Polyline([(x[interval.High], middle - 4), (x[interval.High], middle + 4)]), "whisker")),
            after: Svg.Line(x[0], Top, x[0], Top + Row * bars.Count, "axis"));
    }

    /// <summary>Bars as long as the intervals, with a mark at the value, on an axis that shows the part where they lie.</summary>
    /// <inheritdoc cref="Draw"/>
    public static Html Intervals(string title, string description, IReadOnlyList<Bar> bars)
    {
        double low = bars.Min(b => b.Interval?.Low ?? b.Value), high = bars.Max(b => b.Interval?.High ?? b.Value), room = Math.Max(0.005, 0.08 * (high - low));
        var x = new Scale(low - room, high + room, Label, Width - Value);
        return Rows(title, description, bars, x, (bar, middle) => Svg.Line(x[bar.Interval?.Low ?? bar.Value], middle, x[bar.Interval?.High ?? bar.Value], middle, $"{bar.Style} range")
            + Html.Of($"""<circle cx="{x[bar.Value]}" cy="{middle}" r="4.5" class="{bar.Style} dot"/>"""), after: Html.Empty);
    }

    private static Html Rows(string title, string description, IReadOnlyList<Bar> bars, Scale x, Func<Bar, double, Html> draw, Html after)
    {
        double bottom = Top + Row * bars.Count;
        var body = Html.Join(x.Ticks(4).Select(t => Svg.Line(x[t], Top, x[t], bottom, "grid") + Svg.Text(x[t], bottom + 15, Figures.Tick(t), "tick middle")));
        for (int i = 0; i < bars.Count; i++)
        {
            double middle = Top + (i + 0.5) * Row;
            body += Svg.Text(Label - 6, middle + 4, Svg.Fit(bars[i].Name, Label - 8), "tick end level") + draw(bars[i], middle)
                + Svg.Text(Width - Value + 6, middle + 4, Figures.Short(bars[i].Value), "tick figure");
        }

        return Svg.Chart(title, description, Width, bottom + 22, body + after);
    }
}
