// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;
using MLNet.Synthetic.Testing;

namespace MLNet.Synthetic.Tests;

/// <summary>The one call: what it reads, refuses and records. What sections find is tested with them.</summary>
[TestClass]
public sealed class EvaluateTests
{
    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    public void Evaluate_SomeRows_RecordsWhatFrom()
    {
        var (train, holdout) = Halves(400);
        var options = Quick with { Holdout = View(holdout), Seed = 5, Bootstraps = 3, MaxRows = 150 };

        var report = _ml.Synthetic.Evaluate(View(train), View(holdout), options);

        var provenance = report.Provenance;
        Assert.AreEqual((5, true, "0.1.0", "5.0.1"), (provenance.Seed, provenance.HoldoutIsGiven, provenance.LibraryVersion, provenance.MlNetVersion));
        CollectionAssert.AreEqual(new[] { ("training", 200, 150), ("synthetic", 200, 150), ("holdout", 200, 150) }, provenance.Tables.Select(t => (t.Name, t.Rows, t.RowsUsed)).ToArray());
        Assert.AreEqual(provenance.Tables[1].Sha256, provenance.Tables[2].Sha256);
        Assert.AreNotEqual(provenance.Tables[0].Sha256, provenance.Tables[1].Sha256);
        CollectionAssert.AreEqual(new[] { "reading", "preparing", "fidelity" }, provenance.Seconds.Keys.ToArray());
        Assert.AreEqual("Status", provenance.Options["label"]);
        Assert.AreEqual("Fidelity", report.Sections.Single().Title);
    }

    [TestMethod]
    public void Evaluate_SameSeed_SameReportWithAnyNumberOfThreads()
    {
        var (train, holdout) = Halves(300);
        EvaluationReport Report(int seed, int threads) => _ml.Synthetic.Evaluate(View(train), View(holdout), Quick with { Seed = seed, Bootstraps = 5, MaxDegreeOfParallelism = threads });

        string first = Text(Report(3, 1));

        Assert.AreEqual(first, Text(Report(3, 4)));
        Assert.AreNotEqual(first, Text(Report(4, 1)));

        static string Text(EvaluationReport report) => ReportJson.Write(report with { Provenance = report.Provenance with { Time = default, Seconds = new Dictionary<string, double>() } });
    }

