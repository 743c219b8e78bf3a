// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using MLNet.Synthetic.Testing;

namespace MLNet.Synthetic.Tests;

/// <summary>The section as a whole: at its ends, and what it says of copies, half copies, fresh rows and independent columns of real sets.</summary>
[TestClass]
public sealed class PrivacyEvaluationTests
{
    private static readonly string[] NeedsHoldout =
    [
        "privacy.dcr-share", "privacy.membership-domias", "privacy.membership-domias-advantage", "privacy.membership-distance", "privacy.membership-distance-advantage",
        "privacy.singling-out", "privacy.singling-out-multivariate", "privacy.linkability", "privacy.attribute-inference",
    ];

    public static IEnumerable<object[]> Ends => MadeTables.Ends.Select(e => new object[] { e.Name });

    public static IEnumerable<object[]> RealSets => MadeTables.RealSets;

    public static IEnumerable<object[]> Copies => RealData.All.SelectMany(set => new[] { "copy", "half copy", "near copy" }.SelectMany(kind => new[] { true, false }.Select(holdout => new object[] { set, kind, holdout })));

    public static IEnumerable<object[]> Goldens => GoldenData.All.Where(g => g.Real.Count > 1000).Select(g => new object[] { g });

    [TestMethod]
    [DynamicData(nameof(Ends))]
    public void Measure_AtTheEnds_GivesFiguresOrReasons(string name)
    {
        var (_, train, synthetic, holdout) = MadeTables.Ends.Single(e => e.Name == name);

        var section = PrivacyEvaluation.Measure(MadeTables.Compare(train, synthetic, holdout), new(new(1)));

        MadeTables.AssertSound(section, "privacy.");
        foreach (var attack in section.Attacks)
            Assert.IsTrue(double.IsFinite(attack.Success + attack.Control + attack.Baseline + attack.Risk + attack.RiskInterval.Low + attack.RiskInterval.High) && attack.Risk >= 0, attack.ToString());
    }

    [TestMethod]
    [DynamicData(nameof(Copies))]
    public void Measure_CopiesOfTraining_AreReported(RealData set, string kind, bool holdoutIsGiven)
    {
        var (train, holdout, fresh) = MadeTables.Split(set);
        var synthetic = kind switch
        {
            "copy" => train,
            "half copy" => MadeTables.HalfOf(train, fresh),
            _ => MadeTables.Jittered(train, 1e-5),
        };

        var section = Measure(train, synthetic, holdoutIsGiven ? holdout : null, set.Label);

        Assert.IsTrue(section.IsCopying);
        StringAssert.StartsWith(section.Findings[0], "Copying: ");
        Assert.AreEqual(ScoreVerdict.BetterThanPossible, Score(section, "privacy.near-copies").Verdict);
        Assert.AreEqual(kind == "near copy" ? ScoreVerdict.WithinNoise : ScoreVerdict.BetterThanPossible, Score(section, "privacy.exact-copies").Verdict);
        if (holdoutIsGiven)
            Assert.AreEqual(ScoreVerdict.Worse, Score(section, "privacy.membership-distance").Verdict);
    }

    [TestMethod]
    [DynamicData(nameof(RealSets))]
    public void Measure_FreshRows_AreWithinNoise(RealData set)
    {
        var (train, holdout, fresh) = MadeTables.Split(set);

        var section = Measure(train, fresh, holdout, set.Label);

        Assert.IsFalse(section.IsCopying);
        Assert.AreEqual("", string.Join("; ", section.Scores.Where(s => s.Verdict is not ScoreVerdict.WithinNoise and not ScoreVerdict.NotJudged)));
        Assert.AreEqual("No copying found: synthetic rows lie no nearer to training rows than fresh real rows do.", section.Findings[0]);
        Assert.AreEqual("No attack did better on training rows than on rows the synthesizer has not seen.", section.Findings[1]);
    }

    [TestMethod]
    [DynamicData(nameof(RealSets))]
    public void Measure_IndependentColumns_AreNoCopies(RealData set)
    {
        var (train, holdout, _) = MadeTables.Split(set);

        Assert.IsFalse(Measure(train, MadeTables.Independent(train), holdout, set.Label).IsCopying);
        Assert.IsFalse(Measure(train, MadeTables.Independent(train), null, set.Label).IsCopying);
    }

