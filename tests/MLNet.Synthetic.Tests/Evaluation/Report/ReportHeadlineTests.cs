// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic.Tests;

/// <summary>The verdicts follow from the scores they go by.</summary>
[TestClass]
public sealed class ReportHeadlineTests
{
    private static readonly EvaluationReport s_report = MadeReport.Of();

    [TestMethod]
    public void Of_CopiesOfTrainingRows_SaysCopying()
    {
        var report = s_report with { Privacy = s_report.Privacy! with { IsCopying = true, Findings = ["Every synthetic row is a training row."] } };

        var copying = Of(report, "copying");

        Assert.AreEqual((ReportGrade.Bad, "Yes. Every synthetic row is a training row."), (copying.Grade, copying.Answer));
    }

    [TestMethod]
    public void Of_NoHoldout_DoesNotJudgeCopying()
    {
        var report = s_report with { Provenance = s_report.Provenance with { HoldoutIsGiven = false } };

        Assert.AreEqual(ReportGrade.NotJudged, Of(report, "copying").Grade);
        Assert.AreEqual(ReportGrade.Bad, Of(report with { Privacy = report.Privacy! with { IsCopying = true } }, "copying").Grade);
    }

    [TestMethod]
    [DataRow(0.985, ScoreVerdict.WithinNoise, 0.51, ScoreVerdict.WithinNoise, ReportGrade.Good)]
    [DataRow(0.97, ScoreVerdict.Worse, 0.6, ScoreVerdict.Worse, ReportGrade.Caution)]
    [DataRow(0.985, ScoreVerdict.WithinNoise, 0.99, ScoreVerdict.Worse, ReportGrade.Bad)]
    [DataRow(0.8, ScoreVerdict.Worse, 0.51, ScoreVerdict.WithinNoise, ReportGrade.Bad)]
    [DataRow(0.999, ScoreVerdict.BetterThanPossible, 0.51, ScoreVerdict.WithinNoise, ReportGrade.Good)]
    [DataRow(0.999, ScoreVerdict.BetterThanPossible, 0.6, ScoreVerdict.Worse, ReportGrade.Caution)]
    [DataRow(0.985, ScoreVerdict.NotJudged, 0.5, ScoreVerdict.NotJudged, ReportGrade.NotJudged)]
    public void Of_PairsAndClassifier_DecideOnLikeness(double pairs, ScoreVerdict pairsVerdict, double auc, ScoreVerdict aucVerdict, ReportGrade expected)
    {
        var report = s_report with
        {
            Fidelity = s_report.Fidelity! with { Scores = [MadeReport.Made("fidelity.pair-trends", "Pair trends", ScoreDirection.HigherIsBetter, pairs, 0.985, pairsVerdict)] },
            Detection = s_report.Detection! with { Scores = [MadeReport.Made("detection.c2st-trees", "C2ST", ScoreDirection.NearFloorIsBest, auc, 0.51, aucVerdict)] },
        };

        Assert.AreEqual(expected, Of(report, "faithful").Grade);
    }

    [TestMethod]
    public void Of_PairsNearerThanReal_IsASignOfCopyingUnlessPrivacySaysOtherwise()
    {
        var nearer = s_report with
        {
            Fidelity = s_report.Fidelity! with { Scores = [MadeReport.Made("fidelity.pair-trends", "Pair trends", ScoreDirection.HigherIsBetter, 0.999, 0.985, ScoreVerdict.BetterThanPossible)] },
            Detection = s_report.Detection! with { Scores = [MadeReport.Made("detection.c2st-trees", "C2ST", ScoreDirection.NearFloorIsBest, 0.51, 0.51, ScoreVerdict.WithinNoise)] },
        };

        Assert.Contains("sign of copying", Of(nearer with { Privacy = null }, "faithful").Answer);
        Assert.Contains("sign of copying", Of(nearer with { Privacy = nearer.Privacy! with { IsCopying = true } }, "faithful").Answer);
        Assert.Contains("sign of copying", Of(nearer with { Provenance = nearer.Provenance with { HoldoutIsGiven = false } }, "faithful").Answer);
    }

    [TestMethod]
    [DataRow(0.925, 0.93, ScoreVerdict.WithinNoise, ReportGrade.Good)]
    [DataRow(0.9, 0.93, ScoreVerdict.Worse, ReportGrade.Caution)]
    [DataRow(0.55, 0.93, ScoreVerdict.Worse, ReportGrade.Bad)]
    [DataRow(0.501, 0.6, ScoreVerdict.WithinNoise, ReportGrade.Bad)]
    [DataRow(0.503, 0.503, ScoreVerdict.WithinNoise, ReportGrade.NotJudged)]
    [DataRow(0.49, 0.49, ScoreVerdict.WithinNoise, ReportGrade.NotJudged)]
    public void Of_TrainedOnSynthetic_DecidesOnWorth(double synthetic, double real, ScoreVerdict verdict, ReportGrade expected)
    {
        var report = s_report with { Utility = s_report.Utility! with { Scores = [MadeReport.Made("utility.tstr", "TSTR", ScoreDirection.HigherIsBetter, synthetic, real, verdict)] } };

        Assert.AreEqual(expected, Of(report, "useful").Grade);
    }

    [TestMethod]
    public void Of_WhatWasLeftOut_IsNamed()
    {
        var report = s_report with { Utility = null, Fairness = null };

        StringAssert.Contains(Of(report, "gaps").Answer, "Clusters", StringComparison.Ordinal);
        StringAssert.Contains(Of(report, "gaps").Answer, "free text", StringComparison.Ordinal);
        Assert.AreEqual(ReportGrade.NotJudged, Of(report, "useful").Grade);
        Assert.IsFalse(ReportHeadlines.Of(report).Any(h => h.Key == "fair"));
    }

    private static ReportHeadline Of(EvaluationReport report, string key) => ReportHeadlines.Of(report).Single(h => h.Key == key);
}
