// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic.Tests;

/// <summary>Each figure and attack on numbers that can be checked by hand.</summary>
[TestClass]
public sealed class PrivacyMetricsTests
{
    private static readonly RunContext Run = new(new(1));

    [TestMethod]
    public void Nearness_NumbersOnALine_EqualsHandComputation()
    {
        var train = MadeTables.Numbers([0, 2, 10, 10]);
        var space = new GowerSpace(train);
        var search = new GowerSearch(space.Rows(train));

        var near = Nearness.Of(space, search, 4, space.Rows(MadeTables.Numbers([0.5, 10, 4, 2])), Run);
        var alone = Nearness.Of(space, new GowerSearch(space.Rows(train.Take([0]))), 1, space.Rows(train), Run);

        AssertEqual([0.05, 0, 0.2, 0], near.Distances);
        AssertEqual([0.5 / 1.5, 1, 0.5, 0], near.Ratios);             // two people have 10: it points to neither
        AssertEqual([1, 1, 1, 1], alone.Ratios);
        CollectionAssert.AreEqual(new[] { false, true, false, true }, near.NearCopies(near.NearDistance));
    }

    [TestMethod]
    public void NearnessQuantile_Weights_EqualRepeatedValues()
    {
        double[] sorted = [1, 2, 3, 4];

        Assert.AreEqual(3, Nearness.Quantile(sorted, [1, 0, 3, 0], 0.5));
        Assert.AreEqual(1, Nearness.Quantile(sorted, [4, 0, 0, 0], 0.95));
        Assert.AreEqual(4, Nearness.Quantile(sorted, [0, 0, 0, 4], 0.05));
    }

    [TestMethod]
    public void NearnessHistogram_Values_SumsToOneInAscendingBins()
    {
        var histogram = Nearness.Histogram([0, 0.1, 0.2, 0.9], [0, 0, 0, 0]);
        var zeros = Nearness.Histogram([0, 0], [0]);

        Assert.AreEqual(1, histogram.Synthetic.Sum(), 1e-12);
        Assert.AreEqual(1, histogram.Real[0], 1e-12);
        Assert.HasCount(histogram.Labels.Count + 1, histogram.Edges!);
        CollectionAssert.AreEqual(histogram.Edges!.Order().ToArray(), histogram.Edges!.ToArray());
        Assert.AreEqual(1, zeros.Synthetic[0], 1e-12);
    }

    [TestMethod]
    public void CloserToTrain_NumbersOnALine_EqualsHandComputation()
    {
        var train = MadeTables.Numbers([0, 10]);
        var space = new GowerSpace(train);

        var share = CloserToTrain.Of(space, space.Rows(MadeTables.Numbers([0.1, 0.2, 5, 6.9])), space.Rows(train), space.Rows(MadeTables.Numbers([3, 7])), Run);

        Assert.AreEqual((1 + 1 + 0 + 0) / 4.0, share.Share, 1e-12);   // 5 and 6.9 are nearer to 3 and 7
        Assert.AreEqual(1 / (0.5 * 0.5 + 0.25 * 0.25 + 0.25 * 0.25), share.Trials, 1e-12);       // 0.1 and 0.2 hang on one training row
    }

    [TestMethod]
    public void CloserToTrain_Tie_CountsHalf()
    {
        var train = MadeTables.Numbers([0, 10]);
        var space = new GowerSpace(train);

        Assert.AreEqual(0.5, CloserToTrain.Of(space, space.Rows(MadeTables.Numbers([2])), space.Rows(train), space.Rows(MadeTables.Numbers([4, 10])), Run).Share);
    }

    [TestMethod]
    public void RocArea_SmallScores_EqualsCountOfPairs()
    {
        var (area, interval) = RocArea.Of([3, 2], [1, 2]);
        var (apart, apartInterval) = RocArea.Of([5, 6, 7, 8], [1, 2, 3, 4]);
        var (same, _) = RocArea.Of([1, 1, 1], [1, 1]);

        Assert.AreEqual(3.5 / 4, area);
        Assert.IsTrue(interval.Low >= 0 && interval.Low < area && interval.High <= 1);
        Assert.AreEqual(1, apart);
        Assert.IsTrue(apartInterval.Low is > 0.4 and < 1 && apartInterval.High == 1);
        Assert.AreEqual(0.5, same);
    }

