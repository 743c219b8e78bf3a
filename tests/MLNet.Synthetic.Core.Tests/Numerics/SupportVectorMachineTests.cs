// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using MLNet.Synthetic.Testing;

namespace MLNet.Synthetic.Tests;

[TestClass]
public sealed class SupportVectorMachineTests
{
    private const double Tolerance = 1e-3;

    public static IEnumerable<object[]> RealSetsSizesAndCosts =>
        from set in RealData.All
        from size in new[] { 1024, SupportVectorMachine.WorkingSet }   // many rounds; one, where a set has no more rows than that
        from cost in new[] { 1.0, 10.0 }
        select new object[] { set, size, cost };

    [TestMethod]
    [DataRow(10.0)]
    [DataRow(1.0)]
    public void Train_TwoRows_AsByHand(double cost)
    {
        // y = ±1, α equal: max 2α − α² (1 − K), so α = 1 / (1 − K), at most C; K = e^(−0.5 · 2²); b = 0
        var machine = Train([[0], [2]], [true, false], cost, gamma: 0.5);

        double expected = Math.Min(cost, 1 / (1 - Math.Exp(-2)));
        Assert.AreEqual(expected, machine.Alpha[0], 1e-4);
        Assert.AreEqual(expected, machine.Alpha[1], 1e-4);
        Assert.AreEqual(0, machine.Bias, 1e-4);
    }

    [TestMethod]
    public void Train_OneRowBetweenTwo_AsByHand()
    {
        // + at ±1 with α = a each, − at 0 with 2a: max 4a − ½ a² (6 + 2 K(2) − 8 K(1)), so a = 4 / (6 + 2 K(2) − 8 K(1))
        var machine = Train([[-1], [0], [1]], [true, false, true], cost: 1000, gamma: 1);

        double a = 4 / (6 + 2 * Math.Exp(-4) - 8 * Math.Exp(-1));
        Assert.AreEqual(a, machine.Alpha[0], 2e-3 * a);
        Assert.AreEqual(2 * a, machine.Alpha[1], 2e-3 * a);
        Assert.AreEqual(a, machine.Alpha[2], 2e-3 * a);
        Assert.AreEqual(1, machine.Decision(0), 2e-3);
        Assert.AreEqual(-1, machine.Decision(1), 2e-3);
    }

    [TestMethod]
    public void Train_EqualRowsOfBothClasses_StandAtTheCost()
    {
        var machine = Train([[3], [3], [5], [5]], [true, false, true, false], cost: 2, gamma: 1);

        CollectionAssert.AreEqual(new double[] { 2, 2, 2, 2 }, machine.Alpha.ToArray());
    }

    [TestMethod]
    [DynamicData(nameof(RealSetsSizesAndCosts))]
    public void Train_RealSet_OptimalityConditionsHoldInFloat64(RealData set, int workingSet, double cost)
    {
        var input = set.Input(FeatureMix.Numeric, completeRows: true);
        double[][] scaled = BruteForce.Scaled(input.X);
        bool[] positive = [.. input.Classes.Select(c => c == Smallest(input))];
        double gamma = 1.0 / input.X.Columns;

        var machine = Train(scaled, positive, cost, gamma, workingSet);

        Assert.IsLessThanOrEqualTo(Tolerance, machine.Violation);
        double[] alpha = machine.Alpha.ToArray();
        Assert.AreEqual(0, alpha.Select((a, i) => positive[i] ? a : -a).Sum(), 1e-6);
        int[] vectors = [.. Enumerable.Range(0, alpha.Length).Where(i => alpha[i] > 0)];
        for (int i = 0; i < scaled.Length; i++)
        {
            double sum = machine.Bias;
            foreach (int j in vectors)
                sum += (positive[j] ? alpha[j] : -alpha[j]) * Math.Exp(-gamma * BruteForce.SquaredDistance(scaled[i], scaled[j]));
            double margin = positive[i] ? sum : -sum;                 // y f(x)
            const double Slack = Tolerance + 2e-4;                    // rounding of the sums in float32
            Assert.IsTrue(alpha[i] >= 0 && alpha[i] <= cost, $"α = {alpha[i]}");
            Assert.IsTrue(alpha[i] > 0 || margin >= 1 - Slack, $"Row {i}: α = 0, y f = {margin}");
            Assert.IsTrue(alpha[i] < cost || margin <= 1 + Slack, $"Row {i}: α = C, y f = {margin}");
            Assert.IsTrue(alpha[i] == 0 || alpha[i] == cost || Math.Abs(margin - 1) <= Slack, $"Row {i}: α = {alpha[i]}, y f = {margin}");
        }
    }

