// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using MLNet.Synthetic.Testing;

namespace MLNet.Synthetic.Tests;

/// <summary>What every algorithm for rare numeric labels promises.</summary>
[TestClass]
public sealed class RareLabelContractTests
{
    private const int Rows = 400;
    private static readonly Relevance High = Relevance.BoxPlot(Extremes.High);

    public static IEnumerable<object[]> Cases => RareLabelCase.All.Select(c => new object[] { c });

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Resample_SameSeed_SameRowsAndOtherSeedOthers(RareLabelCase c)
    {
        var input = MadeData.Skewed(FeatureMix.Mixed, Rows);

        var (first, same, other) = (Run(c, input), Run(c, input), Run(c, input, seed: 2));

        AssertSame(first, same);
        CollectionAssert.AreNotEqual(first.Targets, other.Targets);
        CollectionAssert.AreNotEqual(first.Kept, other.Kept);
        Assert.IsFalse(first.Values!.Values.SequenceEqual(other.Values!.Values));
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Resample_AnyNumberOfThreads_SameRows(RareLabelCase c)
    {
        var input = MadeData.Skewed(FeatureMix.Mixed, 1000);
        var strategy = BumpStrategy.Percentages(rare: 10_000, normal: 50);

        ResampledRows[] runs = [.. new[] { 1, 2, 8 }.Select(threads => Run(c, input, strategy, threads: threads))];

        Assert.IsGreaterThan(3 * 2048, runs[0].Count);                // several chunks
        AssertSame(runs[0], runs[1]);
        AssertSame(runs[0], runs[2]);
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Resample_AnyRows_LeavesInputUnchanged(RareLabelCase c)
    {
        var input = MadeData.Skewed(FeatureMix.Mixed, Rows);
        double[] values = [.. input.X.Values], labels = [.. input.Target!];

        Run(c, input);

        CollectionAssert.AreEqual(values, input.X.Values.ToArray());
        CollectionAssert.AreEqual(labels, input.Target);
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Resample_Strategies_GiveTheSizesTheyPromise(RareLabelCase c)
    {
        var input = MadeData.Skewed(FeatureMix.Mixed, Rows);
        int rare = RareOf(input).Count(r => r), normal = Rows - rare;

        Assert.IsTrue(rare is > 20 and < 80, $"{rare} rare rows");
        Assert.AreEqual((200, 200), Sizes(BumpStrategy.Balance));
        Assert.AreEqual((normal, rare), Sizes(BumpStrategy.Extreme));
        Assert.AreEqual((3 * rare, (int)Math.Round(normal * 0.25, MidpointRounding.AwayFromZero)), Sizes(BumpStrategy.Percentages(300, 25)));
        Assert.IsNull(Run(c, input, BumpStrategy.Percentages(200, 100)).Kept);
        Assert.AreEqual(0, Run(c, input, BumpStrategy.Percentages(100, 50)).Count);

        (int Rare, int Normal) Sizes(BumpStrategy strategy)
        {
            var rows = Run(c, input, strategy);
            return (rare + rows.Count, rows.Kept!.Length - rare);
        }
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Resample_AnyRows_KeepsEveryRareRow(RareLabelCase c)
    {
        var input = MadeData.Skewed(FeatureMix.Mixed, Rows);
        bool[] rare = RareOf(input);

        int[] kept = Run(c, input).Kept!;

        CollectionAssert.IsSubsetOf(Enumerable.Range(0, Rows).Where(i => rare[i]).ToArray(), kept);
        CollectionAssert.AreEqual(kept.Distinct().Order().ToArray(), kept);
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Resample_NewRows_HaveRareLabelsOfTheirBumpAndFiniteKnownValues(RareLabelCase c)
    {
        var input = MadeData.Skewed(FeatureMix.Mixed, Rows);
        bool[] rare = RareOf(input);
        double[] labels = [.. input.Target!.Where((_, i) => rare[i])];

        var rows = Run(c, input);

        Assert.IsTrue(rows.Sources.All(s => rare[s]));
        Assert.IsTrue(rows.Targets!.All(y => y >= labels.Min() && y <= labels.Max()), $"{rows.Targets!.Min()} to {rows.Targets!.Max()}, but the rare ones are {labels.Min()} to {labels.Max()}");
        Assert.IsGreaterThan(100, rows.Targets!.Distinct().Count());
        for (int i = 0; i < rows.Count; i++)
        {
            for (int j = 0; j < input.X.Columns; j++)
                Assert.IsTrue(input.Kinds[j] == FeatureKind.Numeric ? double.IsFinite(rows.Values![i, j]) : rows.Values![i, j] is 0 or 1 or 2 or 3);
        }
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Resample_SourcesOfNewRows_AreUsedEquallyOften(RareLabelCase c)
    {
        var rows = Run(c, MadeData.Skewed(FeatureMix.Mixed, Rows));

        int[] uses = [.. rows.Sources.CountBy(s => s).Select(s => s.Value)];

        Assert.IsLessThanOrEqualTo(1, uses.Max() - uses.Min());
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Resample_MissingCells_StayMissingWhereTheSourceLacksThem(RareLabelCase c)
    {
        var input = MadeData.Skewed(FeatureMix.Mixed, Rows, missing: 0.15);

        var rows = Run(c, input);

        for (int i = 0; i < rows.Count; i++)
        {
            for (int j = 0; j < input.X.Columns; j++)
                Assert.AreEqual(double.IsNaN(input.X[rows.Sources[i], j]), double.IsNaN(rows.Values![i, j]));
        }
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Resample_ConstantColumns_StayConstant(RareLabelCase c)
    {
        var made = MadeData.Skewed(FeatureMix.Mixed, Rows);
        var x = new Matrix(Rows, 6, made.X.Values.ToArray());
        for (int i = 0; i < Rows; i++)
            (x[i, 0], x[i, 1]) = (4.7, 2);

        var rows = Run(c, new(x, made.Target!, made.Kinds));

        for (int i = 0; i < rows.Count; i++)
            Assert.AreEqual((4.7, 2.0), (rows.Values![i, 0], rows.Values[i, 1]));
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Resample_OneRareRowRepeated_RepeatsIt(RareLabelCase c)
    {
        var x = new Matrix(40, 2);
        double[] labels = [.. Enumerable.Range(0, 40).Select(i => i < 10 ? 100.0 : i)];
        for (int i = 0; i < 40; i++)
            (x[i, 0], x[i, 1]) = i < 10 ? (3, -7) : (i, i * i);

        var rows = Run(c, new(x, labels), relevance: Relevance.Through(new(40, 0), new(100, 1)));

        Assert.AreEqual(10, rows.Count);
        for (int i = 0; i < rows.Count; i++)
            Assert.AreEqual((3, -7, 100), (rows.Values![i, 0], rows.Values[i, 1], rows.Targets![i]));
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Resample_FewRareRows_GrowsBetweenThoseThereAreAndWarns(RareLabelCase c)
    {
        var warnings = new List<string>();
        var input = Line([.. Enumerable.Range(0, 30), 100, 110, 120]);

        var rows = c.Create(Relevance.Through(new(40, 0), new(90, 1)), BumpStrategy.Balance).Resample(input, new(new(1), warning: warnings.Add));

        Assert.AreEqual(14, rows.Count);                              // 33 rows in two bumps: 17 each, after rounding up
        Assert.IsTrue(rows.Targets!.All(y => y is >= 100 and <= 120));
        StringAssert.Contains(warnings.Single(), "3 rows");
        StringAssert.Contains(warnings.Single(), "2 instead of 5");
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Resample_BumpOfOneRow_StaysAsItIsAndWarns(RareLabelCase c)
    {
        var warnings = new List<string>();
        var input = Line([-500, .. Enumerable.Range(0, 60), 200, 201, 202, 203, 204, 205, 206]);

        var rows = c.Create(Relevance.Through(new(-100, 1), new(-50, 0), new(80, 0), new(180, 1)), BumpStrategy.Balance).Resample(input, new(new(1), warning: warnings.Add));

        Assert.IsFalse(rows.Sources.Contains(0));
        CollectionAssert.Contains(rows.Kept!, 0);
        Assert.AreEqual(23 - 7, rows.Count);                          // 68 rows in three bumps: 23 each
        StringAssert.Contains(warnings.Single(), "rare labels -500 to -500 are one row");
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Resample_OnlySingleRareRows_Says(RareLabelCase c)
    {
        var error = Assert.ThrowsExactly<SyntheticDataException>(() => Run(c, Line([.. Enumerable.Range(0, 30), 1000]), relevance: Relevance.Through(new(40, 0), new(90, 1))));

        StringAssert.Contains(error.Message, "rare labels 1000 to 1000");
        StringAssert.Contains(error.Message, "Lower RelevanceThreshold");
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Resample_NothingRareOrEverythingRareOrConstant_SaysWhatToDo(RareLabelCase c)
    {
        var even = Line([.. Enumerable.Range(0, 30)]);

        var none = Assert.ThrowsExactly<SyntheticDataException>(() => Run(c, even));
        var noneByPoints = Assert.ThrowsExactly<SyntheticDataException>(() => Run(c, even, relevance: Relevance.Through(new(100, 0), new(200, 1))));
        var all = Assert.ThrowsExactly<SyntheticDataException>(() => Run(c, even, relevance: Relevance.Through(new(-2, 0), new(-1, 1))));
        var constant = Assert.ThrowsExactly<SyntheticDataException>(() => Run(c, Line([.. Enumerable.Repeat(7, 30)])));

        StringAssert.Contains(none.Message, "No label is rare");
        StringAssert.Contains(noneByPoints.Message, "All 30 labels, 0 to 29, are normal");
        StringAssert.Contains(all.Message, "are rare");
        StringAssert.Contains(all.Message, "Raise RelevanceThreshold");
        StringAssert.Contains(constant.Message, "is 7 in all 30 rows");
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Resample_ClassesOrNoRowsOrNoColumns_Says(RareLabelCase c)
    {
        var classes = new ResamplingInput(new Matrix(4, 1), new[] { 0, 1, 0, 1 });
        var none = new ResamplingInput(new Matrix(0, 1), Array.Empty<double>());
        var bare = new ResamplingInput(new Matrix(31, 0), [.. Enumerable.Range(0, 30).Select(i => (double)i), 1000.0]);

        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => Run(c, classes)).Message, "holds classes");
        StringAssert.Contains(Assert.ThrowsExactly<SyntheticDataException>(() => Run(c, none)).Message, "no rows");
        StringAssert.Contains(Assert.ThrowsExactly<SyntheticDataException>(() => Run(c, bare)).Message, "no feature columns");
        Assert.ThrowsExactly<ArgumentNullException>(() => c.Create(High, BumpStrategy.Balance).Resample(null!, new(new(1))));
        Assert.ThrowsExactly<ArgumentNullException>(() => c.Create(High, BumpStrategy.Balance).Resample(none, null!));
        Assert.ThrowsExactly<ArgumentNullException>(() => c.Create(null!, BumpStrategy.Balance));
        Assert.ThrowsExactly<ArgumentNullException>(() => c.Create(High, null!));
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Resample_Cancelled_Throws(RareLabelCase c)
    {
        using var source = new CancellationTokenSource();
        source.Cancel();

        Assert.ThrowsExactly<OperationCanceledException>(() => c.Create(High, BumpStrategy.Balance).Resample(MadeData.Skewed(FeatureMix.Mixed, Rows), new(new(1), cancellation: source.Token)));
    }

    [TestMethod]
    public void Percentages_OutOfRange_Throws()
    {
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => BumpStrategy.Percentages(99, 50));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => BumpStrategy.Percentages(200, 0));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => BumpStrategy.Percentages(200, 101));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => BumpStrategy.Percentages(double.NaN, 50));
    }

    [TestMethod]
    public void Create_OptionsOutOfRange_NamesThem()
    {
        Assert.AreEqual("RelevanceThreshold", Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new Smoter(new() { RelevanceThreshold = 0 })).ParamName);
        Assert.AreEqual("Neighbors", Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new Smoter(new() { Neighbors = 0 })).ParamName);
        Assert.AreEqual("Perturbation", Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new Smogn(new() { Perturbation = -0.1 })).ParamName);
    }

    private static ResampledRows Run(
        RareLabelCase c, ResamplingInput input, BumpStrategy? strategy = null, Relevance? relevance = null, long seed = 1, int? threads = null)
        => c.Create(relevance ?? High, strategy ?? BumpStrategy.Balance).Resample(input, new(new(seed), maxDegreeOfParallelism: threads));

    /// <summary>One feature that equals the label.</summary>
    private static ResamplingInput Line(int[] labels)
        => new(new Matrix(labels.Length, 1, Array.ConvertAll(labels, y => (double)y)), Array.ConvertAll(labels, y => (double)y));

    private static bool[] RareOf(ResamplingInput input)
    {
        var relevance = RelevanceFunction.OfBoxPlot(input.Target!, Extremes.High);
        return Array.ConvertAll(input.Target!, y => relevance.Of(y) >= 0.8);
    }

    private static void AssertSame(ResampledRows expected, ResampledRows actual)
    {
        CollectionAssert.AreEqual(expected.Kept, actual.Kept);
        CollectionAssert.AreEqual(expected.Sources, actual.Sources);
        CollectionAssert.AreEqual(expected.Targets, actual.Targets);
        CollectionAssert.AreEqual(expected.Values!.Values.ToArray(), actual.Values!.Values.ToArray());
    }
}
