// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>The real rows in the leaves of a tree, and the tree without the leaves that too few of them reach.</summary>
/// <param name="Tree">The tree; leaves are numbered from left to right.</param>
/// <param name="Starts">First row of each leaf, and the number of rows at the end.</param>
/// <param name="Rows">Real rows, leaf by leaf.</param>
internal sealed record RealLeaves(ForestTree Tree, int[] Starts, int[] Rows)
{
    /// <summary>Drops rows down a tree. A node one of whose sides too few rows reach is replaced by its other side.</summary>
    /// <param name="tree">The tree.</param>
    /// <param name="codes">Codes of the rows, (d)(n).</param>
    /// <param name="rows">The rows; put in another order.</param>
    /// <param name="minimumLeafRows">Fewest rows of a leaf.</param>
    public static RealLeaves Of(ForestTree tree, byte[][] codes, int[] rows, int minimumLeafRows)
    {
        var nodes = new NodeList();
        var starts = new List<int>();
        var aside = new int[rows.Length];
        var open = new Stack<(int From, int To, int Start, int End)>();
        open.Push((0, nodes.Add(), 0, rows.Length));
        while (open.TryPop(out var at))
        {
            int from = at.From;
            while (true)
            {
                int column = tree.Column[from];
                if (column < 0)
                {
                    nodes.Child[at.To] = starts.Count;
                    starts.Add(at.Start);
                    break;
                }

                int left = NodeList.Part(tree.Sets, tree.Cut[from], rows.AsSpan(at.Start..at.End), codes[column], aside), child = tree.Child[from];
                if (left < minimumLeafRows)
                {
                    from = child + 1;
                    continue;
                }

                if (at.End - at.Start - left < minimumLeafRows)
                {
                    from = child;
                    continue;
                }

                nodes.Set(at.To, tree, from);
                int to = nodes.AddChildren(at.To);
                open.Push((child + 1, to + 1, at.Start + left, at.End));
                open.Push((child, to, at.Start, at.Start + left));
                break;
            }
        }

        starts.Add(rows.Length);
        return new(nodes.ToTree(), [.. starts], rows);
    }

    /// <summary>The leaf that holds the row at a place of <see cref="Rows"/>.</summary>
    public (int Start, int End) LeafAt(int place)
    {
        int at = Array.BinarySearch(Starts, place);
        at = at < 0 ? ~at - 1 : at;
        return (Starts[at], Starts[at + 1]);
    }
}
