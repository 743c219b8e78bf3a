// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>How alike one column of real and of synthetic rows is: one number from two arrays.</summary>
/// <remarks>
/// Where SDMetrics 0.29 has a metric of the same name the values are equal. NaN is a missing number, a negative code a missing category; codes mean the same category in both arrays.
/// A result is null where the metric is not defined, as each says; it is never NaN.
/// </remarks>
public static class ColumnMetrics
{
    private const int Bins = 10;

    /// <summary>1 − the Kolmogorov-Smirnov distance of the observed numbers.</summary>
    /// <param name="real">Numbers, (n).</param>
    /// <param name="synthetic">Numbers, (m).</param>
    /// <returns>In [0, 1], 1: the same distribution; null: one side has no observed number.</returns>
    public static double? KsComplement(ReadOnlySpan<double> real, ReadOnlySpan<double> synthetic)
    {
        double[] a = Sorted(real), b = Sorted(synthetic);
        if (a.Length == 0 || b.Length == 0)
            return null;

        double distance = 0;
        int i = 0, j = 0;
        while (i < a.Length && j < b.Length)
        {
            double at = Math.Min(a[i], b[j]);
            while (i < a.Length && a[i] <= at)
                i++;
            while (j < b.Length && b[j] <= at)
                j++;
            distance = Math.Max(distance, Math.Abs((double)i / a.Length - (double)j / b.Length));
        }

        return 1 - distance;
    }

    /// <summary>1-Wasserstein (earth mover's) distance of the observed numbers: the area between the two cumulative distributions.</summary>
    /// <param name="real">Numbers, (n).</param>
    /// <param name="synthetic">Numbers, (m).</param>
    /// <returns>≥ 0, in the unit of the numbers; null: one side has no observed number, or the distance is not finite.</returns>
    public static double? Wasserstein(ReadOnlySpan<double> real, ReadOnlySpan<double> synthetic)
    {
        double[] a = Sorted(real), b = Sorted(synthetic);
        if (a.Length == 0 || b.Length == 0)
            return null;

        double distance = 0, last = Math.Min(a[0], b[0]);
        int i = 0, j = 0;
        while (i < a.Length || j < b.Length)
        {
            double at = i < a.Length && (j == b.Length || a[i] <= b[j]) ? a[i] : b[j];
            distance += Math.Abs((double)i / a.Length - (double)j / b.Length) * (at - last);
            last = at;
            while (i < a.Length && a[i] <= at)
                i++;
            while (j < b.Length && b[j] <= at)
                j++;
        }

        return double.IsFinite(distance) ? distance : null;
    }

    /// <summary>1 − the total variation distance of the observed categories: the share of rows that agree.</summary>
    /// <param name="real">Codes, (n).</param>
    /// <param name="synthetic">Codes, (m).</param>
    /// <returns>In [0, 1], 1: the same distribution; null: one side has no observed category.</returns>
    public static double? TvComplement(ReadOnlySpan<int> real, ReadOnlySpan<int> synthetic)
        => Shares(real, synthetic) is var (p, q) ? CrossTable.Overlap(p, q) : null;

    /// <summary>Jensen-Shannon distance (base 2, the root of the divergence) of the observed categories.</summary>
    /// <param name="real">Codes, (n).</param>
    /// <param name="synthetic">Codes, (m).</param>
    /// <returns>In [0, 1], 0: the same distribution; null: one side has no observed category.</returns>
    public static double? JensenShannon(ReadOnlySpan<int> real, ReadOnlySpan<int> synthetic)
    {
        if (Shares(real, synthetic) is not var (p, q))
            return null;
        double divergence = 0;
        for (int i = 0; i < p.Length; i++)
        {
            double mean = (p[i] + q[i]) / 2;
            divergence += (Term(p[i], mean) + Term(q[i], mean)) / 2;
        }

        return Math.Sqrt(Math.Clamp(divergence, 0, 1));

        static double Term(double share, double mean) => share == 0 ? 0 : share * Math.Log2(share / mean);
    }

