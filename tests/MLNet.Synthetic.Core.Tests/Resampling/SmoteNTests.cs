// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using MLNet.Synthetic.Testing;

namespace MLNet.Synthetic.Tests;

[TestClass]
public sealed class SmoteNTests
{
    private const int Categories = 80;                                // more than any column of the real sets has
    private static readonly FeatureKind[] FiveNominal = [.. Enumerable.Repeat(FeatureKind.Nominal, 5)];

    [TestMethod]
    public void Resample_PapersExample_TheMajorityOfTheRowAndItsNeighbors()
    {
        // Chawla et al. (2002), section 6.2: F1 = A B C D E with nearest rows F2 = A F C G N and F3 = H B C D N gives A B C D N.
        string[] letters = ["ABCDE", "AFCGN", "HBCDN", "ZZZZZ", "ZZZZY", "ZZZYY", "ZZYYY"];
        var x = Matrix.FromRows([.. letters.Select(row => row.Select(c => (double)(c - 'A')).ToArray())]);
        var input = new ResamplingInput(x, [0, 0, 0, 1, 1, 1, 1], FiveNominal);
        var strategy = SamplingStrategy.Counts(new Dictionary<string, int> { ["0"] = 33 });

        var rows = new SmoteN(new() { SamplingStrategy = strategy, Neighbors = 2 }).Resample(input, new(new(1)));

        for (int i = 0; i < rows.Count; i++)
            Assert.AreEqual("ABCDN", new string([.. rows.Values![i].ToArray().Select(c => (char)('A' + c))]));
    }

    [TestMethod]
    public void Resample_ThreeWayTie_EveryValueEquallyOften()
    {
        var x = Matrix.FromRows([0], [1], [2], [9], [9], [9], [9]);
        var input = new ResamplingInput(x, [0, 0, 0, 1, 1, 1, 1], [FeatureKind.Nominal]);
        var strategy = SamplingStrategy.Counts(new Dictionary<string, int> { ["0"] = 3003 });

        var rows = new SmoteN(new() { SamplingStrategy = strategy, Neighbors = 2 }).Resample(input, new(new(1)));

        foreach (double code in new double[] { 0, 1, 2 })
            Assert.AreEqual(1000, rows.Values!.Values.ToArray().Count(v => v == code), 5 * Math.Sqrt(3000 * 2 / 9.0));
    }

    [TestMethod]
    [DataRow("two classes")]
    [DataRow("four classes")]
    public void Resample_RealSet_VotesOfTrueNearestNeighborsByTheMetric(string which)
    {
        var input = (which == "two classes" ? RealData.Credit : RealData.Hpc).Input(FeatureMix.Nominal);
        if (which == "four classes")                                  // its numbers in bins, so that rows differ enough
            input = Binned(RealData.Hpc.Input(FeatureMix.Mixed));
        var shares = Shares(input);
        int[][] members = input.RowsByClass();
        const int K = 5;
        int checkedRows = 0;

        var rows = new SmoteN().Resample(input, new(new(1)));

        Parallel.ForEach(Enumerable.Range(0, rows.Count).GroupBy(i => rows.Sources[i]), group =>
        {
            int source = group.Key;
            var (near, distances) = Plain.Nearest(source, members[input.Classes[source]], K + 1, (a, b) => SquaredDistance(input.X, shares, a, b));
            if (distances[K] <= distances[K - 1] * (1 + 1e-9))
                return;                                               // which of the equally near rows vote is open
            foreach (int i in group)
            {
                for (int j = 0; j < input.X.Columns; j++)
                {
                    var counts = near[..K].Append(source).CountBy(b => input.X[b, j]).ToArray();
                    Assert.Contains(rows.Values![i, j], counts.Where(c => c.Value == counts.Max(o => o.Value)).Select(c => c.Key));
                }

                Interlocked.Increment(ref checkedRows);
            }
        });

        Assert.IsGreaterThan(50, checkedRows);
    }

