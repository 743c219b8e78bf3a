// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using MLNet.Synthetic.Testing;

namespace MLNet.Synthetic.Tests;

/// <summary>The blocked search against a plain search of every pair in float64, written here on its own. Up to ties: distances are compared.</summary>
[TestClass]
public sealed class NearestNeighborsTests
{
    public static IEnumerable<object[]> RealSets => RealData.All.SelectMany(set => new[] { FeatureMix.Numeric, FeatureMix.Mixed }.Select(mix => new object[] { set, mix }));

    public static IEnumerable<object[]> HardPoints
    {
        get
        {
            int[] counts = [7, 63, 64, 65, 129, 1000];
            foreach (int n in counts)
                yield return [$"{n} plain", Points(n, 5, (r, _) => r.NextGaussian()), 5];

            yield return ["one column", Points(500, 1, (r, _) => r.NextGaussian()), 5];
            yield return ["37 columns", Points(300, 37, (r, _) => r.NextGaussian()), 8];
            yield return ["k = n − 1", Points(150, 4, (r, _) => r.NextGaussian()), 149];
            yield return ["two points", Points(2, 3, (r, _) => r.NextGaussian()), 1];
            yield return ["heavy ties", Points(700, 3, (r, _) => r.Next(3)), 6];
            yield return ["all the same", Points(300, 3, (_, _) => 1.5), 4];
            yield return ["duplicates", Points(400, 3, (r, i) => new Rng(i / 4).Fork("value").NextGaussian() + 0 * r.Next(2)), 3];
            yield return ["tiny: 1e-30", Points(400, 4, (r, _) => 1e-30 * r.NextGaussian()), 5];
            yield return ["huge: 1e25", Points(400, 4, (r, _) => 1e25 * r.NextGaussian()), 5];
            yield return ["very huge: 1e140", Points(400, 4, (r, _) => 1e140 * r.NextGaussian()), 5];
            yield return ["all magnitudes", Points(400, 4, (r, _) => Math.Pow(10, r.Next(50) - 30) * r.NextGaussian()), 5];
            yield return ["fine grain far from the origin", Points(400, 4, (r, _) => 1e9 + 1e-4 * r.NextGaussian()), 5];
            yield return ["two far clusters", Points(400, 4, (r, i) => (i % 2 == 0 ? -1e8 : 1e8) + r.NextGaussian()), 5];
            yield return ["one outlier", Points(400, 4, (r, i) => i == 17 ? 1e12 : r.NextGaussian()), 5];
            yield return ["outlier out of float32", Points(400, 4, (r, i) => i == 17 ? 1e60 : r.NextGaussian()), 5];
            yield return ["a shell around one point", Shell(200), 5];
            yield return ["differences below float32", Points(600, 2, (r, _) => 1 + 1e-9 * r.Next(50)), 5];
        }
    }

    [TestMethod]
    [DynamicData(nameof(RealSets))]
    public void Find_RealSet_EqualsExhaustiveSearch(RealData set, FeatureMix mix)
    {
        var input = set.Input(mix);                                   // credit_data has missing cells in both mixes
        double[] scales = [.. Enumerable.Range(0, input.X.Columns).Select(j => Plain.Deviation(input.X, j))];
        int[] all = [.. Enumerable.Range(0, input.X.Rows)], queries = [.. all.Where(i => i % 6 == 0)];

        var found = NearestNeighbors.Find(new MixedSpace(input.X, all, scales, input.Kinds, nominalPenalty: 0.8), queries, all, 5, new(new(1)));

        AssertNearest(found, queries, all, (a, b) => Plain.SquaredDistance(input.X, a, b, scales, input.Kinds, 0.8));
    }

    [TestMethod]
    [DynamicData(nameof(RealSets))]
    public void Find_CompleteRowsOfRealSet_EqualsExhaustiveSearch(RealData set, FeatureMix mix)
    {
        var input = set.Input(mix, completeRows: true);
        double[] units = [.. Enumerable.Repeat(1.0, input.X.Columns)];   // raw units: some columns are a million times the others
        int[] all = [.. Enumerable.Range(0, input.X.Rows)], queries = [.. all.Where(i => i % 7 == 1)];

        var found = NearestNeighbors.Find(new MixedSpace(input.X, all, units, input.Kinds, nominalPenalty: 40), queries, all, 5, new(new(1)));

        AssertNearest(found, queries, all, (a, b) => Plain.SquaredDistance(input.X, a, b, units, input.Kinds, 40));
    }

