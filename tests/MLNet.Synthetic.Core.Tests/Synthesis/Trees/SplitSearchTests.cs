// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic.Tests;

[TestClass]
public sealed class SplitSearchTests
{
    private static readonly EntropyTerms Terms = new(1000);

    [TestMethod]
    public void Best_PureCut_GainsTheWholeEntropy()
    {
        // four rows of each class, told apart by the code: G = 8 ln 2
        var split = Best([0, 0, 1, 1, 7, 7, 9, 9], [0, 0, 0, 0, 1, 1, 1, 1], isOrdered: true);

        Assert.AreEqual(8 * Math.Log(2), split!.Gain, 1e-9);
        Assert.AreEqual(4, split.Threshold);                          // half-way between 1 and 7
        Assert.IsNull(split.Set);
    }

    [TestMethod]
    public void Best_MixedCut_GainsWhatTheFormulaSays()
    {
        // left (3, 1), right (1, 3): G = 2 (3 ln 3 + 0) − 2 · 4 ln 4 − (2 · 4 ln 4 − 8 ln 8) = 6 ln 3 − 16 ln 4 + 8 ln 8
        var split = Best([0, 0, 0, 0, 1, 1, 1, 1], [0, 0, 0, 1, 0, 1, 1, 1], isOrdered: true);

        Assert.AreEqual(6 * Math.Log(3) - 16 * Math.Log(4) + 8 * Math.Log(8), split!.Gain, 1e-9);
    }

    [TestMethod]
    public void Best_AlternatingCategories_SplitsASetNoThresholdCould()
    {
        var split = Best([0, 0, 1, 1, 2, 2, 3, 3], [0, 0, 1, 1, 0, 0, 1, 1], isOrdered: false);

        Assert.AreEqual(8 * Math.Log(2), split!.Gain, 1e-9);
        Assert.IsTrue(split.Set![0] is 0b0101 or 0b1010);
    }

    [TestMethod]
    public void Best_ManyClassesOfCategories_SeparatesTheGroups()
    {
        // codes 0, 2, 4 have classes 0 and 1, codes 1, 3, 5 classes 2 and 3
        byte[] codes = [.. Enumerable.Range(0, 60).Select(i => (byte)(i % 6))], classes = [.. Enumerable.Range(0, 60).Select(i => (byte)(i % 6 % 2 * 2 + i / 6 % 2))];

        var split = Best(codes, classes, isOrdered: false);

        Assert.AreEqual(60 * Math.Log(2), split!.Gain, 1e-9);
        Assert.IsTrue(split.Set![0] is 0b010101 or 0b101010);
    }

    [TestMethod]
    public void Best_CutThatLeavesTooFewRows_IsNotTaken()
    {
        byte[] codes = [0, 1, 1, 1, 1, 1, 1, 1], classes = [1, 0, 0, 0, 0, 0, 0, 0];

        Assert.IsNotNull(Best(codes, classes, isOrdered: true, minimumLeafRows: 1));
        Assert.IsNull(Best(codes, classes, isOrdered: true, minimumLeafRows: 2));
    }

    [TestMethod]
    public void Best_ConstantPredictor_FindsNothing()
        => Assert.IsNull(Best([3, 3, 3, 3], [0, 1, 0, 1], isOrdered: true));

    private static Split? Best(byte[] codes, byte[] classes, bool isOrdered, int minimumLeafRows = 1)
    {
        var search = new SplitSearch([codes], [isOrdered], minimumLeafRows, Terms);
        int[] totals = [.. Enumerable.Range(0, classes.Max() + 1).Select(c => classes.Count(x => x == c))];
        int[] rows = [.. Enumerable.Range(0, codes.Length)];
        var first = search.Best(rows, classes, totals);
        Assert.AreEqual(first?.Gain, search.Best(rows, classes, totals)?.Gain);   // nothing is left behind by a search
        return first;
    }
}