    [TestMethod]
    public void Resample_NumericColumn_NamesItAndTheCure()
    {
        var error = Assert.ThrowsExactly<SyntheticDataException>(() => new SmoteN().Resample(MadeData.Of(FeatureMix.Mixed, [30, 10]), new(new(1))));

        StringAssert.Contains(error.Message, "'column 0' is numeric");
        StringAssert.Contains(error.Message, "SMOTE-NC");
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(100_000)]
    public void Resample_TenThousandCategories_InBoundedMemory(int gap)
    {
        var random = new Rng(1);
        var x = new Matrix(20_000, 3);
        for (int i = 0; i < x.Rows; i++)
        {
            for (int j = 0; j < 3; j++)
                x[i, j] = gap * (double)random.Next(10_000);          // codes may lie far apart: postal codes, hashes
        }

        var input = new ResamplingInput(x, [.. Enumerable.Range(0, x.Rows).Select(i => i % 20 < 2 ? i % 20 : 2)], [.. Enumerable.Repeat(FeatureKind.Nominal, 3)]);
        long before = GC.GetAllocatedBytesForCurrentThread();

        var rows = new SmoteN(new() { SamplingStrategy = SamplingStrategy.Ratio(0.1) }).Resample(input, new(new(1), maxDegreeOfParallelism: 1));

        Assert.AreEqual(1600, rows.Count);
        Assert.IsLessThan(32L << 20, GC.GetAllocatedBytesForCurrentThread() - before);            // a table of all pairs would take 2.4 GB
    }

    [TestMethod]
    public void Resample_CodesFarApart_SameRowsAsWithCodesInARow()
    {
        var input = MadeData.Of(FeatureMix.Nominal, [80, 30, 20]);
        var apart = input.With(x =>
        {
            for (int i = 0; i < x.Rows; i++)
            {
                for (int j = 0; j < x.Columns; j++)
                    x[i, j] = x[i, j] == 3 ? int.MaxValue : 500_000_000 * x[i, j];
            }
        });

        var rows = new SmoteN().Resample(input, new(new(1)));
        var rowsApart = new SmoteN().Resample(apart, new(new(1)));

        CollectionAssert.AreEqual(
            rows.Values!.Values.ToArray().Select(v => v == 3 ? int.MaxValue : 500_000_000 * v).ToArray(), rowsApart.Values!.Values.ToArray());
    }

    private static ResamplingInput Binned(ResamplingInput input) => new(
        Matrix.FromRows([.. Enumerable.Range(0, input.X.Rows).Select(i => Enumerable.Range(0, input.X.Columns)
            .Select(j => input.Kinds[j] == FeatureKind.Nominal ? input.X[i, j] : Math.Floor(4 * Math.Log(1 + Math.Abs(input.X[i, j])))).ToArray())]),
        input.Classes, [.. input.Kinds.Select(_ => FeatureKind.Nominal)], input.FeatureNames, input.ClassNames);

    /// <summary>By column and category (the last one: missing): the share of each class, from its definition.</summary>
    private static double[][][] Shares(ResamplingInput input) => [.. Enumerable.Range(0, input.X.Columns).Select(j =>
        Enumerable.Range(0, Categories + 1).Select(v =>
        {
            int[] rows = [.. Enumerable.Range(0, input.X.Rows).Where(i => Category(input.X[i, j]) == v)];
            return Enumerable.Range(0, input.ClassNames.Count).Select(c => rows.Length == 0 ? 0 : rows.Count(i => input.Classes[i] == c) / (double)rows.Length).ToArray();
        }).ToArray())];

    private static int Category(double code) => double.IsNaN(code) ? Categories : (int)code;

    private static double SquaredDistance(Matrix x, double[][][] shares, int a, int b)
    {
        double sum = 0;
        for (int j = 0; j < x.Columns; j++)
        {
            double[] p = shares[j][Category(x[a, j])], q = shares[j][Category(x[b, j])];
            double difference = 0;
            for (int c = 0; c < p.Length; c++)
                difference += Math.Abs(p[c] - q[c]);
            sum += difference * difference;
        }

        return sum;
    }
}
