// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Two distributions over each other: bins of a number side by side along an axis, categories one below the other.</summary>
internal static class HistogramChart
{
    private const double Width = 336, Height = 170, Left = 38, Right = 8, Top = 8, Bottom = 24;
    private const int MostCategories = 10;

    /// <param name="title">Name of the chart.</param>
    /// <param name="description">What is to be seen, in words.</param>
    /// <param name="histogram">Shares of rows in bins.</param>
    public static Html Draw(string title, string description, ColumnHistogram histogram)
        => histogram.Edges is { Count: >= 2 } edges ? Numbers(title, description, histogram, edges) : Categories(title, description, histogram);

    /// <summary>Real rows as an area, synthetic ones as a line: told apart by form as well as by colour.</summary>
    private static Html Numbers(string title, string description, ColumnHistogram histogram, IReadOnlyList<double> edges)
    {
        int bins = edges.Count - 1;
        bool missing = histogram.Labels.Count > bins;
        double plotEnd = Width - Right - (missing ? 48 : 0);
        bool even = IsEven(edges);
        var x = new Scale(edges[0], edges[bins], Left, plotEnd);
        double[] real = Heights(histogram.Real, edges, even), synthetic = Heights(histogram.Synthetic, edges, even);
        double highest = Math.Max(1e-12, real.Concat(synthetic).Concat(missing && even ? [histogram.Real[bins], histogram.Synthetic[bins]] : []).Max());
        var y = new Scale(0, highest * 1.04, Height - Bottom, Top);

        var body = Html.Join(y.Ticks(3).Select(t => Svg.Line(Left, y[t], Width - Right, y[t], "grid") + (even ? Svg.Text(Left - 5, y[t] + 4, Share(t), "tick end") : Html.Empty)))
            + Html.Join(x.Ticks(4).Select(t => Svg.Line(x[t], Height - Bottom, x[t], Height - Bottom + 4, "axis") + Svg.Text(x[t], Height - 7, Figures.Tick(t), "tick middle")))
            + Svg.Path(Steps(real, edges, x, y) + "Z", "real area") + Svg.Path(Steps(synthetic, edges, x, y), "synthetic line")
            + Svg.Line(Left, Height - Bottom, Width - Right, Height - Bottom, "axis");
        if (missing)
        {
            // A share beside densities has no common unit: where bins are uneven, its bars fill their own scale.
            var shares = even ? y : new Scale(0, 1, Height - Bottom, Top);
            body += Svg.Rectangle(plotEnd + 15, shares[histogram.Real[bins]], 11, Height - Bottom - shares[histogram.Real[bins]], "real area")
                + Svg.Rectangle(plotEnd + 26, shares[histogram.Synthetic[bins]], 11, Height - Bottom - shares[histogram.Synthetic[bins]], "synthetic bar")
                + Svg.Text(plotEnd + 26, Height - 7, "missing", "tick middle");
        }

        return Svg.Chart(title, description, Width, Height, body);
    }

    private static Html Categories(string title, string description, ColumnHistogram histogram)
    {
        var shown = Largest(histogram);
        const double row = 22, label = 122;
        double height = Top + row * shown.Count + Bottom;
        double highest = Math.Max(1e-12, shown.Max(c => Math.Max(c.Real, c.Synthetic)));
        var x = new Scale(0, highest * 1.04, label, Width - Right);
        double bottom = Top + row * shown.Count + 2;
        var body = Html.Join(x.Ticks(3).Select(t => Svg.Line(x[t], Top, x[t], bottom, "grid") + Svg.Text(x[t], bottom + 16, Share(t), "tick middle")));
        for (int i = 0; i < shown.Count; i++)
        {
            double top = Top + i * row + 2;
            body += Svg.Text(label - 6, top + 13, Svg.Fit(shown[i].Label, label - 10), "tick end level")
                + Svg.Rectangle(label, top, x[shown[i].Real] - label, 9, "real area") + Svg.Rectangle(label, top + 9, x[shown[i].Synthetic] - label, 9, "synthetic bar");
        }

        return Svg.Chart(title, description, Width, height, body + Svg.Line(label, Top, label, bottom, "axis"));
    }

    /// <summary>The largest categories; the others together.</summary>
    private static List<(string Label, double Real, double Synthetic)> Largest(ColumnHistogram histogram)
    {
        var all = histogram.Labels.Select((label, i) => (Label: label, Real: histogram.Real[i], Synthetic: histogram.Synthetic[i])).ToList();
        if (all.Count <= MostCategories)
            return all;
        var sorted = all.OrderByDescending(c => Math.Max(c.Real, c.Synthetic)).ToList();
        var rest = sorted[(MostCategories - 1)..];
        return [.. sorted[..(MostCategories - 1)], ($"{rest.Count} others", rest.Sum(c => c.Real), rest.Sum(c => c.Synthetic))];
    }

    /// <summary>Whether all bins are equally wide: then heights are shares, else densities.</summary>
    private static bool IsEven(IReadOnlyList<double> edges)
    {
        double width = (edges[^1] - edges[0]) / (edges.Count - 1);
        return !(width > 0) || Enumerable.Range(1, edges.Count - 1).All(i => Math.Abs(edges[i] - edges[i - 1] - width) <= 1e-6 * Math.Abs(width));
    }

    private static double[] Heights(IReadOnlyList<double> shares, IReadOnlyList<double> edges, bool even)
        => [.. Enumerable.Range(0, edges.Count - 1).Select(i => even ? shares[i] : edges[i + 1] > edges[i] ? shares[i] / (edges[i + 1] - edges[i]) : 0)];

    private static string Steps(double[] heights, IReadOnlyList<double> edges, Scale x, Scale y)
    {
        bool one = !(edges[^1] > edges[0]);                           // a constant column: its only bin fills the chart
        var points = new List<(double X, double Y)> { (one ? x.From : x[edges[0]], y.From) };
        for (int i = 0; i < heights.Length; i++)
        {
            points.Add((one ? x.From : x[edges[i]], y[heights[i]]));
            points.Add((one ? x.To : x[edges[i + 1]], y[heights[i]]));
        }

        points.Add((one ? x.To : x[edges[^1]], y.From));
        return Svg.Polyline(points);
    }

    private static string Share(double share) => Figures.Tick(Math.Round(100 * share, 6)) + "%";
}
