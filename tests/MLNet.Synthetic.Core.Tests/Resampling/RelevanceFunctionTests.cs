// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic.Tests;

[TestClass]
public sealed class RelevanceFunctionTests
{
    private static readonly double[] OneToTenAndAHundred = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 100];

    [TestMethod]
    [DataRow(1, 0)]
    [DataRow(6, 0)]                                                   // the median
    [DataRow(7, 0.15625)]                                             // t = 1/4 of the way to the whisker's end: 3t² − 2t³
    [DataRow(8, 0.5)]
    [DataRow(9, 0.84375)]
    [DataRow(10, 1)]                                                  // hinges 3.5 and 8.5, so the whisker reaches to 8.5 + 1.5 · 5 = 16, and the last label before that is 10
    [DataRow(100, 1)]
    public void OfBoxPlot_OneHighOutlier_RisesFromMedianToWhisker(double label, double relevance)
    {
        var function = RelevanceFunction.OfBoxPlot(OneToTenAndAHundred);

        Assert.AreEqual(relevance, function.Of(label), 1e-15);
    }

    [TestMethod]
    public void OfBoxPlot_OutliersAtBothEnds_HasThreePoints()
    {
        double[] labels = [-90, .. OneToTenAndAHundred];

        var (both, low, high) = (RelevanceFunction.OfBoxPlot(labels), RelevanceFunction.OfBoxPlot(labels, Extremes.Low), RelevanceFunction.OfBoxPlot(labels, Extremes.High));

        // 12 labels: median 5.5, hinges 2.5 and 8.5, whiskers to −6.5 and 17.5, which end at 1 and 10.
        CollectionAssert.AreEqual(new RelevancePoint[] { new(1, 1), new(5.5, 0), new(10, 1) }, both.ControlPoints.ToArray());
        CollectionAssert.AreEqual(new RelevancePoint[] { new(1, 1), new(5.5, 0) }, low.ControlPoints.ToArray());
        CollectionAssert.AreEqual(new RelevancePoint[] { new(5.5, 0), new(10, 1) }, high.ControlPoints.ToArray());
        Assert.AreEqual(0, low.Of(100));
        Assert.AreEqual(0, high.Of(-90));
    }

    [TestMethod]
    public void OfBoxPlot_ShorterWhisker_FindsMoreRelevant()
    {
        var function = RelevanceFunction.OfBoxPlot(OneToTenAndAHundred, Extremes.High, whisker: 0);

        Assert.AreEqual(new RelevancePoint(8, 1), function.ControlPoints[^1]);   // the last label up to the hinge of 8.5
    }

    [TestMethod]
    public void OfBoxPlot_NoOutliers_SaysWhereTheWhiskersEnd()
    {
        var error = Assert.ThrowsExactly<SyntheticDataException>(() => RelevanceFunction.OfBoxPlot([1, 2, 3, 4, 5]));
        var low = Assert.ThrowsExactly<SyntheticDataException>(() => RelevanceFunction.OfBoxPlot(OneToTenAndAHundred, Extremes.Low));

        StringAssert.Contains(error.Message, "1 to 5");
        StringAssert.Contains(error.Message, "Relevance.Through");
        StringAssert.Contains(low.Message, "low end");
    }

    [TestMethod]
    public void OfBoxPlot_HalfOfTheLabelsEqual_AsksForControlPoints()
    {
        var error = Assert.ThrowsExactly<SyntheticDataException>(() => RelevanceFunction.OfBoxPlot([0, 0, 0, 0, 0, 0, 0, 0, 5, 9]));

        StringAssert.Contains(error.Message, "are equal");
        StringAssert.Contains(error.Message, "Relevance.Through");
    }

    [TestMethod]
    public void OfBoxPlot_ConstantOrNoLabels_Says()
    {
        var constant = Assert.ThrowsExactly<SyntheticDataException>(() => RelevanceFunction.OfBoxPlot([3, 3, 3]));
        var none = Assert.ThrowsExactly<SyntheticDataException>(() => RelevanceFunction.OfBoxPlot([]));

        StringAssert.Contains(constant.Message, "is 3 in all 3 rows");
        StringAssert.Contains(none.Message, "no rows");
        Assert.ThrowsExactly<ArgumentException>(() => RelevanceFunction.OfBoxPlot([1, double.NaN]));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => RelevanceFunction.OfBoxPlot([1, 2], whisker: -1));
    }

    [TestMethod]
    public void Through_PointWithASlope_FollowsTheHermitePolynomial()
    {
        var function = RelevanceFunction.Through(new(0, 0), new(10, 1, Slope: 0.1));

        // At t = 1/2 the cubic is φ₁/2 + φ₂/2 + h (m₁ − m₂)/8 = 0.5 − 10 · 0.1 / 8.
        Assert.AreEqual(0.375, function.Of(5), 1e-15);
        Assert.AreEqual(0, function.Of(-1));
        Assert.AreEqual(1, function.Of(11));
    }

    [TestMethod]
    public void Through_SlopeThatWouldOvershoot_IsShortenedToThreeTimesTheSecant()
    {
        var function = RelevanceFunction.Through(new(10, 1, Slope: 1), new(0, 0));

        Assert.AreEqual(0.3, function.ControlPoints[1].Slope, 1e-15);
        Assert.AreEqual(0.125, function.Of(5), 1e-15);                // 0.5 − 10 · 0.3 / 8
    }

    [TestMethod]
    public void Through_AnySlopes_IsMonotoneBetweenPointsAndWithinZeroAndOne()
    {
        var random = new Rng(3);
        for (int trial = 0; trial < 200; trial++)
        {
            RelevancePoint[] points = [.. Enumerable.Range(0, 5).Select(i => new RelevancePoint(i + 0.9 * random.NextDouble(), random.Next(3) / 2.0, 20 * random.NextDouble() - 10))];

            var function = RelevanceFunction.Through(points);

            for (int i = 0; i + 1 < points.Length; i++)
            {
                Assert.AreEqual(points[i].Relevance, function.Of(points[i].Label), 1e-12);
                int direction = Math.Sign(points[i + 1].Relevance - points[i].Relevance);
                double[] values = [.. Enumerable.Range(0, 101).Select(t => function.Of(points[i].Label + t / 100.0 * (points[i + 1].Label - points[i].Label)))];
                for (int t = 0; t < 100; t++)
                    Assert.IsGreaterThanOrEqualTo(-1e-12, (values[t + 1] - values[t]) * (direction == 0 ? 1 : direction), $"trial {trial}, piece {i}, {t} %");
                if (direction == 0)
                    Assert.AreEqual(values.Min(), values.Max(), 1e-12);
            }
        }
    }

    [TestMethod]
    public void Through_BadPoints_Throws()
    {
        Assert.ThrowsExactly<ArgumentException>(() => RelevanceFunction.Through(new RelevancePoint(1, 1)));
        Assert.ThrowsExactly<ArgumentException>(() => RelevanceFunction.Through(new(1, 1), new(1, 0)));
        Assert.ThrowsExactly<ArgumentException>(() => RelevanceFunction.Through(new(1, 1.1), new(2, 0)));
        Assert.ThrowsExactly<ArgumentException>(() => RelevanceFunction.Through(new(1, 1), new(double.NaN, 0)));
        Assert.ThrowsExactly<ArgumentException>(() => RelevanceFunction.Through(new(1, 1, double.PositiveInfinity), new(2, 0)));
        Assert.ThrowsExactly<ArgumentNullException>(() => RelevanceFunction.Through(null!));
    }
}
