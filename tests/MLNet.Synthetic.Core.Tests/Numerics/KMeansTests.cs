// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic.Tests;

[TestClass]
public sealed class KMeansTests
{
    [TestMethod]
    public void Find_SeparateGroups_AreTheClusters()
    {
        int[] groups = [.. Enumerable.Range(0, 3000).Select(i => i * i % 7)];            // 0, 1, 2 and 4
        var x = Blobs(groups);

        var clusters = Find(x, 4);

        Assert.HasCount(4, groups.Zip(clusters.Clusters).Distinct());
        Assert.HasCount(4, clusters.Members());
    }

    [TestMethod]
    [DataRow(3, 1)]
    [DataRow(7, 2)]
    [DataRow(40, 5)]
    [DataRow(700, 30)]
    public void Find_AnyRows_OneMoreRoundHardlyImproves(int k, int columns)
    {
        var random = new Rng(2);
        var x = new Matrix(2000, columns);
        for (int i = 0; i < x.Rows; i++)
        {
            for (int j = 0; j < columns; j++)
                x[i, j] = 1000 + random.NextGaussian();
        }

        var clusters = Find(x, k);

        var means = clusters.Members().Select(m => Enumerable.Range(0, columns).Select(j => m.Average(i => x[i, j])).ToArray()).ToArray();
        double own = Enumerable.Range(0, x.Rows).Sum(i => SquaredDistance(x, i, means[clusters.Clusters[i]]));
        double nearest = Enumerable.Range(0, x.Rows).Sum(i => means.Min(m => SquaredDistance(x, i, m)));
        Assert.AreEqual(own, clusters.SumOfSquares, 1e-6 * own);
        Assert.IsLessThanOrEqualTo(own, nearest);
        Assert.IsGreaterThan(0.999 * own, nearest);
        Assert.IsTrue(clusters.Members().All(m => m.Length > 0));
    }

    [TestMethod]
    public void Find_OneRound_PutsEachRowToTheNearestOfTheRowsItBeganWith()
    {
        var x = new Matrix(500, 3);
        var random = new Rng(3);
        for (int i = 0; i < x.Rows; i++)
        {
            for (int j = 0; j < 3; j++)
                x[i, j] = random.NextGaussian();
        }

        var clusters = KMeans.Find(x, All(x), [1, 1, 1], 25, new(4), new(new(1)), maxRounds: 1);

        int[] seeds = Seeds(x, 25, new(4));
        for (int i = 0; i < x.Rows; i++)
            Assert.AreEqual(seeds.Select((seed, c) => (SquaredDistance(x, i, x[seed].ToArray()), c)).Min().c, clusters.Clusters[i]);
    }

    [TestMethod]
    public void Find_AsManyClustersAsRows_EachRowIsOne()
    {
        var x = Blobs([.. Enumerable.Range(0, 50)]);

        var clusters = Find(x, 50);

        Assert.HasCount(50, clusters.Clusters.Distinct());
        Assert.AreEqual(0, clusters.SumOfSquares, 1e-12);
    }

    [TestMethod]
    public void Find_FewerDifferentRowsThanClusters_NoClusterIsEmpty()
    {
        var x = new Matrix(20, 2);
        for (int i = 0; i < 20; i++)
            x[i, 0] = i % 3;

        var clusters = Find(x, 8);

        Assert.HasCount(8, clusters.Clusters.Distinct());
        Assert.AreEqual(0, clusters.SumOfSquares, 1e-12);
    }

    [TestMethod]
    public void Find_AnyNumberOfThreads_SameClusters()
    {
        var x = Blobs([.. Enumerable.Range(0, 5000).Select(i => i % 11)]);

        var runs = new[] { 1, 2, 8 }.Select(threads => KMeans.Find(x, All(x), [1, 1], 30, new(1), new(new(1), maxDegreeOfParallelism: threads))).ToArray();

        CollectionAssert.AreEqual(runs[0].Clusters, runs[1].Clusters);
        CollectionAssert.AreEqual(runs[0].Clusters, runs[2].Clusters);
        Assert.AreEqual(runs[0].SumOfSquares, runs[2].SumOfSquares);
    }

    [TestMethod]
    public void Find_Scales_DivideTheColumns()
    {
        var x = Matrix.FromRows([0, 0], [1, 100], [0, 101], [1, 1]);

        var byFirst = KMeans.Find(x, All(x), [1, 1e6], 2, new(1), new(new(1)));
        var bySecond = KMeans.Find(x, All(x), [1e6, 1], 2, new(1), new(new(1)));

        Assert.AreEqual(byFirst.Clusters[0], byFirst.Clusters[2]);
        Assert.AreEqual(bySecond.Clusters[0], bySecond.Clusters[3]);
    }

    [TestMethod]
    public void Find_MoreClustersThanRows_Throws()
        => Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Find(Blobs([1, 2]), 3));

    [TestMethod]
    public void Find_Cancelled_Throws()
    {
        var run = new RunContext(new(1), cancellation: new(canceled: true));

        Assert.ThrowsExactly<OperationCanceledException>(() => KMeans.Find(Blobs([1, 2, 3]), [0, 1, 2], [1, 1], 2, new(1), run));
    }

    private static KMeans Find(Matrix x, int k) => KMeans.Find(x, All(x), [.. Enumerable.Repeat(1.0, x.Columns)], k, new(1), new(new(1)));

    private static int[] All(Matrix x) => [.. Enumerable.Range(0, x.Rows)];

    /// <summary>k-means++ as in the paper, with the draws of a stream.</summary>
    private static int[] Seeds(Matrix x, int k, Rng random)
    {
        var seeds = new List<int> { random.Next(x.Rows) };
        while (seeds.Count < k)
        {
            double[] distances = [.. All(x).Select(i => seeds.Min(seed => SquaredDistance(x, i, x[seed].ToArray())))];
            double left = random.NextDouble() * distances.Sum();
            seeds.Add(All(x).First(i => (left -= distances[i]) < 0));
        }

        return [.. seeds];
    }

    private static Matrix Blobs(int[] groups)
    {
        var random = new Rng(1);
        return Matrix.FromRows([.. groups.Select(g => new[] { 100.0 * g + random.NextGaussian(), -50.0 * g + random.NextGaussian() })]);
    }

    private static double SquaredDistance(Matrix x, int row, double[] point)
        => Enumerable.Range(0, point.Length).Sum(j => (x[row, j] - point[j]) * (x[row, j] - point[j]));
}