    [TestMethod]
    public void RocArea_RandomScores_IntervalHoldsOneHalf()
    {
        int held = 0;
        for (int seed = 0; seed < 200; seed++)
        {
            var random = new Rng(seed);
            double[] positives = [.. Enumerable.Range(0, 60).Select(_ => random.NextDouble())], negatives = [.. Enumerable.Range(0, 60).Select(_ => random.NextDouble())];
            var interval = RocArea.Of(positives, negatives).Interval;
            held += interval.Low <= 0.5 && interval.High >= 0.5 ? 1 : 0;
        }

        Assert.IsTrue(held is >= 180 and <= 199, $"{held} of 200");   // 95 % of 200 is 190; standard deviation 3
    }

    [TestMethod]
    public void Advantage_SeparatedAndRandomScores_IsOneAndAboutZero()
    {
        var random = new Rng(4);
        double[] noise = [.. Enumerable.Range(0, 4000).Select(_ => random.NextDouble())];

        var (right, wrong) = RocArea.Advantage([6, 5, 5, 6], [1, 2, 3, 4]);
        var (chanceRight, chanceWrong) = RocArea.Advantage(noise[..2000], noise[2000..]);

        Assert.AreEqual((1, 0), (right.Share, wrong.Share));
        Assert.AreEqual(0, chanceRight.Share - chanceWrong.Share, 0.04);
    }

    [TestMethod]
    public void Anonymity_SmallTable_EqualsHandComputation()
    {
        Table train = People(("Bern", "flu"), ("Bern", "flu"), ("Genf", "flu"), ("Chur", "gout"), ("Chur", "flu"), ("Chur", "flu"));
        Table rows = People(("Bern", "flu"), ("Bern", "gout"), ("Genf", "flu"), ("Genf", "flu"), ("Sion", "flu"), ("Sion", "flu"));
        var data = MadeTables.Compare(train, rows, train);

        var found = Anonymity.Of(data.Train, data.Synthetic, ["city"], "illness");

        Assert.AreEqual(2, found.KAnonymity);                         // every city is the city of two rows
        Assert.AreEqual(1, found.KMap);                               // one person lives in Genf
        Assert.AreEqual(1, found.LDiversity);                         // whoever is from Genf has the flu
        CollectionAssert.AreEqual(new[] { false, false, true, true, false, false }, found.PointsToOne);
        Assert.IsNull(Anonymity.Of(data.Train, data.Synthetic.Take([4, 5]), ["city"], null).KMap);
        Assert.IsNull(Anonymity.Of(data.Train, data.Synthetic, ["city"], null).LDiversity);
    }

    [TestMethod]
    public void QuasiIdentifiers_NoneNamed_AreTheFineGrainedAndProtectedOnes()
    {
        var table = MadeTables.Mixed(200, 1);
        var data = EvaluationData.Of(table, table, table, "c");

        CollectionAssert.AreEqual(new[] { "n" }, Anonymity.QuasiIdentifiers(data));       // x and t are too fine, c is the label
    }

    [TestMethod]
    public void SinglingOut_CopyOfUniqueRows_AllRight()
    {
        var table = MadeTables.Mixed(60, 1);
        var attack = new SinglingOutAttack(table);

        var univariate = attack.Univariate(1000, new(1));
        var multivariate = attack.Multivariate(100, new(1), Run);

        Assert.IsGreaterThan(100, univariate.Length);                 // 60 numbers and 60 days, most of them single, and the ends
        Assert.IsGreaterThan(50, multivariate.Length);
        Assert.IsTrue(multivariate.All(guess => guess.Length == 3 && guess.Select(c => c.Column).Distinct().Count() == 3));
        Assert.AreEqual(1, Proportion.Of(SinglingOutAttack.Try(univariate, table, Run)).Share, 0.05);     // an end may be shared
        Assert.AreEqual(1, Proportion.Of(SinglingOutAttack.Try(multivariate, table, Run)).Share);
        Assert.IsLessThan(0.6, Proportion.Of(SinglingOutAttack.Try(multivariate, MadeTables.Mixed(60, 2), Run)).Share);
    }

    [TestMethod]
    public void SinglingOut_Conditions_EqualHandComputation()
    {
        var table = MadeTables.Numbers([1, 2, 2, double.NaN], ["a", "a", "b", "b"]);
        SinglingOutAttack.Condition[][] guesses =
        [
            [new(0, SinglingOutAttack.Comparison.Equal, 1)], [new(0, SinglingOutAttack.Comparison.Equal, 2)], [new(0, SinglingOutAttack.Comparison.AtLeast, 2), new(1, SinglingOutAttack.Comparison.Equal, 1)],
            [new(0, SinglingOutAttack.Comparison.Equal, double.NaN)], [new(0, SinglingOutAttack.Comparison.AtMost, 1.5)], [new(0, SinglingOutAttack.Comparison.AtMost, 0)],
        ];

        CollectionAssert.AreEqual(new[] { true, false, true, true, true, false }, SinglingOutAttack.Try(guesses, table, Run));
    }

