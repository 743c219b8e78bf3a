// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Numerics.Tensors;

namespace MLNet.Synthetic;

/// <summary>The distribution: a tree of hidden variables Z with K states, and one observed column X hanging from each.</summary>
/// <remarks>p(x) = Σ_z p(z_root) Π_c p(z_c | z_parent(c)) Π_c p(x_c | z_c). Arrays may be changed only while the tree is being built.</remarks>
internal sealed class HiddenTree
{
    /// <summary>A tree of zeros.</summary>
    /// <param name="parents">Parent of each column, (d); −1 for the root.</param>
    /// <param name="order">All columns, every parent before its children, (d).</param>
    /// <param name="counts">Codes of each column, (d).</param>
    /// <param name="states">K.</param>
    public HiddenTree(int[] parents, int[] order, int[] counts, int states)
    {
        (Parents, Order, Counts, States) = (parents, order, counts, states);
        Prior = new float[states];
        Transitions = [.. parents.Select(p => new float[p < 0 ? 0 : states * states])];
        Emissions = [.. counts.Select(count => new float[count * states])];
    }

    /// <summary>Parent of each column, (d); −1 for the root.</summary>
    public int[] Parents { get; }

    /// <summary>All columns, every parent before its children, (d).</summary>
    public int[] Order { get; }

    /// <summary>Codes of each column, (d).</summary>
    public int[] Counts { get; }

    /// <summary>States of every hidden variable, K.</summary>
    public int States { get; }

    /// <summary>p(z_root), (K).</summary>
    public float[] Prior { get; }

    /// <summary>p(z_c | z_parent) of each column but the root, (d)(K parent, K child).</summary>
    public float[][] Transitions { get; }

    /// <summary>p(x_c | z_c) of each column, (d)(codes, K): the states of one code lie side by side.</summary>
    public float[][] Emissions { get; }

    /// <summary>The column without a parent.</summary>
    public int Root => Order[0];

    /// <summary>Numbers in the tree that could be chosen freely.</summary>
    public long Parameters => States - 1L + (Order.Length - 1L) * States * (States - 1L) + Counts.Sum(c => (c - 1L) * States);

    /// <summary>The distribution of single columns only, p(x) of each column, (d)(codes): one state.</summary>
    public static HiddenTree Independent(int[] parents, int[] order, double[][] marginals)
    {
        var tree = new HiddenTree(parents, order, [.. marginals.Select(m => m.Length)], states: 1);
        tree.Prior[0] = 1;
        for (int c = 0; c < marginals.Length; c++)
        {
            tree.Transitions[c].AsSpan().Fill(1);
            TensorPrimitives.ConvertChecked<double, float>(marginals[c], tree.Emissions[c]);
        }

        return tree;
    }

    /// <summary>The same distribution, nearly, with every state split in two that differ a little, so that EM can pull them apart.</summary>
    /// <param name="states">States of the new tree, at most twice as many.</param>
    /// <param name="random">The stream to draw the differences from.</param>
    public HiddenTree Split(int states, Rng random)
    {
        const double Spread = 0.5;                                    // of the logarithms
        var split = new HiddenTree(Parents, Order, Counts, states);
        int[] twins = [.. Enumerable.Range(0, States).Select(old => old + States < states ? 2 : 1)];
        for (int z = 0; z < states; z++)
            split.Prior[z] = Prior[z % States] / twins[z % States] * Noise();
        Normalize(split.Prior);
        for (int c = 0; c < Parents.Length; c++)
        {
            for (int p = 0; p < states && c != Root; p++)
            {
                var row = split.Transitions[c].AsSpan(p * states, states);
                for (int z = 0; z < states; z++)
                    row[z] = Transitions[c][p % States * States + z % States] / twins[z % States] * Noise();
                Normalize(row);
            }

            var sums = new float[states];
            for (int x = 0; x < Counts[c]; x++)
            {
                for (int z = 0; z < states; z++)
                    sums[z] += split.Emissions[c][x * states + z] = Emissions[c][x * States + z % States] * Noise();
            }

            for (int x = 0; x < Counts[c]; x++)
                TensorPrimitives.Divide(split.Emissions[c].AsSpan(x * states, states), sums, split.Emissions[c].AsSpan(x * states, states));
        }

        return split;

        float Noise() => (float)Math.Exp(Spread * random.NextGaussian());
    }

    private static void Normalize(Span<float> weights) => TensorPrimitives.Divide(weights, TensorPrimitives.Sum(weights), weights);
}
