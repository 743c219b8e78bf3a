// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic.Tests;

[TestClass]
public sealed class ThresholdCurveTests
{
    private static readonly float[] Scores = [0.9f, 0.2f, 0.6f, 0.6f, 0.4f];

    private static readonly bool[] Positive = [true, false, true, false, false];

    [TestMethod]
    public void OfProbabilities_ByHand()
    {
        var curve = ThresholdCurve.OfProbabilities(Scores, Positive);

        // sorted: 0.2 −, 0.4 −, 0.6 − and + (a tie), 0.9 +
        Assert.HasCount(5, curve);
        ThresholdPoint[] expected =
        [
            new(0.1f, 2, 3, 0, 0), new(0.3f, 2, 2, 0, 1), new(0.5f, 2, 1, 0, 2), new(0.75f, 1, 0, 1, 3), new(0.95f, 0, 0, 2, 3),
        ];
        for (int i = 0; i < 5; i++)
        {
            Assert.AreEqual(expected[i].Threshold, curve[i].Threshold, 1e-6f);
            Assert.AreEqual(expected[i] with { Threshold = curve[i].Threshold }, curve[i]);
        }
    }

    [TestMethod]
    public void Best_EachObjective_ByHand()
    {
        var curve = ThresholdCurve.OfProbabilities(Scores, Positive);

        Assert.AreEqual(0.5f, curve.Best(ThresholdObjective.F1, 0.5f).Threshold, 1e-6f);                      // 4/5 against 2/3
        Assert.AreEqual(0.5f, curve.Best(ThresholdObjective.GMean, 0.5f).Threshold, 1e-6f);                   // √(2/3) against √(1/2)
        Assert.AreEqual(0.75f, curve.Best(ThresholdObjective.FBeta(0.3), 0.5f).Threshold, 1e-6f);
        Assert.AreEqual(0.75f, curve.Best(ThresholdObjective.Profit(10, -20), 0.5f).Threshold, 1e-6f);        // 10 against 0
        Assert.AreEqual(0.5f, curve.Best(ThresholdObjective.Profit(10, -5), 0.5f).Threshold, 1e-6f);          // 15 against 10
        Assert.AreEqual(0.95f, curve.Best(ThresholdObjective.Profit(-1, -1), 0.5f).Threshold, 1e-6f);         // best to call nothing positive
        Assert.AreEqual(0.1f, curve.Best(ThresholdObjective.Cost(0, 1, 0, 1), 0f).Threshold, 1e-6f);          // a mistake is free, a right negative costs
        Assert.AreEqual(0.75f, curve.Best(ThresholdObjective.Cost(5, 1), 0.5f).Threshold, 1e-6f);             // 1 against 5
        Assert.AreEqual(0.5f, curve.Best(ThresholdObjective.PrecisionAtRecall(0.8), 0.9f).Threshold, 1e-6f);
    }

    [TestMethod]
    public void Best_Ties_TakesTheNearest()
    {
        var curve = ThresholdCurve.OfScores([-4, -2, 1, 3], [false, true, false, true]);   // G-mean √½ at −3 and at 2

        Assert.AreEqual(-3f, curve.Best(ThresholdObjective.GMean, -1).Threshold);
        Assert.AreEqual(2f, curve.Best(ThresholdObjective.GMean, 0).Threshold);
    }

    [TestMethod]
    public void Cost_AndProfit_AreEachOthersNegative()
    {
        var point = new ThresholdPoint(0.5f, 3, 5, 7, 11);

        Assert.AreEqual((2 * 3 - 5 * 5 - 7 * 7 + 0.5 * 11) / 26, ThresholdObjective.Profit(2, -5, -7, 0.5).Value(point), 1e-12);
        Assert.AreEqual(ThresholdObjective.Profit(2, -5, -7, 0.5).Value(point), ThresholdObjective.Cost(5, 7, -2, -0.5).Value(point), 1e-12);
    }

    [TestMethod]
    public void NeighbouringFloats_AreToldApart()
    {
        float low = 0.3f, high = MathF.BitIncrement(0.3f);

        var curve = ThresholdCurve.OfProbabilities([low, high], [false, true]);

        Assert.AreEqual(new ThresholdPoint(low, 1, 0, 0, 1), curve[1]);
    }

    [TestMethod]
    public void OfScores_Ends_CallAllAndNothingPositive()
    {
        var curve = ThresholdCurve.OfScores([1e9f, -1e9f], [true, false]);

        Assert.AreEqual((1, 1), (curve[0].TruePositives, curve[0].FalsePositives));
        Assert.IsLessThan(-1e9f, curve[0].Threshold);
        Assert.AreEqual((0, 0), (curve[2].TruePositives, curve[2].FalsePositives));
    }

    [TestMethod]
    public void Curve_OnRandomScores_EqualsCounting()
    {
        var random = new Rng(3);
        float[] scores = [.. Enumerable.Range(0, 300).Select(_ => random.Next(60) / 64f)];
        bool[] positive = [.. scores.Select(s => random.NextDouble() < s)];

        var curve = ThresholdCurve.OfProbabilities(scores, positive);

        foreach (var point in curve)
        {
            int Count(bool above, bool wanted) => Enumerable.Range(0, 300).Count(i => scores[i] > point.Threshold == above && positive[i] == wanted);
            Assert.AreEqual(new ThresholdPoint(point.Threshold, Count(true, true), Count(true, false), Count(false, true), Count(false, false)), point);
        }
    }

    [TestMethod]
    public void Point_Ends_AreZeroNotNaN()
    {
        var nothing = new ThresholdPoint(0, 0, 0, 5, 5);

        Assert.AreEqual((0, 0, 0, 0), (nothing.Precision, nothing.F1Score, nothing.GMean, nothing.MatthewsCorrelation));
        Assert.AreEqual(0.5, nothing.BalancedAccuracy);
        Assert.AreEqual((3.0 * 4 - 2) / Math.Sqrt(5.0 * 4 * 6 * 5), new ThresholdPoint(0, 3, 2, 1, 4).MatthewsCorrelation, 1e-12);
    }

    [TestMethod]
    public void BadArguments_SayWhich()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => ThresholdObjective.FBeta(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => ThresholdObjective.PrecisionAtRecall(0));
        Assert.Throws<ArgumentException>(() => ThresholdObjective.Profit(double.NaN, 0));
        StringAssert.Contains(Assert.Throws<ArgumentException>(() => ThresholdObjective.Cost(0, 0)).Message, "no difference");
        Assert.Throws<ArgumentException>(() => ThresholdCurve.OfProbabilities([1.5f], [true]));
        Assert.Throws<ArgumentException>(() => ThresholdCurve.OfScores([float.NaN], [true]));
        Assert.Throws<ArgumentException>(() => ThresholdCurve.OfScores([], []));
        StringAssert.Contains(
            Assert.Throws<ArgumentException>(() => ThresholdCurve.OfScores(Scores, Positive).Best(ThresholdObjective.From("mine", _ => double.NaN), 0)).Message, "mine");
    }
}
