// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using MLNet.Synthetic.Testing;

namespace MLNet.Synthetic.Tests;

[TestClass]
public sealed class AdasynTests
{
    private const int K = 5;

    public static IEnumerable<object[]> RealSets => RealData.All.Select(set => new object[] { set });

    [TestMethod]
    public void Resample_RowsOnALine_GrowInProportionToOtherClassesAround()
    {
        // K = 2, two nearest of each row of b: 0: 1 2.5 (0 of a) · 1: 0 2.5 (0) · 2.5: 1 and 4 (a), equally near to 1.5 → 1 of a
        // 20: 19 21 (both a: 2) → r = 0, 0, ½, 1; r̂ = 0, 0, ⅓, ⅔; G = 9 → g = 0, 0, 3, 6
        var input = BorderlineSmoteTests.Line([4, 19, 21, 30, 31], [0, 1, 2.5, 20]);

        var rows = Resample(input, new() { Neighbors = 2, FeatureScaling = FeatureScaling.None, SamplingStrategy = To("b", 13) });

        CollectionAssert.AreEqual(new[] { 0, 0, 3, 6 }, Counts(rows, first: 5, count: 4));
        for (int i = 0; i < rows.Count; i++)                          // towards the two nearest of b: 2.5 → 1, 0; 20 → 2.5, 1
            Assert.IsTrue(rows.Sources[i] == 7 ? rows.Values![i, 0] is > 0 and <= 2.5 : rows.Values![i, 0] is > 1 and <= 20);
    }

    [TestMethod]
    public void Resample_NoOtherClassAround_SpreadsEvenlyAndSaysSo()
    {
        var input = BorderlineSmoteTests.Line([100, 101, 102, 103, 104, 105, 106, 107, 108, 109], [0, 1, 2]);
        var messages = new List<string>();

        var rows = new Adasyn(new() { Neighbors = 2 }).Resample(input, new(new Rng(1), info: messages.Add));

        CollectionAssert.AreEqual(new[] { 3, 2, 2 }, Counts(rows, first: 10, count: 3));
        StringAssert.Contains(messages.Single(), "all its 3 rows grow equally many");
    }

    [TestMethod]
    [DataRow(new[] { 1, 1, 1 }, 10, new[] { 4, 3, 3 })]               // 3⅓ each: the first gets the row that is left
    [DataRow(new[] { 0, 3, 5, 2 }, 7, new[] { 0, 2, 4, 1 })]          // 0, 2.1, 3.5, 1.4: the largest remainder is .5
    [DataRow(new[] { 5, 0, 0 }, 4, new[] { 4, 0, 0 })]
    [DataRow(new[] { 2, 2 }, 0, new[] { 0, 0 })]
    public void Apportion_Weights_PartsAddUpByLargestRemainder(int[] weights, int total, int[] expected)
    {
        int[] parts = Adasyn.Apportion(weights, total);

        CollectionAssert.AreEqual(expected, parts);
    }

    [TestMethod]
    public void Apportion_LargeTotal_DoesNotOverflow()
    {
        int[] parts = Adasyn.Apportion([int.MaxValue, int.MaxValue, 1], int.MaxValue);

        CollectionAssert.AreEqual(new[] { 1073741823, 1073741823, 1 }, parts);     // remainders ¼, ¼, ½ of a row
    }

    [TestMethod]
    public void Validated_NoNeighbors_NamesTheOption()
    {
        Assert.AreEqual("Neighbors", Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new Adasyn(new() { Neighbors = 0 })).ParamName);
    }

    [TestMethod]
    [DynamicData(nameof(RealSets))]
    public void Resample_RealSet_CountsEqualThoseOfAnExhaustiveSearch(RealData set)
    {
        var input = set.Input(FeatureMix.Numeric, completeRows: true);
        double[][] scaled = BruteForce.Scaled(input.X);
        var members = input.RowsByClass();

        var rows = Resample(input, new());

        foreach (int c in rows.Classes.Distinct())
        {
            int missing = rows.Classes.Count(k => k == c);
            var others = members[c].Select(row => BruteForce.OtherClasses(scaled, input.Classes, row, K)).ToArray();
            var (least, most) = (others.Sum(o => o.Least), others.Sum(o => o.Most));
            for (int i = 0; i < members[c].Length; i++)               // gᵢ = rᵢ / Σ r · G ± 1, as far as equally near rows leave it open
            {
                int grown = rows.Sources.Count(s => s == members[c][i]);
                Assert.IsTrue(grown > (double)others[i].Least / most * missing - 1 && grown < (double)others[i].Most / least * missing + 1,
                    $"Row {members[c][i]} grew {grown} of {missing}; Δ in [{others[i].Least}, {others[i].Most}], Σ Δ in [{least}, {most}].");
            }
        }
    }

    private static ResampledRows Resample(ResamplingInput input, AdasynOptions options) => new Adasyn(options).Resample(input, new(new Rng(1)));

    private static SamplingStrategy To(string name, int rows) => SamplingStrategy.Counts(new Dictionary<string, int> { [name] = rows });

    private static int[] Counts(ResampledRows rows, int first, int count)
        => [.. Enumerable.Range(first, count).Select(row => rows.Sources.Count(s => s == row))];
}
