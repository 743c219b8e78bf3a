// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>How the values of one column are distributed: cells in order, each with its share of the rows.</summary>
/// <remarks>
/// A category, a missing value, and a number that several rows share are cells of a single value: they come back exactly. A rarer number belongs to few people, so it is never drawn itself: its cell is the
/// stretch halfway to the values beside it, within the range of the column. Missing numbers are the lowest cell.
/// </remarks>
internal sealed class Margin
{
    private const int RowsOfACommonNumber = 5;
    private readonly double[] _low, _high;                            // values of each cell; equal where it is a single one, NaN where missing
    private readonly double[] _until;                                 // share of the rows up to the end of each cell; the last is 1
    private readonly Dictionary<double, int>? _cells;                 // where cells are not in the order of their values: value → cell
    private readonly int _missing = -1;                               // the cell of missing values

    private Margin(double[] low, double[] high, double[] counts, bool ordered)
    {
        (_low, _high) = (low, high);
        _until = new double[counts.Length];
        double total = counts.Sum(), sum = 0;
        for (int k = 0; k < counts.Length; k++)
            _until[k] = (sum += counts[k]) / total;
        _until[^1] = 1;
        _missing = Array.FindIndex(low, double.IsNaN);
        if (!ordered)
            _cells = Enumerable.Range(0, low.Length).Where(k => k != _missing).ToDictionary(k => low[k]);
    }

    /// <summary>Number of cells.</summary>
    public int Cells => _until.Length;

    /// <summary>The distribution of numbers.</summary>
    /// <param name="values">Values, (n ≥ 1); NaN is missing.</param>
    /// <param name="areCodes">Whether they are codes, all of which come back exactly.</param>
    public static Margin OfNumbers(double[] values, bool areCodes)
    {
        double[] sorted = [.. values];
        Array.Sort(sorted);                                           // NaN comes first
        var (distinct, counts) = (new List<double>(), new List<double>());
        foreach (double value in sorted)
        {
            if (distinct.Count == 0 || !distinct[^1].Equals(value))
            {
                distinct.Add(value);
                counts.Add(0);
            }

            counts[^1]++;
        }

        double[] low = [.. distinct], high = [.. distinct];
        int first = double.IsNaN(low[0]) ? 1 : 0;
        for (int k = first; k < low.Length; k++)
        {
            if (areCodes || counts[k] >= RowsOfACommonNumber)
                continue;
            low[k] = k == first ? low[k] : distinct[k - 1] / 2 + distinct[k] / 2;
            high[k] = k == low.Length - 1 ? high[k] : distinct[k] / 2 + distinct[k + 1] / 2;
        }

        return new(low, high, [.. counts], ordered: true);
    }

    /// <summary>The distribution of categories.</summary>
    /// <param name="codes">Codes, (n ≥ 1); NaN is missing.</param>
    /// <param name="order">A number for each row, (n), whose mean orders the categories; null: the most frequent comes first.</param>
    /// <param name="rowsOfACommonCategory">Categories of fewer rows stand together, at their common mean: each alone would be placed by chance.</param>
    public static Margin OfCategories(double[] codes, double[]? order, int rowsOfACommonCategory)
    {
        var cells = new Dictionary<double, (double Count, double Sum)>();
        for (int i = 0; i < codes.Length; i++)
        {
            var (count, sum) = cells.GetValueOrDefault(codes[i]);
            cells[codes[i]] = (count + 1, sum + (order?[i] ?? 0));
        }

        var rare = cells.Values.Where(c => c.Count < rowsOfACommonCategory).ToArray();
        double rareMean = rare.Sum(c => c.Sum) / Math.Max(rare.Sum(c => c.Count), 1);
        var ordered = order is null
            ? cells.OrderByDescending(c => c.Value.Count).ThenBy(c => c.Key)
            : cells.OrderBy(c => c.Value.Count < rowsOfACommonCategory ? rareMean : c.Value.Sum / c.Value.Count).ThenBy(c => c.Key);
        var sorted = ordered.ToArray();
        double[] values = [.. sorted.Select(c => c.Key)];
        return new(values, values, [.. sorted.Select(c => c.Value.Count)], ordered: false);
    }

    /// <summary>The value at a place u in [0, 1): the quantile function.</summary>
    public double At(double u)
    {
        int cell = Array.BinarySearch(_until, u);
        cell = Math.Min(cell < 0 ? ~cell : cell + 1, Cells - 1);
        double low = _low[cell], high = _high[cell];
        if (!(low < high))
            return low;
        var (from, to) = Places(cell);
        return low + Math.Clamp((u - from) / (to - from), 0, 1) * (high - low);
    }

    /// <summary>The cell of a value that occurred.</summary>
    public int CellOf(double value)
    {
        if (double.IsNaN(value))
            return _missing;
        if (_cells is not null)
            return _cells.GetValueOrDefault(value, -1);

        int first = _missing + 1, last = Cells - 1;                   // the first cell that ends at the value or above
        while (first < last)
        {
            int middle = (first + last) / 2;
            if (_high[middle] >= value)
                last = middle;
            else
                first = middle + 1;
        }

        return first <= last ? first : -1;
    }

    /// <summary>The places of a cell: from ≤ u &lt; to.</summary>
    public (double From, double To) Places(int cell) => (cell == 0 ? 0 : _until[cell - 1], _until[cell]);

    /// <summary>The places of a value that may not have occurred: those of its cell, or a single one inside it; null for an unknown category, or a missing value where none was.</summary>
    public (double From, double To)? PlacesOf(double value)
    {
        int cell = CellOf(value);
        if (cell < 0)
            return null;
        var (from, to) = Places(cell);
        double low = _low[cell], high = _high[cell];
        if (double.IsNaN(value) || _cells is not null || (low == high && value == low))
            return (from, to);
        double at = from + (value <= low ? 0 : value >= high ? 1 : (value - low) / (high - low)) * (to - from);
        return (at, at);
    }
}
