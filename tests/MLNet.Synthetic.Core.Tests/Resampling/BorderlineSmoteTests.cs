// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using MLNet.Synthetic.Testing;

namespace MLNet.Synthetic.Tests;

[TestClass]
public sealed class BorderlineSmoteTests
{
    private const int K = 5, M = 10;

    public static IEnumerable<object[]> RealSets => RealData.All.Select(set => new object[] { set });

    [TestMethod]
    public void Resample_RowsOnALine_GrowFromThoseInDanger()
    {
        // Class b: −2, −1, 0, 10 (safe), 20, 21 (in danger), 50 (noise). With m = 2 the two nearest of each:
        // −2: −1 0 (0 of a) · −1: −2 0 (0) · 0: −1 −2 (0) · 10: 0 and 19 at 10 and 9 → 19 20 (1 of a: m/2, in danger)
        // 20: 19 21 (1, in danger) · 21: 20 22 (1, in danger) · 50: 49.5 50.6 (2 of 2: noise)
        var input = Line([19, 22, 30, 31, 32, 49.5, 50.6, 60], [-2, -1, 0, 10, 20, 21, 50]);

        var rows = Resample(input, new() { BorderNeighbors = 2, Neighbors = 1, FeatureScaling = FeatureScaling.None, SamplingStrategy = To("b", 100) });

        CollectionAssert.AreEquivalent(new[] { 10.0, 20, 21 }, Sources(input, rows));
        foreach (var (from, value) in Grown(input, rows))             // the nearest of b: 10 → 20 or 0 (equally near: the first, 0); 20 ↔ 21
            Assert.IsTrue(from == 10 ? value is > 0 and <= 10 : value is >= 20 and <= 21, $"{from} → {value}");
    }

    [TestMethod]
    public void Resample_SecondKind_HalfLieTowardsOtherClassesInTheNearerHalf()
    {
        var input = Line([19, 22, 30, 31, 32, 33, 34, 60], [-2, -1, 0, 1, 20, 21]);

        var rows = Resample(input, new() { BorderNeighbors = 2, Neighbors = 1, FeatureScaling = FeatureScaling.None, Kind = BorderlineKind.Borderline2, SamplingStrategy = To("b", 2006) });

        // 20 and 21 are in danger; 20 grows towards 21 and 19, 21 towards 20 and 22. 2,000 fair draws: 0.5 ± 5 deviations of 0.0112.
        var grown = Grown(input, rows);
        var outward = grown.Where(g => g.From == 20 ? g.Value < 20 : g.Value > 21).ToList();
        Assert.AreEqual(0.5, outward.Count / 2000.0, 0.056);
        foreach (var (from, value) in outward)
            Assert.IsLessThanOrEqualTo(0.5, Math.Abs(value - from));
        Assert.IsGreaterThan(0.45, outward.Max(g => Math.Abs(g.Value - g.From)));
        Assert.IsTrue(grown.Except(outward).All(g => g.Value is >= 20 and <= 21));
    }

    [TestMethod]
    [DataRow(BorderlineKind.Borderline1)]
    [DataRow(BorderlineKind.Borderline2)]
    public void Resample_NoRowInDanger_GrowsFromAllRowsAndWarns(BorderlineKind kind)
    {
        var input = Line([100, 101, 102, 103, 104, 105, 106, 107], [0, 1, 2, 3, 4, 5]);
        var warnings = new List<string>();

        var rows = new BorderlineSmote(new() { BorderNeighbors = 3, Neighbors = 2, Kind = kind }).Resample(input, new(new Rng(1), warning: warnings.Add));

        Assert.AreEqual(2, rows.Count);
        StringAssert.Contains(warnings.Single(), "class 'b' has no row in danger");
        Assert.IsTrue(Grown(input, rows).All(g => g.Value is >= 0 and <= 5));
    }

    [TestMethod]
    public void Resample_AllNeighborsOfOtherClasses_IsNoiseNotDanger()
    {
        // each row of b sits between rows of a: with m = 1 every one is noise (m' = m), so none is in danger
        var input = Line([0, 2, 4, 6, 8, 10], [0.1, 4.1, 8.1]);
        var warnings = new List<string>();

        new BorderlineSmote(new() { BorderNeighbors = 1, Neighbors = 1 }).Resample(input, new(new Rng(1), warning: warnings.Add));

        Assert.HasCount(1, warnings);
    }

