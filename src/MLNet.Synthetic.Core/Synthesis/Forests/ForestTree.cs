// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>One tree that tells real rows from synthetic ones, or that parts real rows into leaves.</summary>
/// <remarks>Flat arrays, a place for each node; the root is node 0, children come behind their parent, a right child right behind the left one. Immutable.</remarks>
/// <param name="Column">The column whose code decides at each node; −1 at leaves.</param>
/// <param name="Cut">Largest code that goes left; or, for categories, the complement of the place in <paramref name="Sets"/>.</param>
/// <param name="Child">Left child of each node; at leaves the number of the leaf.</param>
/// <param name="Sets">Sets of codes that go left, four words of 64 bits each.</param>
internal sealed record ForestTree(int[] Column, int[] Cut, int[] Child, ulong[] Sets)
{
    /// <summary>Deepest leaf: a guard against trees that peel off a few rows at a time.</summary>
    public const int MostDepth = 100;

    /// <summary>Whether a code goes left at a node.</summary>
    public bool GoesLeft(int node, byte code) => ConditionalTree.GoesLeft(Sets, Cut[node], code);

    /// <summary>The leaf of a row.</summary>
    public int Leaf(byte[][] codes, int row)
    {
        int node = 0;
        for (int column; (column = Column[node]) >= 0;)
            node = Child[node] + (GoesLeft(node, codes[column][row]) ? 0 : 1);
        return Child[node];
    }

    /// <summary>All leaves that a row can fall to of which not every column is known.</summary>
    /// <param name="codes">Code of each column, (d); −1 where it is not known.</param>
    /// <param name="leaves">Receives the leaves, ascending.</param>
    public void Reach(ReadOnlySpan<int> codes, List<int> leaves)
    {
        leaves.Clear();
        Span<int> open = stackalloc int[MostDepth + 2];
        int count = 0;
        open[count++] = 0;
        while (count > 0)
        {
            int node = open[--count], column = Column[node];
            if (column < 0)
            {
                leaves.Add(Child[node]);
                continue;
            }

            int code = codes[column], left = Child[node];
            if (code < 0 || !GoesLeft(node, (byte)code))
                open[count++] = left + 1;
            if (code < 0 || GoesLeft(node, (byte)code))
                open[count++] = left;
        }
    }
}
