// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>The first two states of every hidden variable: halves of the codes of its column that go with halves of the parent's.</summary>
/// <remarks>Two states that differ by chance alone are nearly a saddle point, which EM leaves slowly; these are on the way that the strongest dependences point.</remarks>
internal static class FirstStates
{
    private const float Own = 0.75f;                                  // of the codes of its half a state has three times the share

    /// <summary>A tree of two states.</summary>
    /// <param name="independent">The tree of one state.</param>
    /// <param name="codes">Code of each row in each column, (d)(n).</param>
    /// <param name="marginals">p(x) of each column, (d)(codes).</param>
    public static HiddenTree Of(HiddenTree independent, byte[][] codes, double[][] marginals)
    {
        var tree = new HiddenTree(independent.Parents, independent.Order, independent.Counts, states: 2);
        tree.Prior.AsSpan().Fill(0.5f);
        var halves = new bool[codes.Length][];                        // (d)(codes)
        foreach (int c in tree.Order)
        {
            halves[c] = c == tree.Root ? Upper(marginals[c]) : GoingWith(codes[tree.Parents[c]], halves[tree.Parents[c]], codes[c], tree.Counts[c]);
            if (c != tree.Root)
                (tree.Transitions[c][0], tree.Transitions[c][1], tree.Transitions[c][2], tree.Transitions[c][3]) = (Own, 1 - Own, 1 - Own, Own);
            for (int z = 0; z < 2; z++)
            {
                double sum = 0;
                for (int x = 0; x < halves[c].Length; x++)
                    sum += Weight(c, x, z);
                for (int x = 0; x < halves[c].Length; x++)
                    tree.Emissions[c][2 * x + z] = (float)(Weight(c, x, z) / sum);
            }
        }

        return tree;

        double Weight(int c, int x, int z) => marginals[c][x] * (halves[c][x] == (z == 1) ? Own : 1 - Own);
    }

    /// <summary>The codes behind the middle of the mass; never all or none of several.</summary>
    private static bool[] Upper(double[] marginal)
    {
        var upper = new bool[marginal.Length];
        double below = 0;
        for (int x = 0; x < upper.Length; x++)
        {
            upper[x] = x > 0 && below + marginal[x] / 2 >= 0.5 || x == upper.Length - 1;
            below += marginal[x];
        }

        return upper;
    }

    /// <summary>The codes that occur with the parent's half more often than all codes do.</summary>
    private static bool[] GoingWith(byte[] parent, bool[] parentHalf, byte[] child, int count)
    {
        var (rows, with) = (new int[count], new int[count]);
        for (int i = 0; i < child.Length; i++)
        {
            rows[child[i]]++;
            with[child[i]] += parentHalf[parent[i]] ? 1 : 0;
        }

        double share = with.Sum() / (double)child.Length;
        return [.. rows.Zip(with, (r, w) => w > share * r)];
    }
}