    [TestMethod]
    [DataRow(1.0, 2152, 309)]
    [DataRow(10.0, 2125, 523)]
    public void Train_Credit_AsManySupportVectorsAsLibsvm(double cost, int vectors, int free)
    {
        // scikit-learn 1.2.1: SVC(C=cost, gamma=1/9), features over their deviation; len(support_) and those with |dual_coef_| < C
        var input = RealData.Credit.Input(FeatureMix.Numeric, completeRows: true);

        var machine = Train(BruteForce.Scaled(input.X), [.. input.Classes.Select(c => c == Smallest(input))], cost, 1.0 / 9, workingSet: 1024);

        Assert.AreEqual(vectors, machine.Alpha.ToArray().Count(a => a > 0), 5);     // of 4,040 rows; both stop at a violation of 1e-3
        Assert.AreEqual(free, machine.Alpha.ToArray().Count(a => a > 0 && a < cost), 5);
    }

    [TestMethod]
    public void Train_RealSetInManyRoundsAndInOne_SameSupportVectorsButForTheMargin()
    {
        var input = RealData.Credit.Input(FeatureMix.Numeric, completeRows: true);
        double[][] scaled = BruteForce.Scaled(input.X);
        bool[] positive = [.. input.Classes.Select(c => c == Smallest(input))];

        var inRounds = Train(scaled, positive, 1, 0.1, workingSet: 200);
        var inOne = Train(scaled, positive, 1, 0.1, workingSet: 5000);

        Assert.IsGreaterThan(inOne.Rounds + 5, inRounds.Rounds);
        for (int i = 0; i < scaled.Length; i++)
        {
            Assert.AreEqual(inOne.Decision(i), inRounds.Decision(i), 1e-2);
            if (inOne.Alpha[i] > 0 != inRounds.Alpha[i] > 0)
                Assert.AreEqual(1, Math.Abs(inOne.Decision(i)), 5e-3, $"Row {i} is a support vector of one solution only, and not on the margin.");
        }
    }

    [TestMethod]
    public void Train_AnyNumberOfThreads_SameSolution()
    {
        var input = RealData.Credit.Input(FeatureMix.Numeric, completeRows: true);
        double[][] scaled = BruteForce.Scaled(input.X);
        bool[] positive = [.. input.Classes.Select(c => c == Smallest(input))];

        var one = Train(scaled, positive, 1, 0.1, 500, threads: 1);
        var many = Train(scaled, positive, 1, 0.1, 500, threads: 5);

        CollectionAssert.AreEqual(one.Alpha.ToArray(), many.Alpha.ToArray());
    }

    [TestMethod]
    public void Train_TooFewRounds_StopsAndTellsTheViolation()
    {
        var input = RealData.Credit.Input(FeatureMix.Numeric, completeRows: true);
        bool[] positive = [.. input.Classes.Select(c => c == Smallest(input))];

        var machine = SupportVectorMachine.Train(Space(BruteForce.Scaled(input.X)), positive, 1, 0.1, Tolerance, 2, new(new Rng(1)), 100);

        Assert.AreEqual(2, machine.Rounds);
        Assert.IsGreaterThan(Tolerance, machine.Violation);
    }

    [TestMethod]
    public void Train_AskedToStop_Stops()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();

        Assert.ThrowsExactly<OperationCanceledException>(() => SupportVectorMachine.Train(
            Space([[0], [1]]), [true, false], 1, 1, Tolerance, 10, new(new Rng(1), cancellation: source.Token)));
    }

    private static int Smallest(ResamplingInput input) => input.Classes.CountBy(c => c).MinBy(c => c.Value).Key;

    private static SupportVectorMachine Train(
        double[][] rows, bool[] positive, double cost, double gamma, int workingSet = SupportVectorMachine.WorkingSet, int? threads = null)
        => SupportVectorMachine.Train(Space(rows), positive, cost, gamma, Tolerance, 1000, new(new Rng(1), maxDegreeOfParallelism: threads), workingSet);

    private static MixedSpace Space(double[][] rows) => RbfKernelTests.Space(Matrix.FromRows(rows));
}
