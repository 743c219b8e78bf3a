// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;

namespace MLNet.Synthetic.Tests;

[TestClass]
public sealed class FairnessEvaluationTests
{
    private static readonly int[][] Groups = [[0, 1, 2, 3], [4, 5, 6, 7]];
    private static readonly int[] Once = [1, 1, 1, 1, 1, 1, 1, 1];

    // Group A: three of four predicted positive; of its two positives both, of its two negatives one. Group B: one of four; of its two positives one, of its negatives none.
    private static readonly GroupRates Rates = new(
        Predicted: [true, true, true, false, true, false, false, false],
        Actual: [true, true, false, false, true, true, false, false],
        Probabilities: [0.9, 0.9, 0.9, 0.1, 0.9, 0.1, 0.1, 0.1]);

    [TestMethod]
    public void GroupRates_HandMadeRows_EqualTheirDefinitions()
    {
        Assert.AreEqual(0.75 - 0.25, Rates.DemographicParityDifference(Groups, Once), 1e-12);
        Assert.AreEqual(0.25 / 0.75, Rates.DemographicParityRatio(Groups, Once), 1e-12);
        Assert.AreEqual((1, 0.5, 0.5, 0), (
            Rates.TruePositiveRate(Groups[0], Once), Rates.FalsePositiveRate(Groups[0], Once), Rates.TruePositiveRate(Groups[1], Once), Rates.FalsePositiveRate(Groups[1], Once)));
        Assert.AreEqual(0.5, Rates.EqualizedOddsDifference(Groups, Once), 1e-12);
        Assert.AreEqual(0.2, Rates.Overconfidence(Groups[0], Once), 1e-12);
        Assert.AreEqual(0.2 - -0.2, Rates.CalibrationDifference(Groups, Once), 1e-12);
        Assert.AreEqual((Math.Abs(2 - 2.7) + 0.1) / 4, Rates.CalibrationError(Groups[0])!.Value, 1e-12);
    }

    [TestMethod]
    public void GroupRates_Ends_AreDefinedOrNotANumber()
    {
        var never = new GroupRates([false, false], [true, false], null);

        Assert.AreEqual(1, never.DemographicParityRatio([[0], [1]], [1, 1]));
        Assert.AreEqual(0, never.DemographicParityDifference([[0], [1]], [1, 1]));
        Assert.IsTrue(double.IsNaN(never.DemographicParityDifference([[0]], [1, 1])));
        Assert.IsTrue(double.IsNaN(never.TruePositiveRate([1], [1, 1])));
        Assert.IsNull(never.CalibrationError([0, 1]));
    }

    [TestMethod]
    [TestCategory("Slow")]
    public void Measure_FreshRealRows_NoBiasIsAmplified()
    {
        var section = Measure(Biased(900, 1, 0), Biased(900, 2, 0), Biased(900, 3, 0));

        Assert.IsTrue(section.Scores.All(s => s.Verdict != ScoreVerdict.Worse), string.Join("\n", section.Scores));
        Assert.IsFalse(section.Findings.Any(f => f.StartsWith("Bias amplified", StringComparison.Ordinal)));
        Assert.AreEqual(2 * 3, section.Groups.Count(g => g.Column == "sex"));
        Assert.IsTrue(section.Groups.All(g => g.PositiveRate is >= 0 and <= 1 && g.CalibrationError is >= 0 and <= 1));
    }

    [TestMethod]
    [TestCategory("Slow")]
    public void Measure_SyntheticRowsThatFavourAGroup_AmplifyBias()
    {
        var section = Measure(Biased(900, 1, 0), Biased(900, 2, bias: 2, women: 4), Biased(900, 3, 0));

        Assert.AreEqual(ScoreVerdict.Worse, section.Scores.Single(s => s.Key == "fairness.sex.demographic-parity-difference").Verdict);
        Assert.AreEqual(ScoreVerdict.Worse, section.Scores.Single(s => s.Key == "fairness.sex.representation").Verdict);
        StringAssert.StartsWith(section.Findings[0], "Bias amplified");
        var women = section.Groups.Where(g => g is { Column: "sex", Group: "F" }).ToDictionary(g => g.TrainedOn);
        Assert.AreEqual(0.5, women["real"].Representation, 0.05);
        Assert.AreEqual(0.25, women["synthetic"].Representation, 0.05);
        Assert.AreEqual((women["real"].Representation + women["synthetic"].Representation) / 2, women["both"].Representation, 1e-9);
        Assert.IsLessThan(women["real"].PositiveRate, women["synthetic"].PositiveRate);
    }

    [TestMethod]
    [TestCategory("Slow")]
    public void Measure_MulticlassAndRegression_HavePositiveOutcomes()
    {
        var classes = Measure(Purchases.Make(300, 1, "size"), Purchases.Make(300, 2, "size"), Purchases.Make(300, 3, "size"), "size", "sex", "income");
        var numbers = Measure(Purchases.Make(300, 1, "spent"), Purchases.Make(300, 2, "spent"), Purchases.Make(300, 3, "spent"), "spent", "sex");

        Assert.IsTrue(classes.Findings.Any(f => f.Contains("the rarest class", StringComparison.Ordinal)));
        Assert.AreEqual(4 * 3, classes.Groups.Count(g => g.Column == "income"));
        Assert.IsTrue(numbers.Findings.Any(f => f.Contains("the median of the real training rows", StringComparison.Ordinal)));
        Assert.IsTrue(numbers.Groups.All(g => g.CalibrationError is null));
        Assert.AreEqual(0.5, numbers.Groups[0].PositiveRate, 0.12);
    }

    [TestMethod]
    public void Measure_NoProtectedColumnsOrNoLabel_SaysSo()
    {
        var table = Purchases.Make(60, 1);

        var none = FairnessEvaluation.Measure(new MLContext(1), EvaluationData.Of(table, table, table, "bought"), new RunContext(new Rng(1)));
        var unlabelled = FairnessEvaluation.Measure(new MLContext(1), EvaluationData.Of(table, table, table, protectedColumnNames: ["sex"]), new RunContext(new Rng(1)));

        StringAssert.Contains(none.Findings.Single(), "no protected columns");
        StringAssert.Contains(unlabelled.Findings.Single(), "no label");
        Assert.AreEqual("fairness.sex.representation", unlabelled.Scores.Single().Key);
    }

    private static FairnessSection Measure(Table train, Table synthetic, Table holdout, string label = "bought", params string[] columns) => FairnessEvaluation.Measure(
        new MLContext(1), EvaluationData.Of(train, synthetic, holdout, label, protectedColumnNames: columns.Length == 0 ? ["sex"] : columns), new RunContext(new Rng(1)));

    /// <summary>Purchases where men buy more by a bias, and one row in so many is a woman's.</summary>
    private static Table Biased(int rows, int seed, double bias, int women = 2)
    {
        var table = Purchases.Make(rows, seed, "spent");
        var random = new Rng(seed).Fork("sex");
        int[] sex = [.. Enumerable.Range(0, rows).Select(_ => random.Next(women) == 0 ? 0 : 1)];
        double[] spent = ((NumericColumn)table["spent"]).Values;
        return new(
            table["income"], table["distance"], table["shop"], new CategoryColumn("sex", sex, ["F", "M"]),
            new CategoryColumn("bought", [.. spent.Select((s, i) => s + (sex[i] == 1 ? bias : -bias) > 1 ? 1 : 0)], ["No", "Yes"]));
    }
}
