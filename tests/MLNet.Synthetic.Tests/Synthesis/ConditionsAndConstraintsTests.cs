// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.Synthetic.Tests;

/// <summary>Constraints, conditions, partial tables and imputation on the pipeline step.</summary>
[TestClass]
public sealed class ConditionsAndConstraintsTests
{
    private const string Label = nameof(Loan.Default);
    private readonly MLContext _ml = new(1);

    public static IEnumerable<object[]> Cases => SynthesisStepCase.Rows;

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Fit_Constraints_HoldInTheStepsRowsAndInSampledOnes(SynthesisStepCase c)
    {
        var step = Step(c, new() { Mode = SynthesisMode.Append(300) }, [
            TableConstraint.Ordered("Age", "Amount"), TableConstraint.FixedCombinations("Job", "Region"),
            TableConstraint.Custom("no young owners", ["Age", "Owner"], row => row.Level("Owner") == "False" || row.Number("Age") >= 25)]);
        var view = _ml.Data.LoadFromEnumerable(Obeying(400));
        var known = Rows(view).Select(l => (l.Job, l.Region)).ToHashSet();

        var fitted = step.Fit(view);
        Loan[] drawn = [.. Rows(fitted.Sample(2000)), .. Rows(fitted.Transform(view)).Skip(400)];

        Assert.HasCount(2300, drawn);
        foreach (var loan in drawn)
            Assert.IsTrue(loan.Age <= loan.Amount && known.Contains((loan.Job, loan.Region)) && (!loan.Owner || loan.Age >= 25), $"{loan.Age} {loan.Amount} {loan.Job} {loan.Region} {loan.Owner}");
        Assert.IsGreaterThan(2000, ((ConstrainedModel)fitted.Model).Counts.Rows);
    }

    [TestMethod]
    public void Fit_RowsBreakAConstraint_SaysBeforeTraining()
    {
        var step = Step(SynthesisStepCase.All[0], new(), [TableConstraint.Ordered("Amount", "Age")]);

        var error = Assert.ThrowsExactly<SyntheticDataException>(() => step.Fit(Loans.View(_ml)));

        Assert.Contains("'Amount <= Age' is broken by 600 of 600 training rows", error.Message);
    }

