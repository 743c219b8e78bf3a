// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using MLNet.Synthetic.Testing;

namespace MLNet.Synthetic.Tests;

[TestClass]
public sealed class StrengthSearchTests
{
    private const double Target = 0.56;
    private static readonly Table s_table = MadeTable.Of(2000);
    private static readonly Lazy<ITableModel> s_fitted = new(() => Fit(s_table, new() { TargetDcrShare = Target }));

    [TestMethod]
    public void Fit_ShareWithinReach_FindsAStrengthThatHasIt()
    {
        var search = PrivacySearch.Of(s_fitted.Value)!;

        Assert.IsTrue(search.IsReached);
        Assert.AreEqual(Target, search.Found.DcrShare, 0.02);         // two standard errors of 2,000 rows
        Assert.AreEqual(2000, search.HeldOutRows);                    // four parts, each once
        Assert.AreEqual(4, search.Tries[0].StopStrength);             // the default is where it begins
        Assert.IsLessThanOrEqualTo(12, search.Tries.Count);
        Assert.IsTrue(search.Tries.All(t => t.Interval.Low <= t.DcrShare && t.DcrShare <= t.Interval.High));
    }

    [TestMethod]
    public void Fit_FoundStrength_IsThatOfTheModel()
    {
        double strength = PrivacySearch.Of(s_fitted.Value)!.StopStrength;

        var expected = new SequentialTrees(new() { StopStrength = strength }).Fit(s_table, MadeTable.SchemaOf(s_table), Run());

        TreeTables.AssertSame(expected.Sample(500, null, Run(2)), s_fitted.Value.Sample(500, null, Run(2)));
    }

    [TestMethod]
    public void Fit_HigherShare_TakesAWeakerStopRule()
    {
        double near = PrivacySearch.Of(s_fitted.Value)!.StopStrength, far = PrivacySearch.Of(Fit(s_table, new() { TargetDcrShare = 0.51 }))!.StopStrength;

        Assert.IsLessThan(far, near);
    }

    [TestMethod]
    public void Fit_AnyNumberOfThreads_SameSearch()
    {
        var table = MadeTable.Of(400);

        string[] searches = [.. new[] { 1, 2, 8 }.Select(threads => Describe(PrivacySearch.Of(Fit(table, new() { TargetDcrShare = 0.55 }, threads: threads))!))];

        Assert.HasCount(1, searches.Distinct().ToArray());

        static string Describe(PrivacySearch search) => $"{string.Join(", ", search.Tries)} {search.Cost}";
    }

    [TestMethod]
    public void Cost_ClassLabel_ComparesRealRowsAndBothStrengths()
    {
        var cost = PrivacySearch.Of(s_fitted.Value)!.Cost!;

        Assert.AreEqual("AUC", cost.Metric);
        Assert.IsGreaterThan(0.9, cost.Real);                         // the label is a threshold of what two columns show
        Assert.IsTrue(cost.Before is > 0.8 and <= 1 && cost.After is > 0.8 and <= 1);
        Assert.IsTrue(cost.Loss.Low <= cost.Before - cost.After && cost.Before - cost.After <= cost.Loss.High);
    }

    [TestMethod]
    public void Cost_VeryStrongStopRule_IsFelt()
    {
        var cost = PrivacySearch.Of(Fit(s_table, new() { TargetDcrShare = 0.5 }))!.Cost!;

        Assert.IsGreaterThan(cost.After, cost.Real);
    }

    [TestMethod]
    public void Cost_Quantity_IsExplainedVariance()
    {
        var table = MadeTable.Of(600);
        var schema = TableSchema.Infer(table, "amount");

        var search = PrivacySearch.Of(new TabularOptions { TargetDcrShare = 0.55 }.CreateSynthesizer().Fit(table, schema, Run()))!;

        Assert.AreEqual("R²", search.Cost!.Metric);
        Assert.IsTrue(search.Cost.Real is > 0.3 and < 1);
    }

    [TestMethod]
    public void Cost_NoLabel_SaysWhyThereIsNone()
    {
        var table = MadeTable.Of(300);

        var search = PrivacySearch.Of(new TabularOptions { TargetDcrShare = 0.55 }.CreateSynthesizer().Fit(table, TableSchema.Infer(table), Run()))!;

        Assert.IsNull(search.Cost);
        StringAssert.Contains(search.NoCost, "no label");
        StringAssert.Contains(search.ToString(), "no label");
    }

