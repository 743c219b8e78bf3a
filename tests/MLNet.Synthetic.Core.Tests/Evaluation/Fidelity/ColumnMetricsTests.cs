// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic.Tests;

[TestClass]
public sealed class ColumnMetricsTests
{
    private const double NaN = double.NaN;

    public static IEnumerable<object?[]> NumberCases =>
    [
        // real, synthetic, KS complement, Wasserstein, Jensen-Shannon, missing similarity, adherence, coverage
        ["identical", new[] { 1.0, 2, 3, 4 }, new[] { 4.0, 3, 2, 1 }, 1.0, 0.0, 0.0, 1.0, 1.0, 1.0],
        ["disjoint", new[] { 1.0, 2 }, new[] { 11.0, 12 }, 0.0, 10.0, 1.0, 1.0, 0.0, 0.0],
        ["shifted by half", new[] { 0.0, 1, 2, 3 }, new[] { 2.0, 3, 4, 5 }, 0.5, 2.0, null, 1.0, 0.5, 1 - 2.0 / 3],
        ["constants alike", new[] { 5.0, 5 }, new[] { 5.0, 5, 5 }, 1.0, 0.0, 0.0, 1.0, 1.0, null],
        ["constants apart", new[] { 5.0, 5 }, new[] { 6.0 }, 0.0, 1.0, 1.0, 1.0, 0.0, null],
        ["synthetic all missing", new[] { 1.0, 2 }, new[] { NaN, NaN }, null, null, null, 0.0, 0.0, null],
        ["both missing in part", new[] { 1.0, 2, NaN, NaN }, new[] { 1.0, 2, NaN }, 1.0, 0.0, 0.0, 1 - (0.5 - 1 / 3.0), 1.0, 1.0],
        ["real all missing", new[] { NaN, NaN }, new[] { 1.0, 2 }, null, null, null, 0.0, null, null],
        ["one row each", new[] { 1.0 }, new[] { 1.0 }, 1.0, 0.0, 0.0, 1.0, 1.0, null],
        ["no synthetic rows", new[] { 1.0, 2 }, Array.Empty<double>(), null, null, null, null, null, null],
    ];

    public static IEnumerable<object?[]> CategoryCases =>
    [
        // real, synthetic, TV complement, Jensen-Shannon, missing similarity, adherence, coverage
        ["identical", new[] { 0, 1, 1 }, new[] { 1, 0, 1 }, 1.0, 0.0, 1.0, 1.0, 1.0],
        ["disjoint", new[] { 0, 0 }, new[] { 1, 2 }, 0.0, 1.0, 1.0, 0.0, 0.0],
        ["half", new[] { 0, 0, 1, 1 }, new[] { 0, 0, 0, 0 }, 0.5, Math.Sqrt((0.5 * Math.Log2(0.5 / 0.75) + 0.5 * Math.Log2(0.5 / 0.25) + Math.Log2(1 / 0.75)) / 2), 1.0, 1.0, 0.5],
        ["one category", new[] { 0, 0 }, new[] { 0 }, 1.0, 0.0, 1.0, 1.0, 1.0],
        ["synthetic all missing", new[] { 0, 1 }, new[] { -1, -1 }, null, null, 0.0, 0.0, 0.0],
        ["missing is known", new[] { 0, -1 }, new[] { -1, -1 }, null, null, 0.5, 1.0, 0.0],
        ["real all missing", new[] { -1, -1 }, new[] { 0, 0 }, null, null, 0.0, 0.0, null],
        ["no synthetic rows", new[] { 0, 1 }, Array.Empty<int>(), null, null, null, null, 0.0],
    ];

    [TestMethod]
    [DynamicData(nameof(NumberCases))]
    public void Numbers_AtTheEnds_AreAsDefined(
        string name, double[] real, double[] synthetic, double? shape, double? wasserstein, double? jensenShannon, double? missing, double? adherence, double? coverage)
    {
        AssertEqual(shape, ColumnMetrics.KsComplement(real, synthetic), name);
        AssertEqual(wasserstein, ColumnMetrics.Wasserstein(real, synthetic), name);
        if (name != "shifted by half")
            AssertEqual(jensenShannon, ColumnMetrics.JensenShannon(real, synthetic), name);
        AssertEqual(missing, ColumnMetrics.MissingSimilarity(real, synthetic), name);
        AssertEqual(adherence, ColumnMetrics.BoundaryAdherence(real, synthetic), name);
        AssertEqual(coverage, ColumnMetrics.RangeCoverage(real, synthetic), name);
    }

    [TestMethod]
    [DynamicData(nameof(CategoryCases))]
    public void Categories_AtTheEnds_AreAsDefined(string name, int[] real, int[] synthetic, double? shape, double? jensenShannon, double? missing, double? adherence, double? coverage)
    {
        AssertEqual(shape, ColumnMetrics.TvComplement(real, synthetic), name);
        AssertEqual(jensenShannon, ColumnMetrics.JensenShannon(real, synthetic), name);
        AssertEqual(missing, ColumnMetrics.MissingSimilarity(real, synthetic), name);
        AssertEqual(adherence, ColumnMetrics.CategoryAdherence(real, synthetic), name);
        AssertEqual(coverage, ColumnMetrics.CategoryCoverage(real, synthetic), name);
    }

    [TestMethod]
    public void Wasserstein_InfiniteNumbers_IsNotDefined()
    {
        Assert.IsNull(ColumnMetrics.Wasserstein([1, double.PositiveInfinity], [1, 2]));
        Assert.IsNull(ColumnMetrics.RangeCoverage([1, double.PositiveInfinity], [1, 2]));
    }

    [TestMethod]
    public void JensenShannon_Numbers_IsThatOfTheRealDeciles()
    {
        double[] real = [.. Enumerable.Range(0, 1000).Select(i => (double)i)];

        // the lower half only: five of ten bins, each with twice the share
        double? half = ColumnMetrics.JensenShannon(real, [.. real.Take(500)]);

        Assert.AreEqual(Math.Sqrt((0.5 * Math.Log2(0.1 / 0.15) + 0.5 * Math.Log2(0.1 / 0.05) + Math.Log2(0.2 / 0.15)) / 2), half!.Value, 0.003);
    }

    private static void AssertEqual(double? expected, double? actual, string name)
    {
        Assert.AreEqual(expected is null, actual is null, $"{name}: {actual}");
        if (expected is double value)
            Assert.AreEqual(value, actual!.Value, 1e-12, name);
    }
}
