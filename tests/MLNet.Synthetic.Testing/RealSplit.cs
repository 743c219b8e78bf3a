// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic.Testing;

/// <summary>Real rows dealt into training, holdout and further fresh rows, with what a copier and independent columns would make of them.</summary>
public sealed class RealSplit
{
    /// <summary>Deals the rows: half for training, a quarter each for the holdout and as fresh rows.</summary>
    public RealSplit(RealData data, long seed = 1)
    {
        var random = new Rng(seed);
        int[] order = [.. Enumerable.Range(0, data.Table.Count)];
        random.Fork("split").Shuffle<int>(order);
        int half = order.Length / 2, quarter = order.Length / 4;
        Train = data.Table.Take(order.AsSpan(0, half));
        Holdout = data.Table.Take(order.AsSpan(half, quarter));
        Fresh = data.Table.Take(order.AsSpan(half + quarter, quarter));
        Shuffled = new([.. Train.Columns.Select((column, j) =>
        {
            int[] rows = [.. Enumerable.Range(0, Train.Count)];
            random.Fork("column").Fork(j).Shuffle<int>(rows);
            return column.Take(rows);
        })]);
    }

    /// <summary>Half of the rows.</summary>
    public Table Train { get; }

    /// <summary>A quarter.</summary>
    public Table Holdout { get; }

    /// <summary>Another quarter: what a perfect synthesizer would draw.</summary>
    public Table Fresh { get; }

    /// <summary>The training rows with each column in random order: independent columns.</summary>
    public Table Shuffled { get; }
}