    [TestMethod]
    [DynamicData(nameof(HardPoints))]
    public void Find_HardPoints_EqualsExhaustiveSearch(string name, Matrix x, int k)
    {
        double[] units = [.. Enumerable.Repeat(1.0, x.Columns)];
        int[] all = [.. Enumerable.Range(0, x.Rows)];

        var found = NearestNeighbors.Find(new MixedSpace(x, all, units), k, new(new(1)));

        Assert.AreEqual(x.Rows, found.Count, name);
        AssertNearest(found, all, all, (a, b) => Plain.SquaredDistance(x, a, b, units));
    }

    [TestMethod]
    [DataRow(1.0)]
    [DataRow(1e-25)]
    [DataRow(1e25)]
    [DataRow(0.0)]
    public void Find_NumbersAndCodes_EqualsExhaustiveSearch(double penalty)
    {
        var input = MadeData.Of(FeatureMix.Mixed, [300, 201], seed: 4);
        double[] scales = [.. Enumerable.Range(0, input.X.Columns).Select(j => Plain.Deviation(input.X, j))];
        int[] all = [.. Enumerable.Range(0, input.X.Rows)];

        var found = NearestNeighbors.Find(new MixedSpace(input.X, all, scales, input.Kinds, penalty), 7, new(new(1)));

        AssertNearest(found, all, all, (a, b) => Plain.SquaredDistance(input.X, a, b, scales, input.Kinds, penalty));
    }

    [TestMethod]
    [DataRow(0.05)]
    [DataRow(0.5)]
    [DataRow(0.95)]
    public void Find_MissingCells_EqualsExhaustiveSearchOverObservedOnes(double missing)
    {
        var input = MadeData.Of(FeatureMix.Mixed, [200, 101], seed: 5, missing);
        double[] scales = [.. Enumerable.Range(0, input.X.Columns).Select(j => Plain.Deviation(input.X, j))];
        int[] all = [.. Enumerable.Range(0, input.X.Rows)];

        var found = NearestNeighbors.Find(new MixedSpace(input.X, all, scales, input.Kinds), 5, new(new(1)));

        AssertNearest(found, all, all, (a, b) => Plain.SquaredDistance(input.X, a, b, scales, input.Kinds));
    }

    [TestMethod]
    public void Find_QueriesThatAreNoCandidates_EqualsExhaustiveSearch()
    {
        var x = Points(500, 4, (r, i) => (i < 100 ? 50 : 0) + r.NextGaussian());
        double[] units = [1, 1, 1, 1];
        int[] all = [.. Enumerable.Range(0, 500)], queries = [3, 99, 0, 250, 3], candidates = [.. Enumerable.Range(100, 301).Reverse()];

        var found = NearestNeighbors.Find(new MixedSpace(x, all, units), queries, candidates, 9, new(new(1)));

        AssertNearest(found, queries, candidates, (a, b) => Plain.SquaredDistance(x, a, b, units));
    }

    [TestMethod]
    public void Find_EquallyNearPoints_InTheOrderOfTheirNumbers()
    {
        var x = Points(200, 2, (_, _) => 3);

        var found = NearestNeighbors.Find(new MixedSpace(x, [.. Enumerable.Range(0, 200)], [1, 1]), 4, new(new(1)));

        CollectionAssert.AreEqual(new[] { 1, 2, 3, 4 }, found[0].ToArray());
        CollectionAssert.AreEqual(new[] { 0, 1, 3, 4 }, found[2].ToArray());
        CollectionAssert.AreEqual(new[] { 0, 1, 2, 3 }, found[150].ToArray());
    }