    [TestMethod]
    public void Constructor_ConstraintsContradict_SaysAtOnce()
    {
        var error = Assert.ThrowsExactly<ArgumentException>(
            () => Step(SynthesisStepCase.All[0], new(), [TableConstraint.Ordered("Age", "Amount"), TableConstraint.Ordered("Amount", "Age")]));

        Assert.Contains("circle", error.Message);
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Sample_Conditions_AreMetLazilyAndAlwaysByTheSameRows(SynthesisStepCase c)
    {
        var fitted = Step(c, new(), []).Fit(Loans.View(_ml));
        var options = new SampleOptions { Seed = 5, Conditions = SampleCondition.Parse("Age>50 and Job in nurse,pilot and Default=true") };

        var sample = fitted.Sample(1_000_000_000, options);
        Loan[] rows = Rows(_ml.Data.TakeRows(sample, 500));

        Assert.IsTrue(rows.All(l => l is { Age: > 50, Job: "nurse" or "pilot", Default: true }));
        CollectionAssert.AreEqual(_ml.Data.TakeRows(sample, 500).Dump(), fitted.Sample(500, options).Dump());
        CollectionAssert.AreNotEqual(fitted.Sample(500, options).Dump(), fitted.Sample(500, options with { Seed = 6 }).Dump());
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Sample_Shares_AreThoseAskedFor(SynthesisStepCase c)
    {
        var fitted = Step(c, new(), []).Fit(Loans.View(_ml));
        var options = new SampleOptions { Conditions = [SampleCondition.IsBetween("Age", 30, null)], Shares = SampleShares.Of("Job", new Dictionary<string, double> { ["smith"] = 3, ["clerk"] = 1 }) };

        Loan[] rows = Rows(fitted.Sample(400, options));

        Assert.AreEqual(300, rows.Count(l => l.Job == "smith"));
        Assert.AreEqual(100, rows.Count(l => l.Job == "clerk"));
        Assert.IsTrue(rows.All(l => l.Age >= 30));
    }

    [TestMethod]
    public void Sample_CountsOfOtherRows_Refuses()
    {
        var fitted = Step(SynthesisStepCase.All[0], new(), []).Fit(Loans.View(_ml));

        var error = Assert.ThrowsExactly<ArgumentException>(() => fitted.Sample(9, new SampleOptions { Shares = SampleShares.Counts("Job", new Dictionary<string, long> { ["smith"] = 10 }) }));

        Assert.Contains("add up to 10 rows, but 9", error.Message);
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void SampleGiven_PartialView_HasARowForEachOfItsRowsWithItsValues(SynthesisStepCase c)
    {
        var fitted = Step(c, new(), []).Fit(Loans.View(_ml));
        var given = _ml.Data.LoadFromEnumerable(new[] { new Part { Job = "nurse", Amount = 1234.5f }, new Part { Job = "smith", Amount = 800 }, new Part { Job = "", Amount = 900 } });

        var sample = fitted.SampleGiven(given, seed: 2);
        Loan[] rows = Rows(sample);

        Assert.AreEqual("nurse 1234.5, smith 800,  900", string.Join(", ", rows.Select(l => $"{l.Job} {l.Amount}")));
        Assert.IsTrue(rows.All(l => l.Age is >= 20 and <= 65 && l.Note == ""));
        CollectionAssert.AreEqual(Loans.View(_ml).Schema.Select(s => $"{s.Name} {s.Type}").ToList(), sample.Schema.Select(s => $"{s.Name} {s.Type}").ToList());
    }

    [TestMethod]
    public void SampleGiven_UnknownCategory_NamesIt()
    {
        var fitted = Step(SynthesisStepCase.All[0], new(), []).Fit(Loans.View(_ml));

        var error = Assert.ThrowsExactly<SyntheticDataException>(() => fitted.SampleGiven(_ml.Data.LoadFromEnumerable(new[] { new Part { Job = "juggler" } })));

        Assert.Contains("'Job' in 1 rows ('juggler' in row 0)", error.Message);
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Impute_MissingCells_AreFilledAndAllElseStays(SynthesisStepCase c)
    {
        var fitted = Step(c, new(), []).Fit(Loans.View(_ml));
        Loan[] real = Loans.Make(200, seed: 2), holed = Loans.Make(200, seed: 2);
        for (int i = 0; i < 200; i++)
        {
            holed[i].Amount = i % 3 == 0 ? float.NaN : holed[i].Amount;
            holed[i].Job = i % 4 == 0 ? "" : i % 4 == 1 ? "juggler" : holed[i].Job;
            holed[i].Region = i % 5 == 0 ? 0 : holed[i].Region;
        }

        Loan[] filled = Rows(fitted.Impute(_ml.Data.LoadFromEnumerable(holed)));

        for (int i = 0; i < 200; i++)
        {
            Assert.AreEqual(i % 3 == 0, filled[i].Amount != real[i].Amount);
            Assert.IsFalse(float.IsNaN(filled[i].Amount));
            Assert.IsTrue(i % 4 == 0 ? filled[i].Job is "clerk" or "nurse" or "pilot" or "smith" : filled[i].Job == holed[i].Job);
            Assert.IsTrue(real[i].Region == 0 || filled[i].Region != 0);
            Assert.AreEqual((real[i].Note, real[i].Age, real[i].Owner), (filled[i].Note, filled[i].Age, filled[i].Owner));
        }
    }

    [TestMethod]
    public void Impute_Vectors_SlotsAreFilled()
    {
        var random = new Rng(1);
        Point[] points = [.. Enumerable.Range(0, 300).Select(i =>
        {
            float x = (float)random.NextGaussian();
            return new Point { Features = [x, 2 * x, i % 7 == 0 ? float.NaN : -x] };
        })];
        var view = _ml.Data.LoadFromEnumerable(points);

        var filled = _ml.Data.CreateEnumerable<Point>(_ml.Synthetic.GaussianCopula(null, new() { Seed = 1 }).Fit(view).Impute(view), reuseRowObject: false).ToArray();

        for (int i = 0; i < 300; i++)
        {
            Assert.AreEqual(points[i].Features[0], filled[i].Features[0]);
            Assert.IsFalse(float.IsNaN(filled[i].Features[2]));
        }
    }

    private TabularSynthesizer Step(SynthesisStepCase c, SynthesisSettings settings, TableConstraint[] constraints)
        => c.Create(_ml, Label, settings with { Constraints = constraints });

    private Loan[] Rows(IDataView view) => [.. _ml.Data.CreateEnumerable<Loan>(view, reuseRowObject: false)];

    private static Loan[] Obeying(int rows) => [.. Loans.Make(2 * rows).Where(l => l.Age <= l.Amount && (!l.Owner || l.Age >= 25)).Take(rows)];

    private sealed class Part
    {
        public string Job { get; set; } = "";

        public float Amount { get; set; }
    }

    private sealed class Point
    {
        [VectorType(3)]
        public float[] Features { get; set; } = [];
    }
}
