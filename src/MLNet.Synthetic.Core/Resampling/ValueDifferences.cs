// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>How the classes are distributed in each category of each nominal column, and how much two categories differ by that.</summary>
/// <remarks>
/// Stanfill, Waltz (1986), "Toward memory-based reasoning", CACM 29; modified by Cost, Salzberg (1993), "A weighted nearest neighbor algorithm for learning
/// with symbolic features", Machine Learning 10: δ(v, w) = Σ_c |P(c | v) − P(c | w)|, between 0 and 2. A missing cell is a category of its own.
/// </remarks>
public sealed class ValueDifferences
{
    private readonly double[][] _shares;                              // by column: (categories × classes); the last category is the missing one
    private readonly int _classes;

    /// <summary>Counts the classes in each category.</summary>
    /// <param name="x">Codes ≥ 0, (n, d); NaN: missing.</param>
    /// <param name="classes">Class code of each row, (n).</param>
    /// <param name="classCount">Number of class codes.</param>
    public ValueDifferences(Matrix x, int[] classes, int classCount)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(classes);
        var present = new bool[classCount];
        foreach (int c in classes)
            present[c] = true;
        int[] place = new int[classCount];                            // absent classes take no room
        for (int c = 0; c < classCount; c++)
            place[c] = present[c] ? _classes++ : -1;

        var categories = new int[x.Columns];
        for (int i = 0; i < x.Rows; i++)
        {
            var row = x[i];
            for (int j = 0; j < row.Length; j++)
                categories[j] = double.IsNaN(row[j]) ? categories[j] : Math.Max(categories[j], (int)row[j] + 1);
        }

        _shares = [.. categories.Select(count => new double[checked((count + 1) * _classes)])];
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
    public double Between(int column, double v, double w) => Between(column, Category(column, v), Category(column, w));

    internal int CategoriesOf(int column) => _shares[column].Length / _classes;

    /// <summary>Number of a cell's category: its code, or the last one for a missing cell.</summary>
    internal int Category(int column, double code) => double.IsNaN(code) ? CategoriesOf(column) - 1 : (int)code;

    internal double FirstClassShare(int column, int category) => _shares[column][category * _classes];

    internal double Between(int column, int v, int w)
    {
        var a = _shares[column].AsSpan(v * _classes, _classes);
        var b = _shares[column].AsSpan(w * _classes, _classes);
        double sum = 0;
        for (int c = 0; c < a.Length; c++)
            sum += Math.Abs(a[c] - b[c]);
        return sum;
    }
}