    /// <summary>Jensen-Shannon distance (base 2) of the observed numbers, cut at the deciles of the real ones; what lies below or above all real ones has bins of its own.</summary>
    /// <param name="real">Numbers, (n).</param>
    /// <param name="synthetic">Numbers, (m).</param>
    /// <returns>In [0, 1], 0: the same shares in all bins; null: one side has no observed number.</returns>
    public static double? JensenShannon(ReadOnlySpan<double> real, ReadOnlySpan<double> synthetic)
    {
        if (Range(real) is not var (low, high))
            return null;
        double[] edges = [low, .. Binning.QuantileEdges(real, Bins).Where(e => e > low), Math.BitIncrement(high)];
        return JensenShannon(Binning.Codes(real, edges), Binning.Codes(synthetic, edges));
    }

    /// <summary>1 − |difference of the shares of missing numbers|.</summary>
    /// <param name="real">Numbers, (n).</param>
    /// <param name="synthetic">Numbers, (m).</param>
    /// <returns>In [0, 1]; null: one side has no rows.</returns>
    public static double? MissingSimilarity(ReadOnlySpan<double> real, ReadOnlySpan<double> synthetic)
        => real.IsEmpty || synthetic.IsEmpty ? null : 1 - Math.Abs((double)Missing(real) / real.Length - (double)Missing(synthetic) / synthetic.Length);

    /// <summary>1 − |difference of the shares of missing categories|.</summary>
    /// <param name="real">Codes, (n).</param>
    /// <param name="synthetic">Codes, (m).</param>
    /// <returns>In [0, 1]; null: one side has no rows.</returns>
    public static double? MissingSimilarity(ReadOnlySpan<int> real, ReadOnlySpan<int> synthetic)
        => real.IsEmpty || synthetic.IsEmpty ? null : 1 - Math.Abs((double)Missing(real) / real.Length - (double)Missing(synthetic) / synthetic.Length);

    /// <summary>Share of synthetic rows whose number lies between the smallest and the largest real one. Missing ones are left out where real ones are missing too; else they lie outside.</summary>
    /// <param name="real">Numbers, (n).</param>
    /// <param name="synthetic">Numbers, (m).</param>
    /// <returns>In [0, 1]; null: one side has no number to look at.</returns>
    public static double? BoundaryAdherence(ReadOnlySpan<double> real, ReadOnlySpan<double> synthetic)
    {
        if (Range(real) is not var (low, high))
            return null;
        int rows = synthetic.Length - (Missing(real) > 0 ? Missing(synthetic) : 0), inside = 0;
        foreach (double value in synthetic)
            inside += value >= low && value <= high ? 1 : 0;
        return rows == 0 ? null : (double)inside / rows;
    }

    /// <summary>Share of synthetic rows whose category occurs in real rows; a missing one counts as a category.</summary>
    /// <param name="real">Codes, (n).</param>
    /// <param name="synthetic">Codes, (m).</param>
    /// <returns>In [0, 1]; null: one side has no rows.</returns>
    public static double? CategoryAdherence(ReadOnlySpan<int> real, ReadOnlySpan<int> synthetic)
    {
        if (real.IsEmpty || synthetic.IsEmpty)
            return null;
        var known = new HashSet<int>();
        foreach (int code in real)
            known.Add(Math.Max(code, CategoryColumn.MissingCode));
        int valid = 0;
        foreach (int code in synthetic)
            valid += known.Contains(Math.Max(code, CategoryColumn.MissingCode)) ? 1 : 0;
        return (double)valid / synthetic.Length;
    }

    /// <summary>Share of the real range that the synthetic range covers.</summary>
    /// <param name="real">Numbers, (n).</param>
    /// <param name="synthetic">Numbers, (m).</param>
    /// <returns>In [0, 1]; null: one side has no observed number, or the real numbers are all the same.</returns>
    public static double? RangeCoverage(ReadOnlySpan<double> real, ReadOnlySpan<double> synthetic)
    {
        if (Range(real) is not var (low, high) || Range(synthetic) is not var (syntheticLow, syntheticHigh) || low == high || !double.IsFinite(high - low))
            return null;
        return Math.Max(0, 1 - Math.Max(0, syntheticLow - low) / (high - low) - Math.Max(0, high - syntheticHigh) / (high - low));
    }

    /// <summary>How near the synthetic mean is to the real one: 1 − |difference| / real range, at least 0 (SDMetrics' StatisticSimilarity of the mean).</summary>
    /// <param name="real">Numbers, (n).</param>
    /// <param name="synthetic">Numbers, (m).</param>
    /// <returns>In [0, 1]; null: a side has no observed number, or the real numbers are all the same or infinitely far apart.</returns>
    public static double? MeanSimilarity(ReadOnlySpan<double> real, ReadOnlySpan<double> synthetic) => StatisticSimilarity(Sorted(real), Sorted(synthetic), Mean);

