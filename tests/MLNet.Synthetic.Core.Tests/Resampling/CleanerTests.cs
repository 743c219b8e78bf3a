// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;

namespace MLNet.Synthetic.Tests;

/// <summary>Cleaners and undersamplers on a few points of a line, written as class and place, that can be followed by hand.</summary>
[TestClass]
public sealed class CleanerTests
{
    [TestMethod]
    public void TomekLinks_PointsOnALine_DropsRowsOfLinks()
    {
        var input = Line("a0 a1 a2.2 b2.6 b3.2 b6 a6.9 a8.5");        // links: 2.2 with 2.6, and 6 with 6.9

        var larger = new TomekLinks(new() { FeatureScaling = FeatureScaling.None }).Resample(input, Run());
        var both = new TomekLinks(new() { FeatureScaling = FeatureScaling.None, CleanedClasses = ClassSelection.All }).Resample(input, Run());

        CollectionAssert.AreEqual(new[] { 0, 1, 3, 4, 5, 7 }, larger.Kept);
        CollectionAssert.AreEqual(new[] { 0, 1, 4, 7 }, both.Kept);
    }

    [TestMethod]
    public void TomekLinks_ThreeClasses_LinksAnyTwo()
    {
        var input = Line("a0 a1 a2 a3 b10 c10.4 b20 c30");

        var rows = new TomekLinks(new() { FeatureScaling = FeatureScaling.None, CleanedClasses = ClassSelection.All }).Resample(input, Run());

        CollectionAssert.AreEqual(new[] { 0, 1, 2, 3, 6, 7 }, rows.Kept);
    }

    [TestMethod]
    public void Enn_PointsOnALine_DropsWhatTwoOfThreeNeighborsContradict()
    {
        var input = Line("a0 a1 a2 a3 b10 b11 a12 b13.5 a20 a21.4 b22");

        var majority = new EditedNearestNeighbors(new() { FeatureScaling = FeatureScaling.None }).Resample(input, Run());
        var all = new EditedNearestNeighbors(new() { FeatureScaling = FeatureScaling.None, Agreement = NeighborAgreement.All }).Resample(input, Run());
        var everyClass = new EditedNearestNeighbors(new() { FeatureScaling = FeatureScaling.None, CleanedClasses = ClassSelection.All }).Resample(input, Run());

        CollectionAssert.AreEqual(new[] { 0, 1, 2, 3, 4, 5, 7, 10 }, majority.Kept);   // 12 has 11, 10, 13.5; 20 has 21.4, 22, 13.5; 21.4 has 22, 20, 13.5
        CollectionAssert.AreEqual(new[] { 0, 1, 2, 3, 4, 5, 7, 10 }, all.Kept);
        CollectionAssert.AreEqual(new[] { 0, 1, 2, 3, 4, 5, 7 }, everyClass.Kept);     // 22 has 21.4, 20, 13.5
    }

    [TestMethod]
    public void Enn_TieOfTheVote_KeepsTheRow()
    {
        var input = Line("a0 b1 a2.1 a9 a10 b11");                    // with two neighbours: 0 has 1 and 2.1, one of each class

        var rows = new EditedNearestNeighbors(new() { FeatureScaling = FeatureScaling.None, Neighbors = 2 }).Resample(input, Run());

        CollectionAssert.Contains(rows.Kept, 0);
    }

    [TestMethod]
    public void Enn_ClassWouldVanish_NamesIt()
    {
        var input = Line("a0 a1 b1.5 a2 a3 a4 b4.5 a5 a6");

        var error = Assert.ThrowsExactly<SyntheticDataException>(
            () => new EditedNearestNeighbors(new() { CleanedClasses = ClassSelection.All }).Resample(input, Run()));

        StringAssert.Contains(error.Message, "would remove all 2 rows of class 'b'");
    }

