// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>A random forest that tells real rows from synthetic ones.</summary>
/// <remarks>
/// Breiman (2001), "Random forests", Machine Learning 45. Each tree takes 63.2 % of the real and of the synthetic rows without replacement, and tries ⌊√d⌋ columns at each node.
/// </remarks>
internal sealed class Adversary
{
    private const double BagShare = 0.632;
    private const int RowsPerChunk = 2048;
    private readonly byte[][] _codes;
    private readonly (ForestTree Tree, float[] RealShares, bool[] IsInBag)[] _trees;
    private readonly int _realRows;

    private Adversary(byte[][] codes, int realRows, (ForestTree, float[], bool[])[] trees) => (_codes, _realRows, _trees) = (codes, realRows, trees);

    /// <summary>The trees.</summary>
    public ForestTree[] Trees => Array.ConvertAll(_trees, t => t.Tree);

    /// <summary>Grows the forest.</summary>
    /// <param name="codes">Codes of all rows, (d)(n + m): the n real ones first.</param>
    /// <param name="isOrdered">Whether codes of a column ascend with its values, (d).</param>
    /// <param name="realRows">Real rows, n.</param>
    /// <param name="options">Settings.</param>
    /// <param name="run">Tree t comes from the stream forked by t.</param>
    public static Adversary Grow(byte[][] codes, bool[] isOrdered, int realRows, AdversarialForestOptions options, RunContext run)
    {
        var trees = new (ForestTree, float[], bool[])[options.Trees];
        run.ForChunks(trees.Length, 1, (t, _, _) =>
        {
            var random = run.Random.Fork(t);
            int synthetic = codes[0].Length - realRows, size = Math.Min(realRows, options.MaximumTreeRows);
            int[] real = Sample(0, realRows, (int)Math.Ceiling(BagShare * size), random), made = Sample(realRows, synthetic, (int)Math.Ceiling(BagShare * Math.Min(synthetic, size)), random);
            int[] rows = [.. real, .. made];
            var isInBag = new bool[codes[0].Length];
            foreach (int row in rows)
                isInBag[row] = true;
            var (tree, shares) = GrowTree(codes, isOrdered, realRows, rows, options, random, run.Cancellation);
            trees[t] = (tree, shares, isInBag);
        });
        return new(codes, realRows, trees);
    }

    /// <summary>Rows drawn without replacement.</summary>
    public static int[] Sample(int first, int count, int size, Rng random)
    {
        int[] rows = [.. Enumerable.Range(first, count)];
        for (int i = 0; i < size; i++)
        {
            int j = i + random.Next(count - i);
            (rows[i], rows[j]) = (rows[j], rows[i]);
        }

        return size == count ? rows : rows[..size];
    }

    /// <summary>The share of rows that the trees which have not seen them tell right; a tie is half right. The real and the synthetic rows have half the weight each.</summary>
    public double OutOfBagAccuracy(RunContext run)
    {
        int n = _codes[0].Length, chunks = (n + RowsPerChunk - 1) / RowsPerChunk;
        var right = new double[chunks];
        run.ForChunks(n, RowsPerChunk, (chunk, first, end) =>
        {
            for (int row = first; row < end; row++)
            {
                double sum = 0;
                int votes = 0;
                foreach (var (tree, shares, isInBag) in _trees)
                {
                    if (isInBag[row])
                        continue;
                    sum += shares[tree.Leaf(_codes, row)];
                    votes++;
                }

                double margin = (sum - votes / 2.0) * (row < _realRows ? 1 : -1);
                right[chunk] += (Math.Abs(margin) < 1e-6 ? 0.5 : margin > 0 ? 1 : 0) / (2.0 * (row < _realRows ? _realRows : n - _realRows));
            }
        });
        return right.Sum();
    }

    private static (ForestTree, float[]) GrowTree(byte[][] codes, bool[] isOrdered, int realRows, int[] rows, AdversarialForestOptions options, Rng random, CancellationToken cancellation)
    {
        var search = new GiniSearch(codes, isOrdered, realRows, options.MinimumLeafRows);
        var nodes = new NodeList();
        var shares = new List<float>();
        int[] aside = new int[rows.Length], columns = [.. Enumerable.Range(0, codes.Length)];
        var open = new Stack<(int Node, int Start, int End, int Depth)>();
        open.Push((nodes.Add(), 0, rows.Length, 0));
        while (open.TryPop(out var at))
        {
            cancellation.ThrowIfCancellationRequested();
            var here = rows.AsSpan(at.Start..at.End);
            int real = 0;
            foreach (int row in here)
                real += row < realRows ? 1 : 0;
            var split = here.Length < 2 * options.MinimumLeafRows || real == 0 || real == here.Length || at.Depth == ForestTree.MostDepth ? null : BestOfSome(search, here, columns, random);
            if (split is null)
            {
                nodes.Child[at.Node] = shares.Count;
                shares.Add(here.Length == 0 ? 0.5f : (float)real / here.Length);
                continue;
            }

            nodes.Set(at.Node, split);
            int left = nodes.Part(at.Node, here, codes[split.Predictor], aside), child = nodes.AddChildren(at.Node);
            open.Push((child + 1, at.Start + left, at.End, at.Depth + 1));
            open.Push((child, at.Start, at.Start + left, at.Depth + 1));
        }

        return (nodes.ToTree(), [.. shares]);
    }

    /// <summary>The best split on ⌊√d⌋ columns drawn at random; columns on which the rows do not differ are not counted.</summary>
    private static Split? BestOfSome(GiniSearch search, ReadOnlySpan<int> rows, int[] columns, Rng random)
    {
        int wanted = Math.Max(1, (int)Math.Sqrt(columns.Length)), tried = 0;
        Split? best = null;
        for (int i = 0; i < columns.Length && tried < wanted; i++)
        {
            int j = i + random.Next(columns.Length - i);
            (columns[i], columns[j]) = (columns[j], columns[i]);
            if (search.On(columns[i], rows) is not { } split)
                continue;
            tried++;
            if (best is null || split.Gain > best.Gain)
                best = split;
        }

        return best;
    }
}