    [TestMethod]
    public void Linkability_CopyAndOtherRows_LinksTheCopies()
    {
        Table train = MadeTables.Mixed(300, 1), other = MadeTables.Mixed(300, 2);

        bool[][] linked = Linkability.Try(train, train, ["x", "n"], Run, train, other);

        Assert.IsGreaterThan(Proportion.Of(linked[1]).Share + 0.2, Proportion.Of(linked[0]).Share);
        Assert.AreEqual(1 - (95.0 * 94 * 93 * 92 * 91) / (100.0 * 99 * 98 * 97 * 96), Linkability.Baseline(100), 1e-12);
        Assert.AreEqual(1, Linkability.Baseline(3));
    }

    [TestMethod]
    public void AttributeInference_SmallTable_EqualsHandComputation()
    {
        Table synthetic = MadeTables.Numbers([100, 200], ["a", "b"]), targets = MadeTables.Numbers([104, 204, 106, 190], ["a", "b", "a", "b"]);

        bool[] numbers = AttributeInference.Try(synthetic, synthetic, "x", Run, targets)[0];
        bool[] categories = AttributeInference.Try(synthetic, synthetic, "c", Run, MadeTables.Numbers([104, 204, 190, 106], ["a", "b", "a", "b"]))[0];

        CollectionAssert.AreEqual(new[] { true, true, false, false }, numbers);   // within 5 %: 100 of 104, 200 of 204; not 100 of 106, 200 of 190
        CollectionAssert.AreEqual(new[] { true, true, false, false }, categories);
    }

    [TestMethod]
    public void MembershipInference_Copies_AreTold()
    {
        var space = new GowerSpace(MadeTables.Mixed(400, 1));
        GowerRows members = space.Rows(MadeTables.Mixed(200, 1)), others = space.Rows(MadeTables.Mixed(200, 2)), reference = space.Rows(MadeTables.Mixed(200, 3));
        var attack = new MembershipInference(members, others, Run);

        var copied = new GowerSearch(members);
        var fresh = new GowerSearch(space.Rows(MadeTables.Mixed(200, 4)));

        Assert.IsGreaterThan(0.95, Area(attack.ByDistance(copied)));
        Assert.IsGreaterThan(0.9, Area(attack.ByDensity(copied, 200, reference)));
        Assert.AreEqual(0.5, Area(attack.ByDistance(fresh)), 0.1);
        Assert.AreEqual(0.5, Area(attack.ByDensity(fresh, 200, reference)), 0.1);

        static double Area((double[] Members, double[] Others) scores) => RocArea.Of(scores.Members, scores.Others).Area;
    }

    [TestMethod]
    public void AttackOutcome_Risk_EqualsAnonymetersFormula()
    {
        var result = new AttackOutcome(new(0.6, 1000), new(0.2, 1000), 0.1).ToResult("attack", 1000, "note");
        var weak = new AttackOutcome(new(0.1, 100), new(0.2, 100), 0.1).ToResult("attack", 100, "note");
        var certain = new AttackOutcome(new(1, 50), new(1, 50), 1).ToResult("attack", 50, "note");

        Assert.AreEqual((0.6 - 0.2) / (1 - 0.2), result.Risk, 1e-12);
        double half = Math.Sqrt(Math.Pow(Half(0.6, 1000) / 0.8, 2) + Math.Pow(Half(0.2, 1000) * 0.4 / 0.64, 2));
        Assert.AreEqual(0.5 - half, result.RiskInterval.Low, 1e-12);
        Assert.AreEqual("note", result.Note);
        Assert.AreEqual(0, weak.Risk);
        StringAssert.Contains(weak.Note, "too weak");
        Assert.AreEqual(0, certain.Risk);

        static double Half(double share, int trials)
        {
            var interval = new Proportion(share, trials).Interval;
            return (interval.High - interval.Low) / 2;
        }
    }

    private static Table People(params (string City, string Illness)[] people)
    {
        string[] cities = ["Bern", "Genf", "Chur", "Sion"], illnesses = ["flu", "gout"];
        return new(
            new CategoryColumn("city", [.. people.Select(p => Array.IndexOf(cities, p.City))], cities),
            new CategoryColumn("illness", [.. people.Select(p => Array.IndexOf(illnesses, p.Illness))], illnesses));
    }

    private static void AssertEqual(double[] expected, double[] actual)
    {
        Assert.HasCount(expected.Length, actual);
        for (int i = 0; i < expected.Length; i++)
            Assert.AreEqual(expected[i], actual[i], 1e-6);
    }
}
