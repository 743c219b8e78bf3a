// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using MLNet.Synthetic.Testing;

namespace MLNet.Synthetic.Tests;

[TestClass]
public sealed class SmognTests
{
    [TestMethod]
    public void HalfMedianDistances_PointsOnALine_AreThoseOfTheHand()
    {
        var even = new MixedSpace(new Matrix(4, 1, [0, 1, 3, 7]), [0, 1, 2, 3], [1]);
        var odd = new MixedSpace(new Matrix(3, 1, [0, 1, 5]), [0, 1, 2], [1]);

        // From 0 the others are 1, 3, 7 away, from 1: 1, 2, 6, from 3: 2, 3, 4, from 7: 4, 6, 7. In the second set: 1, 5; 1, 4; 4, 5.
        CollectionAssert.AreEqual(new[] { 1.5, 1, 1.5, 3 }, Smogn.HalfMedianDistances(even, new(new(1))));
        CollectionAssert.AreEqual(new[] { 1.5, 1.25, 2.25 }, Smogn.HalfMedianDistances(odd, new(new(1))));
    }

    [TestMethod]
    public void Select_AnyPlace_EqualsSorting()
    {
        var random = new Rng(2);
        for (int trial = 0; trial < 300; trial++)
        {
            double[] values = [.. Enumerable.Range(0, 1 + random.Next(40)).Select(_ => (double)random.Next(12))];   // with ties
            int place = random.Next(values.Length);
            double[] sorted = [.. values.Order()];

            double found = Smogn.Select(values, place);

            Assert.AreEqual(sorted[place], found);
            Assert.IsTrue(values.Take(place).All(v => v <= found) && values.Skip(place).All(v => v >= found));
        }
    }

    [TestMethod]
    public void Resample_TwoFarClusters_InterpolatesWithinAndPerturbsNowhere()
    {
        // Two rare clusters of 7 rows, 100 apart: the 5 nearest rows are always of the own cluster, nearer than half the median distance of 100.
        var input = Clusters(7, 7);

        var rows = new Smogn(new() { Relevance = Above(50) }).Resample(input, new(new(1)));

        var reference = new Smoter(new() { Relevance = Above(50) }).Resample(input, new(new(1)));
        Assert.AreEqual(reference.Count, rows.Count);
        for (int i = 0; i < rows.Count; i++)
            Assert.IsTrue(rows.Values![i, 0] is (>= 0 and <= 6) or (>= 100 and <= 106), $"{rows.Values[i, 0]}");
    }

    [TestMethod]
    public void Resample_ARowFarFromItsNeighbors_IsPerturbedWhereSmoterInterpolates()
    {
        // One rare row at 100 beside 13 from 0 to 12: all others are about equally far, so none is nearer than half the median distance.
        var input = Clusters(13, 1);
        int far = Enumerable.Range(0, input.X.Rows).Single(i => input.X[i, 0] == 100);
        var strategy = BumpStrategy.Percentages(10_000, 100);

        var smogn = new Smogn(new() { Relevance = Above(50), BumpStrategy = strategy }).Resample(input, new(new(1)));
        var smoter = new Smoter(new() { Relevance = Above(50), BumpStrategy = strategy }).Resample(input, new(new(1)));

        double[] perturbed = Grown(smogn, far), interpolated = Grown(smoter, far);
        double sum = 78, mean = (sum + 100) / 14, deviation = Math.Sqrt((650 + 100 * 100) / 14.0 - mean * mean);   // of 0 to 12 and 100
        Assert.HasCount(99, perturbed);
        Assert.IsTrue(perturbed.All(v => Math.Abs(v - 100) < 5 * 0.02 * deviation));
        Assert.AreEqual(0.02 * deviation, Math.Sqrt(perturbed.Average(v => (v - 100) * (v - 100))), 0.3 * 0.02 * deviation);   // 99 draws: within 4 standard errors
        Assert.IsLessThan(30, interpolated.Min());

        static double[] Grown(ResampledRows rows, int source) => [.. Enumerable.Range(0, rows.Count).Where(i => rows.Sources[i] == source).Select(i => rows.Values![i, 0])];
    }

    [TestMethod]
    [DataRow("credit_data.csv", "Price")]
    [DataRow("lending_club.csv", "annual_inc")]
    [DataRow("hpc_data.csv", "compounds")]
    public void Resample_RealRows_AreInterpolatedTowardsNearAndPerturbedBesideFarNeighbors(string file, string label)
    {
        var input = RealData.All.Single(d => d.Name == file).Input(label);

        var rows = new Smogn(new() { Relevance = Relevance.BoxPlot(Extremes.High) }).Resample(input, new(new(1)));

        var reference = new RareReference(input, Extremes.High);
        double[] deviations = [.. Enumerable.Range(0, input.X.Columns).Select(j => Deviation([.. reference.Rare.Select(i => input.X[i, j]).Where(v => !double.IsNaN(v))]))];
        double labelDeviation = Deviation([.. reference.Rare.Select(i => input.Target![i])]);
        int between = 0, beside = 0;
        for (int i = 0; i < rows.Count; i++)
        {
            int source = rows.Sources[i];
            double[] distances = [.. reference.Others(source).Select(o => o.Distance)];
            int n = distances.Length;
            double safe = (distances[(n - 1) / 2] + distances[n / 2]) / 4, noise = Math.Min(safe, 0.02);
            bool anyNear = distances[0] < safe + 1e-9, anyFar = distances[4] >= safe - 1e-9;
            bool isBetween = anyNear && reference.IsBetween(rows, i), isBeside = anyFar && IsBeside(i, source, noise);
            Assert.IsTrue(isBetween || isBeside, $"new row {i}, grown from row {source}");
            between += isBetween ? 1 : 0;
            beside += isBeside ? 1 : 0;
        }

        Assert.IsGreaterThan(0, between);
        Assert.IsGreaterThan(0, beside);

        bool IsBeside(int i, int source, double noise)
        {
            for (int j = 0; j < input.X.Columns; j++)
            {
                if (input.Kinds[j] == FeatureKind.Numeric && Math.Abs(rows.Values![i, j] - input.X[source, j]) > 6 * noise * deviations[j] + 1e-9)
                    return false;
            }

            return Math.Abs(rows.Targets![i] - input.Target![source]) <= 6 * noise * labelDeviation + 1e-9;
        }
    }

    private static double Deviation(double[] values)
    {
        double mean = values.Average();
        return Math.Sqrt(values.Average(v => (v - mean) * (v - mean)));
    }

    private static Relevance Above(double label) => Relevance.Through(new(label - 1, 0), new(label, 1));

    /// <summary>Rare rows at 0, 1, 2, ... and at 100, 101, ..., and 30 normal ones, on one feature.</summary>
    private static ResamplingInput Clusters(int first, int second)
    {
        double[] values = [.. Enumerable.Range(0, first), .. Enumerable.Range(100, second), .. Enumerable.Range(0, 30)];
        double[] labels = [.. Enumerable.Range(60, first + second), .. Enumerable.Range(0, 30)];
        return new(new Matrix(values.Length, 1, values), labels);
    }
}
