// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>The cells of the cross table of two columns that occur in any of several tables. A missing value is a category of its own.</summary>
internal sealed class CrossTable
{
    private const int LargestDense = 1 << 20;
    private readonly int[] _rowOf, _columnOf;
    private readonly int _rows, _columns;

    private CrossTable(int[][] cells, int[] rowOf, int[] columnOf, int rows, int columns)
        => (Cells, _rowOf, _columnOf, _rows, _columns) = (cells, rowOf, columnOf, rows, columns);

    /// <summary>Number of cells, k.</summary>
    public int Count => _rowOf.Length;

    /// <summary>For each table the cell of each row, in [0, k).</summary>
    public int[][] Cells { get; }

    /// <summary>Joins two columns of the same tables.</summary>
    /// <param name="first">For each table the codes of one column, in [−1, levels).</param>
    /// <param name="firstLevels">Number of its levels.</param>
    /// <param name="second">For each table the codes of the other column.</param>
    /// <param name="secondLevels">Number of its levels.</param>
    public static CrossTable Of(int[][] first, int firstLevels, int[][] second, int secondLevels)
    {
        int width = secondLevels + 1;
        long size = (long)(firstLevels + 1) * width;
        int[]? dense = size <= LargestDense ? new int[size] : null;    // 1 + cell; 0: not seen yet
        var sparse = dense is null ? new Dictionary<long, int>() : null;
        List<int> rowOf = [], columnOf = [];
        var cells = new int[first.Length][];
        for (int t = 0; t < cells.Length; t++)
        {
            int[] a = first[t], b = second[t];
            var joined = new int[a.Length];
            for (int i = 0; i < joined.Length; i++)
            {
                long place = (long)(a[i] + 1) * width + b[i] + 1;
                int cell;
                if (dense is not null)
                {
                    cell = dense[place] - 1;
                    if (cell < 0)
                        dense[place] = 1 + (cell = New(a[i], b[i]));
                }
                else if (!sparse!.TryGetValue(place, out cell))
                {
                    sparse.Add(place, cell = New(a[i], b[i]));
                }

                joined[i] = cell;
            }

            cells[t] = joined;
        }

        return new(cells, [.. rowOf], [.. columnOf], firstLevels + 1, width);

        int New(int a, int b)
        {
            rowOf.Add(a + 1);
            columnOf.Add(b + 1);
            return rowOf.Count - 1;
        }
    }

    /// <summary>Share of the rows of a table in each cell, (k).</summary>
    public double[] Shares(int table)
    {
        var counts = new int[Count];
        foreach (int cell in Cells[table])
            counts[cell]++;
        return Shares(counts, Cells[table].Length);
    }

    /// <summary>Share in each cell, (k), where each row counts as often as its weight says.</summary>
    public double[] Shares(int table, byte[] weights)
    {
        var counts = new int[Count];
        int[] cells = Cells[table];
        for (int i = 0; i < cells.Length; i++)
            counts[cells[i]] += weights[i];
        return Shares(counts, cells.Length);
    }

    /// <summary>1 − total variation distance, in [0, 1].</summary>
    public static double Overlap(double[] p, double[] q)
    {
        double difference = 0;
        for (int i = 0; i < p.Length; i++)
            difference += Math.Abs(p[i] - q[i]);
        return Math.Clamp(1 - difference / 2, 0, 1);
    }

    /// <summary>Cramér's V of shares in the cells, in [0, 1]; null: a column has a single category.</summary>
    /// <param name="shares">Share of each cell, (k).</param>
    /// <param name="rows">Number of rows behind the shares, to take away the bias (Bergsma 2013); null: leave it.</param>
    /// <remarks>Cramér (1946), "Mathematical Methods of Statistics"; Bergsma (2013), "A bias-correction for Cramér's V and Tschuprow's T", Journal of the Korean Statistical Society 42.</remarks>
    public double? CramersV(double[] shares, int? rows)
    {
        var byRow = new double[_rows];
        var byColumn = new double[_columns];
        for (int i = 0; i < shares.Length; i++)
        {
            byRow[_rowOf[i]] += shares[i];
            byColumn[_columnOf[i]] += shares[i];
        }

        double r = byRow.Count(s => s > 0), c = byColumn.Count(s => s > 0), squared = -1;
        if (r < 2 || c < 2)
            return null;
        for (int i = 0; i < shares.Length; i++)
        {
            if (shares[i] > 0)
                squared += shares[i] * shares[i] / (byRow[_rowOf[i]] * byColumn[_columnOf[i]]);
        }

        if (rows is int n)
        {
            if (n < 2)
                return null;
            squared -= (r - 1) * (c - 1) / (n - 1);
            r -= (r - 1) * (r - 1) / (n - 1);
            c -= (c - 1) * (c - 1) / (n - 1);
        }

        double most = Math.Min(r, c) - 1;
        return most <= 0 ? null : Math.Min(1, Math.Sqrt(Math.Max(0, squared) / most));
    }

    private static double[] Shares(int[] counts, int rows)
    {
        var shares = new double[counts.Length];
        for (int i = 0; i < shares.Length; i++)
            shares[i] = (double)counts[i] / rows;
        return shares;
    }
}
