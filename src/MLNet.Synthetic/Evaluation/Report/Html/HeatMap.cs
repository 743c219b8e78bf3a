// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>A square of cells, one for each pair of columns: blue for positive, orange for negative values, the stronger the farther from 0.</summary>
internal static class HeatMap
{
    private const double Label = 96, Top = 4;

    /// <param name="title">Name of the chart.</param>
    /// <param name="description">What is to be seen, in words.</param>
    /// <param name="names">Columns, (k).</param>
    /// <param name="value">Value of the pair of columns i and j; null: none.</param>
    /// <param name="strongest">The value that gets full colour, &gt; 0.</param>
    public static Html Draw(string title, string description, IReadOnlyList<string> names, Func<int, int, double?> value, double strongest)
    {
        int k = names.Count;
        double cell = Math.Clamp(Math.Floor(246.0 / k), 9, 26), side = cell * k;
        string text = cell < 12 ? "tick end small" : "tick end";
        var body = new List<Html>(k * k) { Svg.Rectangle(Label, Top, side, side, "heat-ground") };
        for (int i = 0; i < k; i++)
        {
            body.Add(Svg.Text(Label - 5, Top + (i + 0.5) * cell + 4, Svg.Fit(names[i], Label - 8), text));
            double x = Label + (i + 0.5) * cell + 4, y = Top + side + 6;
            body.Add(Html.Of($"""<text class="{text}" transform="translate({x} {y})rotate(-90)">{Svg.Fit(names[i], Label - 14)}</text>"""));
            for (int j = 0; j < k; j++)
            {
                double left = Label + j * cell, top = Top + i * cell;
                if (i == j)
                    body.Add(Html.Of($"""<path class="heat-self" d="M{left} {top}h{cell}v{cell}h-{cell}z"/>"""));
                else if (value(i, j) is not double v)
                    body.Add(Html.Of($"""<path class="heat-none" d="M{left} {top + cell}l{cell}-{cell}"/>"""));
                else if (Math.Min(1, Math.Abs(v) / strongest) is >= 0.01 and var strength)
                    body.Add(Html.Of($"""<path class="{(v < 0 ? "heat-negative" : "heat-positive")}" fill-opacity="{strength}" d="M{left} {top}h{cell}v{cell}h-{cell}z"><title>{names[i]} × {names[j]}: {Figures.Short(v)}</title></path>"""));
            }
        }

        return Svg.Chart(title, description, Label + side + 4, Top + side + Label - 4, Html.Join(body));
    }

    /// <summary>The scale of colours in words and swatches.</summary>
    public static Html Legend(double strongest) => Html.Of(
        $"""<p class="legend"><span class="heat-scale" aria-hidden="true"></span> {(-strongest).ToString("0.##", System.Globalization.CultureInfo.InvariantCulture)} (orange) to {strongest.ToString("0.##", System.Globalization.CultureInfo.InvariantCulture)} (blue)</p>""");
}
