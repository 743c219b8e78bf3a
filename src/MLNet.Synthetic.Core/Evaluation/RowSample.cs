// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Some rows of a table.</summary>
internal static class RowSample
{
    /// <summary>Numbers of at most so many rows, drawn at random without repetition, in random order.</summary>
    public static int[] Draw(int rows, int most, Rng random)
    {
        int[] order = [.. Enumerable.Range(0, rows)];
        random.Shuffle<int>(order);
        return order[..Math.Min(rows, most)];
    }

    /// <summary>At most so many rows of a table, drawn at random.</summary>
    public static Table Draw(Table table, int most, Rng random) => table.Take(Draw(table.Count, most, random));

    /// <summary>At most so many of the first rows of a table that is in random order.</summary>
    public static Table First(Table table, int most) => table.Count <= most ? table : table.Take([.. Enumerable.Range(0, most)]);
}
