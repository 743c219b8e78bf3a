// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using MLNet.Synthetic.Testing;

namespace MLNet.Synthetic.Tests;

/// <summary>The blocked search on whole numbers against Gower's definition in float64, written here on its own.</summary>
[TestClass]
public sealed class GowerSearchTests
{
    private const double Rounding = 6e-8;
    private static readonly RunContext Run = new(new(1));

    public static IEnumerable<object[]> Goldens => GoldenData.Cases.Where(c => c.Candidate != "holdout").Select(c => new object[] { c.Data, c.Candidate });

    [TestMethod]
    public void Distance_SmallTable_EqualsHandComputation()
    {
        var reference = Table([0, 10, double.NaN, 5], ["a", "b", null, "a"]);
        var space = new GowerSpace(reference);
        var found = new GowerSearch(space.Rows(reference)).Nearest(space.Rows(Table([2, double.NaN, 40], ["a", null, "c"])), 4, Run);

        AssertDistances(space, found, 0, [0.1, 0.15, 0.9, 1]);        // 0.2 and same; 0.3 and same; 0.8 and other; missing and missing
        AssertDistances(space, found, 1, [0, 1, 1, 1]);
        AssertDistances(space, found, 2, [1, 1, 1, 1]);
        CollectionAssert.AreEqual(new[] { 0, 3, 1, 2 }, found[0].ToArray());
        CollectionAssert.AreEqual(new[] { 0, 1, 2, 3 }, found[2].ToArray());
    }

    [TestMethod]
    public void Nearest_ConstantColumn_CountsEveryDifference()
    {
        var reference = Table([3, 3], ["a", "a"]);
        var space = new GowerSpace(reference);

        var found = new GowerSearch(space.Rows(reference)).Nearest(space.Rows(Table([3, 3.001, double.NaN], ["a", "a", "a"])), 1, Run);

        Assert.AreEqual(0, space.Distance(found.Distances(0)[0]));
        Assert.AreEqual(0.5, space.Distance(found.Distances(1)[0]));
        Assert.AreEqual(0.5, space.Distance(found.Distances(2)[0]));
    }

    [TestMethod]
    public void Nearest_AllMissing_IsNoDistance()
    {
        var reference = Table([double.NaN, double.NaN], [null, null]);
        var space = new GowerSpace(reference);

        var found = new GowerSearch(space.Rows(reference)).Nearest(space.Rows(reference), 1, Run, same: true);

        CollectionAssert.AreEqual(new[] { 0, 0 }, found.DistancesOfRank(0));
    }

    [TestMethod]
    [DataRow(1, 1)]
    [DataRow(7, 3)]
    [DataRow(64, 5)]
    [DataRow(65, 1)]
    [DataRow(333, 20)]
    public void Nearest_AnyNumberOfRows_EqualsExhaustiveSearch(int rows, int k)
    {
        k = Math.Min(k, rows);
        Table reference = Random(rows, 1), queries = Random(50, 2);
        var space = new GowerSpace(reference);

        var found = new GowerSearch(space.Rows(reference)).Nearest(space.Rows(queries), k, Run);

        for (int i = 0; i < queries.Count; i++)
        {
            double[] expected = [.. Enumerable.Range(0, rows).Select(j => Gower(reference, queries, i, reference, j)).Order().Take(k)];
            AssertDistances(space, found, i, expected);
            for (int rank = 0; rank < k; rank++)
                Assert.AreEqual(expected[rank], Gower(reference, queries, i, reference, found[i][rank]), Rounding);
        }
    }

    [TestMethod]
    public void Nearest_ManyColumns_DoesNotOverflow()
    {
        Table low = new([.. Enumerable.Range(0, 300).Select(j => new NumericColumn($"{j}", [0, 1]))]), high = new([.. Enumerable.Range(0, 300).Select(j => new NumericColumn($"{j}", [double.MaxValue, double.NegativeInfinity]))]);
        var space = new GowerSpace(low);

        var found = new GowerSearch(space.Rows(low)).Nearest(space.Rows(high), 1, Run);

        AssertDistances(space, found, 0, [1]);
        AssertDistances(space, found, 1, [1]);
    }

    [TestMethod]
    public void Nearest_AnyNumberOfThreads_SameNeighbours()
    {
        var table = Random(500, 3);
        var space = new GowerSpace(table);
        var rows = space.Rows(table);

        var one = new GowerSearch(rows).Nearest(rows, 4, new(new(1), maxDegreeOfParallelism: 1), same: true);
        var many = new GowerSearch(rows).Nearest(rows, 4, new(new(1), maxDegreeOfParallelism: 8), same: true);

        for (int i = 0; i < rows.Count; i++)
        {
            CollectionAssert.AreEqual(one[i].ToArray(), many[i].ToArray());
            CollectionAssert.DoesNotContain(one[i].ToArray(), i);
        }
    }

    [TestMethod]
    public void Balls_RandomRows_HoldWhatIsNearEnough()
    {
        Table queries = Random(70, 4), candidates = Random(45, 5);
        var space = new GowerSpace(queries);
        int[] queryRadii = [.. Enumerable.Range(0, 70).Select(i => i * space.Unit / 20)], candidateRadii = [.. Enumerable.Range(0, 45).Select(i => i * space.Unit / 15)];

        var (inQuery, inCandidate) = new GowerSearch(space.Rows(candidates)).Balls(space.Rows(queries), queryRadii, candidateRadii, Run);

        for (int i = 0; i < 70; i++)
        {
            for (int j = 0; j < 45; j++)
            {
                double distance = Gower(queries, queries, i, candidates, j);
                Assert.AreEqual(distance <= space.Distance(queryRadii[i]), IsSet(inQuery, i, j));
                Assert.AreEqual(distance <= space.Distance(candidateRadii[j]), IsSet(inCandidate, i, j));
            }
        }

        Assert.AreEqual(Enumerable.Range(0, 70).Count(i => IsSet(inQuery, i, 7)), inQuery.Counts()[7]);
    }