    /// <summary>How near the synthetic median is to the real one, likewise.</summary>
    /// <inheritdoc cref="MeanSimilarity"/>
    public static double? MedianSimilarity(ReadOnlySpan<double> real, ReadOnlySpan<double> synthetic) => StatisticSimilarity(Sorted(real), Sorted(synthetic), Median);

    /// <summary>How near the synthetic standard deviation (of a sample, over n − 1) is to the real one, likewise.</summary>
    /// <inheritdoc cref="MeanSimilarity"/>
    public static double? DeviationSimilarity(ReadOnlySpan<double> real, ReadOnlySpan<double> synthetic) => StatisticSimilarity(Sorted(real), Sorted(synthetic), Deviation);

    /// <summary>Share of the real categories that occur in synthetic rows.</summary>
    /// <param name="real">Codes, (n).</param>
    /// <param name="synthetic">Codes, (m).</param>
    /// <returns>In [0, 1]; null: there is no real category.</returns>
    public static double? CategoryCoverage(ReadOnlySpan<int> real, ReadOnlySpan<int> synthetic)
    {
        var categories = new HashSet<int>();
        foreach (int code in real)
        {
            if (code >= 0)
                categories.Add(code);
        }

        int all = categories.Count;
        foreach (int code in synthetic)
            categories.Remove(code);
        return all == 0 ? null : (double)(all - categories.Count) / all;
    }

    private static double? StatisticSimilarity(double[] real, double[] synthetic, Func<double[], double> statistic)
    {
        if (real.Length == 0 || synthetic.Length == 0)
            return null;
        double range = real[^1] - real[0], difference = Math.Abs(statistic(real) - statistic(synthetic));
        return range > 0 && double.IsFinite(range) && double.IsFinite(difference) ? Math.Max(0, 1 - difference / range) : null;
    }

    private static double Mean(double[] sorted) => sorted.Average();

    private static double Median(double[] sorted) => (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;

    private static double Deviation(double[] sorted)
    {
        double mean = Mean(sorted);
        return Math.Sqrt(sorted.Sum(v => (v - mean) * (v - mean)) / (sorted.Length - 1));
    }

    internal static double[] Sorted(ReadOnlySpan<double> values)
    {
        var sorted = new double[values.Length - Missing(values)];
        int k = 0;
        foreach (double value in values)
        {
            if (!double.IsNaN(value))
                sorted[k++] = value;
        }

        Array.Sort(sorted);
        return sorted;
    }

    internal static (double Low, double High)? Range(ReadOnlySpan<double> values)
    {
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        bool any = false;
        foreach (double value in values)
        {
            if (double.IsNaN(value))
                continue;
            (low, high, any) = (Math.Min(low, value), Math.Max(high, value), true);
        }

        return any ? (low, high) : null;
    }

    private static int Missing(ReadOnlySpan<double> values)
    {
        int missing = 0;
        foreach (double value in values)
            missing += double.IsNaN(value) ? 1 : 0;
        return missing;
    }

    private static int Missing(ReadOnlySpan<int> codes)
    {
        int missing = 0;
        foreach (int code in codes)
            missing += code < 0 ? 1 : 0;
        return missing;
    }

    /// <summary>Shares of the observed categories; null: one side has none.</summary>
    private static (double[] Real, double[] Synthetic)? Shares(ReadOnlySpan<int> real, ReadOnlySpan<int> synthetic)
    {
        int levels = 0;
        foreach (int code in real)
            levels = Math.Max(levels, code + 1);
        foreach (int code in synthetic)
            levels = Math.Max(levels, code + 1);
        double[]? p = Of(real), q = Of(synthetic);
        return p is null || q is null ? null : (p, q);

        double[]? Of(ReadOnlySpan<int> codes)
        {
            int observed = codes.Length - Missing(codes);
            if (observed == 0)
                return null;
            var shares = new double[levels];
            foreach (int code in codes)
            {
                if (code >= 0)
                    shares[code] += 1.0 / observed;
            }

            return shares;
        }
    }
}
