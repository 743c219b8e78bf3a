// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Rows of categories under the value difference metric: Δ²(a, b) = Σⱼ δⱼ(aⱼ, bⱼ)².</summary>
/// <remarks>
/// With two classes δ(v, w) = 2 |P(v) − P(w)|, so the space is Euclidean in twice the share of one class and the blocked search serves it. With more classes
/// δ² is looked up in a table for columns of few categories and computed for the others.
/// </remarks>
public sealed class ValueDifferenceSpace : NeighborSpace
{
    private const int LargestTable = 128;
    private readonly ValueDifferences _differences;
    private readonly int[] _categories;                               // (m × d)
    private readonly double[]?[] _tables;                             // by column: δ² of each pair of categories
    private readonly MixedSpace? _embedding;
    private readonly int _columns;

    /// <summary>The points of some rows of codes.</summary>
    /// <param name="x">Codes ≥ 0, (n, d); NaN: missing.</param>
    /// <param name="rows">The rows that become points 0, 1, ..., (m).</param>
    /// <param name="differences">How much categories differ, counted over all rows.</param>
    public ValueDifferenceSpace(Matrix x, ReadOnlySpan<int> rows, ValueDifferences differences)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(differences);
        (Count, _columns, _differences) = (rows.Length, x.Columns, differences);
        _categories = new int[checked(Count * _columns)];
        for (int i = 0; i < rows.Length; i++)
        {
            var row = x[rows[i]];
            for (int j = 0; j < row.Length; j++)
                _categories[i * _columns + j] = differences.Category(j, row[j]);
        }

        _tables = new double[_columns][];
        if (differences.Classes <= 2)
            _embedding = Embed();
        else
            Tabulate();
    }

    /// <inheritdoc/>
    public override int Count { get; }

    internal override MixedSpace? Embedding => _embedding;

    /// <inheritdoc/>
    public override double SquaredDistance(int a, int b)
    {
        if (_embedding is not null)
            return _embedding.SquaredDistance(a, b);

        var v = _categories.AsSpan(a * _columns, _columns);
        var w = _categories.AsSpan(b * _columns, _columns);
        double sum = 0;
        for (int j = 0; j < v.Length; j++)
        {
            if (_tables[j] is double[] table)
            {
                sum += table[v[j] * _differences.CategoriesOf(j) + w[j]];
            }
            else
            {
                double difference = _differences.BetweenCategories(j, v[j], w[j]);
                sum += difference * difference;
            }
        }

        return sum;
    }

    private MixedSpace Embed()
    {
        var coordinates = new Matrix(Count, _columns);
        for (int i = 0; i < Count; i++)
        {
            for (int j = 0; j < _columns; j++)
                coordinates[i, j] = 2 * _differences.FirstClassShare(j, _categories[i * _columns + j]);
        }

        double[] scales = [.. Enumerable.Repeat(1.0, _columns)];
        return new(coordinates, [.. Enumerable.Range(0, Count)], scales);
    }

    private void Tabulate()
    {
        for (int j = 0; j < _columns; j++)
        {
            int count = _differences.CategoriesOf(j);
            if (count > LargestTable)
                continue;
            var table = _tables[j] = new double[count * count];
            for (int v = 0; v < count; v++)
            {
                for (int w = 0; w < count; w++)
                    table[v * count + w] = Math.Pow(_differences.BetweenCategories(j, v, w), 2);
            }
        }
    }
}