    [TestMethod]
    public void RepeatedEnn_EditingUncoversMore_GoesOn()
    {
        var input = Line("b0 b1 b2 a3 a3.9 a5 b6.3 a20 a21 a22 a23 a24 a25");

        var once = new EditedNearestNeighbors(new() { FeatureScaling = FeatureScaling.None }).Resample(input, Run());
        var repeated = new RepeatedEditedNearestNeighbors(new() { FeatureScaling = FeatureScaling.None }).Resample(input, Run());
        var twice = new RepeatedEditedNearestNeighbors(new() { FeatureScaling = FeatureScaling.None, MaxIterations = 1 }).Resample(input, Run());

        CollectionAssert.DoesNotContain(once.Kept, 3);                // 3 has 3.9, 2, 1
        CollectionAssert.Contains(once.Kept, 4);                      // 3.9 has 3, 5, 2
        CollectionAssert.DoesNotContain(repeated.Kept, 4);            // then 5, 2, 6.3
        CollectionAssert.AreEqual(once.Kept, twice.Kept);
    }

    [TestMethod]
    public void AllKnn_NearestAloneContradicts_DropsTheRow()
    {
        var input = Line("a0 a1 a2 b2.4 a4 a5 b30 b31");              // 2 has 2.4, 1 and then 0 or 4

        var enn = new EditedNearestNeighbors(new() { FeatureScaling = FeatureScaling.None }).Resample(input, Run());
        var allKnn = new AllKnn(new() { FeatureScaling = FeatureScaling.None }).Resample(input, Run());

        CollectionAssert.Contains(enn.Kept, 2);
        CollectionAssert.DoesNotContain(allKnn.Kept, 2);
    }

    [TestMethod]
    public void Cnn_SeparateClasses_KeepsOneRowOfTheLargeOne()
    {
        var input = Line("a0 a1 a2 a3 a4 b100 b101");

        var rows = new CondensedNearestNeighbor(new() { FeatureScaling = FeatureScaling.None }).Resample(input, Run());

        Assert.HasCount(3, rows.Kept!);
        CollectionAssert.IsSubsetOf(new[] { 5, 6 }, rows.Kept);
    }

    [TestMethod]
    public void OneSidedSelection_RedundantAndBorderRows_Go()
    {
        var input = Line("a0 a1 a2 a3 a9.4 a12 b10 b13 b14 b30");      // a9.4 and a12 lie among b: the seed, one of a, is farther from them

        var rows = new OneSidedSelection(new() { FeatureScaling = FeatureScaling.None }).Resample(input, new(new(SeedThatDraws(input, 0, most: 3))));

        int[] ofA = [.. rows.Kept!.Where(row => input.Classes[row] == 0)];
        Assert.HasCount(1, ofA);                                      // 9.4 and 12 joined C, and each is linked with a row of b
        Assert.IsLessThanOrEqualTo(3, ofA[0]);
    }

    [TestMethod]
    public void NeighborhoodCleaning_NeighborsOfMisclassifiedMinorityRow_Go()
    {
        var input = Line("b0 a0.4 a1 a1.5 a10 a11 a12 a13 b30 b30.2 b30.4 b30.6");   // b0 has a0.4, a1, a1.5

        var rows = new NeighborhoodCleaningRule(new() { FeatureScaling = FeatureScaling.None, ClassOfInterest = "b" }).Resample(input, Run());

        CollectionAssert.AreEqual(new[] { 0, 4, 5, 6, 7, 8, 9, 10, 11 }, rows.Kept);
    }

    [TestMethod]
    public void NeighborhoodCleaning_SmallClass_IsSpared()
    {
        var input = Line("b0 c0.4 c1 a1.5 a10 a11 a12 a13 b30 b30.2 b30.4 b30.6 b30.8");   // 2 rows of c are not more than half of 6

        var rows = new NeighborhoodCleaningRule(new() { FeatureScaling = FeatureScaling.None, ClassOfInterest = "b" }).Resample(input, Run());

        CollectionAssert.DoesNotContain(rows.Kept, 3);
        CollectionAssert.Contains(rows.Kept, 1);                      // b0 is misclassified only by two of c and one of a; c 0.4 has c1, b0, a1.5
    }