    [TestMethod]
    public void Evaluate_NoHoldout_SaysThatCopyingWasNotJudged()
    {
        var (train, holdout) = Halves(200);

        var report = _ml.Synthetic.Evaluate(View(train), View(holdout), Quick with { LabelColumnName = null, Bootstraps = 3 });

        Assert.IsFalse(report.Provenance.HoldoutIsGiven);
        Assert.AreEqual((100, 100), (report.Provenance.Tables[0].Rows, report.Provenance.Tables[0].RowsUsed));
        Assert.AreEqual(ReportGrade.NotJudged, report.Headlines.Single(h => h.Key == "copying").Grade);
        StringAssert.Contains(report.Headlines.Single(h => h.Key == "gaps").Answer, "holdout", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Evaluate_HoldoutOfTrainingRows_IsSaidAndFailsTheDefaultGate()
    {
        var (train, fresh) = Halves(400);
        var options = Quick with { LabelColumnName = null, Sections = EvaluationSections.Fidelity | EvaluationSections.Privacy | EvaluationSections.Diversity, Holdout = View(train), Bootstraps = 5 };

        var same = _ml.Synthetic.Evaluate(View(train), View(train), options);
        var seen = _ml.Synthetic.Evaluate(View(train), View(fresh), options);
        var honest = _ml.Synthetic.Evaluate(View(train), View(fresh), options with { Holdout = View(RealData.Credit.Table.Take([.. Enumerable.Range(400, 200)])) });

        Assert.AreEqual(ReportGrade.Bad, same.Headlines.Single(h => h.Key == "copying").Grade);
        Assert.IsFalse(same.Headlines.Any(h => h.Grade == ReportGrade.Good), same.ToString());
        Assert.AreEqual(ReportGrade.NotJudged, seen.Headlines.Single(h => h.Key == "copying").Grade);
        StringAssert.Contains(seen.Check(QualityGate.Default).Single(v => v.Key == "copying").Sentence, "100% of the holdout rows are training rows");
        Assert.IsNotEmpty(same.Check(QualityGate.Default));
        Assert.IsTrue(seen.Provenance.HoldoutOverlap!.IsImplausible);
        Assert.IsFalse(honest.Provenance.HoldoutOverlap!.IsImplausible);
        Assert.IsFalse(honest.Check(QualityGate.Default).Any(v => v.Key == "copying"));
    }

    [TestMethod]
    public void Evaluate_WrongNames_ErrorNamesThemBeforeAnyWork()
    {
        var (train, holdout) = Halves(100);
        IDataView real = View(train), synthetic = View(holdout), other = _ml.Data.LoadFromEnumerable([new { Status = "good", Age = "old" }]), foreign = _ml.Data.LoadFromEnumerable([new { Nothing = 1f }]);
        var progress = new Counter();
        var options = Quick with { Progress = progress };

        Fails<ArgumentException>(real, synthetic, options with { LabelColumnName = "Stauts" }, "'Stauts'", "'Status'");
        Fails<ArgumentException>(real, synthetic, options with { ProtectedColumnNames = ["Sex"] }, "'Sex'");
        Fails<ArgumentException>(real, synthetic, options with { IgnoredColumnNames = ["Status"] }, "'Status'", "ignored");
        Fails<ArgumentException>(real, synthetic, options with { IgnoredColumnNames = ["Stat"] }, "'Stat'");
        Fails<SyntheticDataException>(real, foreign, options with { LabelColumnName = null }, "no column in common", "'Nothing'");
        Fails<SyntheticDataException>(real, foreign, options with { LabelColumnName = null, Holdout = foreign }, "no column in common");
        Fails<SyntheticDataException>(real, other, options with { LabelColumnName = "Amount" }, "'Amount'", "synthetic");
        Fails<SyntheticDataException>(real, other, options, "'Age'", "synthetic");
        Fails<SyntheticDataException>(real, synthetic, options with { Holdout = other }, "'Age'", "holdout");
        Fails<ArgumentException>(real, synthetic, options with { Sections = EvaluationSections.None }, "Sections");
        Fails<ArgumentOutOfRangeException>(real, synthetic, options with { MaxRows = 1 }, "MaxRows");
        Fails<ArgumentOutOfRangeException>(real, synthetic, options with { Bootstraps = 1 }, "Bootstraps");
        Fails<ArgumentOutOfRangeException>(real, synthetic, options with { MaxDegreeOfParallelism = 0 }, "MaxDegreeOfParallelism");
        Assert.AreEqual(0, progress.Count);
    }

    [TestMethod]
    public void Evaluate_Cancelled_Stops()
    {
        var (train, holdout) = Halves(100);
        using var source = new CancellationTokenSource();
        source.Cancel();

        Assert.Throws<OperationCanceledException>(() => _ml.Synthetic.Evaluate(View(train), View(holdout), Quick with { Cancellation = source.Token }));
    }

    [TestMethod]
    public void Sha256_SameContentStoredOtherwise_IsTheSame()
    {
        Table first = new(new CategoryColumn("a", [1, 0, 1], ["x", "y"]), new NumericColumn("b", [1, double.NaN, -0.5]));
        Table second = new(new CategoryColumn("a", [0, 2, 0], ["y", "unused", "x"]), new NumericColumn("b", [1, BitConverter.Int64BitsToDouble(0x7FF8000000000123), -0.5]));

        Assert.AreEqual(TableHash.Of(first), TableHash.Of(second));
        Assert.AreEqual(64, TableHash.Of(first).Length);
        foreach (var other in new[]
        {
            new Table(first.Columns[1], first.Columns[0]),
            new Table(first.Columns[0], new NumericColumn("b", [1, double.NaN, 0.5])),
            new Table(new CategoryColumn("a", [1, 0, 0], ["x", "y"]), first.Columns[1]),
            new Table(new CategoryColumn("a", [1, 0, -1], ["x", "y"]), first.Columns[1]),
            new Table(new CategoryColumn("A", [1, 0, 1], ["x", "y"]), first.Columns[1]),
            new Table(new CategoryColumn("a", [1, 0, 1], ["x", "z"]), first.Columns[1]),
        })
        {
            Assert.AreNotEqual(TableHash.Of(first), TableHash.Of(other));
        }
    }

    private static EvaluationOptions Quick => new() { LabelColumnName = "Status", Sections = EvaluationSections.Fidelity, Seed = 1 };

    private static (Table, Table) Halves(int rows)
    {
        var table = RealData.Credit.Table;
        return (table.Take([.. Enumerable.Range(0, rows / 2)]), table.Take([.. Enumerable.Range(rows / 2, rows / 2)]));
    }

    private static IDataView View(Table table) => TableViews.Of(table);

    private void Fails<T>(IDataView train, IDataView synthetic, EvaluationOptions options, params string[] words) where T : Exception
    {
        var error = Assert.ThrowsExactly<T>(() => _ml.Synthetic.Evaluate(train, synthetic, options));

        foreach (string word in words)
            StringAssert.Contains(error.Message, word, StringComparison.Ordinal);
    }

    private sealed class Counter : IProgress<RunProgress>
    {
        public int Count { get; private set; }

        public void Report(RunProgress value) => Count++;
    }
}
