// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;

namespace MLNet.Synthetic.Tests;

[TestClass]
public sealed class UtilityEvaluationTests
{
    [TestMethod]
    [DataRow("bought", "AreaUnderRocCurve"), DataRow("size", "MacroAccuracy"), DataRow("spent", "RSquared")]
    [TestCategory("Slow")]
    public void Measure_FreshRealRows_AreWithinNoise(string label, string metric)
    {
        var section = Measure(Purchases.Make(800, 1, label), Purchases.Make(800, 2, label), Purchases.Make(800, 3, label), label);

        foreach (string key in new[] { "utility.tstr", "utility.gap", "utility.tstr-linear" })
            Assert.AreEqual(ScoreVerdict.WithinNoise, Score(section, key).Verdict, Score(section, key).ToString());
        Assert.AreEqual(8, section.Results.Count);
        Assert.IsTrue(section.Results.All(r => r.Metric == metric && r.Interval.Low <= r.Value && r.Value <= r.Interval.High));
        Assert.AreEqual(Score(section, "utility.tstr").Floor, Score(section, "utility.trtr").Value);
        Assert.IsEmpty(section.Slices);
        CollectionAssert.AreEqual(new[] { 0, 0.5, 1 }, section.RatioCurve.Select(p => p.SyntheticPerReal).ToArray());
    }

    [TestMethod]
    [DataRow("bought", false), DataRow("size", true), DataRow("spent", true)]   // a linear model of two classes ranks as before when noise is added
    [TestCategory("Slow")]
    public void Measure_IndependentColumns_AreUseless(string label, bool hurts)
    {
        var train = Purchases.Make(800, 1, label);

        var section = Measure(train, Purchases.Shuffled(train, 4), Purchases.Make(800, 3, label), label);

        Assert.AreEqual(ScoreVerdict.Worse, Score(section, "utility.tstr").Verdict);
        StringAssert.Contains(section.Findings[0], "Useless");
        Assert.AreEqual(ScoreVerdict.Worse, Score(section, "utility.trts").Verdict);
        Assert.IsNotEmpty(section.Slices);
        Assert.IsTrue(section.Slices.All(s => s.Synthetic < s.Real && s.Difference.High < 0));
        Assert.IsTrue(section.Findings.Any(f => f.Contains("brings no gain", StringComparison.Ordinal)), string.Join("\n", section.Findings));
        Assert.AreEqual(hurts, section.Findings.Any(f => f.Contains("More synthetic rows hurt", StringComparison.Ordinal)), string.Join("\n", section.Findings));
    }

    [TestMethod]
    [TestCategory("Slow")]
    public void Measure_CopyWithoutHoldout_LooksBetterThanPossible()
    {
        var train = Purchases.Make(1200, 1, "size");

        var section = Measure(train, train, null, "size");

        Assert.AreEqual(ScoreVerdict.BetterThanPossible, Score(section, "utility.tstr").Verdict, Score(section, "utility.tstr").ToString());
        Assert.IsTrue(section.Findings.Any(f => f.Contains("No holdout", StringComparison.Ordinal)));
    }

    [TestMethod]
    [TestCategory("Slow")]
    public void Measure_OneOrEightThreads_SameFigures()
    {
        var train = Purchases.Make(300, 1, missing: 0.1);
        var synthetic = Purchases.Make(250, 2, missing: 0.1);
        var test = Purchases.Make(200, 3);

        UtilitySection[] sections = [.. new[] { 1, 8 }.Select(threads => UtilityEvaluation.Measure(
            new MLContext(threads), EvaluationData.Of(train, synthetic, test, "bought"), new RunContext(new Rng(5), maxDegreeOfParallelism: threads)))];

        CollectionAssert.AreEqual(sections[0].Scores.ToArray(), sections[1].Scores.ToArray());
        CollectionAssert.AreEqual(sections[0].Results.ToArray(), sections[1].Results.ToArray());
        CollectionAssert.AreEqual(sections[0].RatioCurve.ToArray(), sections[1].RatioCurve.ToArray());
        CollectionAssert.AreEqual(sections[0].Findings.ToArray(), sections[1].Findings.ToArray());
        Assert.AreEqual(250 / 300.0, sections[0].RatioCurve[^1].SyntheticPerReal, 1e-12);
    }

    [TestMethod]
    [TestCategory("Slow")]
    public void Measure_SyntheticRowsOfOneClass_NamesTheOneThatIsLost()
    {
        var synthetic = Purchases.Make(300, 2);
        int[] kept = [.. Enumerable.Range(0, 300).Where(i => ((CategoryColumn)synthetic["bought"]).Codes[i] == 0)];

        var section = Measure(Purchases.Make(300, 1), synthetic.Take(kept), Purchases.Make(300, 3), "bought");

        Assert.AreEqual(0.5, Score(section, "utility.tstr").Value!.Value, 1e-12);
        Assert.IsTrue(section.Findings.Any(f => f.Contains("lack 'Yes' of 'bought'", StringComparison.Ordinal)), string.Join("\n", section.Findings));
    }

    [TestMethod]
    public void Measure_NoLabel_SaysSo()
        => Nothing(EvaluationData.Of(Purchases.Make(50, 1), Purchases.Make(50, 2), Purchases.Make(50, 3)), "no label was named");

    [TestMethod]
    public void Measure_OneClassInTraining_NamesLabelAndClass()
        => Nothing(EvaluationData.Of(OneClass(50, 1), Purchases.Make(50, 2), Purchases.Make(50, 3), "bought"), "'bought' has one class only ('No')");

    [TestMethod]
    public void Measure_OneClassInHoldout_NamesLabel()
        => Nothing(EvaluationData.Of(Purchases.Make(50, 1), Purchases.Make(50, 2), OneClass(50, 3), "bought"), "all holdout rows have the same 'bought'");

    [TestMethod]
    public void Measure_TooManyClasses_SaysHowMany()
    {
        var table = new Table(new NumericColumn("x", new double[240]), new CategoryColumn("y", [.. Enumerable.Range(0, 240).Select(i => i % 60)], [.. Enumerable.Range(0, 60).Select(i => $"class {i}")]));

        Nothing(EvaluationData.Of(table, table, table, "y"), "60 classes");
    }

    [TestMethod]
    public void Measure_Cancelled_Stops()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        var data = EvaluationData.Of(Purchases.Make(50, 1), Purchases.Make(50, 2), Purchases.Make(50, 3), "bought");

        Assert.Throws<OperationCanceledException>(() => UtilityEvaluation.Measure(new MLContext(1), data, new RunContext(new Rng(1), cancellation: source.Token)));
    }

    private static Table OneClass(int rows, int seed)
    {
        var table = Purchases.Make(rows, seed);
        return new([.. table.Columns.Take(5), new CategoryColumn("bought", new int[rows], ["No", "Yes"])]);
    }

    private static void Nothing(EvaluationData data, string why)
    {
        var section = UtilityEvaluation.Measure(new MLContext(1), data, new RunContext(new Rng(1)));

        Assert.IsNull(section.Scores.Single().Value);
        StringAssert.Contains(section.Scores[0].Note, why);
        StringAssert.Contains(section.Findings.Single(), why);
        Assert.IsEmpty(section.Results);
    }

    private static UtilitySection Measure(Table train, Table synthetic, Table? holdout, string label)
        => UtilityEvaluation.Measure(new MLContext(1), EvaluationData.Of(train, synthetic, holdout, label), new RunContext(new Rng(1)));

    private static Score Score(UtilitySection section, string key) => section.Scores.Single(s => s.Key == key);
}