    [TestMethod]
    [DataRow(NearMissVersion.One, new[] { 1, 4 })]
    [DataRow(NearMissVersion.Two, new[] { 2, 3 })]
    [DataRow(NearMissVersion.Three, new[] { 1, 4 })]
    public void NearMiss_PointsOnALine_KeepsTheNearest(NearMissVersion version, int[] expected)
    {
        var input = Line("a-9 a1 a3 a6 a13 b0 b10.4");                 // means of the one nearest: 9 1 3 4.4 2.6; of the one farthest: 19.4 9.4 7.4 6 13

        var rows = new NearMiss(new() { FeatureScaling = FeatureScaling.None, Neighbors = 1, Version = version }).Resample(input, Run());

        int[] keptOfA = [.. rows.Kept!.Where(row => input.Classes[row] == 0)];
        CollectionAssert.AreEqual(expected, keptOfA);
    }

    [TestMethod]
    public void NearMissThree_FewProposals_WarnsAndKeepsThem()
    {
        var input = Line("a0 a50 a60 a70 b1 b2 b3");
        var warnings = new List<string>();

        var rows = new NearMiss(new() { FeatureScaling = FeatureScaling.None, Neighbors = 1, Version = NearMissVersion.Three })
            .Resample(input, new(new(1), warning: warnings.Add));

        CollectionAssert.AreEqual(new[] { 0, 4, 5, 6 }, rows.Kept);
        StringAssert.Contains(warnings.Single(), "ends with 1 rows, not 3");
    }

    [TestMethod]
    public void InstanceHardness_FunctionOfTheUser_Decides()
    {
        var input = Line("a0 a1 a2 a3 b10 b11");
        double[] hardness = [0.9, 0.1, 0.5, 0.2, 1, 1];

        var rows = new InstanceHardnessThreshold(new() { Hardness = _ => hardness }).Resample(input, Run());

        CollectionAssert.AreEqual(new[] { 1, 3, 4, 5 }, rows.Kept);
    }

    [TestMethod]
    public void InstanceHardness_FunctionReturnsTooFewOrNaN_Says()
    {
        var input = Line("a0 a1 a2 a3 b10 b11");

        var few = Assert.ThrowsExactly<SyntheticDataException>(() => new InstanceHardnessThreshold(new() { Hardness = _ => [1, 2] }).Resample(input, Run()));
        var nan = Assert.ThrowsExactly<SyntheticDataException>(() => new InstanceHardnessThreshold(new() { Hardness = _ => [0, 0, double.NaN, 0, 0, 0] }).Resample(input, Run()));

        StringAssert.Contains(few.Message, "2 values for 6 rows");
        StringAssert.Contains(nan.Message, "row 2");
    }

    [TestMethod]
    public void ClusterCentroids_TwoGroups_TheirMeansReplaceThem()
    {
        var input = Line("a0 a1 a5 b100 a50 a51 a53 b101");

        var means = new ClusterCentroids().Resample(input, Run());
        var real = new ClusterCentroids(new() { Replacement = ClusterReplacement.NearestRow }).Resample(input, Run());

        CollectionAssert.AreEqual(new[] { 3, 7 }, means.Kept);
        Assert.AreEqual(2, Math.Min(means.Values![0, 0], means.Values[1, 0]), 1e-12);
        Assert.AreEqual(154 / 3.0, Math.Max(means.Values[0, 0], means.Values[1, 0]), 1e-12);
        CollectionAssert.AreEquivalent(new[] { 1, 5 }, means.Sources);
        CollectionAssert.AreEqual(new[] { 1, 3, 5, 7 }, real.Kept);
        Assert.AreEqual(0, real.Count);
    }

    [TestMethod]
    public void KMeansSmoteQuotas_WiderCluster_GetsRowsByItsSparsity()
    {
        // sparsity D²/m: 1/10, 4/10, 4/5 → shares 1/13, 4/13, 8/13
        CollectionAssert.AreEqual(new[] { 10, 40, 80 }, KMeansSmote.Quotas([1, 2, 2], [10, 10, 5], 130, exponent: 2));
        CollectionAssert.AreEqual(new[] { 1, 0, 2 }, KMeansSmote.Quotas([0, 0, 0], [2, 1, 4], 3, exponent: 2));
        CollectionAssert.AreEqual(new[] { 0, 7 }, KMeansSmote.Quotas([1e-200, 1e200], [2, 2], 7, exponent: 30));
    }

