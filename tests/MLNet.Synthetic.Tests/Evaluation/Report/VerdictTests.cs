// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;
using MLNet.Synthetic.Testing;

namespace MLNet.Synthetic.Tests;

/// <summary>What must come out on real data: a copy is called a copy, independent columns useless, and fresh real rows within noise.</summary>
[TestClass]
[TestCategory("Slow")]
public sealed class VerdictTests
{
    private static IEnumerable<RealData> Sets => RealData.All;

    [TestMethod]
    [DynamicData(nameof(Sets))]
    public void Evaluate_CopyOfTrainingRows_IsReportedAsCopying(RealData set)
    {
        var report = Evaluate(set, (train, _) => train, EvaluationSections.Privacy);

        Assert.AreEqual(ReportGrade.Bad, Grade(report, "copying"), report.ToString());
        Assert.IsTrue(report.Check(QualityGate.Default).Any(v => v.Key == "copying"));
    }

    [TestMethod]
    [DynamicData(nameof(Sets))]
    public void Evaluate_IndependentColumns_AreReportedAsUseless(RealData set)
    {
        var report = Evaluate(set, Shuffled, EvaluationSections.Fidelity | EvaluationSections.Detection | EvaluationSections.Utility);

        Assert.AreEqual(ReportGrade.Bad, Grade(report, "faithful"), report.ToString());
        Assert.AreEqual(ReportGrade.Bad, Grade(report, "useful"), report.ToString());
        Assert.IsNotEmpty(report.Check(QualityGate.Default));
    }

    [TestMethod]
    [DynamicData(nameof(Sets))]
    public void Evaluate_FreshRealRows_AreWithinNoise(RealData set)
    {
        var report = Evaluate(set, (_, fresh) => fresh, EvaluationSections.All);

        foreach (string key in new[] { "copying", "faithful", "useful", "diverse" })
            Assert.AreEqual(ReportGrade.Good, Grade(report, key), $"{key}\n{report}");
        Assert.IsEmpty(report.Check(QualityGate.Default));
    }

    private static ReportGrade Grade(EvaluationReport report, string key) => report.Headlines.Single(h => h.Key == key).Grade;

    /// <summary>A third of the rows to learn from, a third as holdout, and a third that stands in for the best synthesizer there can be.</summary>
    private static EvaluationReport Evaluate(RealData set, Func<Table, Table, Table> synthesize, EvaluationSections sections)
    {
        int[] order = [.. Enumerable.Range(0, Math.Min(set.Table.Count, 4500))];
        new Rng(11).Fork("thirds").Shuffle<int>(order);
        int third = order.Length / 3;
        Table train = set.Table.Take(order.AsSpan(0, third)), holdout = set.Table.Take(order.AsSpan(third, third)), fresh = set.Table.Take(order.AsSpan(2 * third, third));
        return new MLContext(seed: 1).Synthetic.Evaluate(
            TableViews.Of(train), TableViews.Of(synthesize(train, fresh)), new() { Holdout = TableViews.Of(holdout), LabelColumnName = set.Label, Seed = 1, Bootstraps = 30, Sections = sections });
    }

    /// <summary>Each column by itself in random order: every distribution is kept, every connection lost.</summary>
    private static Table Shuffled(Table train, Table fresh) => new([.. train.Columns.Select(column =>
    {
        int[] order = [.. Enumerable.Range(0, train.Count)];
        new Rng(5).Fork(column.Name).Shuffle<int>(order);
        return column.Take(order);
    })]);
}
