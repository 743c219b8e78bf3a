// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Buffers;

namespace MLNet.Synthetic;

/// <summary>The numbers of a training column that may be drawn, and how those that few rows have are hidden.</summary>
/// <remarks>
/// A column of few different values is a category in disguise: the rows of a value that fewer than <see cref="SequentialTreesOptions.RareCategoryRows"/> have count as rows of the nearest other value. All other columns are
/// smoothed: a value that fewer than three rows have is moved when it is drawn; where such a column has more than 65,536 rows, neighbouring rare values share one place, the lowest of them.
/// </remarks>
/// <param name="Values">The numbers, ascending, (v).</param>
/// <param name="Starts">How many training rows have a number below each, and how many have one, (v + 1).</param>
/// <param name="IsKept">Whether each is drawn as it is although others are smoothed, (v).</param>
/// <param name="Smoothing">How the others are moved; null: not at all.</param>
internal sealed record NumberValues(double[] Values, int[] Starts, bool[] IsKept, NumberCodes.Smoothing? Smoothing)
{
    private const int KeptFrom = 3, FewValues = 50, MostRareValues = 1 << 16;
    private const double ManyValues = 0.02, MostlyDifferent = 0.3, ManyRareRows = 0.05;

    /// <summary>Finds the values of a column.</summary>
    /// <param name="numbers">Number of each row, (n); NaN is missing.</param>
    /// <param name="schema">The column.</param>
    /// <param name="coding">Settings.</param>
    /// <param name="run">Told which values are not drawn.</param>
    public static NumberValues Of(double[] numbers, ColumnSchema schema, Coding coding, RunContext run)
    {
        double[] lent = ArrayPool<double>.Shared.Rent(numbers.Length);
        var sorted = lent.AsSpan(0, numbers.Length);
        numbers.CopyTo(sorted);
        sorted.Sort();                                                // NaN first
        int missing = 0;
        while (missing < sorted.Length && double.IsNaN(sorted[missing]))
            missing++;
        var values = OfSorted(sorted[missing..], schema, coding, run);
        ArrayPool<double>.Shared.Return(lent);
        return values;
    }

    private static NumberValues OfSorted(ReadOnlySpan<double> sorted, ColumnSchema schema, Coding coding, RunContext run)
    {
        int different = 0, rareValues = 0, rareRows = 0, n = sorted.Length;
        for (int i = 0, end; i < n; i = end, different++)
        {
            end = EndOf(sorted, i);
            if (end - i >= coding.RareCategoryRows)
                continue;
            rareValues++;
            rareRows += end - i;
        }

        if (coding.SmoothingRanks > 0 && (different > Math.Max(FewValues, ManyValues * n) || rareRows > ManyRareRows * n))
            return Smoothed(sorted, different, schema, coding);
        if (coding.SmoothingRanks == 0 || rareRows == 0)
            return Kept(sorted, fewestRows: 1);
        string message = $"Column '{schema.Name}': {rareValues:N0} values that fewer than {coding.RareCategoryRows} rows have ({rareRows:N0} of {n:N0} rows) are not drawn: the nearest others stand in for them.";
        if (schema.Role == ColumnRole.Label)
            run.Warn($"{message} Lower {nameof(SequentialTreesOptions.RareCategoryRows)} to draw them.");
        else
            run.Info(message);
        return Kept(sorted, coding.RareCategoryRows);
    }

    /// <summary>The values that enough rows have; the rows of others are counted where <see cref="Place"/> puts them.</summary>
    private static NumberValues Kept(ReadOnlySpan<double> sorted, int fewestRows)
    {
        var values = new List<double>();
        for (int i = 0, end; i < sorted.Length; i = end)
        {
            end = EndOf(sorted, i);
            if (end - i >= fewestRows)
                values.Add(sorted[i]);
        }

        var kept = new NumberValues([.. values], new int[values.Count + 1], [.. values.Select(_ => true)], Smoothing: null);
        foreach (double number in sorted)
            kept.Starts[kept.Place(number) + 1]++;
        for (int v = 0; v < values.Count; v++)
            kept.Starts[v + 1] += kept.Starts[v];
        return kept;
    }

    private static NumberValues Smoothed(ReadOnlySpan<double> sorted, int different, ColumnSchema schema, Coding coding)
    {
        int share = Math.Max(1, sorted.Length / MostRareValues);
        var (values, starts, isKept) = (new List<double>(), new List<int>(), new List<bool>());
        for (int i = 0, end; i < sorted.Length; i = end)
        {
            end = EndOf(sorted, i);
            bool kept = end - i >= KeptFrom;
            if (!kept && values.Count > 0 && !isKept[^1] && i - starts[^1] < share)
                continue;
            values.Add(sorted[i]);
            starts.Add(i);
            isKept.Add(kept);
        }

        return new([.. values], [.. starts, sorted.Length], [.. isKept], new(coding.SmoothingRanks, coding.ProtectedExtremes, StaysOnValues: schema.Decimals is null && share == 1 && different < MostlyDifferent * sorted.Length));
    }

    /// <summary>Place of the value that a number of a training row counts as; the number of values for NaN.</summary>
    public int Place(double number)
    {
        if (double.IsNaN(number))
            return Values.Length;
        int at = Array.BinarySearch(Values, number), above = ~at;
        if (at >= 0)
            return at;
        bool toAbove = above == 0 || Smoothing is null && above < Values.Length && Values[above] - number < number - Values[above - 1];
        return toAbove ? above : above - 1;
    }

    private static int EndOf(ReadOnlySpan<double> sorted, int first)
    {
        int end = first + 1;
        while (end < sorted.Length && sorted[end] == sorted[first])
            end++;
        return end;
    }
}
