// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>How alike the relation of two columns is in real and in synthetic rows: one number from four arrays.</summary>
/// <remarks>
/// The values equal those of SDMetrics 0.29. NaN is a missing number, a negative code a missing category. A result is null where the metric is not defined, as each says; it is never NaN.
/// </remarks>
public static class PairMetrics
{
    /// <summary>Pearson's correlation over the rows that have both numbers.</summary>
    /// <param name="x">Numbers, (n).</param>
    /// <param name="y">Numbers, (n).</param>
    /// <returns>In [−1, 1]; null: fewer than two such rows, or one side is constant there.</returns>
    /// <exception cref="ArgumentException">The arrays differ in length.</exception>
    public static double? Pearson(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var (a, b) = Complete(x, y);
        return WeightedCorrelation.Of(a, b).Value();
    }

    /// <summary>Spearman's correlation, that of the ranks, over the rows that have both numbers; ties share their mean rank.</summary>
    /// <param name="x">Numbers, (n).</param>
    /// <param name="y">Numbers, (n).</param>
    /// <returns>In [−1, 1]; null: fewer than two such rows, or one side is constant there.</returns>
    /// <exception cref="ArgumentException">The arrays differ in length.</exception>
    public static double? Spearman(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var (a, b) = Complete(x, y);
        return WeightedCorrelation.Of(Ranks(a), Ranks(b)).Value();
    }

    /// <summary>1 − half the difference of two correlations.</summary>
    /// <param name="real">Correlation in real rows, in [−1, 1]; null: not defined.</param>
    /// <param name="synthetic">The same in synthetic rows.</param>
    /// <returns>In [0, 1]; null: one of them is not defined.</returns>
    public static double? CorrelationSimilarity(double? real, double? synthetic) => real is double a && synthetic is double b ? 1 - Math.Abs(a - b) / 2 : null;

    /// <summary>1 − the total variation distance of the joint distribution of two columns of categories; a missing value is a category.</summary>
    /// <param name="realFirst">Codes of one column in real rows, (n).</param>
    /// <param name="realSecond">Codes of the other, (n).</param>
    /// <param name="syntheticFirst">The same in synthetic rows, (m).</param>
    /// <param name="syntheticSecond">The same of the other, (m).</param>
    /// <returns>In [0, 1]; null: one side has no rows.</returns>
    /// <exception cref="ArgumentException">Two arrays of the same rows differ in length.</exception>
    public static double? ContingencySimilarity(int[] realFirst, int[] realSecond, int[] syntheticFirst, int[] syntheticSecond)
    {
        ArgumentNullException.ThrowIfNull(realFirst);
        ArgumentNullException.ThrowIfNull(realSecond);
        ArgumentNullException.ThrowIfNull(syntheticFirst);
        ArgumentNullException.ThrowIfNull(syntheticSecond);
        RequireSameLength(realFirst.Length, realSecond.Length);
        RequireSameLength(syntheticFirst.Length, syntheticSecond.Length);
        if (realFirst.Length == 0 || syntheticFirst.Length == 0)
            return null;
        var table = CrossTable.Of([realFirst, syntheticFirst], Levels(realFirst, syntheticFirst), [realSecond, syntheticSecond], Levels(realSecond, syntheticSecond));
        return CrossTable.Overlap(table.Shares(0), table.Shares(1));
    }

    /// <summary>Cramér's V of two columns of categories; a missing value is a category.</summary>
    /// <param name="first">Codes of one column, (n).</param>
    /// <param name="second">Codes of the other, (n).</param>
    /// <returns>In [0, 1], 0: independent; null: no rows, or a column with a single category.</returns>
    /// <exception cref="ArgumentException">The arrays differ in length.</exception>
    public static double? CramersV(int[] first, int[] second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        RequireSameLength(first.Length, second.Length);
        if (first.Length == 0)
            return null;
        var table = CrossTable.Of([first], Levels(first, []), [second], Levels(second, []));
        return table.CramersV(table.Shares(0), rows: null);
    }

    /// <summary>The rows that have both numbers.</summary>
    internal static (double[] X, double[] Y) Complete(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        RequireSameLength(x.Length, y.Length);
        List<double> a = new(x.Length), b = new(x.Length);
        for (int i = 0; i < x.Length; i++)
        {
            if (double.IsNaN(x[i]) || double.IsNaN(y[i]))
                continue;
            a.Add(x[i]);
            b.Add(y[i]);
        }

        return ([.. a], [.. b]);
    }

    /// <summary>Rank of each number, from 1; ties share their mean rank.</summary>
    internal static double[] Ranks(double[] values)
    {
        int[] order = [.. Enumerable.Range(0, values.Length)];
        double[] sorted = [.. values];
        Array.Sort(sorted, order);
        var ranks = new double[values.Length];
        for (int start = 0; start < sorted.Length;)
        {
            int end = start + 1;
            while (end < sorted.Length && sorted[end] == sorted[start])
                end++;
            for (int i = start; i < end; i++)
                ranks[order[i]] = (start + end + 1) / 2.0;
            start = end;
        }

        return ranks;
    }

    private static int Levels(int[] a, int[] b) => Math.Max(a.Length == 0 ? 0 : a.Max(), b.Length == 0 ? 0 : b.Max()) + 1;

    private static void RequireSameLength(int first, int second)
    {
        if (first != second)
            throw new ArgumentException($"Two columns of the same rows have {first} and {second} values.");
    }
}
