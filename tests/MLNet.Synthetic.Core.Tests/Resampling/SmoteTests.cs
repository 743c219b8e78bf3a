// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using MLNet.Synthetic.Testing;

namespace MLNet.Synthetic.Tests;

[TestClass]
public sealed class SmoteTests
{
    public static IEnumerable<object[]> RealSets => RealData.All.SelectMany(set => Enum.GetValues<FeatureScaling>().Select(scaling => new object[] { set, scaling }));

    [TestMethod]
    [DynamicData(nameof(RealSets))]
    public void Resample_RealSet_EveryNewRowOnASegmentToATrueNearestNeighbor(RealData set, FeatureScaling scaling)
    {
        var input = set.Input(FeatureMix.Numeric, completeRows: true);
        double[] scales = [.. Enumerable.Range(0, input.X.Columns).Select(j => scaling switch
        {
            FeatureScaling.None => 1,
            FeatureScaling.Range => Plain.Range(input.X, j),
            _ => Plain.Deviation(input.X, j),
        })];

        var rows = new Smote(new() { FeatureScaling = scaling }).Resample(input, new(new(1)));

        Assert.IsGreaterThan(1000, rows.Count);
        SegmentsAssert.AllOnSegments(input, rows, 5, input.ColumnsOf(FeatureKind.Numeric), (_, a, b) => Plain.SquaredDistance(input.X, a, b, scales));
    }

    [TestMethod]
    public void Resample_ManyNewRows_SourcesEquallyUsedNeighborsAndPlacesUniform()
    {
        const int Each = 20_000;
        var x = Matrix.FromRows([0, 0], [1, 0], [0, 10], [100, 100], [101, 101], [102, 102], [103, 103]);
        var input = new ResamplingInput(x, [0, 0, 0, 1, 1, 1, 1]);
        var strategy = SamplingStrategy.Counts(new Dictionary<string, int> { ["0"] = 3 + 3 * Each });

        var rows = new Smote(new() { SamplingStrategy = strategy, Neighbors = 2, FeatureScaling = FeatureScaling.None }).Resample(input, new(new(2)));

        var used = rows.Sources.CountBy(s => s).ToDictionary();
        Assert.IsTrue(used.Count == 3 && used.Values.All(n => n == Each));
        int[] fromOrigin = [.. Enumerable.Range(0, rows.Count).Where(i => rows.Sources[i] == 0)];
        double[] right = [.. fromOrigin.Select(i => rows.Values![i, 0]).Where(v => v > 0)], up = [.. fromOrigin.Select(i => rows.Values![i, 1] / 10).Where(v => v > 0)];
        Assert.AreEqual(Each / 2.0, right.Length, 5 * Math.Sqrt(Each) / 2);           // binomial, five deviations
        AssertUniform(right);
        AssertUniform(up);
    }

    [TestMethod]
    public void Resample_NewRowsNotAMultipleOfTheClass_SourcesDifferInUseByOneAtMost()
    {
        var input = MadeData.Of(FeatureMix.Numeric, [100, 30]);

        var rows = new Smote().Resample(input, new(new(3)));

        var used = rows.Sources.CountBy(s => s).Select(s => s.Value).ToArray();
        Assert.HasCount(30, used);
        Assert.IsTrue(used.Min() == 2 && used.Max() == 3);            // 70 = 2 · 30 + 10
    }

    [TestMethod]
    public void Resample_ColumnInLargeUnits_DoesNotOutvoteTheOtherWhenScaled()
    {
        // In raw units row 0 is nearest to row 1 (amount), on one scale to row 2 (age).
        var x = Matrix.FromRows([20, 100_000], [70, 100_001], [21, 100_300], [70, 99_000], [20, 101_000]);
        var input = new ResamplingInput(x, [0, 0, 0, 1, 1]);
        var strategy = SamplingStrategy.Counts(new Dictionary<string, int> { ["0"] = 300 });

        var raw = new Smote(new() { SamplingStrategy = strategy, Neighbors = 1, FeatureScaling = FeatureScaling.None }).Resample(input, new(new(1)));
        var scaled = new Smote(new() { SamplingStrategy = strategy, Neighbors = 1 }).Resample(input, new(new(1)));

        Assert.IsTrue(FromRow0(raw).All(row => row[1] <= 100_001 && row[0] is >= 20 and <= 70));
        Assert.IsTrue(FromRow0(scaled).All(row => row[0] <= 21));

        static double[][] FromRow0(ResampledRows rows)
            => [.. Enumerable.Range(0, rows.Count).Where(i => rows.Sources[i] == 0).Select(i => rows.Values![i].ToArray())];
    }

    [TestMethod]
    public void Resample_ClassesOtherThanTheGrowing_HaveNoInfluenceOnItsRows()
    {
        var input = MadeData.Of(FeatureMix.Numeric, [100, 30, 20]);
        int[] merged = [.. input.Classes.Select(c => c == 2 ? 0 : c)];
        var strategy = SamplingStrategy.Counts(new Dictionary<string, int> { ["b"] = 60 });

        var three = new Smote(new() { SamplingStrategy = strategy }).Resample(input, new(new(4)));
        var two = new Smote(new() { SamplingStrategy = strategy }).Resample(new(input.X, merged, classNames: ["a", "b"]), new(new(4)));

        CollectionAssert.AreEqual(three.Values!.Values.ToArray(), two.Values!.Values.ToArray());
    }

    [TestMethod]
    public void Resample_NominalColumn_NamesItAndTheCure()
    {
        var error = Assert.ThrowsExactly<SyntheticDataException>(() => new Smote().Resample(MadeData.Of(FeatureMix.Mixed, [30, 10]), new(new(1))));

        StringAssert.Contains(error.Message, "'column 1' is nominal");
        StringAssert.Contains(error.Message, "SMOTE-NC");
    }

    [TestMethod]
    public void Resample_MagnitudesNearTheLimit_StayFiniteAndOnSegments()
    {
        var input = MadeData.Of(FeatureMix.Numeric, [60, 20]).With(x =>
        {
            for (int i = 0; i < x.Rows; i++)
            {
                x[i, 0] *= 1e148;
                x[i, 1] *= 1e-120;
            }
        });
        double[] scales = [.. Enumerable.Range(0, 6).Select(j => Plain.Deviation(input.X, j))];

        var rows = new Smote().Resample(input, new(new(1)));

        SegmentsAssert.AllOnSegments(input, rows, 5, [0, 1, 2, 3, 4, 5], (_, a, b) => Plain.SquaredDistance(input.X, a, b, scales));
    }

    [TestMethod]
    public void Constructor_NoNeighbors_Throws()
    {
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new Smote(new() { Neighbors = 0 }));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new SmoteNc(new() { Neighbors = 0 }));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new SmoteN(new() { Neighbors = -1 }));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new AutomaticOversampler(new() { Neighbors = 0 }));
    }

    /// <summary>Kolmogorov's test, chance of 1e−4.</summary>
    private static void AssertUniform(double[] values)
    {
        double distance = values.Order().Select((v, i) => Math.Abs(v - (i + 0.5) / values.Length)).Max();
        Assert.IsLessThan(2.2 / Math.Sqrt(values.Length), distance);
    }
}
