// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using MLNet.Synthetic.Testing;

namespace MLNet.Synthetic.Tests;

[TestClass]
public sealed class SmoteNcTests
{
    private const FeatureKind Numeric = FeatureKind.Numeric, Nominal = FeatureKind.Nominal;

    /// <summary>Chawla et al. (2002), section 6.1: F1 = 1 2 3 A B C, F2 = 4 6 5 A D E, F3 = 3 5 6 A B K, and rows of another class.</summary>
    private static readonly ResamplingInput Paper = new(
        Matrix.FromRows([1, 2, 3, 0, 0, 0], [4, 6, 5, 0, 1, 1], [3, 5, 6, 0, 0, 2], [90, 80, 70, 1, 1, 1], [91, 83, 71, 1, 1, 1], [92, 84, 75, 1, 1, 1], [95, 88, 73, 1, 1, 1]),
        [0, 0, 0, 1, 1, 1, 1], [Numeric, Numeric, Numeric, Nominal, Nominal, Nominal]);

    [TestMethod]
    public void MedianDeviation_PapersExample_MedianOfTheClassAlone()
    {
        // Columns 1 4 3, 2 6 5 and 3 5 6: variances 14/9, 26/9 and 14/9.
        double median = SmoteNc.MedianDeviation(Paper, [0, 1, 2], [1, 1, 1, 1, 1, 1], new(new(1)));

        Assert.AreEqual(Math.Sqrt(14.0 / 9), median, 1e-12);
    }

    [TestMethod]
    public void MedianDeviation_EvenNumberOfColumns_MeanOfTheMiddleTwoInScaledUnits()
    {
        var input = new ResamplingInput(Matrix.FromRows([0, 0, 0, 0, 1], [2, 20, 6, 8, 1]), [0, 0], [Numeric, Numeric, Numeric, Numeric, Nominal]);

        double median = SmoteNc.MedianDeviation(input, [0, 1], [1, 10, 1, 1, 1], new(new(1)));   // deviations 1, 1, 3, 4

        Assert.AreEqual(2, median, 1e-12);
    }

    [TestMethod]
    public void Distance_PapersExample_TwoDifferentColumnsCostTwoMedianSquares()
    {
        double median = Math.Sqrt(14.0 / 9);
        var space = new MixedSpace(Paper.X, [0, 1, 2], [1, 1, 1, 1, 1, 1], Paper.Kinds, median);

        Assert.AreEqual(9 + 16 + 4 + 2 * 14.0 / 9, space.SquaredDistance(0, 1), 1e-12);          // B–D and C–E
        Assert.AreEqual(4 + 9 + 9 + 14.0 / 9, space.SquaredDistance(0, 2), 1e-12);               // C–K
    }

    [TestMethod]
    public void Resample_PenaltyDecidesTheNeighbor_TheRowWithEqualCodesIsTaken()
    {
        // Deviation of the one number in class 0: of 0, 1, 1.2, 9. Row 1 is nearest in the number, row 2 when its code counts.
        var x = Matrix.FromRows([0, 0], [1, 1], [1.2, 0], [9, 0], [50, 1], [51, 1], [52, 1], [53, 1], [54, 1]);
        var input = new ResamplingInput(x, [0, 0, 0, 0, 1, 1, 1, 1, 1], [Numeric, Nominal]);
        var strategy = SamplingStrategy.Counts(new Dictionary<string, int> { ["0"] = 404 });

        var rows = new SmoteNc(new() { SamplingStrategy = strategy, Neighbors = 1, FeatureScaling = FeatureScaling.None }).Resample(input, new(new(1)));

        double[] fromRow0 = [.. Enumerable.Range(0, rows.Count).Where(i => rows.Sources[i] == 0).Select(i => rows.Values![i, 0])];
        Assert.HasCount(100, fromRow0);
        Assert.IsGreaterThan(1.0, fromRow0.Max());                    // beyond row 1: towards row 2
        Assert.IsTrue(Enumerable.Range(0, rows.Count).Where(i => rows.Sources[i] == 0).All(i => rows.Values![i, 1] == 0));
    }

    [TestMethod]
    public void Resample_AllOthersAreNeighbors_TheirMajorityWinsNotTheSource()
    {
        // Class 0 has codes 7, 2, 2, 3; with k = 3 each row is answered by the three others.
        var x = Matrix.FromRows([1, 7], [2, 2], [3, 2], [4, 3], [50, 1], [51, 1], [52, 1], [53, 1], [54, 1]);
        var input = new ResamplingInput(x, [0, 0, 0, 0, 1, 1, 1, 1, 1], [Numeric, Nominal]);
        var strategy = SamplingStrategy.Counts(new Dictionary<string, int> { ["0"] = 4004 });

        var rows = new SmoteNc(new() { SamplingStrategy = strategy, Neighbors = 3 }).Resample(input, new(new(1)));

        var codes = Enumerable.Range(0, rows.Count).ToLookup(i => rows.Sources[i], i => rows.Values![i, 1]);
        Assert.IsTrue(codes[0].All(c => c == 2));                     // 2 2 3
        Assert.IsTrue(codes[3].All(c => c == 2));                     // 7 2 2
        foreach (double tied in new double[] { 7, 2, 3 })             // 7 2 3: each with a chance of one third, 1,000 new rows
            Assert.AreEqual(1000 / 3.0, codes[1].Count(c => c == tied), 5 * Math.Sqrt(1000 * 2 / 9.0));
    }

