// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Turns numbers into codes of bins.</summary>
internal static class Binning
{
    /// <summary>The inner quantiles of the observed numbers, without repeats, ascending; numbers between two data points are interpolated.</summary>
    public static double[] QuantileEdges(ReadOnlySpan<double> values, int bins)
    {
        double[] sorted = ColumnMetrics.Sorted(values);
        if (sorted.Length == 0)
            return [];
        var edges = new List<double>(bins - 1);
        for (int k = 1; k < bins; k++)
        {
            double edge = Quantile(sorted, (double)k / bins);
            if (edges.Count == 0 || edge > edges[^1])
                edges.Add(edge);
        }

        return [.. edges];
    }

    /// <summary>Number of edges at or below each value; −1 where it is missing.</summary>
    public static int[] Codes(ReadOnlySpan<double> values, double[] edges)
    {
        var codes = new int[values.Length];
        for (int i = 0; i < codes.Length; i++)
            codes[i] = double.IsNaN(values[i]) ? CategoryColumn.MissingCode : CountAtOrBelow(edges, values[i]);
        return codes;
    }

    /// <summary>Codes as SDMetrics 0.29 gives them in pairs of a number and a category: ten bins of equal width over the values' own range, 1 to 10; the largest value and a missing one both get 11.</summary>
    public static int[] EqualWidthCodes(ReadOnlySpan<double> values)
    {
        const int Bins = 10;
        var (low, high) = ColumnMetrics.Range(values) ?? (0, 1);
        if (low == high)
            (low, high) = (low - 0.5, high + 0.5);
        double step = (high - low) / Bins;
        var edges = new double[Bins + 1];
        for (int k = 0; k < Bins; k++)
            edges[k] = k * step + low;
        edges[Bins] = high;
        var codes = new int[values.Length];
        for (int i = 0; i < codes.Length; i++)
            codes[i] = double.IsNaN(values[i]) ? edges.Length : CountAtOrBelow(edges, values[i]);
        return codes;
    }

    /// <summary>The p-quantile of sorted numbers, interpolated.</summary>
    public static double Quantile(double[] sorted, double p)
    {
        double at = p * (sorted.Length - 1);
        int below = (int)at;
        return below + 1 < sorted.Length ? sorted[below] + (at - below) * (sorted[below + 1] - sorted[below]) : sorted[below];
    }

    private static int CountAtOrBelow(double[] edges, double value)
    {
        int low = 0, high = edges.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (edges[middle] <= value)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
