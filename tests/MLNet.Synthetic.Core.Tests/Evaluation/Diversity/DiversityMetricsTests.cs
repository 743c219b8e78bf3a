// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic.Tests;

/// <summary>Each figure on numbers that can be checked by hand.</summary>
[TestClass]
public sealed class DiversityMetricsTests
{
    private static readonly RunContext Run = new(new(1));

    [TestMethod]
    public void SupportOverlap_NumbersOnALine_EqualsHandComputation()
    {
        // Balls to the nearest neighbour. Real 0: [−1, 1], 1: [0, 2], 2: [1, 3], 20: [2, 38]. Other 0.4: [−1.5, 2.3], 2.5: [1.5, 3.5], 3.5: [2.5, 4.5], −1.5: [−3.4, 0.4].
        var (overlap, once) = Overlap([0, 1, 2, 20], [0.4, 2.5, 3.5, -1.5]);

        Assert.AreEqual(3 / 4.0, overlap.Precision(once));            // −1.5 lies in none
        Assert.AreEqual((2 + 2 + 1 + 0) / 4.0, overlap.Density(once));
        Assert.AreEqual(1, overlap.Coverage(once));
        Assert.AreEqual(3 / 4.0, overlap.Recall(once));               // 20 lies in none
        Assert.AreEqual(1 / 4.0, overlap.Precision([0, 0, 1, 3]));
        Assert.AreEqual(1 / 4.0, overlap.Coverage([0, 0, 4, 0]));     // 3.5 lies in the ball of 20 only
    }

    [TestMethod]
    public void SupportOverlap_SameRows_IsOne()
    {
        var (overlap, once) = Overlap([0, 1, 3, 7, 12], [0, 1, 3, 7, 12]);

        Assert.AreEqual(1, overlap.Precision(once));
        Assert.AreEqual(1, overlap.Recall(once));
        Assert.AreEqual(1, overlap.Coverage(once));
        Assert.AreEqual(1 - 2 * 5 * 1.9 / 101, overlap.BetaRecall(once), 1e-9);     // steps of 1/5: the gap grows from 0 to 0.19 five times
    }

    [TestMethod]
    public void SupportOverlap_FarAwayRows_IsZero()
    {
        var (overlap, once) = Overlap([0, 1, 3, 7, 12], [30, 31, 32, 33, 34]);

        Assert.AreEqual(0, overlap.Precision(once));
        Assert.AreEqual(0, overlap.Density(once));
        Assert.AreEqual(0, overlap.Recall(once));
        Assert.AreEqual(0, overlap.Coverage(once));
        Assert.AreEqual(0, overlap.BetaRecall(once), 1e-9);
    }

    [TestMethod]
    public void Agreement_Curves_EqualIntegral()
    {
        Assert.AreEqual(1, Curve.Agreement([0, 1, 1, 1, 1], 4), 1e-12);            // P(α) = α
        Assert.AreEqual(0, Curve.Agreement([0, 0, 0, 0, 0], 4), 1e-12);            // P = 0: Σ α = 2.5
        Assert.AreEqual(1 - 2 * 1.5 / 5, Curve.Agreement([4, 0, 0, 0, 0], 4), 1e-12);  // P = 1: Σ (1 − α) = 0.75 + 0.5 + 0.25
    }

    [TestMethod]
    public void AlphaPrecision_SameAndOtherRows_IsOneAndLow()
    {
        var random = new Rng(2);
        var real = new Matrix(400, 2);
        for (int i = 0; i < 400; i++)
            (real[i, 0], real[i, 1]) = (random.NextGaussian(), random.NextGaussian());
        var center = new Matrix(400, 2);
        var far = Matrix.FromRows([.. Enumerable.Repeat(new double[] { 9, 9 }, 400)]);
        var balls = new AlphaPrecision(real);
        int[] once = [.. Enumerable.Repeat(1, 400)];

        Assert.AreEqual(1, AlphaPrecision.Of(balls.LevelsOf(real), once), 0.01);
        Assert.AreEqual(0, AlphaPrecision.Of(balls.LevelsOf(far), once), 1e-9);
        Assert.IsLessThan(0.1, AlphaPrecision.Of(balls.LevelsOf(center), once));   // too typical is not typical
        Assert.AreEqual(101, balls.LevelsOf(far)[0]);
    }

    [TestMethod]
    public void Authenticity_NumbersOnALine_EqualsHandComputation()
    {
        var space = new GowerSpace(MadeTables.Numbers([0, 10, 11, 20, 20]));
        GowerRows train = space.Rows(MadeTables.Numbers([0, 10, 11, 20, 20])), rows = space.Rows(MadeTables.Numbers([0.5, 10.4, 13, 20, 4]));

        bool[] authentic = Authenticity.Of(space, train, Run, rows)[0];

        // 0.5 is nearer to 0 than 10 is; 10.4 nearer to 10 than 11 is; 13 no nearer to 11 than 10 is; 20 is shared by two people; 4 is nearer to 0 than 10 is.
        CollectionAssert.AreEqual(new[] { false, false, true, true, false }, authentic);
    }

    [TestMethod]
    public void LostCategories_AbsentLevels_JudgedByChance()
    {
        Table train = Levels(("a", 50), ("b", 40), ("rare", 1)), synthetic = Levels(("a", 60)), holdout = Levels(("a", 30), ("b", 30));
        var data = MadeTables.Compare(train, synthetic, holdout);

        var lost = LostCategories.Of(data.Train, data.Synthetic, data.Holdout);
        var ofHoldout = LostCategories.Of(data.Train, data.Holdout, null);
        var notReached = LostCategories.Of(data.Train, data.Synthetic, data.Synthetic);

        CollectionAssert.AreEqual(new[] { "c = b" }, lost.Names.ToArray());        // (1 − 40/91)⁶⁰ is nothing, (1 − 1/91)⁶⁰ is a half
        Assert.AreEqual(2, lost.Judged);
        Assert.AreEqual(0.5, lost.Reached);
        Assert.IsEmpty(ofHoldout.Names);
        Assert.IsEmpty(notReached.Names);
    }

