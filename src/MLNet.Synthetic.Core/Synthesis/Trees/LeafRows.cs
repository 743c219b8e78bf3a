// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Rows grouped by the leaf of a tree they fall to.</summary>
internal sealed class LeafRows
{
    private readonly int[] _rows, _starts;

    private LeafRows(int[] rows, int[] starts) => (_rows, _starts) = (rows, starts);

    /// <summary>The rows of a leaf, which the caller may put in another order.</summary>
    public Span<int> Rows(int leaf) => _rows.AsSpan(_starts[leaf].._starts[leaf + 1]);

    /// <summary>Drops rows down a tree.</summary>
    /// <param name="tree">The tree.</param>
    /// <param name="known">The rows.</param>
    /// <param name="chunkRows">Rows dropped at a time.</param>
    /// <param name="run">Threads.</param>
    public static LeafRows Of(ConditionalTree tree, KnownColumns known, int chunkRows, RunContext run)
    {
        var (codes, rows) = (known.Codes, known.Rows);
        var leaves = new int[rows];
        run.ForChunks(rows, chunkRows, (_, first, end) =>
        {
            for (int i = first; i < end; i++)
                leaves[i] = tree.Leaf(codes, i);
        });

        var starts = new int[tree.Leaves + 1];                        // counting sort
        foreach (int leaf in leaves)
            starts[leaf + 1]++;
        for (int leaf = 0; leaf < tree.Leaves; leaf++)
            starts[leaf + 1] += starts[leaf];
        var grouped = new int[rows];
        int[] next = [.. starts];
        for (int i = 0; i < rows; i++)
            grouped[next[leaves[i]]++] = i;
        return new(grouped, starts);
    }
}
