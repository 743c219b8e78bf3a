// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;
using System.Net;
using System.Text;
using MLNet.Synthetic;

namespace AlgorithmPictures;

/// <summary>Two panels side by side: the rows as they were, and the rows as a resampler left them.</summary>
internal static class BeforeAndAfter
{
    private const double Panel = 300, Margin = 16, Top = 56, Bottom = 44, Left = -2.6, Right = 2.6, Low = -2.8, High = 2.6;
    private const string Common = "#8a94a6", Rare = "#1f6feb", New = "#e8590c", Gone = "#d6409f";

    public static string Draw(string title, MadeSet set, ResampledRows rows)
    {
        var input = set.Input;
        double width = 2 * Panel + 3 * Margin, height = Top + Panel + Bottom;
        bool[] kept = [.. Enumerable.Range(0, input.X.Rows).Select(i => rows.Kept is null || Array.BinarySearch(rows.Kept, i) >= 0)];
        int gone = kept.Count(k => !k);
        string summary = $"{title}: {input.X.Rows} rows before; after it {rows.Count} rows are added and {gone} dropped.";

        var svg = new StringBuilder();
        svg.AppendLine(CultureInfo.InvariantCulture, $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" font-family="system-ui, sans-serif">""");
        svg.AppendLine($"<title>{WebUtility.HtmlEncode(summary)}</title>");
        svg.AppendLine(CultureInfo.InvariantCulture, $"""<rect width="{width}" height="{height}" fill="#ffffff"/>""");
        svg.AppendLine(CultureInfo.InvariantCulture, $"""<text x="{Margin}" y="24" font-size="16" font-weight="600" fill="#1b1f24">{WebUtility.HtmlEncode(title)}</text>""");
        Frame(svg, Margin, "before");
        Frame(svg, 2 * Margin + Panel, $"after: {rows.Count} added, {gone} dropped");
        for (int i = 0; i < input.X.Rows; i++)
        {
            var place = set.Place(input.X[i].ToArray(), input.Target?[i] ?? 0, i);
            Dot(svg, Margin, place, set.IsRare[i] ? Rare : Common, 3.2);
            if (kept[i])
                Dot(svg, 2 * Margin + Panel, place, set.IsRare[i] ? Rare : Common, 3.2);
            else
                Ring(svg, 2 * Margin + Panel, place);
        }

        for (int i = 0; i < rows.Count; i++)
        {
            var row = rows.Values is null ? input.X[rows.Sources[i]] : rows.Values[i];
            Dot(svg, 2 * Margin + Panel, set.Place(row.ToArray(), rows.Targets?[i] ?? 0, input.X.Rows + i), New, 2.6);
        }

        Legend(svg, Top + Panel + 26);
        svg.AppendLine("</svg>");
        return svg.ToString();
    }

    private static void Frame(StringBuilder svg, double left, string caption)
    {
        svg.AppendLine(CultureInfo.InvariantCulture, $"""<rect x="{left}" y="{Top}" width="{Panel}" height="{Panel}" rx="6" fill="#f6f8fa" stroke="#d0d7de"/>""");
        svg.AppendLine(CultureInfo.InvariantCulture, $"""<text x="{left}" y="{Top - 10}" font-size="12" fill="#57606a">{caption}</text>""");
    }

    private static void Dot(StringBuilder svg, double left, (double X, double Y) point, string color, double radius)
        => svg.AppendLine(CultureInfo.InvariantCulture, $"""<circle cx="{X(left, point.X):0.#}" cy="{Y(point.Y):0.#}" r="{radius}" fill="{color}" fill-opacity="0.8"/>""");

    private static void Ring(StringBuilder svg, double left, (double X, double Y) point)
        => svg.AppendLine(CultureInfo.InvariantCulture, $"""<circle cx="{X(left, point.X):0.#}" cy="{Y(point.Y):0.#}" r="2.8" fill="none" stroke="{Gone}" stroke-width="1.2"/>""");

    private static void Legend(StringBuilder svg, double y)
    {
        double x = Margin;
        foreach (var (text, color, ring) in new[] { ("common", Common, false), ("rare", Rare, false), ("new row", New, false), ("dropped row", Gone, true) })
        {
            svg.AppendLine(ring
                ? string.Create(CultureInfo.InvariantCulture, $"""<circle cx="{x + 5}" cy="{y - 4}" r="4" fill="none" stroke="{color}" stroke-width="1.4"/>""")
                : string.Create(CultureInfo.InvariantCulture, $"""<circle cx="{x + 5}" cy="{y - 4}" r="4" fill="{color}"/>"""));
            svg.AppendLine(CultureInfo.InvariantCulture, $"""<text x="{x + 14}" y="{y}" font-size="12" fill="#57606a">{text}</text>""");
            x += 130;
        }
    }

    private static double X(double left, double x) => left + Panel * Math.Clamp((x - Left) / (Right - Left), 0.02, 0.98);

    private static double Y(double y) => Top + Panel * (1 - Math.Clamp((y - Low) / (High - Low), 0.02, 0.98));
}
