// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Rows of numbers and categories under Gower's distance, whose scale comes from reference rows.</summary>
/// <remarks>
/// Gower (1971), "A general coefficient of similarity and some of its properties", Biometrics 27: the mean over all columns of |a − b| / range, at most 1, for numbers, and of
/// 0 or 1 for categories. A missing cell is a value of its own: 0 from another missing one, 1 from all else. In a column without a range every difference counts 1.
/// <para>
/// Cells are whole numbers of 2⁻²⁴ of the range (coarser beyond 64 columns), so that sums are exact in any order: searches give the same rows on any machine. A distance is
/// within 6 · 10⁻⁸ of that of the unrounded cells, and two that are equal there lie within <see cref="Tolerance"/> here.
/// </para>
/// </remarks>
internal sealed class GowerSpace
{
    private const int MostBits = 24, SumBits = 30, MostRanges = 16;   // values beyond 16 ranges count as 16
    private readonly NumberScale[] _numbers;
    private readonly string[] _categories;

    /// <summary>Learns the ranges.</summary>
    /// <param name="reference">Rows whose ranges the numbers are divided by, ≥ 1.</param>
    /// <param name="columns">Names of the columns to compare, ≥ 1; null: all. Categories must have the same levels in every table.</param>
    public GowerSpace(Table reference, IReadOnlyCollection<string>? columns = null)
    {
        TableColumn[] compared = [.. reference.Columns.Where(c => columns is null || columns.Contains(c.Name))];
        ArgumentOutOfRangeException.ThrowIfZero(compared.Length, nameof(columns));
        Columns = compared.Length;
        Unit = 1 << Math.Min(MostBits, SumBits - (int)Math.Ceiling(Math.Log2(Columns)));
        _numbers = [.. compared.Where(c => c is not CategoryColumn).Select(c => NumberScale.Of(c.Name, Cells.Numbers(c)))];
        _categories = [.. compared.Where(c => c is CategoryColumn).Select(c => c.Name)];
    }

    /// <summary>Columns compared, d.</summary>
    public int Columns { get; }

    /// <summary>What a column of greatest difference adds to a distance in units.</summary>
    public int Unit { get; }

    /// <summary>Distances in units that differ by no more are equal up to rounding.</summary>
    public int Tolerance => Columns;

    /// <summary>A distance in [0, 1].</summary>
    /// <param name="units">The distance in units.</param>
    public double Distance(int units) => (double)units / Unit / Columns;

    /// <summary>The rows of a table as points.</summary>
    public GowerRows Rows(Table table)
    {
        var cells = new int[checked(table.Count * Columns)];
        for (int j = 0; j < _numbers.Length; j++)
        {
            double[] values = Cells.Numbers(table[_numbers[j].Column]);
            for (int i = 0; i < values.Length; i++)
                cells[i * Columns + j] = Scaled(values[i], _numbers[j]);
        }

        for (int j = 0; j < _categories.Length; j++)
        {
            int[] codes = ((CategoryColumn)table[_categories[j]]).Codes;
            for (int i = 0; i < codes.Length; i++)
                cells[i * Columns + _numbers.Length + j] = codes[i];
        }

        return new(table.Count, _numbers.Length, _categories.Length, Unit, cells);
    }

    private int Scaled(double value, NumberScale scale)
    {
        if (double.IsNaN(value))
            return 2 * MostRanges * Unit;                             // farther than a unit from every value
        double position = scale.HalfRange > 0 ? (value / 2 - scale.Minimum / 2) / scale.HalfRange : value.CompareTo(scale.Minimum);
        return (int)Math.Round(Math.Clamp(position, -MostRanges, MostRanges) * Unit);
    }

    private readonly record struct NumberScale(string Column, double Minimum, double HalfRange)
    {
        public static NumberScale Of(string column, double[] values)
        {
            double low = double.PositiveInfinity, high = double.NegativeInfinity;
            foreach (double value in values)
            {
                if (double.IsFinite(value))
                    (low, high) = (Math.Min(low, value), Math.Max(high, value));
            }

            return low <= high ? new(column, low, high / 2 - low / 2) : new(column, 0, 0);
        }
    }
}

/// <summary>Points of a <see cref="GowerSpace"/>.</summary>
/// <param name="Count">Number of points, n.</param>
/// <param name="Numbers">Columns of numbers, p; they come first.</param>
/// <param name="Codes">Columns of codes, q.</param>
/// <param name="Unit">The largest difference that counts, and that of two codes.</param>
/// <param name="Cells">Cells row by row, (n × (p + q)).</param>
internal sealed record GowerRows(int Count, int Numbers, int Codes, int Unit, int[] Cells)
{
    private int Columns => Numbers + Codes;

    /// <summary>The cells of a point, (p + q).</summary>
    public ReadOnlySpan<int> this[int point] => Cells.AsSpan(point * Columns, Columns);

    /// <summary>Some of the points, in the order given.</summary>
    public GowerRows Take(ReadOnlySpan<int> points)
    {
        var taken = new int[points.Length * Columns];
        for (int i = 0; i < points.Length; i++)
            this[points[i]].CopyTo(taken.AsSpan(i * Columns));
        return this with { Count = points.Length, Cells = taken };
    }
}
