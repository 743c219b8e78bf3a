// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using MLNet.Synthetic.Testing;

namespace MLNet.Synthetic.Tests;

/// <summary>A holdout that holds training rows is noticed; repeats that are honest are not.</summary>
[TestClass]
public sealed class HoldoutOverlapTests
{
    private static IEnumerable<object[]> Sets => MadeTables.RealSets;

    [TestMethod]
    [DynamicData(nameof(Sets))]
    public void Of_HonestSplit_IsPlausible(RealData set)
    {
        for (int seed = 1; seed <= 5; seed++)
        {
            var (train, holdout) = Halves(set.Table, seed);

            Assert.IsFalse(Overlap(train, holdout).IsImplausible, $"{set} {seed}: {Overlap(train, holdout)}");
        }
    }

    [TestMethod]
    [DynamicData(nameof(Sets))]
    public void Of_HoldoutWithTrainingRows_IsImplausible(RealData set)
    {
        var (train, holdout) = Halves(set.Table, 1);

        Assert.IsTrue(Overlap(train, train).IsImplausible);
        Assert.IsTrue(Overlap(train, train.Take([.. Enumerable.Range(0, train.Count).Reverse()])).IsImplausible);
        Assert.IsTrue(Overlap(train, train.Take([.. Enumerable.Range(0, 200)])).IsImplausible);
        var mixed = set.Table.Take([.. Enumerable.Range(0, set.Table.Count)]);
        Assert.IsTrue(Overlap(train, mixed).IsImplausible);           // the whole table as holdout of its half
        Assert.IsFalse(Overlap(train, holdout).IsImplausible);
    }

    [TestMethod]
    [DataRow(1, 4)]
    [DataRow(2, 3)]
    [DataRow(4, 3)]
    [DataRow(8, 2)]
    public void Of_FewCategories_HonestRepeatsArePlausibleAndTheSameTableIsNot(int columns, int levels)
    {
        Table train = Categories(1000, columns, levels, 1), fresh = Categories(1000, columns, levels, 2);

        var honest = Overlap(train, fresh);

        Assert.IsFalse(honest.IsImplausible, honest.ToString());
        Assert.IsFalse(Overlap(train, Categories(300, columns, levels, 3)).IsImplausible);
        Assert.IsTrue(Overlap(train, train).IsImplausible);
        Assert.AreEqual(1, Overlap(train, train).Share);
    }

    [TestMethod]
    public void Of_RowsRecordedTwice_ArePlausible()
    {
        var table = MadeTables.Mixed(600, 1);
        var twice = table.Take([.. Enumerable.Range(0, 1200).Select(i => i / 2)]);
        var (train, holdout) = Halves(twice, 1);

        var overlap = Overlap(train, holdout);

        Assert.IsGreaterThan(0.3, overlap.Share);
        Assert.IsFalse(overlap.IsImplausible, overlap.ToString());
    }

    [TestMethod]
    public void Of_ConstantOrTinyTables_CannotBeTold()
    {
        var constant = new Table(new NumericColumn("x", [.. Enumerable.Repeat(1.0, 500)]));

        Assert.IsFalse(Overlap(constant, constant).IsImplausible);
        Assert.IsFalse(Overlap(MadeTables.Mixed(2, 1), MadeTables.Mixed(2, 1)).IsImplausible);
    }

    [TestMethod]
    public void Measure_TheSameTableThrice_IsFoundToBeCopying()
    {
        var (train, _) = Halves(RealData.Credit.Table.Take([.. Enumerable.Range(0, 600)]), 1);
        var messages = new List<string>();
        var run = new RunContext(new Rng(1), warning: messages.Add);

        var section = PrivacyEvaluation.Measure(EvaluationData.Of(train, train, train, run: run, bootstraps: 5), run);

        Assert.IsTrue(section.IsCopying);
        Assert.IsTrue(messages.Exists(m => m.Contains("100% of the holdout rows are training rows", StringComparison.Ordinal)));
        StringAssert.Contains(section.Findings[0], "not fresh");
        Assert.IsFalse(section.Findings.Any(f => f.StartsWith("No copying", StringComparison.Ordinal)));
    }

    private static HoldoutOverlap Overlap(Table train, Table holdout) => EvaluationData.Of(train, train, holdout).HoldoutOverlap!;

    private static (Table, Table) Halves(Table table, int seed)
    {
        int[] order = [.. Enumerable.Range(0, table.Count)];
        new Rng(seed).Fork("halves").Shuffle<int>(order);
        return (table.Take(order.AsSpan(0, order.Length / 2)), table.Take(order.AsSpan(order.Length / 2)));
    }

    private static Table Categories(int rows, int columns, int levels, int seed)
    {
        var random = new Rng(seed);
        return new([.. Enumerable.Range(0, columns).Select(j => new CategoryColumn($"c{j}", [.. Enumerable.Range(0, rows).Select(_ => random.Next(levels))], [.. Enumerable.Range(0, levels).Select(k => $"{k}")]))]);
    }
}