    [TestMethod]
    public void KMeansSmote_ClusterWhereTheClassPrevails_GetsAllRows()
    {
        var (input, messages) = (Line("a0 a1 a2 a3 a4 a5 b2.5 b3.5 b100 b101 b102 a200 a201 a202"), new List<string>());

        var rows = new KMeansSmote(new() { Clusters = 3 }).Resample(input, new(new(1), info: messages.Add));

        Assert.AreEqual(4, rows.Count);
        foreach (double value in rows.Values!.Values)
            Assert.IsTrue(value is >= 100 and <= 102, $"{value}");
        StringAssert.Contains(messages.Single(), "1 of 3 clusters are used for class 'b'; they hold 3 of its 5 rows");
    }

    [TestMethod]
    public void KMeansSmote_NoClusterPasses_TakesTheLargestShareAndSaysSo()
    {
        var input = Line("a0 a1 a2 a3 a4 a5 a6 b2.5 a100 a101 a102 a103 b101.5 b102.5 b103.5 a200 a201");
        var messages = new List<string>();

        var rows = new KMeansSmote(new() { Clusters = 3, ImbalanceThreshold = 0.5 }).Resample(input, new(new(1), info: messages.Add));

        Assert.AreEqual(9, rows.Count);
        foreach (double value in rows.Values!.Values)
            Assert.IsTrue(value is >= 101.5 and <= 103.5, $"{value}");
        StringAssert.Contains(messages.Single(), "no cluster is below the imbalance threshold");
    }

    [TestMethod]
    public void KMeansSmote_OneRowOfTheClassInEachCluster_TakesTheClassAsOneAndWarns()
    {
        var input = Line("a0 a1 a2 b1.5 a100 a101 a102 b101.5");
        var warnings = new List<string>();

        var rows = new KMeansSmote(new() { Clusters = 2 }).Resample(input, new(new(1), warning: warnings.Add));

        Assert.AreEqual(4, rows.Count);
        StringAssert.Contains(warnings.Single(), "no cluster holds two rows of class 'b'");
    }

    [TestMethod]
    public void SmoteTomek_IndicatorColumn_IsMeasuredOnTheScaleOfTheRealRows()
    {
        var random = new Rng(1);
        var x = Matrix.FromRows([.. Enumerable.Range(0, 300).Select(i => new[] { random.NextGaussian(), random.NextGaussian(), i % 15 == 0 ? 1.0 : 0.0 })]);
        int[] classes = [.. Enumerable.Range(0, 300).Select(i => i % 5 == 0 ? 1 : 0)];
        double[] scales = FeatureScales.Of(new(x, classes), FeatureScaling.Standard, Run());
        var scaled = Matrix.FromRows([.. Enumerable.Range(0, 300).Select(i => new[] { x[i, 0] / scales[0], x[i, 1] / scales[1], x[i, 2] / scales[2] })]);

        var rows = new SmoteTomek().Resample(new(x, classes), Run());
        var expected = new SmoteTomek(new() { FeatureScaling = FeatureScaling.None }).Resample(new(scaled, classes), Run());

        Assert.AreEqual(1, scales[2]);
        CollectionAssert.AreEqual(expected.Kept, rows.Kept);
        CollectionAssert.AreEqual(expected.Sources, rows.Sources);
    }

    private static RunContext Run() => new(new(1));

    private static ResamplingInput Line(string points)
    {
        string[] parts = points.Split(' ');
        char[] names = [.. parts.Select(p => p[0]).Distinct().Order()];
        return new(
            Matrix.FromRows([.. parts.Select(p => new[] { double.Parse(p[1..], CultureInfo.InvariantCulture) })]),
            [.. parts.Select(p => Array.IndexOf(names, p[0]))],
            classNames: [.. names.Select(n => n.ToString())]);
    }

    /// <summary>A seed with which one-sided selection begins with one of the first rows.</summary>
    private static long SeedThatDraws(ResamplingInput input, int cls, int most) => Enumerable.Range(1, 100).First(seed =>
    {
        int[] order = input.RowsByClass()[cls];
        new Rng(seed).Fork("One-sided selection").Fork(input.ClassNames[cls]).Shuffle(order.AsSpan());
        return order[0] <= most;
    });
}
