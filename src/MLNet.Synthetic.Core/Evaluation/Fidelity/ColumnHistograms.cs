// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;

namespace MLNet.Synthetic;

/// <summary>Makes the histogram of a column: at most 27 bins, all rows.</summary>
internal static class ColumnHistograms
{
    private const int MostBins = 25, MostLevels = 25;

    public static ColumnHistogram Of(TableColumn real, TableColumn synthetic) => real is CategoryColumn a && synthetic is CategoryColumn b
        ? OfCategories(a, b)
        : OfNumbers(ComparedColumn.NumbersOf(real), ComparedColumn.NumbersOf(synthetic), real is TimestampColumn);

    /// <summary>The levels of most rows, the others as <c>other</c>, missing ones as <c>missing</c>.</summary>
    private static ColumnHistogram OfCategories(CategoryColumn real, CategoryColumn synthetic)
    {
        int levels = real.Levels.Length;
        double[] p = Shares(real), q = Shares(synthetic);
        int[] order = [.. Enumerable.Range(0, levels).Where(l => p[l] + q[l] > 0).OrderByDescending(l => p[l]).ThenByDescending(l => q[l]).ThenBy(l => l)];
        int[] shown = order.Length <= MostLevels ? order : order[..(MostLevels - 1)], rest = order[shown.Length..];
        List<string> labels = [.. shown.Select(l => real.Levels[l])];
        List<double> realShares = [.. shown.Select(l => p[l])], syntheticShares = [.. shown.Select(l => q[l])];
        if (rest.Length > 0)
            Add("other", rest.Sum(l => p[l]), rest.Sum(l => q[l]));
        if (p[levels] + q[levels] > 0)
            Add("missing", p[levels], q[levels]);
        return new(labels, realShares, syntheticShares, null);

        void Add(string label, double realShare, double syntheticShare)
        {
            labels.Add(label);
            realShares.Add(realShare);
            syntheticShares.Add(syntheticShare);
        }

        double[] Shares(CategoryColumn column)
        {
            var counts = new double[levels + 1];                      // missing last
            foreach (int code in column.Codes)
                counts[code < 0 ? levels : code]++;
            return Array.ConvertAll(counts, c => c / column.Count);
        }
    }

    /// <summary>Bins of equal width over the real range, of whole numbers where the numbers are whole; the first and the last take what lies outside.</summary>
    private static ColumnHistogram OfNumbers(double[] real, double[] synthetic, bool isTime)
    {
        if ((ColumnMetrics.Range(real) ?? ColumnMetrics.Range(synthetic)) is not var (low, high))
            return new(["missing"], [1], [1], []);

        var edges = Edges(low, high, Array.TrueForAll(real, v => double.IsNaN(v) || v == Math.Floor(v)));
        int bins = edges.Length - 1;
        double[] p = Shares(real), q = Shares(synthetic);
        var (syntheticLow, syntheticHigh) = ColumnMetrics.Range(synthetic) ?? (low, high);
        List<string> labels = [.. Enumerable.Range(0, bins).Select(b => (b == 0 && syntheticLow < edges[0], b == bins - 1 && syntheticHigh > edges[bins]) switch
        {
            (true, true) => "all",
            (true, _) => $"under {Text(edges[1])}",
            (_, true) => $"{Text(edges[b])} and more",
            _ => Label(edges[b], edges[b + 1]),
        })];
        bool anyMissing = p[bins] + q[bins] > 0;
        if (anyMissing)
            labels.Add("missing");
        int shown = bins + (anyMissing ? 1 : 0);
        return new(labels, p[..shown], q[..shown], edges);

        double[] Shares(double[] values)
        {
            var counts = new double[bins + 1];                        // missing last
            double[] inner = edges[1..^1];
            foreach (int code in Binning.Codes(values, inner))
                counts[code < 0 ? bins : code]++;
            return Array.ConvertAll(counts, c => c / values.Length);
        }

        string Label(double from, double to) => to - from == 1 && from != Math.Floor(from) ? Text(from + 0.5) : $"{Text(from)} to {Text(to)}";

        string Text(double value) => isTime
            ? new DateTime((long)Math.Clamp(value, 0, DateTime.MaxValue.Ticks), DateTimeKind.Unspecified).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)
            : value.ToString("G5", CultureInfo.InvariantCulture);
    }

    private static double[] Edges(double low, double high, bool areWhole)
    {
        if (low == high)
            return Math.Abs(low) < 1e15 ? [low - 0.5, high + 0.5] : [low * (low < 0 ? 2 : 0.5), high * (low < 0 ? 0.5 : 2)];
        if (areWhole && high - low < 1e9)
        {
            double width = Math.Ceiling((high - low + 1) / MostBins);
            int bins = (int)Math.Ceiling((high - low + 1) / width);
            return [.. Enumerable.Range(0, bins + 1).Select(b => low - 0.5 + b * width)];
        }

        return [.. Enumerable.Range(0, MostBins + 1).Select(b => b == MostBins ? high : low + (high / MostBins - low / MostBins) * b).Distinct()];
    }
}
