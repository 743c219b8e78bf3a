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
    private readonly int[] _guide;                                    // for each of as many equal parts of [0, 1) the cell it begins in (Chen, Asau 1974)
    private readonly Dictionary<double, int>? _cells;                 // where cells are not in the order of their values: value → cell
    private readonly int _missing = -1;                               // the cell of missing values

    private Margin(double[] low, double[] high, double[] until, bool ordered)
    {
        (_low, _high, _until) = (low, high, until);
        _guide = new int[until.Length];
        for (int part = 0, cell = 0; part < _guide.Length; part++)
        {
            while (_until[cell] <= part / (double)_guide.Length)
                cell++;
            _guide[part] = cell;
        }

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

        return new(low, high, Until([.. counts]), ordered: true);
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
        return new(values, values, Until([.. sorted.Select(c => c.Value.Count)]), ordered: false);
    }

    /// <summary>The value at a place u in [0, 1): the quantile function.</summary>
    public double At(double u)
    {
        int cell = _guide[Math.Min((int)(u * _guide.Length), _guide.Length - 1)];
        while (cell > 0 && _until[cell - 1] > u)                      // u × length was rounded up
            cell--;
        while (_until[cell] <= u && cell < Cells - 1)
            cell++;
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

    /// <summary>Saves the cells.</summary>
    public void Write(ModelWriter writer)
    {
        writer.Write(_cells is null);
        writer.Write(_low);
        writer.Write(_high);
        writer.Write(_until);
    }

    /// <summary>Reads what was saved.</summary>
    /// <param name="reader">Reads it.</param>
    /// <param name="name">Name of the column.</param>
    /// <param name="levels">Levels of a column of categories; null for one of numbers or times.</param>
    /// <exception cref="SyntheticDataException">The cells are not those of a column.</exception>
    public static Margin Read(ModelReader reader, string name, int? levels)
    {
        bool ordered = reader.ReadBoolean();
        double[] low = reader.ReadDoubles(), high = reader.ReadDoubles(), until = reader.ReadDoubles();
        reader.Require(low.Length > 0 && low.Length == high.Length && low.Length == until.Length, $"column '{name}' has no cells, or cells without ends");
        reader.Require(ordered == levels is null, $"the order of the cells of column '{name}' is not that of its type");
        var single = new HashSet<double>();
        for (int k = 0; k < low.Length; k++)
        {
            double before = k == 0 ? 0 : until[k - 1];
            reader.Require(until[k] > before && until[k] <= 1, $"the shares of column '{name}' do not ascend");
            if (double.IsNaN(low[k]) && double.IsNaN(high[k]) && (k == 0 || !ordered))
            {
                reader.Require(single.Add(double.NaN), $"column '{name}' has two cells of missing values");
                continue;
            }

            reader.Require(double.IsFinite(low[k]) && double.IsFinite(high[k]) && low[k] <= high[k], $"a cell of column '{name}' has no width");
            if (ordered)
                reader.Require(k == 0 || double.IsNaN(low[k - 1]) || low[k] >= high[k - 1], $"the cells of column '{name}' do not ascend");
            else
                reader.Require(low[k] == high[k] && low[k] >= 0 && low[k] < levels && low[k] == Math.Floor(low[k]) && single.Add(low[k]), $"a cell of column '{name}' is not one of its {levels} levels");
        }

        reader.Require(until[^1] == 1, $"the shares of column '{name}' do not end at 1");
        return new(low, ordered ? high : low, until, ordered);
    }

    /// <summary>Running shares of counts.</summary>
    private static double[] Until(double[] counts)
    {
        double total = counts.Sum(), sum = 0;
        double[] until = Array.ConvertAll(counts, count => (sum += count) / total);
        until[^1] = 1;
        return until;
    }
}