    [TestMethod]
    public void Fit_ShareBeyondReach_TakesTheClosestAndWarns()
    {
        var warnings = new List<string>();

        var search = PrivacySearch.Of(Fit(s_table, new() { TargetDcrShare = 0.95 }, warnings: warnings))!;

        Assert.IsFalse(search.IsReached);
        Assert.AreEqual(search.Tries.Max(t => t.DcrShare), search.Found.DcrShare);
        Assert.IsTrue(warnings.Any(w => w.Contains("0.95 cannot be had", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void Fit_FewRows_WarnsThatTheShareIsRough()
    {
        var warnings = new List<string>();

        Fit(MadeTable.Of(150), new() { TargetDcrShare = 0.51 }, warnings: warnings);

        Assert.IsTrue(warnings.Any(w => w.Contains("150 rows", StringComparison.Ordinal) || w.Contains("148 rows", StringComparison.Ordinal) || w.Contains("cannot be had", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void Fit_TooFewRows_SaysHowManyAreNeeded()
        => StringAssert.Contains(Assert.ThrowsExactly<SyntheticDataException>(() => Fit(MadeTable.Of(99), new() { TargetDcrShare = 0.52 })).Message, "at least 100");

    [TestMethod]
    [DataRow(0.0)]
    [DataRow(0.49)]
    [DataRow(1.0)]
    [DataRow(-0.5)]
    [DataRow(double.NaN)]
    [DataRow(double.PositiveInfinity)]
    public void Create_ShareThatCannotBe_NamesTheOption(double share)
    {
        var error = Assert.Throws<ArgumentException>(() => new TabularOptions { TargetDcrShare = share }.CreateSynthesizer());

        StringAssert.Contains(error.Message, "0.52");
        Assert.AreEqual(nameof(TabularOptions.TargetDcrShare), error.ParamName);
    }

    [TestMethod]
    public void Fit_NoShare_IsSequentialTrees()
    {
        var model = Fit(MadeTable.Of(200), new() { Trees = new() { StopStrength = 7 } });

        Assert.IsNull(PrivacySearch.Of(model));
        TreeTables.AssertSame(new SequentialTrees(new() { StopStrength = 7 }).Fit(MadeTable.Of(200), MadeTable.SchemaOf(s_table), Run()).Sample(50, null, Run()), model.Sample(50, null, Run()));
    }

    [TestMethod]
    public void Fit_Cancelled_Stops()
    {
        using var source = new CancellationTokenSource();
        var progress = new Stopping(source);

        Assert.Throws<OperationCanceledException>(() => new TabularOptions { TargetDcrShare = 0.55 }.CreateSynthesizer()
            .Fit(s_table, MadeTable.SchemaOf(s_table), new(new Rng(1), progress, source.Token)));
        Assert.AreEqual(1, progress.Calls);
    }

    [TestMethod]
    public void Save_SearchedModel_KeepsTheSearch()
    {
        var search = PrivacySearch.Of(s_fitted.Value)!;

        var read = SavedCases.Read(SavedCases.Saved(s_fitted.Value, new() { RowCount = 2000, Options = new TabularOptions { TargetDcrShare = Target } }));

        Assert.AreEqual(search.ToString(), PrivacySearch.Of(read.Model)!.ToString());
        CollectionAssert.AreEqual(search.Tries.ToArray(), read.Manifest.PrivacySearch!.Tries.ToArray());
        Assert.AreEqual(Target, read.Manifest.Options!.Value.GetProperty("targetDcrShare").GetDouble());
    }

    private static ITableModel Fit(Table table, TabularOptions options, int? threads = null, List<string>? warnings = null)
        => options.CreateSynthesizer().Fit(table, MadeTable.SchemaOf(table), new(new Rng(1), warning: w => warnings?.Add(w), maxDegreeOfParallelism: threads));

    private static RunContext Run(long seed = 1) => new(new Rng(seed));

    /// <summary>Asks to stop at the first report.</summary>
    private sealed class Stopping(CancellationTokenSource source) : IProgress<RunProgress>
    {
        public int Calls { get; private set; }

        public void Report(RunProgress value)
        {
            Calls++;
            source.Cancel();
        }
    }
}