    [TestMethod]
    public void Resample_MissingCells_CopiedFromTheSourceAndNeverVoting()
    {
        const double None = double.NaN;
        var x = Matrix.FromRows([1, 10, 5], [2, None, None], [3, 30, None], [4, 40, 5], [50, 1, 1], [51, 1, 1], [52, 1, 1], [53, 1, 1], [54, 1, 1]);
        var input = new ResamplingInput(x, [0, 0, 0, 0, 1, 1, 1, 1, 1], [Numeric, Numeric, Nominal]);
        var strategy = SamplingStrategy.Counts(new Dictionary<string, int> { ["0"] = 804 });

        var rows = new SmoteNc(new() { SamplingStrategy = strategy, Neighbors = 3 }).Resample(input, new(new(1)));

        var bySource = Enumerable.Range(0, rows.Count).ToLookup(i => rows.Sources[i], i => rows.Values![i].ToArray());
        Assert.IsTrue(bySource[1].All(r => double.IsNaN(r[1]) && double.IsNaN(r[2]) && !double.IsNaN(r[0])));
        Assert.IsTrue(bySource[2].All(r => double.IsNaN(r[2])));
        Assert.IsTrue(bySource[0].All(r => r[2] == 5));               // the only observed vote
        Assert.IsTrue(bySource[0].Any(r => r[1] == 10 && r[0] is > 1 and < 2));   // towards row 1, whose second cell is missing
        Assert.IsTrue(bySource[0].All(r => r[1] is >= 10 and <= 40));
    }

    [TestMethod]
    public void Resample_CreditData_SegmentsAndVotesOfTrueNearestNeighbors() => AssertRealSet(RealData.Credit);

    [TestMethod]
    public void Resample_LendingClub_SegmentsAndVotesOfTrueNearestNeighbors() => AssertRealSet(RealData.LendingClub);

    [TestMethod]
    public void Resample_HpcDataOfFourClasses_SegmentsAndVotesOfTrueNearestNeighbors() => AssertRealSet(RealData.Hpc);

    [TestMethod]
    public void Resample_MostNumbersConstantInTheClass_WarnsThatCodesDoNotCount()
    {
        var x = Matrix.FromRows([1, 0], [1, 1], [1, 0], [5, 1], [6, 1], [7, 0], [8, 0]);
        var warnings = new List<string>();

        new SmoteNc(new() { Neighbors = 2 }).Resample(new(x, [0, 0, 0, 1, 1, 1, 1], [Numeric, Nominal]), new(new(1), warning: warnings.Add));

        Assert.HasCount(1, warnings);
        StringAssert.Contains(warnings[0], "class '0'");
    }

    [TestMethod]
    public void Resample_NominalColumnsOnly_PointsToSmoteN()
    {
        var error = Assert.ThrowsExactly<SyntheticDataException>(() => new SmoteNc().Resample(MadeData.Of(FeatureMix.Nominal, [30, 10]), new(new(1))));

        StringAssert.Contains(error.Message, "SMOTE-N");
    }

    [TestMethod]
    public void Resample_TenThousandCategories_InBoundedMemory()
    {
        var random = new Rng(1);
        var x = new Matrix(20_000, 4);
        for (int i = 0; i < x.Rows; i++)
        {
            x[i, 0] = random.NextGaussian();
            for (int j = 1; j < 4; j++)
                x[i, j] = random.Next(10_000);
        }

        var input = new ResamplingInput(x, [.. Enumerable.Range(0, x.Rows).Select(i => i % 10 == 0 ? 1 : 0)], [Numeric, Nominal, Nominal, Nominal]);
        long before = GC.GetAllocatedBytesForCurrentThread();

        var rows = new SmoteNc().Resample(input, new(new(1), maxDegreeOfParallelism: 1));

        Assert.AreEqual(16_000, rows.Count);
        Assert.IsLessThan(32L << 20, GC.GetAllocatedBytesForCurrentThread() - before);            // indicator columns would take 480 MB for the class alone
    }

    private static void AssertRealSet(RealData set)
    {
        var input = set.Input(FeatureMix.Mixed);
        int[] numeric = input.ColumnsOf(Numeric), nominal = input.ColumnsOf(Nominal);
        double[] scales = [.. Enumerable.Range(0, input.X.Columns).Select(j => Plain.Deviation(input.X, j))];
        double[] medians = [.. input.RowsByClass().Select(rows => Median([.. numeric.Select(j =>
            Plain.Deviation([.. rows.Select(i => input.X[i, j]).Where(v => !double.IsNaN(v))]) / scales[j])]))];
        int votes = 0;

        var rows = new SmoteNc().Resample(input, new(new(1)));

        SegmentsAssert.AllOnSegments(input, rows, 5, numeric, (label, a, b) => Plain.SquaredDistance(input.X, a, b, scales, input.Kinds, medians[label]),
            (row, source, near) =>
            {
                foreach (int j in nominal)
                {
                    var counts = near.Select(b => input.X[b, j]).Where(v => !double.IsNaN(v)).CountBy(v => v).ToArray();
                    double[] modes = [.. counts.Where(c => c.Value == counts.Max(o => o.Value)).Select(c => c.Key)];
                    double cell = input.X[source, j];
                    Assert.Contains(row[j], double.IsNaN(cell) || modes.Length == 0 ? [cell] : modes);
                }

                Interlocked.Increment(ref votes);
            });
        Assert.IsGreaterThan(rows.Count / 2, votes);
    }

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return (values[(values.Length - 1) / 2] + values[values.Length / 2]) / 2;
    }
}
