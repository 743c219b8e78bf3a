// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic.Tests;

[TestClass]
public sealed class HiddenTreeTests
{
    private static readonly int[] s_parents = [-1, 0, 0, 1], s_order = [0, 1, 2, 3], s_counts = [2, 3, 2, 2];

    [TestMethod]
    public void Upward_AnyEvidence_IsTheSumOverAllStates()
    {
        var tree = Made(states: 3);
        byte u = ColumnCode.Unobserved;
        byte[][] codes = [[0, 1, u, u, u], [2, 0, 1, u, u], [1, u, u, 0, u], [0, 1, 1, u, u]];
        var logLikelihood = new double[5];

        new HiddenTreePass(tree).Upward(codes, 0, 5, logLikelihood);

        for (int r = 0; r < 5; r++)
            Assert.AreEqual(Math.Log(Enumerated(tree, [.. codes.Select(c => c[r])])), logLikelihood[r], 1e-5, $"row {r}");
    }

    [TestMethod]
    [DataRow(0.0)]
    [DataRow(1.0)]
    public void Step_RoundAfterRound_TheObjectiveNeverFalls(double pseudoRows)
    {
        byte[][] codes = Codes(TreeTables.Mixed(800), out var marginals);
        var training = new HiddenTreeTraining(codes, marginals, pseudoRows, TreeTables.Run());
        var (parents, order) = ChowLiuTree.Fit(codes, [.. marginals.Select(m => m.Length)], 0, TreeTables.Run());
        var tree = HiddenTree.Independent(parents, order, marginals).Split(2, new Rng(1)).Split(4, new Rng(2));

        double last = double.NegativeInfinity;
        for (int round = 0; round < 30; round++)
        {
            var (next, likelihood) = training.Step(tree);
            double objective = 800 * likelihood + Prior(tree, marginals, pseudoRows);
            Assert.IsGreaterThan(last - 0.02, objective, $"round {round}");       // float32 rounds some 1e-6 a row
            (tree, last) = (next, objective);
        }
    }

    [TestMethod]
    public void Split_ManyStates_KeepsDistributionsThatSumToOne()
    {
        var split = Made(states: 3).Split(5, new Rng(3));

        Assert.AreEqual(5, split.States);
        Assert.AreEqual(1, split.Prior.Sum(), 1e-5);
        for (int c = 1; c < 4; c++)
        {
            for (int p = 0; p < 5; p++)
                Assert.AreEqual(1, split.Transitions[c].AsSpan(p * 5, 5).ToArray().Sum(), 1e-5);
        }

        for (int z = 0; z < 5; z++)
            Assert.AreEqual(1, Enumerable.Range(0, 3).Sum(x => split.Emissions[1][x * 5 + z]), 1e-5);
    }

    [TestMethod]
    [DataRow(1, 1, 1)]
    [DataRow(5, 7, 3)]
    [DataRow(8, 16, 16)]
    [DataRow(13, 64, 37)]
    public void Multiply_AnyShape_EqualsTheLoops(int rows, int inner, int columns)
    {
        var random = new Rng(1);
        float[] a = Random(rows * inner), b = Random(inner * columns), at = new float[a.Length];
        for (int i = 0; i < rows; i++)
        {
            for (int k = 0; k < inner; k++)
                at[k * rows + i] = a[i * inner + k];
        }

        float[] product = new float[rows * columns], sum = [.. Enumerable.Repeat(1f, rows * columns)];
        FloatProduct.Multiply(a, b, product, rows, inner, columns);
        FloatProduct.AddTransposed(at, b, sum, rows, inner, columns);

        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                double expected = Enumerable.Range(0, inner).Sum(k => (double)a[i * inner + k] * b[k * columns + j]);
                Assert.AreEqual(expected, product[i * columns + j], 1e-4);
                Assert.AreEqual(expected + 1, sum[i * columns + j], 1e-4);
            }
        }

        float[] Random(int length) => [.. Enumerable.Range(0, length).Select(_ => (float)random.NextGaussian())];
    }

    /// <summary>p(evidence) by going through all states of all hidden variables.</summary>
    private static double Enumerated(HiddenTree tree, byte[] codes)
    {
        int k = tree.States, d = codes.Length;
        double sum = 0;
        for (int all = 0; all < (int)Math.Pow(k, d); all++)
        {
            int[] z = [.. Enumerable.Range(0, d).Select(c => all / (int)Math.Pow(k, c) % k)];
            double p = tree.Prior[z[tree.Root]];
            for (int c = 0; c < d; c++)
            {
                p *= c == tree.Root ? 1 : tree.Transitions[c][z[tree.Parents[c]] * k + z[c]];
                p *= codes[c] == ColumnCode.Unobserved ? 1 : tree.Emissions[c][codes[c] * k + z[c]];
            }

            sum += p;
        }

        return sum;
    }

    private static HiddenTree Made(int states)
        => HiddenTree.Independent(s_parents, s_order, [.. s_counts.Select(count => Enumerable.Repeat(1.0 / count, count).ToArray())]).Split(2, new Rng(1)).Split(states, new Rng(2));

    private static byte[][] Codes(Table table, out double[][] marginals)
    {
        var schema = TreeTables.SchemaOf(table);
        ColumnCode[] columns = [.. table.Columns.Zip(schema.Columns, (c, s) => ColumnCode.For(c, s, new()))];
        byte[][] codes = [.. columns.Zip(table.Columns, (code, column) => code.Encode(column))];
        marginals = [.. columns.Zip(codes, (column, code) => Enumerable.Range(0, column.Count).Select(x => code.Count(y => y == x) / (double)code.Length).ToArray())];
        return codes;
    }

    /// <summary>ln of the Dirichlet prior that the pseudo-rows stand for, without its constant.</summary>
    private static double Prior(HiddenTree tree, double[][] marginals, double pseudoRows)
    {
        int k = tree.States;
        double sum = tree.Prior.Sum(p => pseudoRows / k * Math.Log(p)) + tree.Transitions.Sum(t => t.Sum(p => pseudoRows / k * Math.Log(p)));
        for (int c = 0; c < marginals.Length; c++)
        {
            for (int x = 0; x < marginals[c].Length; x++)
            {
                for (int z = 0; z < k; z++)
                    sum += pseudoRows * marginals[c][x] * Math.Log(tree.Emissions[c][x * k + z]);
            }
        }

        return pseudoRows == 0 ? 0 : sum;
    }
}
