// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>A dense table of numbers, stored row by row.</summary>
/// <remarks>
/// Values are float64, so that every ML.NET number type up to 53 bits passes through unchanged. A nominal column holds its
/// codes (0, 1, ...) and a missing cell is <see cref="double.NaN"/>.
/// </remarks>
public sealed class Matrix
{
    private readonly double[] _values;

    /// <summary>A matrix of zeros.</summary>
    /// <param name="rows">Number of rows, ≥ 0.</param>
    /// <param name="columns">Number of columns, ≥ 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is negative, or rows × columns exceeds the longest array (about 2.1e9).</exception>
    public Matrix(int rows, int columns) : this(rows, columns, new double[CheckedLength(rows, columns)])
    {
    }

    /// <summary>A matrix over existing values, which are not copied.</summary>
    /// <param name="rows">Number of rows, ≥ 0.</param>
    /// <param name="columns">Number of columns, ≥ 0.</param>
    /// <param name="values">Values row by row, (rows × columns).</param>
    /// <exception cref="ArgumentException">The number of values is not rows × columns.</exception>
    public Matrix(int rows, int columns, double[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Length != CheckedLength(rows, columns))
            throw new ArgumentException($"{rows} × {columns} values expected but {values.Length} given.", nameof(values));

        (Rows, Columns, _values) = (rows, columns, values);
    }

    /// <summary>Number of rows, n.</summary>
    public int Rows { get; }

    /// <summary>Number of columns, d.</summary>
    public int Columns { get; }

    /// <summary>One row, (d); writing to it writes to the matrix.</summary>
    public Span<double> this[int row] => _values.AsSpan(row * Columns, Columns);

    /// <summary>One cell.</summary>
    public ref double this[int row, int column] => ref this[row][column];

    /// <summary>All values row by row, (n × d).</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <summary>A matrix from rows of equal length, which are copied.</summary>
    /// <exception cref="ArgumentException">The rows differ in length.</exception>
    public static Matrix FromRows(params IReadOnlyList<double[]> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var matrix = new Matrix(rows.Count, rows.Count == 0 ? 0 : rows[0].Length);
        for (int i = 0; i < rows.Count; i++)
        {
            if (rows[i].Length != matrix.Columns)
                throw new ArgumentException($"Row {i} has {rows[i].Length} values but row 0 has {matrix.Columns}.", nameof(rows));
            rows[i].CopyTo(matrix[i]);
        }

        return matrix;
    }

    /// <summary>A matrix whose cells hold arbitrary values until each has been written.</summary>
    internal static Matrix Uninitialized(int rows, int columns)
        => new(rows, columns, GC.AllocateUninitializedArray<double>(CheckedLength(rows, columns)));

    private static int CheckedLength(int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        long length = (long)rows * columns;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Array.MaxLength, nameof(rows));
        return (int)length;
    }
}
