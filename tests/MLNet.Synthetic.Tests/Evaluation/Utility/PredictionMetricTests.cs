// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic.Tests;

[TestClass]
public sealed class PredictionMetricTests
{
    [TestMethod]
    public void AreaUnderRocCurve_FourRowsWithATie_CountsPairs()
    {
        var auc = PredictionMetric.AreaUnderRocCurve([0.1, 0.4, 0.4, 0.8], [false, true, false, true]);

        Assert.AreEqual(3.5 / 4, auc.Value([1, 1, 1, 1]), 1e-12);     // of four pairs three are in order and one is tied
        Assert.AreEqual((3 + 0.5 + 2) / 6, auc.Value([2, 1, 1, 1]), 1e-12);
        Assert.IsTrue(double.IsNaN(auc.Value([1, 0, 1, 0])));
    }

    [TestMethod]
    public void MacroAccuracy_UnevenClasses_WeighsClassesAlike()
    {
        var accuracy = PredictionMetric.MacroAccuracy(predicted: [0, 0, 0, 1, 0], actual: [0, 0, 0, 0, 1], classes: 3);

        Assert.AreEqual((0.75 + 0) / 2, accuracy.Value([1, 1, 1, 1, 1]), 1e-12);
        Assert.AreEqual(0.75, accuracy.Value([1, 1, 1, 1, 0]), 1e-12);
        Assert.IsTrue(double.IsNaN(accuracy.Value([0, 0, 0, 0, 0])));
    }

    [TestMethod]
    public void RSquared_HandMadeRows_EqualsItsDefinition()
    {
        var r2 = PredictionMetric.RSquared(predicted: [1, 2, 4], actual: [1, 3, 5]);

        Assert.AreEqual(1 - 2.0 / 8, r2.Value([1, 1, 1]), 1e-12);
        Assert.AreEqual(1 - 1.0 / 8, r2.Value([1, 0, 1]), 1e-12);
        Assert.IsTrue(double.IsNaN(r2.Value([1, 0, 0])));
    }

    [TestMethod]
    public void Spearman_KnownRanks_EqualsTextbook()
    {
        Assert.AreEqual(1, ImportanceAgreement.Spearman([1, 2, 9], [0, 5, 6]), 1e-12);
        Assert.AreEqual(-1, ImportanceAgreement.Spearman([1, 2, 9], [6, 5, 0]), 1e-12);
        Assert.AreEqual(1 - 6 * 4 / (5.0 * 24), ImportanceAgreement.Spearman([1, 2, 3, 4, 5], [2, 1, 3, 5, 4]), 1e-12);
        Assert.IsTrue(double.IsNaN(ImportanceAgreement.Spearman([1, 1, 1], [1, 2, 3])));
    }

    [TestMethod]
    [DataRow(12.7062, 1, 0.05), DataRow(2.7764, 4, 0.05), DataRow(4.6041, 4, 0.01), DataRow(2.0, 9, 0.076553), DataRow(0, 4, 1), DataRow(-2.2622, 9, 0.05), DataRow(4.3027, 2, 0.05), DataRow(3.1824, 3, 0.05)]
    public void TwoSidedP_StudentT_EqualsTables(double t, int degrees, double expected) => Assert.AreEqual(expected, StudentT.TwoSidedP(t, degrees), 2e-5);

    [TestMethod]
    [DataRow(0.0, 0.5), DataRow(1.959964, 0.975), DataRow(-1.644854, 0.05), DataRow(-4.0, 3.167e-5)]
    public void Below_Normal_EqualsTables(double z, double expected) => Assert.AreEqual(expected, Normal.Below(z), 2e-7);

    [TestMethod]
    public void Holm_FourTests_StopsAtTheFirstThatFails()
    {
        CollectionAssert.AreEqual(new[] { true, false, true, false }, Normal.Holm([0.01, 0.04, 0.005, 0.03], 0.05));   // 0.005 ≤ 0.05/4, 0.01 ≤ 0.05/3, 0.03 > 0.05/2: the rest fails with it
        CollectionAssert.AreEqual(new[] { false, false }, Normal.Holm([0.03, 0.04], 0.05));
        Assert.IsEmpty(Normal.Holm([], 0.05));
    }

    [TestMethod]
    public void Measure_Resamples_SpreadAsTheBinomial()
    {
        bool[] right = [.. Enumerable.Range(0, 400).Select(i => i % 4 != 0)];
        var resamples = new Resamples(400, 1, 2000, new Rng(3));

        var figure = resamples.Measure([new PredictionMetric(w => w.Select((x, i) => right[i] ? x : 0).Sum() / 400.0)]);

        Assert.AreEqual(0.75, figure.Value, 1e-12);
        Assert.AreEqual(Math.Sqrt(0.75 * 0.25 / 400), figure.StandardError, 0.0015);
        Assert.AreEqual(0, (figure - figure).StandardError, 1e-12);
    }

    [TestMethod]
    public void Measure_Repeats_SpreadAsNadeauAndBengio()
    {
        var resamples = new Resamples(10, 5, 4000, new Rng(3));

        var figure = resamples.Measure([.. new[] { 1.0, 2, 3, 4, 5 }.Select(v => (Func<int[], double>)(_ => v))]);

        Assert.AreEqual(3, figure.Value, 1e-12);
        Assert.AreEqual(Math.Sqrt((0.2 + 0.582) * 2.5), figure.StandardError, 0.05);   // 2.5: the unbiased variance of 1 ... 5
    }

    [TestMethod]
    public void Encode_UnknownAndMissingCells_AreFinite()
    {
        var schema = TableSchema.Infer(Rows([1, 2, double.NaN, 5], [0, 1, -1, 0]));
        var features = TableFeatures.Of(Rows([1, 2, double.NaN, 5], [0, 1, -1, 0]), schema);

        var x = features.Encode(Rows([double.NaN, 5], [2, -1]));

        Assert.AreEqual(2 + 3, features.Width);                       // a number and its indicator; missing and two levels
        CollectionAssert.AreEqual(new[] { 0.0, 1, 0, 0, 0 }, x[0].ToArray());
        Assert.AreEqual((5 - 8 / 3.0) / Math.Sqrt(26 / 9.0), x[1, 0], 1e-12);
        CollectionAssert.AreEqual(new[] { 0.0, 1, 0, 0 }, x[1].ToArray()[1..]);

        static Table Rows(double[] numbers, int[] codes) => new(new NumericColumn("n", numbers), new CategoryColumn("c", codes, ["a", "b", "z"]));
    }

    [TestMethod]
    public void Slices_NumberAndCategory_AreBandsAndLevels()
    {
        double[] numbers = [.. Enumerable.Range(0, 100).Select(i => (double)i), double.NaN];

        Slice[] bands = [.. Slice.Of(new NumericColumn("age", numbers), new NumericColumn("age", [-5, 25, 80, double.NaN]))];
        Slice[] levels = [.. Slice.Of(new CategoryColumn("sex", [0, 1], ["F", "M"]), new CategoryColumn("sex", [1, 1], ["F", "M"]))];

        CollectionAssert.AreEqual(new[] { "age missing", "age < 25", "age 25 to 50", "age ≥ 75" }, bands.Select(b => b.Name).ToArray());
        CollectionAssert.AreEqual(new[] { "sex = M" }, levels.Select(b => b.Name).ToArray());
        Assert.AreEqual("M", levels[0].Level);
    }
}