    [TestMethod]
    public void Find_SmallExample_AsByHand()
    {
        var x = Matrix.FromRows([0], [1], [3], [7]);

        var found = NearestNeighbors.Find(new MixedSpace(x, [0, 1, 2, 3], [1]), 2, new(new(1)));

        CollectionAssert.AreEqual(new[] { 1, 2 }, found[0].ToArray());
        CollectionAssert.AreEqual(new[] { 0, 2 }, found[1].ToArray());
        CollectionAssert.AreEqual(new[] { 1, 0 }, found[2].ToArray());
        CollectionAssert.AreEqual(new[] { 2, 1 }, found[3].ToArray());
        CollectionAssert.AreEqual(new double[] { 16, 36 }, found.SquaredDistances(3).ToArray());
    }

    [TestMethod]
    public void Find_SubsetOfColumnsZero_FirstPointsAtDistanceZero()
    {
        var found = NearestNeighbors.Find(new MixedSpace(new Matrix(5, 0), [0, 1, 2, 3, 4], []), 2, new(new(1)));

        CollectionAssert.AreEqual(new[] { 0, 1 }, found[4].ToArray());
        CollectionAssert.AreEqual(new double[] { 0, 0 }, found.SquaredDistances(4).ToArray());
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(4)]
    public void Find_ImpossibleK_Throws(int k)
    {
        var space = new MixedSpace(new Matrix(4, 1), [0, 1, 2, 3], [1]);

        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => NearestNeighbors.Find(space, k, new(new(1))));
    }

    [TestMethod]
    public void Find_ListsLongerThanAnArray_Says()
    {
        var space = new MixedSpace(new Matrix(50_001, 1), [.. Enumerable.Range(0, 50_001)], [1]);

        var error = Assert.ThrowsExactly<SyntheticDataException>(() => NearestNeighbors.Find(space, 50_000, new(new(1))));

        StringAssert.Contains(error.Message, "50,000 neighbours of each of 50,001 rows");
    }

    [TestMethod]
    public void Find_CancelledToken_Throws()
    {
        var space = new MixedSpace(new Matrix(500, 1), [.. Enumerable.Range(0, 500)], [1]);

        Assert.ThrowsExactly<OperationCanceledException>(() => NearestNeighbors.Find(space, 3, new(new(1), cancellation: new(canceled: true))));
    }

    private static Matrix Points(int n, int d, Func<Rng, int, double> value)
    {
        var random = new Rng(n + 1000 * d);
        var x = new Matrix(n, d);
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < d; j++)
                x[i, j] = value(random, i);
        }

        return x;
    }

    /// <summary>The origin, and pairs of opposite points around it whose halved squared distances all round to 0.5 in float32.</summary>
    private static Matrix Shell(int pairs)
    {
        var x = Points(1 + 2 * pairs, 4, (r, _) => r.NextGaussian());
        x[0].Clear();
        for (int i = 1; i < x.Rows; i += 2)
        {
            double radius = (1 - 1e-8 * new Rng(i).NextDouble()) / Math.Sqrt(Plain.SquaredDistance(x, 0, i, [1, 1, 1, 1]));
            for (int j = 0; j < 4; j++)
            {
                x[i, j] *= radius;
                x[i + 1, j] = -x[i, j];
            }
        }

        return x;
    }

    private static void AssertNearest(NearestNeighbors found, int[] queries, int[] candidates, Func<int, int, double> squaredDistance)
    {
        const double Rounding = 1e-12;
        var allowed = candidates.ToHashSet();
        Parallel.For(0, queries.Length, i =>
        {
            var (_, expected) = Plain.Nearest(queries[i], candidates, found.Neighbors, squaredDistance);
            var points = found[i].ToArray();
            var distances = found.SquaredDistances(i).ToArray();
            Assert.HasCount(points.Length, points.Distinct());
            Assert.DoesNotContain(queries[i], points);
            Assert.IsTrue(points.All(allowed.Contains));
            for (int p = 0; p < points.Length; p++)
            {
                AssertClose(expected[p], distances[p]);
                AssertClose(squaredDistance(queries[i], points[p]), distances[p]);
            }
        });

        static void AssertClose(double expected, double actual)
            => Assert.IsTrue(expected.Equals(actual) || Math.Abs(expected - actual) <= Rounding * expected, $"{expected:R} expected but {actual:R} found");
    }
}
