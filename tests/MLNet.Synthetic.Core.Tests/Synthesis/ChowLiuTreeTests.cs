// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic.Tests;

[TestClass]
public sealed class ChowLiuTreeTests
{
    [TestMethod]
    public void MutualInformation_TwoEqualCoins_IsLogTwoLessTheBias()
    {
        byte[] coin = [0, 0, 1, 1];

        double information = ChowLiuTree.MutualInformation(coin, coin, 2, 2);

        // Σ p ln(p/(p p)) = 2 · ½ ln 2; 2 joint cells, 2 + 2 single ones: bias (2 − 2 − 2 + 1) / (2 · 4) = −1/8
        Assert.AreEqual(Math.Log(2) + 0.125, information, 1e-12);
    }

    [TestMethod]
    public void MutualInformation_WorkedTable_EqualsTheSumByHand()
    {
        byte[] x = [0, 0, 0, 1, 1, 1, 1, 1], y = [0, 0, 1, 0, 1, 1, 1, 1];       // counts 2 1 / 1 4

        double information = ChowLiuTree.MutualInformation(x, y, 2, 2);

        double sum = 2 / 8.0 * Math.Log(2 * 8 / 9.0) + 2 * (1 / 8.0) * Math.Log(1 * 8 / 15.0) + 4 / 8.0 * Math.Log(4 * 8 / 25.0);
        Assert.AreEqual(sum - (4 - 2 - 2 + 1) / 16.0, information, 1e-12);
    }

    [TestMethod]
    public void MaximumSpanningTree_FourColumns_KeepsTheThreeStrongestEdgesThatFormATree()
    {
        double[,] weight = { { 0, 5, 4, 1 }, { 5, 0, 3, 0 }, { 4, 3, 0, 2 }, { 1, 0, 2, 0 } };   // 1–2 (3) would close a ring

        var (parents, order) = ChowLiuTree.MaximumSpanningTree(weight, root: 2);

        CollectionAssert.AreEqual(new[] { 2, 0, -1, 2 }, parents);
        CollectionAssert.AreEqual(new[] { 2, 0, 1, 3 }, order);
    }

    [TestMethod]
    public void Fit_ColumnsInAChain_FindsTheChain()
    {
        var random = new Rng(1);
        byte[][] codes = [new byte[2000], new byte[2000], new byte[2000], new byte[2000]];
        int[] chain = [2, 0, 3, 1];                                   // 2 → 0 → 3 → 1
        for (int i = 0; i < 2000; i++)
        {
            codes[2][i] = (byte)random.Next(3);
            for (int k = 1; k < 4; k++)
                codes[chain[k]][i] = random.NextDouble() < 0.8 ? codes[chain[k - 1]][i] : (byte)random.Next(3);
        }

        var (parents, order) = ChowLiuTree.Fit(codes, [3, 3, 3, 3], root: 2, TreeTables.Run());

        CollectionAssert.AreEqual(new[] { 2, 3, -1, 0 }, parents);
        CollectionAssert.AreEqual(chain, order);
    }
}
