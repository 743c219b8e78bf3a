// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using MLNet.Synthetic.Testing;

namespace MLNet.Synthetic.Tests;

[TestClass]
public sealed class SvmSmoteTests
{
    private const int K = 5, M = 10;

    public static IEnumerable<object[]> RealSets => RealData.All.Select(set => new object[] { set });

    [TestMethod]
    public void Resample_ClassThatPrevails_GrowsAwayFromItsNeighbor()
    {
        // all three rows of b are support vectors (each class needs α of the same sum and C is small); with m = 2 none has a row of a around it
        var input = BorderlineSmoteTests.Line([10, 11, 12, 13, 14, 15], [0, 1, 3]);

        var rows = Resample(input, new() { BorderNeighbors = 2, Neighbors = 1, Cost = 0.01, SamplingStrategy = To("b", 303), FeatureScaling = FeatureScaling.None });

        // nearest of b: 0 → 1, 1 → 0, 3 → 1; s = v + ρ (v − b): 0 grows to (−1, 0], 1 to [1, 2), 3 to [3, 5), a hundred times each
        foreach (var group in Enumerable.Range(0, rows.Count).GroupBy(i => input.X[rows.Sources[i], 0]))
        {
            double[] values = [.. group.Select(i => rows.Values![i, 0]).Order()];
            var (from, to) = group.Key switch { 0 => (-1.0, 0.0), 1 => (1, 2), _ => (3, 5) };
            Assert.HasCount(100, values);
            Assert.IsTrue(values[0] >= from && values[^1] <= to);
            Assert.AreEqual((from + to) / 2, values.Average(), 5 * (to - from) / Math.Sqrt(12 * 100.0));      // five deviations of the mean
        }
    }

    [TestMethod]
    public void Resample_ClassAmongOthers_GrowsTowardsItsNeighborsInTurn()
    {
        // m = 2: the rows nearest to each row of b are both of a: interpolation; k = 2: towards the first and the second neighbour in turn
        var input = BorderlineSmoteTests.Line([-1, 1, 9, 11, 29, 31], [0, 10, 30]);

        var rows = Resample(input, new() { BorderNeighbors = 2, Neighbors = 2, Cost = 0.01, SamplingStrategy = To("b", 27), FeatureScaling = FeatureScaling.None });

        double[][] nearest = [[10, 30], [0, 30], [10, 0]];
        for (int i = 0; i < rows.Count; i++)
        {
            double v = input.X[rows.Sources[i], 0], b = nearest[rows.Sources[i] - 6][i / 3 % 2];
            Assert.IsTrue(rows.Values![i, 0] >= Math.Min(v, b) && rows.Values[i, 0] <= Math.Max(v, b), $"{v} → {rows.Values[i, 0]}, not towards {b}");
        }
    }

    [TestMethod]
    [DynamicData(nameof(RealSets))]
    public void Resample_RealSet_GrowsEvenlyFromSupportVectorsOutwardsWhereTheClassPrevails(RealData set)
    {
        var input = set.Input(FeatureMix.Numeric, completeRows: true);
        double[][] scaled = BruteForce.Scaled(input.X);
        double gamma = 1 / Enumerable.Range(0, input.X.Columns).Sum(j => Variance(scaled, j));
        int c = input.Classes.CountBy(k => k).MinBy(k => k.Value).Key;
        int[] members = input.RowsByClass()[c];

        var rows = Resample(input, new() { SamplingStrategy = SamplingStrategy.MinorityOnly });

        var machine = SupportVectorMachine.Train(
            RbfKernelTests.Space(Matrix.FromRows(scaled)), [.. input.Classes.Select(k => k == c)], 1, gamma, 1e-3, 200, new(new Rng(1)), workingSet: 700);
        int[] counts = [.. rows.Sources.CountBy(s => s).Select(s => s.Value)];
        Assert.IsLessThanOrEqualTo(1, counts.Max() - counts.Min());
        int vectors = members.Count(i => machine.Alpha[i] > 0);
        Assert.AreEqual(vectors, counts.Length, 0.02 * vectors + 1);  // those on the margin may differ between two solutions
        foreach (int source in rows.Sources.Distinct())
            Assert.IsLessThanOrEqualTo(1.01, machine.Decision(source));

        foreach (int i in Enumerable.Range(0, rows.Count).Where(i => i % Math.Max(1, rows.Count / 100) == 0))
        {
            int source = rows.Sources[i];
            var (least, most) = BruteForce.OtherClasses(scaled, input.Classes, source, M);
            double farthest = BruteForce.Nearest(scaled, source, members, K).Max(b => BruteForce.SquaredDistance(scaled[source], scaled[b]));
            bool found = members.Where(b => b != source && BruteForce.SquaredDistance(scaled[source], scaled[b]) <= farthest * (1 + 1e-9)).Any(b =>
            {
                var (u, error) = BruteForce.OnSegment(rows.Values![i], input.X[source], input.X[b]);
                bool inwards = 2 * most >= M && u is >= 0 and < 1, outwards = 2 * least < M && u is > -1 and <= 0;
                return error < 1e-9 && (inwards || outwards);
            });
            Assert.IsTrue(found, $"New row {i} of source {source} with {least} to {most} other rows around it.");
        }
    }

    [TestMethod]
    public void Resample_TooFewRounds_UsesWhatThereIsAndWarns()
    {
        var input = RealData.LendingClub.Input(FeatureMix.Numeric, completeRows: true);
        var warnings = new List<string>();

        var rows = new SvmSmote(new() { MaxRounds = 1 }).Resample(input, new(new Rng(1), warning: warnings.Add));

        Assert.IsGreaterThan(0, rows.Count);
        StringAssert.Contains(warnings.Single(), "MaxRounds");
    }

    [TestMethod]
    public void Validated_SettingsOutOfRange_NamesThem()
    {
        SvmSmoteOptions[] wrong =
        [
            new() { Neighbors = 0 }, new() { BorderNeighbors = 0 }, new() { Cost = 0 }, new() { Cost = double.NaN }, new() { Gamma = 0 },
            new() { Gamma = double.PositiveInfinity }, new() { Tolerance = 0 }, new() { Tolerance = 1 }, new() { MaxRounds = 0 },
        ];
        string[] names = ["Neighbors", "BorderNeighbors", "Cost", "Cost", "Gamma", "Gamma", "Tolerance", "Tolerance", "MaxRounds"];

        for (int i = 0; i < wrong.Length; i++)
            Assert.AreEqual(names[i], Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new SvmSmote(wrong[i])).ParamName);
    }

    private static ResampledRows Resample(ResamplingInput input, SvmSmoteOptions options) => new SvmSmote(options).Resample(input, new(new Rng(1)));

    private static SamplingStrategy To(string name, int rows) => SamplingStrategy.Counts(new Dictionary<string, int> { [name] = rows });

    private static double Variance(double[][] rows, int column)
    {
        double mean = rows.Average(r => r[column]);
        return rows.Average(r => (r[column] - mean) * (r[column] - mean));
    }
}