    [TestMethod]
    [DynamicData(nameof(Goldens))]
    public void Measure_GoldenCandidates_OnlyNoisyBootstrapIsCopying(GoldenData data)
    {
        Table real = data.Real, holdout = data.Candidate("holdout");

        var noisy = Measure(real, data.Candidate("noisy"), holdout, data.Label);
        var shuffled = Measure(real, data.Candidate("shuffled"), holdout, data.Label);

        Assert.IsTrue(noisy.IsCopying, string.Join(" ", noisy.Findings));
        Assert.IsFalse(shuffled.IsCopying, string.Join(" ", shuffled.Findings));
        Assert.AreEqual(data.Figures("noisy").GetProperty("privacy").GetProperty("share_closer_to_train").GetDouble(), Score(noisy, "privacy.dcr-share").Value!.Value, 0.05);
    }

    [TestMethod]
    public void Measure_NoHoldout_SaysWhatCannotBeJudged()
    {
        var section = Measure(MadeTables.Mixed(300, 1), MadeTables.Mixed(300, 2), null, null);

        foreach (string key in NeedsHoldout)
        {
            Assert.IsNull(Score(section, key).Value);
            StringAssert.Contains(Score(section, key).Note, "needs a holdout");
        }

        Assert.IsFalse(section.IsCopying);
        Assert.IsEmpty(section.Attacks);
        Assert.IsTrue(section.Findings.Any(f => f.StartsWith("Without a holdout", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void Measure_FewDifferentRows_AreNoCopies()
    {
        Table Dice(long seed)
        {
            var random = new Rng(seed);
            int[] Throws() => [.. Enumerable.Range(0, 500).Select(_ => random.Next(3))];
            return new(new CategoryColumn("a", Throws(), ["1", "2", "3"]), new CategoryColumn("b", Throws(), ["1", "2", "3"]));
        }

        var section = Measure(Dice(1), Dice(2), Dice(3), null);

        Assert.AreEqual(1, Score(section, "privacy.exact-copies").Value);          // all nine combinations are common
        Assert.AreEqual(ScoreVerdict.WithinNoise, Score(section, "privacy.exact-copies").Verdict);
        Assert.IsFalse(section.IsCopying);
    }

    [TestMethod]
    public void Measure_NothingNamed_GuessesEachColumn()
    {
        Table train = MadeTables.Mixed(200, 1);

        var section = Measure(train, MadeTables.Mixed(200, 2), MadeTables.Mixed(200, 3), "c");

        CollectionAssert.AreEqual(new[] { "n" }, section.QuasiIdentifierColumnNames.ToArray());
        CollectionAssert.AreEquivalent(train.Columns.Select(c => $"Attribute inference: {c.Name}").ToArray(), section.Attacks.Select(a => a.Name).Where(n => n.Contains(": ", StringComparison.Ordinal)).ToArray());
    }

    [TestMethod]
    public void Measure_AnyNumberOfThreads_SameFigures()
    {
        var data = MadeTables.Compare(MadeTables.Mixed(400, 1), MadeTables.Mixed(300, 2), MadeTables.Mixed(300, 3));

        var one = PrivacyEvaluation.Measure(data, new(new(1), maxDegreeOfParallelism: 1));
        var many = PrivacyEvaluation.Measure(data, new(new(1), maxDegreeOfParallelism: 7));

        CollectionAssert.AreEqual(one.Scores.ToArray(), many.Scores.ToArray());
        CollectionAssert.AreEqual(one.Attacks.ToArray(), many.Attacks.ToArray());
    }

    [TestMethod]
    public void Measure_Cancelled_Stops()
    {
        var data = MadeTables.Compare(MadeTables.Mixed(60, 1), MadeTables.Mixed(60, 2), null);

        Assert.ThrowsExactly<OperationCanceledException>(() => PrivacyEvaluation.Measure(data, new(new(1), cancellation: new(canceled: true))));
    }

    private static PrivacySection Measure(Table train, Table synthetic, Table? holdout, string? label) => PrivacyEvaluation.Measure(MadeTables.Compare(train, synthetic, holdout, label), new(new(1)));

    private static Score Score(PrivacySection section, string key) => section.Scores.Single(s => s.Key == key);
}