    [TestMethod]
    public void Resample_NoMoreRowsThanBorderNeighbors_NamesTheOption()
    {
        var input = Line([0, 2, 4, 6, 8, 10], [0.1, 4.1, 8.1]);

        var error = Assert.ThrowsExactly<SyntheticDataException>(() => Resample(input, new() { BorderNeighbors = 9, Neighbors = 1 }));

        StringAssert.Contains(error.Message, "BorderNeighbors = 9");
        StringAssert.Contains(error.Message, "at most 8");
    }

    [TestMethod]
    public void Validated_SettingsOutOfRange_NamesThem()
    {
        Assert.AreEqual("Neighbors", Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new BorderlineSmote(new() { Neighbors = 0 })).ParamName);
        Assert.AreEqual("BorderNeighbors", Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new BorderlineSmote(new() { BorderNeighbors = 0 })).ParamName);
        Assert.AreEqual("Kind", Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new BorderlineSmote(new() { Kind = (BorderlineKind)2 })).ParamName);
    }

    [TestMethod]
    [DynamicData(nameof(RealSets))]
    public void Resample_RealSet_GrowsFromExactlyTheRowsInDangerTowardsTheirNeighbors(RealData set)
    {
        var input = set.Input(FeatureMix.Numeric, completeRows: true);
        double[][] scaled = BruteForce.Scaled(input.X);
        var members = input.RowsByClass();

        var rows = Resample(input, new() { Kind = BorderlineKind.Borderline2 });

        foreach (int c in rows.Classes.Distinct())
        {
            var others = members[c].ToDictionary(row => row, row => BruteForce.OtherClasses(scaled, input.Classes, row, M));
            var surely = others.Where(o => 2 * o.Value.Least >= M && o.Value.Most < M).Select(o => o.Key).ToHashSet();
            var maybe = others.Where(o => 2 * o.Value.Most >= M && o.Value.Least < M).Select(o => o.Key).ToHashSet();
            var used = rows.Sources.Where((_, i) => rows.Classes[i] == c).ToHashSet();

            Assert.IsTrue(used.IsSubsetOf(maybe));
            Assert.IsTrue(surely.IsSubsetOf(used) || rows.Classes.Count(k => k == c) < maybe.Count);
            Assert.IsGreaterThan(0, surely.Count);
        }

        foreach (int i in Enumerable.Range(0, rows.Count).Where(i => i % Math.Max(1, rows.Count / 100) == 0))
        {
            int[] own = members[rows.Classes[i]];
            AssertOnASegment(input, scaled, rows, i, own, [.. Enumerable.Range(0, scaled.Length).Except(own)]);
        }
    }

    private static void AssertOnASegment(ResamplingInput input, double[][] scaled, ResampledRows rows, int i, int[] own, int[] rest)
    {
        int source = rows.Sources[i];
        bool Reaches(int[] candidates, double most)
        {
            double farthest = BruteForce.Nearest(scaled, source, candidates, K).Max(b => BruteForce.SquaredDistance(scaled[source], scaled[b]));
            return candidates.Where(b => b != source && BruteForce.SquaredDistance(scaled[source], scaled[b]) <= farthest * (1 + 1e-9)).Any(b =>
            {
                var (u, error) = BruteForce.OnSegment(rows.Values![i], input.X[source], input.X[b]);
                return error < 1e-9 && u >= 0 && u < most;
            });
        }

        Assert.IsTrue(Reaches(own, 1) || Reaches(rest, 0.5), $"New row {i}, from row {source}, lies on no segment to one of its nearest rows.");
    }

    private static ResampledRows Resample(ResamplingInput input, BorderlineSmoteOptions options) => new BorderlineSmote(options).Resample(input, new(new Rng(1)));

    private static SamplingStrategy To(string name, int rows) => SamplingStrategy.Counts(new Dictionary<string, int> { [name] = rows });

    /// <summary>One feature; classes a and b.</summary>
    internal static ResamplingInput Line(double[] a, double[] b)
        => new(new Matrix(a.Length + b.Length, 1, [.. a, .. b]), [.. a.Select(_ => 0), .. b.Select(_ => 1)], classNames: ["a", "b"]);

    private static double[] Sources(ResamplingInput input, ResampledRows rows) => [.. rows.Sources.Distinct().Select(i => input.X[i, 0])];

    private static List<(double From, double Value)> Grown(ResamplingInput input, ResampledRows rows)
        => [.. rows.Sources.Select((source, i) => (input.X[source, 0], rows.Values![i, 0]))];
}
