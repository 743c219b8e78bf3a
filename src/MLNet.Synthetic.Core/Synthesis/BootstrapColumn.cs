// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>A column of training rows between which new ones are drawn.</summary>
/// <param name="schema">What is known of it.</param>
/// <param name="codec">Its values as numbers, and back.</param>
/// <param name="values">The values of the training rows as numbers, (n); NaN is missing.</param>
/// <param name="isCategory">Whether they are categories, or codes of some.</param>
internal sealed class BootstrapColumn(ColumnSchema schema, ColumnCodec codec, double[] values, bool isCategory)
{
    private const int RowsOfACommonNumber = 5, CommonNumbersAtMost = 20;   // a common number has at least a 20th of the rows
    private readonly HashSet<double> _common = isCategory ? [] : [.. values.CountBy(v => v)
        .Where(v => v.Value >= RowsOfACommonNumber && (long)v.Value * CommonNumbersAtMost >= values.Length).Select(v => v.Key)];

    /// <summary>What is known of the column.</summary>
    public ColumnSchema Schema => schema;

    /// <summary>Its values as numbers, and back.</summary>
    public ColumnCodec Codec => codec;

    /// <summary>The values of the training rows as numbers, (n); NaN is missing.</summary>
    public double[] Values => values;

    /// <summary>A column of a training table.</summary>
    public static BootstrapColumn Of(TableColumn column, ColumnSchema schema)
    {
        var codec = ColumnCodec.For(column, schema);
        return new(schema, codec, [.. codec.Encode(column)], schema.Kind == ColumnKind.Category);
    }

    /// <summary>The training rows of each class of the label, ascending; all of them as one class, NaN, where there is no label, or it holds a quantity.</summary>
    public static SortedDictionary<double, int[]> Classes(IReadOnlyList<BootstrapColumn> columns)
    {
        double[]? label = columns.FirstOrDefault(c => c.IsClass)?.Values;
        return new(Enumerable.Range(0, columns[0].Values.Length).GroupBy(row => label?[row] ?? double.NaN).ToDictionary(c => c.Key, c => c.ToArray()));
    }

    /// <summary>Whether it is a label of classes.</summary>
    public bool IsClass => schema.Role == ColumnRole.Label && isCategory;

    /// <summary>The values of new rows.</summary>
    /// <param name="segments">Where the rows lie, (rows).</param>
    /// <param name="neighbors">Neighbours of each training row.</param>
    public TableColumn Between(Segment[] segments, int[][] neighbors)
        => codec.Decode(Array.ConvertAll(segments, s => isCategory ? NearerEnd(s, neighbors[s.Row]) : Between(s, neighbors[s.Row])));

    private double NearerEnd(Segment s, int[] neighbors)
    {
        double a = values[s.Row], b = neighbors.Length == 0 ? a : values[neighbors[s.Neighbor]];
        return s.U < 0.5 || double.IsNaN(a) || double.IsNaN(b) ? a : b;
    }

    private double Between(Segment s, int[] neighbors)
    {
        double a = values[s.Row];
        if (!Moves(a))
            return a;
        for (int i = 0; i < neighbors.Length; i++)
        {
            double b = values[neighbors[(s.Neighbor + i) % neighbors.Length]];
            if (Moves(b))
                return Math.Clamp((1 - s.U) * a + s.U * b, Math.Min(a, b), Math.Max(a, b));
        }

        return a;
    }

    private bool Moves(double value) => !double.IsNaN(value) && !_common.Contains(value);
}

/// <summary>Where a new row lies: between a training row and one of its neighbours.</summary>
/// <param name="Row">The training row, a.</param>
/// <param name="Neighbor">Place of b among its neighbours; 0 where there are none.</param>
/// <param name="U">How far from a to b, u in [0, 1).</param>
internal readonly record struct Segment(int Row, int Neighbor, double U);