    [TestMethod]
    [DynamicData(nameof(Goldens))]
    public void Nearest_GoldenTable_EqualsIndependentFloat64Search(GoldenData data, string candidate)
    {
        var figures = data.Figures(candidate).GetProperty("privacy");
        Table train = data.Real, holdout = data.Candidate("holdout"), synthetic = data.Candidate(candidate);
        int n = figures.GetProperty("rows_of_train_and_holdout").GetInt32(), m = figures.GetProperty("rows_of_synthetic").GetInt32();
        var space = new GowerSpace(train);
        var queries = space.Rows(synthetic.Take([.. Enumerable.Range(0, m)]));

        var toTrain = new GowerSearch(space.Rows(train.Take([.. Enumerable.Range(0, n)]))).Nearest(queries, 2, Run);
        var toHoldout = new GowerSearch(space.Rows(holdout.Take([.. Enumerable.Range(0, n)]))).Nearest(queries, 1, Run);

        AssertQuantiles(figures.GetProperty("dcr_train_quantiles_5_50_95"), space, toTrain);
        AssertQuantiles(figures.GetProperty("dcr_holdout_quantiles_5_50_95"), space, toHoldout);
        double share = Enumerable.Range(0, m).Average(i => Math.Abs(toTrain.Distances(i)[0] - toHoldout.Distances(i)[0]) <= space.Tolerance ? 0.5 : toTrain.Distances(i)[0] < toHoldout.Distances(i)[0] ? 1 : 0);
        Assert.AreEqual(figures.GetProperty("share_closer_to_train").GetDouble(), share, 1e-6);
        double[] ratios = [.. Enumerable.Range(0, m).Select(i => (double)toTrain.Distances(i)[0] / toTrain.Distances(i)[1]).Order()];
        Assert.AreEqual(figures.GetProperty("nndr_train_median").GetDouble(), Quantile(ratios, 0.5), 1e-5);      // a ratio of small distances
        Assert.AreEqual(figures.GetProperty("exact_copies_of_train").GetDouble(), (double)toTrain.DistancesOfRank(0).Count(d => d == 0) / m, 1e-9);
    }

    private static void AssertQuantiles(System.Text.Json.JsonElement expected, GowerSpace space, GowerNeighbors found)
    {
        double[] distances = [.. found.DistancesOfRank(0).Select(space.Distance).Order()];
        double[] shares = [0.05, 0.5, 0.95];
        for (int i = 0; i < shares.Length; i++)
            Assert.AreEqual(expected[i].GetDouble(), Quantile(distances, shares[i]), 1e-6);
    }

    private static double Quantile(double[] sorted, double share)
    {
        double at = share * (sorted.Length - 1);
        int below = (int)at;
        return sorted[below] + (at - below) * (sorted[Math.Min(below + 1, sorted.Length - 1)] - sorted[below]);
    }

    private static void AssertDistances(GowerSpace space, GowerNeighbors found, int query, double[] expected)
    {
        for (int rank = 0; rank < expected.Length; rank++)
            Assert.AreEqual(expected[rank], space.Distance(found.Distances(query)[rank]), Rounding);
    }

    private static bool IsSet(BitTable bits, int row, int bit) => (bits[row][bit / 32] >> (bit % 32) & 1) == 1;

    private static Table Random(int rows, long seed)
    {
        var random = new Rng(seed);
        string?[] levels = ["a", "b", "c", null];
        return new(
            new NumericColumn("x", [.. Enumerable.Range(0, rows).Select(_ => random.NextGaussian())]),
            new NumericColumn("y", [.. Enumerable.Range(0, rows).Select(i => i % 5 == 0 ? double.NaN : (double)random.Next(4))]),
            new TimestampColumn("t", [.. Enumerable.Range(0, rows).Select(_ => 638_000_000_000_000_000L + random.Next(1000) * 864_000_000_000L)]),
            new CategoryColumn("c", [.. Enumerable.Range(0, rows).Select(_ => random.Next(4) - 1)], ["a", "b", "c"]));
    }

    private static Table Table(double[] numbers, string?[] levels)
    {
        string[] all = ["a", "b", "c"];
        return new(new NumericColumn("x", numbers), new CategoryColumn("c", [.. levels.Select(l => Array.IndexOf(all, l))], all));
    }

    private static double Gower(Table reference, Table a, int i, Table b, int j) => reference.Columns.Average(column =>
    {
        if (column is CategoryColumn)
            return ((CategoryColumn)a[column.Name]).Codes[i] == ((CategoryColumn)b[column.Name]).Codes[j] ? 0 : 1;
        double x = Number(a[column.Name], i), y = Number(b[column.Name], j);
        double[] all = [.. Enumerable.Range(0, column.Count).Select(r => Number(column, r)).Where(v => !double.IsNaN(v))];
        if (double.IsNaN(x) || double.IsNaN(y))
            return double.IsNaN(x) == double.IsNaN(y) ? 0 : 1;
        double range = all.Length == 0 ? 0 : all.Max() - all.Min();
        return x == y ? 0 : range == 0 ? 1 : Math.Min(1, Math.Abs(x - y) / range);
    });

    private static double Number(TableColumn column, int row) => column is NumericColumn numbers ? numbers.Values[row] : ((TimestampColumn)column).Ticks[row];
}
