// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Horizontal bars with intervals.</summary>
internal static class BarChart
{
    private const double Width = 336, Row = 24, Label = 104, Value = 46, Top = 6;

    /// <summary>One bar.</summary>
    /// <param name="Name">Label.</param>
    /// <param name="Value">Length.</param>
    /// <param name="Interval">Its 95 % interval; null: none.</param>
    /// <param name="Style">Class: real, synthetic or holdout.</param>
    public sealed record Bar(string Name, double Value, ScoreInterval? Interval, string Style);

    /// <param name="title">Name of the chart.</param>
    /// <param name="description">What is to be seen, in words.</param>
    /// <param name="bars">The bars, from above.</param>
    /// <param name="highest">The value at the end of the axis, at least.</param>
    public static Html Draw(string title, string description, IReadOnlyList<Bar> bars, double highest)
    {
        double low = Math.Min(0, bars.Min(b => Math.Min(b.Value, b.Interval?.Low ?? b.Value))), high = Math.Max(highest, bars.Max(b => Math.Max(b.Value, b.Interval?.High ?? b.Value)));
        var x = new Scale(low, high, Label, Width - Value);
        double bottom = Top + Row * bars.Count;
        var body = Html.Join(x.Ticks(4).Select(t => Svg.Line(x[t], Top, x[t], bottom, "grid") + Svg.Text(x[t], bottom + 15, Figures.Tick(t), "tick middle")));
        for (int i = 0; i < bars.Count; i++)
        {
            var bar = bars[i];
            double middle = Top + (i + 0.5) * Row;
            body += Svg.Text(Label - 6, middle + 4, Svg.Fit(bar.Name, Label - 8), "tick end")
                + Svg.Rectangle(Math.Min(x[0], x[bar.Value]), middle - 7, Math.Abs(x[bar.Value] - x[0]), 14, $"{bar.Style} bar")
                + Svg.Text(Width - Value + 6, middle + 4, Figures.Short(bar.Value), "tick figure");
            if (bar.Interval is { } interval)
            {
                body += Svg.Path(
                    Svg.Polyline([(x[interval.Low], middle), (x[interval.High], middle)]) + Svg.Polyline([(x[interval.Low], middle - 4), (x[interval.Low], middle + 4)])
                    + Svg.Polyline([(x[interval.High], middle - 4), (x[interval.High], middle + 4)]), "whisker");
            }
        }

        return Svg.Chart(title, description, Width, bottom + 22, body + Svg.Line(x[0], Top, x[0], bottom, "axis"));
    }
}
