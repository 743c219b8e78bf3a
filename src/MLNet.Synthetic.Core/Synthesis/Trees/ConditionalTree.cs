// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>The distribution of one column given those before it: a tree whose leaves keep the training values that fell there.</summary>
/// <remarks>Flat arrays, a place for each node; the root is node 0, and a node's right child follows its left one. Immutable.</remarks>
/// <param name="Combined">Predictors computed from several columns; their places follow those of the table's columns.</param>
/// <param name="Column">The column whose code decides at each node, by its place; −1 at leaves.</param>
/// <param name="Cut">Largest code that goes left; or, for categories, the complement of the place in <paramref name="Sets"/>; 0 at leaves.</param>
/// <param name="Child">Left child of each node; at leaves the number of the leaf.</param>
/// <param name="Sets">Sets of codes that go left, four words of 64 bits each.</param>
/// <param name="LeafStarts">First donor of each leaf, and their number at the end.</param>
/// <param name="Donors">Donors of all leaves, ascending in each.</param>
internal sealed record ConditionalTree(CombinedPredictor[] Combined, int[] Column, int[] Cut, int[] Child, ulong[] Sets, int[] LeafStarts, int[] Donors)
{
    /// <summary>Words of a set of codes.</summary>
    public const int SetWords = 4;

    /// <summary>A tree of one leaf with one donor.</summary>
    public static ConditionalTree Of(int donor) => new([], [-1], [0], [0], [], [0, 1], [donor]);

    /// <summary>Number of leaves.</summary>
    public int Leaves => LeafStarts.Length - 1;

    /// <summary>The donors of a leaf.</summary>
    public ReadOnlySpan<int> DonorsOf(int leaf) => Donors.AsSpan(LeafStarts[leaf]..LeafStarts[leaf + 1]);

    /// <summary>The leaf a row falls to.</summary>
    /// <param name="codes">Codes of the table's columns, each (m).</param>
    /// <param name="row">The row.</param>
    public int Leaf(byte[][] codes, int row)
    {
        int node = 0;
        for (int column; (column = Column[node]) >= 0;)
            node = Child[node] + (GoesLeft(Sets, Cut[node], codes[column][row]) ? 0 : 1);
        return Child[node];
    }

    /// <summary>Which way a code goes.</summary>
    public static bool GoesLeft(ReadOnlySpan<ulong> sets, int cut, byte code)
        => cut >= 0 ? code <= cut : (sets[SetWords * ~cut + (code >> 6)] >> code & 1) != 0;
}
