// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using MLNet.Synthetic.Testing;

namespace MLNet.Synthetic.Tests;

[TestClass]
public sealed class FeatureScalesTests
{
    private const double None = double.NaN;

    [TestMethod]
    public void Of_StandardScaling_DeviationsOfNumbersAndOneForTheRest()
    {
        // A number with a missing cell, an indicator, a constant, codes, a column that is all missing.
        var x = Matrix.FromRows([1, 0, 4, 0, None], [3, 1, 4, 9, None], [None, 0, 4, 3, None], [5, 0, 4, 1, None]);
        FeatureKind[] kinds = [FeatureKind.Numeric, FeatureKind.Numeric, FeatureKind.Numeric, FeatureKind.Nominal, FeatureKind.Numeric];

        double[] scales = FeatureScales.Of(new(x, [0, 1, 0, 1], kinds), FeatureScaling.Standard, new(new(1)));

        Assert.AreEqual(Math.Sqrt(8.0 / 3), scales[0], 1e-15);
        CollectionAssert.AreEqual(new double[] { 1, 1, 1, 1 }, scales[1..]);
    }

    [TestMethod]
    public void Of_NoScaling_AllOne()
    {
        double[] scales = FeatureScales.Of(MadeData.Of(FeatureMix.Numeric, [20, 10]), FeatureScaling.None, new(new(1)));

        Assert.IsTrue(scales.All(s => s == 1));
    }

    [TestMethod]
    public void Deviations_RowsOfSeveralChunks_EqualThePlainFormula()
    {
        var input = MadeData.Of(FeatureMix.Numeric, [40_000, 10_001], seed: 3, missing: 0.1);
        int[] rows = [.. Enumerable.Range(0, input.X.Rows)];

        double[] deviations = FeatureScales.Deviations(input.X, rows, new(new(1)));

        for (int j = 0; j < 6; j++)
        {
            double expected = Plain.Deviation(input.X, j);
            Assert.AreEqual(expected, deviations[j], 1e-12 * expected);
        }
    }

    [TestMethod]
    public void Deviations_SmallSpreadFarFromZero_KeepTheirDigits()
    {
        var x = Matrix.FromRows([1e9 + 1, 0.1], [1e9 + 3, 0.1], [1e9 + 5, 0.1]);

        double[] deviations = FeatureScales.Deviations(x, [0, 1, 2], new(new(1)));

        Assert.AreEqual(Math.Sqrt(8.0 / 3), deviations[0], 1e-9);
        Assert.AreEqual(0, deviations[1]);                            // constant: not the rounding of its mean
    }

    [TestMethod]
    public void Of_Range_IsHighestLessLowestObservedNumber()
    {
        var x = Matrix.FromRows([3, 7, 5, double.NaN], [-1, 7, 2, double.NaN], [double.NaN, 7, 0, double.NaN]);
        FeatureKind[] kinds = [FeatureKind.Numeric, FeatureKind.Numeric, FeatureKind.Nominal, FeatureKind.Numeric];

        double[] scales = FeatureScales.Of(new(x, [0, 1, 0], kinds), FeatureScaling.Range, new(new(1)));

        CollectionAssert.AreEqual(new double[] { 4, 1, 1, 1 }, scales);   // a constant, a nominal and an unknown column keep 1
    }
}
