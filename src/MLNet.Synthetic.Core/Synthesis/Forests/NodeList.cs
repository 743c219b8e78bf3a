// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Runtime.InteropServices;

namespace MLNet.Synthetic;

/// <summary>The nodes of a tree that grows.</summary>
internal sealed class NodeList
{
    private readonly List<int> _column = [], _cut = [];
    private readonly List<ulong> _sets = [];

    /// <summary>Left child of each node; at leaves the number of the leaf.</summary>
    public List<int> Child { get; } = [];

    /// <summary>Adds a leaf.</summary>
    public int Add()
    {
        _column.Add(-1);
        _cut.Add(0);
        Child.Add(0);
        return _column.Count - 1;
    }

    /// <summary>Adds both children of a node; the right one follows the left one.</summary>
    public int AddChildren(int node)
    {
        int left = Child[node] = Add();
        Add();
        return left;
    }

    /// <summary>Makes a leaf a node that decides.</summary>
    public void Set(int node, Split split) => Set(node, split.Predictor, split.Threshold, split.Set);

    /// <summary>Makes a leaf a node that decides as one of another tree does.</summary>
    public void Set(int node, ForestTree tree, int from)
        => Set(node, tree.Column[from], tree.Cut[from], tree.Cut[from] < 0 ? tree.Sets[(ConditionalTree.SetWords * ~tree.Cut[from])..][..ConditionalTree.SetWords] : null);

    /// <summary>Moves the rows that go left at a node to the front, both sides in their old order.</summary>
    /// <returns>How many go left.</returns>
    public int Part(int node, Span<int> rows, byte[] codes, int[] aside) => Part(CollectionsMarshal.AsSpan(_sets), _cut[node], rows, codes, aside);

    /// <summary>Moves the rows that go left to the front, both sides in their old order.</summary>
    public static int Part(ReadOnlySpan<ulong> sets, int cut, Span<int> rows, byte[] codes, int[] aside)
    {
        int left = 0, right = 0;
        foreach (int row in rows)
        {
            if (ConditionalTree.GoesLeft(sets, cut, codes[row]))
                rows[left++] = row;
            else
                aside[right++] = row;
        }

        aside.AsSpan(0, right).CopyTo(rows[left..]);
        return left;
    }

    /// <summary>The tree.</summary>
    public ForestTree ToTree() => new([.. _column], [.. _cut], [.. Child], [.. _sets]);

    private void Set(int node, int column, int threshold, ulong[]? set)
    {
        _column[node] = column;
        _cut[node] = set is null ? threshold : ~(_sets.Count / ConditionalTree.SetWords);
        _sets.AddRange(set ?? []);
    }
}