    [TestMethod]
    public void Repetition_RepeatedRows_EqualsHandComputation()
    {
        var table = MadeTables.Numbers([1, 1, 1, 2, 3, 3], ["a", "a", "a", "a", "a", "a"]);

        var duplicates = Repetition.DuplicateShare(table);
        var index = Repetition.SimpsonIndex(MadeTables.Numbers([.. Enumerable.Range(0, 101).Select(i => i / 10.0)], [.. Enumerable.Repeat("a", 101)]), table);

        Assert.AreEqual(0.5, duplicates.Value, 1e-12);                // 3 different rows of 6
        Assert.AreEqual((9 + 1 + 4) / 36.0, index.Value, 1e-12);
        Assert.AreEqual(0, Repetition.DuplicateShare(MadeTables.Numbers([1, 2, 3])).Value, 1e-12);
        Assert.AreEqual(0.75, Repetition.DuplicateShare(MadeTables.Numbers([2, 2, 2, 2])).Value, 1e-12);
    }

    [TestMethod]
    [DataRow(0, 10, 0.1, 0.3486784401)]
    [DataRow(2, 10, 0.1, 0.9298091736)]
    [DataRow(10, 10, 0.1, 1.0)]
    [DataRow(3, 3, 1.0, 1.0)]
    [DataRow(0, 5, 0.0, 1.0)]
    public void ChanceOfAtMost_Binomial_EqualsTables(int successes, int trials, double chance, double expected)
        => Assert.AreEqual(expected, Modes.ChanceOfAtMost(successes, trials, chance), 1e-9);

    [TestMethod]
    public void RankEmbedding_Columns_HaveVarianceOne()
    {
        var table = MadeTables.Mixed(500, 1);
        var embedding = new RankEmbedding(table);

        var points = embedding.Points(table);

        double[] variances = [.. Enumerable.Range(0, points.Columns).Select(j => Math.Pow(Plain.Deviation([.. Enumerable.Range(0, points.Rows).Select(i => points[i, j])]), 2))];
        Assert.AreEqual(table.Columns.Count, variances.Sum(), 1e-9);
        Assert.AreEqual(0, new RankEmbedding(MadeTables.Numbers([2, 2, 2])).Columns);
    }

    [TestMethod]
    public void PrincipalPlane_PointsOnALine_FindsTheLine()
    {
        var points = Matrix.FromRows([.. Enumerable.Range(-5, 11).Select(i => new double[] { 3.0 * i, 4.0 * i, 1 })]);

        var series = new PrincipalPlane(points, new(1)).Project("line", points);

        for (int i = 0; i < 11; i++)
        {
            Assert.AreEqual(5.0 * (i - 5), series.X[i], 1e-6);        // along (0.6, 0.8, 0)
            Assert.AreEqual(0, series.Y[i], 1e-6);
        }
    }

    [TestMethod]
    public void Modes_ThreeGroups_AreNamedAndTheLostOneFound()
    {
        Table train = Groups(300, 3, 1), synthetic = Groups(200, 2, 2), holdout = Groups(200, 3, 3);
        var section = DiversityEvaluation.Measure(MadeTables.Compare(train, synthetic, holdout), Run);

        var lost = section.Modes.Where(m => m.IsLost).ToArray();

        Assert.IsNotEmpty(lost);
        Assert.IsTrue(lost.All(m => m.Name.Contains("c = level 2", StringComparison.Ordinal) && m.SyntheticShare == 0 && m.HoldoutShare > 0), string.Join("; ", lost.Select(m => m.Name)));
        Assert.AreEqual(1, section.Modes.Sum(m => m.RealShare), 1e-9);
        StringAssert.StartsWith(section.Findings[0], $"Mode collapse: lost {lost.Length} of {section.Modes.Count} modes: ");
        StringAssert.Contains(section.Findings[0], lost[0].Name);
        Assert.AreEqual(ScoreVerdict.Worse, section.Scores.Single(s => s.Key == "diversity.modes").Verdict);
        CollectionAssert.AreEqual(new[] { "c = level 2" }, section.LostCategories.ToArray());
    }

    private static Table Groups(int rows, int groups, long seed)
    {
        var random = new Rng(seed);
        int[] group = [.. Enumerable.Range(0, rows).Select(_ => random.Next(groups))];
        return new(
            new NumericColumn("x", [.. group.Select(g => 50 * g + random.NextGaussian())]), new NumericColumn("noise", [.. group.Select(_ => random.NextGaussian())]),
            new CategoryColumn("c", group, ["level 0", "level 1", "level 2"]));
    }

    private static (SupportOverlap Overlap, int[] Once) Overlap(double[] real, double[] other)
    {
        var space = new GowerSpace(MadeTables.Numbers(real));
        return (SupportOverlap.Of(space, space.Rows(MadeTables.Numbers(real)), space.Rows(MadeTables.Numbers(other)), 1, Run), [.. Enumerable.Repeat(1, real.Length)]);
    }

    private static Table Levels(params (string Level, int Rows)[] levels)
        => new(new CategoryColumn("c", [.. levels.SelectMany((l, code) => Enumerable.Repeat(code, l.Rows))], [.. levels.Select(l => l.Level)]));
}
