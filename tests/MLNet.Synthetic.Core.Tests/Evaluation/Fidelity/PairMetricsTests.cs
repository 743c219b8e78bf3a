// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic.Tests;

[TestClass]
public sealed class PairMetricsTests
{
    [TestMethod]
    public void Pearson_SmallTable_IsAsByHand()
    {
        // deviations −1, 0, 1 and −1, 1, 0: covariance 1, variances 2 and 2
        Assert.AreEqual(0.5, PairMetrics.Pearson([1, 2, 3], [1, 3, 2])!.Value, 1e-12);
        Assert.AreEqual(0.5, PairMetrics.Pearson([1, double.NaN, 2, 3, 9], [1, 5, 3, 2, double.NaN])!.Value, 1e-12);
    }

    [TestMethod]
    public void Pearson_FarFromZero_KeepsItsDigits()
        => Assert.AreEqual(0.5, PairMetrics.Pearson([1e9 + 1, 1e9 + 2, 1e9 + 3], [1e-9, 3e-9, 2e-9])!.Value, 1e-9);

    [TestMethod]
    public void Spearman_Ties_ShareTheirMeanRank()
    {
        // ranks 1, 2.5, 2.5, 4 and 1, 2, 3, 4: covariance 4.5, variances 4.5 and 5
        Assert.AreEqual(4.5 / Math.Sqrt(4.5 * 5), PairMetrics.Spearman([1, 2, 2, 100], [1, 2, 3, 4])!.Value, 1e-12);
    }

    [TestMethod]
    [DataRow(new double[0], new double[0])]
    [DataRow(new[] { 1.0 }, new[] { 2.0 })]
    [DataRow(new[] { 1.0, 1, 1 }, new[] { 1.0, 2, 3 })]
    [DataRow(new[] { 1.0, double.NaN, 3 }, new[] { double.NaN, 2, double.NaN })]
    [DataRow(new[] { 1.0, double.PositiveInfinity, 3 }, new[] { 1.0, 2, 3 })]
    public void Pearson_ConstantShortOrInfinite_IsNotDefined(double[] x, double[] y)
    {
        Assert.IsNull(PairMetrics.Pearson(x, y));
        Assert.IsNull(PairMetrics.CorrelationSimilarity(PairMetrics.Pearson(x, y), 0.5));
    }

    [TestMethod]
    public void CorrelationSimilarity_OppositeCorrelations_IsZero() => Assert.AreEqual(0, PairMetrics.CorrelationSimilarity(1, -1)!.Value);

    [TestMethod]
    public void ContingencySimilarity_AtTheEnds_IsAsDefined()
    {
        int[] a = [0, 0, 1, 1], b = [0, 1, 0, 1], constant = [0, 0, 0, 0], missing = [-1, -1, -1, -1];

        Assert.AreEqual(1, PairMetrics.ContingencySimilarity(a, b, a, b)!.Value);
        Assert.AreEqual(0.5, PairMetrics.ContingencySimilarity(a, b, a, a)!.Value);       // two of four cells
        Assert.AreEqual(0, PairMetrics.ContingencySimilarity(a, b, missing, missing)!.Value);
        Assert.AreEqual(1, PairMetrics.ContingencySimilarity(constant, missing, constant[..1], missing[..1])!.Value);
        Assert.IsNull(PairMetrics.ContingencySimilarity(a, b, [], []));
        Assert.ThrowsExactly<ArgumentException>(() => PairMetrics.ContingencySimilarity(a, b, a, [0]));
    }

    [TestMethod]
    public void ContingencySimilarity_ManyLevels_IsThatOfFewer()
    {
        var random = new Rng(3);
        int[][] codes = [.. Enumerable.Range(0, 4).Select(_ => Enumerable.Range(0, 500).Select(_ => random.Next(6)).ToArray())];
        int[][] spread = Array.ConvertAll(codes, c => Array.ConvertAll(c, v => v * 50_000));   // too many levels for a dense table

        double? few = PairMetrics.ContingencySimilarity(codes[0], codes[1], codes[2], codes[3]);

        Assert.AreEqual(few!.Value, PairMetrics.ContingencySimilarity(spread[0], spread[1], spread[2], spread[3])!.Value, 1e-12);
    }

    [TestMethod]
    public void CramersV_AtTheEnds_IsAsDefined()
    {
        int[] a = [0, 0, 1, 1], b = [0, 1, 0, 1];

        Assert.AreEqual(1, PairMetrics.CramersV(a, a)!.Value, 1e-12);
        Assert.AreEqual(0, PairMetrics.CramersV(a, b)!.Value, 1e-12);
        Assert.AreEqual(Math.Sqrt(1 / 3.0), PairMetrics.CramersV(a, [0, 1, 1, 1])!.Value, 1e-12);      // χ² = 4/3
        Assert.IsNull(PairMetrics.CramersV(a, [0, 0, 0, 0]));
        Assert.IsNull(PairMetrics.CramersV([], []));
    }
}
