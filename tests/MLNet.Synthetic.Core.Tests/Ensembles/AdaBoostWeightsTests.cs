// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic.Tests;

[TestClass]
public sealed class AdaBoostWeightsTests
{
    [TestMethod]
    public void M1_ByHand()
    {
        // five rows, one wrong: ε = 1/5, β = 1/4, right rows weigh 1/20 : 1/5 of the wrong one, so ½ is wrong and ⅛ each right
        var weights = new AdaBoostWeights(5);

        var (vote, isPerfect) = weights.Update([1, 1, 0, 1, 1]);

        Assert.AreEqual(Math.Log(4), vote, 1e-12);
        Assert.IsFalse(isPerfect);
        double[] expected = [1 / 8.0, 1 / 8.0, 1 / 2.0, 1 / 8.0, 1 / 8.0];
        for (int i = 0; i < 5; i++)
            Assert.AreEqual(expected[i], weights.Weights[i], 1e-12);
        Assert.AreEqual(0.5, weights.Loss([1, 1, 0, 1, 1]), 1e-12);   // the same member is worth nothing now
    }

    [TestMethod]
    public void M2_ByHand()
    {
        // h = 0.9 and 0.6: ε = ½ (0.1 + 0.4) = ¼, β = ⅓, weights 3^−0.9 : 3^−0.6
        var weights = new AdaBoostWeights(2);

        double vote = weights.Update([0.9, 0.6]).Vote;

        double a = Math.Pow(3, -0.9), b = Math.Pow(3, -0.6);
        Assert.AreEqual(Math.Log(3), vote, 1e-12);
        Assert.AreEqual(a / (a + b), weights.Weights[0], 1e-12);
        Assert.AreEqual(b / (a + b), weights.Weights[1], 1e-12);
    }

    [TestMethod]
    public void Update_Perfect_CountsMuchButNotInfinitely()
    {
        var (vote, isPerfect) = new AdaBoostWeights(3).Update([1, 1, 1]);

        Assert.IsTrue(isPerfect);
        Assert.AreEqual(Math.Log(1e10), vote, 1e-6);
    }

    [TestMethod]
    public void Update_NoBetterThanChance_Throws()
        => StringAssert.Contains(Assert.Throws<ArgumentException>(() => new AdaBoostWeights(2).Update([1, 0])).Message, "chance");

    [TestMethod]
    public void WeightedDraw_Shares_FollowTheWeights()
    {
        int[] counts = WeightedDraw.Counts([0, 1, 0, 3, 6, 0], 100_000, new Rng(1));

        Assert.AreEqual(100_000, counts.Sum());
        CollectionAssert.AreEqual(new[] { 0, 0, 0 }, new[] { counts[0], counts[2], counts[5] });
        Assert.AreEqual(10_000, counts[1], 500);                      // five standard deviations: 5 √(n p (1 − p)) < 500
        Assert.AreEqual(30_000, counts[3], 750);
        CollectionAssert.AreEqual(counts, WeightedDraw.Counts([0, 1, 0, 3, 6, 0], 100_000, new Rng(1)));
    }

    [TestMethod]
    public void WeightedDraw_BadWeights_SayWhich()
    {
        Assert.Throws<ArgumentException>(() => WeightedDraw.Counts([0, 0], 1, new Rng(1)));
        StringAssert.Contains(Assert.Throws<ArgumentException>(() => WeightedDraw.Counts([1, -2], 1, new Rng(1))).Message, "row 1");
    }
}
