// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>How the classes are distributed in each category of each nominal column, and how much two categories differ by that.</summary>
/// <remarks>
/// Stanfill, Waltz (1986), "Toward memory-based reasoning", CACM 29; modified by Cost, Salzberg (1993), "A weighted nearest neighbor algorithm for learning
/// with symbolic features", Machine Learning 10: δ(v, w) = Σ_c |P(c | v) − P(c | w)|, between 0 and 2. A missing cell is a category of its own.
/// </remarks>
public sealed class ValueDifferences
{
    private const int GapsAllowed = 4, FewCategories = 1024;
    private readonly double[][] _shares;                              // by column: (categories × classes); the last category is the missing one
    private readonly int[]?[] _codes;                                 // by column: the codes that occur, ascending; null: 0, 1, ... without great gaps
    private readonly int _classes;

    /// <summary>Counts the classes in each category.</summary>
    /// <param name="x">Codes ≥ 0, (n, d); NaN: missing.</param>
    /// <param name="classes">Class code of each row, (n).</param>
    /// <param name="classCount">Number of class codes.</param>
    /// <exception cref="ArgumentException">There is not one class for each row, or a class code is out of range.</exception>
    /// <exception cref="SyntheticDataException">A column has more categories than a table of all classes can hold.</exception>
    public ValueDifferences(Matrix x, int[] classes, int classCount)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(classes);
        if (classes.Length != x.Rows)
            throw new ArgumentException($"{x.Rows} rows but {classes.Length} class codes.", nameof(classes));
        if (classes.AsSpan().ContainsAnyExceptInRange(0, classCount - 1))
            throw new ArgumentException($"A class code is outside 0 to {classCount - 1}.", nameof(classes));
        var present = new bool[classCount];
        foreach (int c in classes)
            present[c] = true;
        int[] place = new int[classCount];                            // absent classes take no room
        for (int c = 0; c < classCount; c++)
            place[c] = present[c] ? _classes++ : -1;

        var largest = new int[x.Columns];
        largest.AsSpan().Fill(-1);
        for (int i = 0; i < x.Rows; i++)
        {
            var row = x[i];
            for (int j = 0; j < row.Length; j++)
                largest[j] = double.IsNaN(row[j]) ? largest[j] : Math.Max(largest[j], (int)row[j]);
        }

        _codes = [.. largest.Select((code, j) => code < GapsAllowed * (long)x.Rows + FewCategories ? null : CodesThatOccur(x, j))];
        _shares = new double[x.Columns][];
        for (int j = 0; j < x.Columns; j++)
        {
            long length = ((_codes[j]?.Length ?? largest[j] + 1) + 1L) * _classes;
            if (length > Array.MaxLength)
                throw new SyntheticDataException($"Nominal column {j} has {length / _classes - 1} categories: with {_classes} classes they are too many to count. Leave it out.");
            _shares[j] = new double[length];
        }

        for (int i = 0; i < x.Rows; i++)
        {
            var row = x[i];
            for (int j = 0; j < row.Length; j++)
                _shares[j][Category(j, row[j]) * _classes + place[classes[i]]]++;
        }

        foreach (var shares in _shares)
        {
            for (int start = 0; start < shares.Length; start += _classes)
            {
                var category = shares.AsSpan(start, _classes);
                double total = 0;
                foreach (double count in category)
                    total += count;
                for (int c = 0; c < category.Length && total > 0; c++)
                    category[c] /= total;
            }
        }
    }

    /// <summary>Number of classes that occur.</summary>
    public int Classes => _classes;

    /// <summary>Number of nominal columns, d.</summary>
    public int Columns => _shares.Length;

    /// <summary>δ(v, w) of two categories of a column; NaN stands for a missing cell.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such category in the column.</exception>
    public double Between(int column, double v, double w) => BetweenCategories(column, Category(column, v), Category(column, w));

    internal int CategoriesOf(int column) => _shares[column].Length / _classes;

    /// <summary>Number of a cell's category: its code, or the place of it where codes lie far apart, or the last one for a missing cell.</summary>
    internal int Category(int column, double code)
    {
        int missing = CategoriesOf(column) - 1;
        if (double.IsNaN(code))
            return missing;
        int category = _codes[column] is int[] codes ? Array.BinarySearch(codes, (int)code) : (int)code;
        return (uint)category < (uint)missing
            ? category
            : throw new ArgumentOutOfRangeException(nameof(code), code, $"Column {column} has no such category.");
    }

    internal double FirstClassShare(int column, int category) => _shares[column][category * _classes];

    internal double BetweenCategories(int column, int v, int w)
    {
        var a = _shares[column].AsSpan(v * _classes, _classes);
        var b = _shares[column].AsSpan(w * _classes, _classes);
        double sum = 0;
        for (int c = 0; c < a.Length; c++)
            sum += Math.Abs(a[c] - b[c]);
        return sum;
    }

    private static int[] CodesThatOccur(Matrix x, int column)
    {
        var codes = new HashSet<int>();
        for (int i = 0; i < x.Rows; i++)
        {
            if (!double.IsNaN(x[i, column]))
                codes.Add((int)x[i, column]);
        }

        return [.. codes.Order()];
    }
}
