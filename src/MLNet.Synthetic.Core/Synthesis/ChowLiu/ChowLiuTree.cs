// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>The tree over columns that keeps most of their mutual information.</summary>
/// <remarks>
/// Chow, Liu (1968), "Approximating discrete probability distributions with dependence trees", IEEE Trans. Inf. Theory 14(3), 462–467: the maximum spanning
/// tree over I(X; Y) = Σ p(x, y) ln (p(x, y) / (p(x) p(y))). The plug-in estimate is too high by about one half for every cell beyond what independence takes,
/// which draws columns of many values together, so it is corrected as Miller (1955) does. The tree is grown from the root as Prim (1957) does.
/// </remarks>
internal static class ChowLiuTree
{
    /// <summary>Finds the parent of each column.</summary>
    /// <param name="codes">Code of each row in each column, (d)(n).</param>
    /// <param name="counts">Codes of each column, (d).</param>
    /// <param name="root">The column without a parent.</param>
    /// <param name="run">Cancellation and threads.</param>
    /// <returns>Parent of each column, (d), −1 for the root; and the columns with every parent before its children.</returns>
    public static (int[] Parents, int[] Order) Fit(byte[][] codes, int[] counts, int root, RunContext run)
    {
        int d = codes.Length;
        var information = new double[d, d];
        run.ForChunks(d, 1, (_, i, _) =>
        {
            for (int j = 0; j < i; j++)
                information[i, j] = MutualInformation(codes[i], codes[j], counts[i], counts[j]);
        });
        for (int i = 0; i < d; i++)
        {
            for (int j = 0; j < i; j++)
                information[j, i] = information[i, j];
        }

        return MaximumSpanningTree(information, root);
    }

    /// <summary>Mutual information of two columns in nats, less its bias; it can fall below 0.</summary>
    internal static double MutualInformation(ReadOnlySpan<byte> x, ReadOnlySpan<byte> y, int xCount, int yCount)
    {
        var joint = new int[xCount * yCount];
        for (int i = 0; i < x.Length; i++)
            joint[x[i] * yCount + y[i]]++;
        var (xs, ys) = (new int[xCount], new int[yCount]);
        for (int cell = 0; cell < joint.Length; cell++)
        {
            xs[cell / yCount] += joint[cell];
            ys[cell % yCount] += joint[cell];
        }

        double n = x.Length, sum = 0;
        for (int cell = 0; cell < joint.Length; cell++)
        {
            if (joint[cell] > 0)
                sum += joint[cell] / n * Math.Log(joint[cell] * n / ((double)xs[cell / yCount] * ys[cell % yCount]));
        }

        int excess = Occupied(joint) - Occupied(xs) - Occupied(ys) + 1;
        return sum - excess / (2 * n);

        static int Occupied(int[] cells) => cells.Length - cells.AsSpan().Count(0);
    }

    /// <summary>The spanning tree of greatest weight; of equal edges the one met first.</summary>
    internal static (int[] Parents, int[] Order) MaximumSpanningTree(double[,] weight, int root)
    {
        int d = weight.GetLength(0);
        var (parents, order, inTree) = (new int[d], new int[d], new bool[d]);
        Array.Fill(parents, root);
        (parents[root], order[0], inTree[root]) = (-1, root, true);
        for (int k = 1; k < d; k++)
        {
            int next = -1;
            for (int j = 0; j < d; j++)
            {
                if (!inTree[j] && (next < 0 || weight[j, parents[j]] > weight[next, parents[next]]))
                    next = j;
            }

            (order[k], inTree[next]) = (next, true);
            for (int j = 0; j < d; j++)
            {
                if (!inTree[j] && weight[j, next] > weight[j, parents[j]])
                    parents[j] = next;
            }
        }

        return (parents, order);
    }
}
