// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using MLNet.Synthetic.Testing;

namespace MLNet.Synthetic.Tests;

/// <summary>The section as a whole, at its ends and on real sets.</summary>
[TestClass]
public sealed class DiversityEvaluationTests
{
    public static IEnumerable<object[]> Ends => MadeTables.Ends.Select(e => new object[] { e.Name });

    public static IEnumerable<object[]> RealSets => MadeTables.RealSets;

    [TestMethod]
    [DynamicData(nameof(Ends))]
    public void Measure_AtTheEnds_GivesFiguresOrReasons(string name)
    {
        var (_, train, synthetic, holdout) = MadeTables.Ends.Single(e => e.Name == name);

        var section = DiversityEvaluation.Measure(MadeTables.Compare(train, synthetic, holdout), new(new(1)));

        MadeTables.AssertSound(section, "diversity.");
        Assert.IsNotEmpty(section.Modes);
    }

    [TestMethod]
    [DynamicData(nameof(RealSets))]
    public void Measure_FreshRows_IsWithinNoise(RealData set)
    {
        var (train, holdout, fresh) = MadeTables.Split(set);

        var section = DiversityEvaluation.Measure(MadeTables.Compare(train, fresh, holdout, set.Label), new(new(1)));

        Assert.AreEqual("", string.Join("; ", section.Scores.Where(s => s.Verdict != ScoreVerdict.WithinNoise)));
        Assert.IsFalse(section.Modes.Any(m => m.IsLost));
        StringAssert.StartsWith(section.Findings[0], "No mode collapse");
        CollectionAssert.AreEqual(new[] { "Real", "Synthetic", "Holdout" }, section.Projection.Select(p => p.Name).ToArray());
        Assert.IsTrue(section.Projection.All(p => p.X.Count is > 100 and <= 1000 && p.X.Count == p.Y.Count));
    }

    [TestMethod]
    [DynamicData(nameof(RealSets))]
    public void Measure_IndependentColumns_ReachFewerPlaces(RealData set)
    {
        var (train, holdout, _) = MadeTables.Split(set);

        var section = DiversityEvaluation.Measure(MadeTables.Compare(train, MadeTables.Independent(train), holdout, set.Label), new(new(1)));

        string[] worse = [.. section.Scores.Where(s => s.Verdict == ScoreVerdict.Worse).Select(s => s.Key)];
        CollectionAssert.Contains(worse, "diversity.coverage");
        CollectionAssert.Contains(worse, "diversity.precision");
    }

    [TestMethod]
    public void Measure_FewRowsRepeated_IsRepetition()
    {
        var (train, holdout, fresh) = MadeTables.Split(RealData.Credit);
        var repeated = fresh.Take([.. Enumerable.Range(0, fresh.Count).Select(i => i % (fresh.Count / 10))]);

        var section = DiversityEvaluation.Measure(MadeTables.Compare(train, repeated, holdout, "Status"), new(new(1)));

        var size = section.Scores.Single(s => s.Key == "diversity.effective-sample-size");
        Assert.AreEqual(ScoreVerdict.Worse, size.Verdict);
        Assert.IsLessThan(fresh.Count / 9.0, size.Value!.Value);
        Assert.AreEqual(ScoreVerdict.Worse, section.Scores.Single(s => s.Key == "diversity.duplicates").Verdict);
        Assert.IsTrue(section.Findings.Any(f => f.StartsWith("Synthetic rows repeat each other", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void Measure_OneJobLeftOut_NamesItsModes()
    {
        var (train, holdout, fresh) = MadeTables.Split(RealData.Credit);
        var job = (CategoryColumn)fresh["Job"];
        int freelance = Array.IndexOf(job.Levels, "freelance");
        var collapsed = fresh.Take([.. Enumerable.Range(0, fresh.Count).Where(i => job.Codes[i] != freelance)]);

        var section = DiversityEvaluation.Measure(MadeTables.Compare(train, collapsed, holdout, "Status"), new(new(1)));

        StringAssert.StartsWith(section.Findings[0], "Mode collapse: lost ");
        StringAssert.Contains(section.Findings[0], "Job = freelance");
        CollectionAssert.AreEqual(new[] { "Job = freelance" }, section.LostCategories.ToArray());
    }

    [TestMethod]
    public void Measure_AnyNumberOfThreads_SameFigures()
    {
        var data = MadeTables.Compare(MadeTables.Mixed(400, 1), MadeTables.Mixed(300, 2), MadeTables.Mixed(300, 3));

        var one = DiversityEvaluation.Measure(data, new(new(1), maxDegreeOfParallelism: 1));
        var many = DiversityEvaluation.Measure(data, new(new(1), maxDegreeOfParallelism: 7));

        CollectionAssert.AreEqual(one.Scores.ToArray(), many.Scores.ToArray());
        CollectionAssert.AreEqual(one.Projection[1].X.ToArray(), many.Projection[1].X.ToArray());
    }

    [TestMethod]
    public void Measure_Cancelled_Stops()
    {
        var data = MadeTables.Compare(MadeTables.Mixed(60, 1), MadeTables.Mixed(60, 2), null);

        Assert.ThrowsExactly<OperationCanceledException>(() => DiversityEvaluation.Measure(data, new(new(1), cancellation: new(canceled: true))));
    }
}
