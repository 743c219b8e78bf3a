// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.Synthetic.Tests;

/// <summary>What every synthesis step promises in a pipeline, whatever its algorithm.</summary>
[TestClass]
public sealed class SynthesisStepContractTests
{
    private const string Label = nameof(Loan.Default);

    public static IEnumerable<object[]> CasesAndModes =>
        from c in SynthesisStepCase.All
        from m in new (SynthesisMode Mode, long Rows, int? Bad)[]
        {
            (SynthesisMode.Replace(), 600, null),
            (SynthesisMode.Replace(1000), 1000, null),
            (SynthesisMode.Append(), 1200, null),
            (SynthesisMode.Append(50), 650, null),
            (SynthesisMode.Append(0), 600, 60),
            (SynthesisMode.Balance(), 1080, 540),
            (SynthesisMode.Balance(SamplingStrategy.Ratio(0.5)), 810, 270),
            (SynthesisMode.Balance(SamplingStrategy.Counts(new Dictionary<string, int> { ["True"] = 61, ["False"] = 700 })), 761, 61),
        }
        select new object[] { c, m.Mode, m.Rows, m.Bad! };

    [TestMethod]
    public void Catalog_EverySynthesizer_HasACase()
    {
        var methods = typeof(SyntheticCatalog).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(m => m.ReturnType == typeof(TabularSynthesizer))
            .Select(m => m.Name).Distinct();

        Assert.IsEmpty(methods.Except(SynthesisStepCase.All.Select(c => c.Method)));
    }

    [TestMethod]
    [DynamicData(nameof(CasesAndModes))]
    public void FitTransform_Mode_IsMet(SynthesisStepCase c, SynthesisMode mode, long rows, int? bad)
    {
        var ml = new MLContext(1);
        var view = Loans.View(ml);

        var model = c.Create(ml, Label, new() { Mode = mode });
        var fitted = model.Fit(view);
        var changed = fitted.Transform(view);

        Assert.AreEqual(rows, changed.Count());
        Assert.AreEqual(rows, changed.GetRowCount());
        Assert.AreEqual(rows, fitted.Summary.RowsAfter);
        Assert.AreEqual(rows - (mode.KeepsRealRows ? 600 : 0), fitted.Summary.Synthetic);
        if (bad is int count)
            Assert.AreEqual(count, changed.GetColumn<bool>(Label).Count(d => d));
        if (mode.KeepsRealRows)
            CollectionAssert.AreEqual(view.Dump(), changed.Dump().Take(600).ToArray());
        else
            Assert.IsEmpty(changed.Dump().Intersect(view.Dump()), "no row is a real one: the notes are gone");
    }

    [TestMethod]
    [DynamicData(nameof(SynthesisStepCase.Rows), typeof(SynthesisStepCase))]
    public void Transform_AnyOtherView_IsTheSameObject(SynthesisStepCase c)
    {
        var ml = new MLContext(1);
        var test = Loans.View(ml, rows: 50, seed: 2);

        Assert.AreSame(test, c.Create(ml, Label, new()).Fit(Loans.View(ml)).Transform(test));
    }

    [TestMethod]
    [DynamicData(nameof(SynthesisStepCase.Rows), typeof(SynthesisStepCase))]
    public void Transform_TrainingView_HasTheInputSchema(SynthesisStepCase c)
    {
        var ml = new MLContext(1);
        var view = Loans.View(ml);
        view = ml.Transforms.CopyColumns("Job", "Job").Append(ml.Transforms.Conversion.MapValueToKey("JobKey", "Job")).Fit(view).Transform(view);   // hides a column

        foreach (var mode in new[] { SynthesisMode.Replace(), SynthesisMode.Append() })
        {
            var fitted = c.Create(ml, Label, new() { Mode = mode }).Fit(view);

            CollectionAssert.AreEqual(Describe(view.Schema), Describe(fitted.Transform(view).Schema));
            CollectionAssert.AreEqual(Describe(view.Schema), Describe(fitted.Sample(10).Schema));
            VBuffer<ReadOnlyMemory<char>> names = default;
            fitted.Sample(10).Schema["JobKey"].GetKeyValues(ref names);
            Assert.AreEqual(4, names.Length);
        }
    }

    [TestMethod]
    [DynamicData(nameof(SynthesisStepCase.Rows), typeof(SynthesisStepCase))]
    public void GetOutputSchema_Promised_EqualsDelivered(SynthesisStepCase c)
    {
        var ml = new MLContext(1);
        var view = Loans.View(ml);
        var step = c.Create(ml, Label, new() { Flag = "IsSynthetic" });

        string[] names = [.. step.GetOutputSchema(view.Schema.ToShape()).Select(p => p.Name)];
        var model = step.Fit(view);

        CollectionAssert.AreEqual(names, model.Transform(view).Schema.Select(p => p.Name).ToArray());
        CollectionAssert.AreEqual(names, model.GetOutputSchema(view.Schema).Select(p => p.Name).ToArray());
        CollectionAssert.AreEqual(names, model.Transform(Loans.View(ml, 20)).Schema.Select(p => p.Name).ToArray());
    }

    [TestMethod]
    [DynamicData(nameof(SynthesisStepCase.Rows), typeof(SynthesisStepCase))]
    public void FlagColumn_IsTrueForSyntheticRowsAndFalseElsewhere(SynthesisStepCase c)
    {
        var ml = new MLContext(1);
        var view = Loans.View(ml);
        var replaced = c.Create(ml, Label, new() { Flag = "IsSynthetic" }).Fit(view);
        var appended = c.Create(ml, Label, new() { Flag = "IsSynthetic", Mode = SynthesisMode.Append(40) }).Fit(view);

        Assert.IsTrue(replaced.Transform(view).GetColumn<bool>("IsSynthetic").All(f => f));
        CollectionAssert.AreEqual(Enumerable.Range(0, 640).Select(i => i >= 600).ToArray(), appended.Transform(view).GetColumn<bool>("IsSynthetic").ToArray());
        Assert.IsTrue(replaced.Transform(Loans.View(ml, 40)).GetColumn<bool>("IsSynthetic").All(f => !f));
    }

    [TestMethod]
    [DynamicData(nameof(SynthesisStepCase.Rows), typeof(SynthesisStepCase))]
    public void CrossValidate_Folds_KeepTheirSizeAndTrainersSeeSyntheticRows(SynthesisStepCase c)
    {
        var ml = new MLContext(1);
        var view = Loans.View(ml);
        var witness = new Witness();
        var pipeline = c.Create(ml, Label, new() { Mode = SynthesisMode.Replace(777) }).Append(witness).Append(Loans.Featurize(ml)).Append(ml.BinaryClassification.Trainers.LbfgsLogisticRegression(Label));

        var folds = ml.BinaryClassification.CrossValidate(view, pipeline, numberOfFolds: 3, labelColumnName: Label);
        long seenByTheirs = witness.Rows;
        var ours = ml.Synthetic.CrossValidate(view, pipeline, Label, new() { NumberOfFolds = 3 });

        Assert.AreEqual(600L, folds.Sum(f => f.ScoredHoldOutSet.Count()));
        Assert.AreEqual(777L, seenByTheirs);
        Assert.AreEqual(777L, witness.Rows);
        Assert.IsNotNull(ours["AreaUnderRocCurve"]);
    }

    [TestMethod]
    public void CrossValidate_TheColumnThatDealsFolds_IsNeitherLearnedNorNamed()
    {
        var ml = new MLContext(1);
        var log = new LogWatch(ml);
        var witness = new Witness();

        ml.BinaryClassification.CrossValidate(
            Loans.View(ml), ml.Synthetic.IndependentColumns(Label, new() { Seed = 1 }).Append(witness).Append(Loans.Featurize(ml)).Append(ml.BinaryClassification.Trainers.LbfgsLogisticRegression(Label)),
            numberOfFolds: 2, labelColumnName: Label);

        Assert.IsFalse(log.Warnings.Any(w => w.Contains("SamplingKey", StringComparison.Ordinal)));
        foreach (var column in witness.Seen!.Schema.Where(x => x.Name.Contains("SamplingKey", StringComparison.Ordinal)))
            Assert.IsTrue(witness.Seen.GetColumn<float>(column).All(float.IsNaN));
    }

    [TestMethod]
    [DynamicData(nameof(SynthesisStepCase.Rows), typeof(SynthesisStepCase))]
    public void PredictionEngine_SavedAndLoaded_PredictsTheSame(SynthesisStepCase c)
    {
        var ml = new MLContext(1);
        var view = Loans.View(ml);
        var model = c.Create(ml, Label, new() { Flag = "IsSynthetic" }).Append(Loans.Featurize(ml)).Append(ml.BinaryClassification.Trainers.LbfgsLogisticRegression(Label)).Fit(view);
        using var file = new MemoryStream();
        ml.Model.Save(model, view.Schema, file);

        file.Position = 0;
        var loaded = new MLContext(2).Model.Load(file, out _);
        using var engine = ml.Model.CreatePredictionEngine<Loan, Prediction>(model);
        using var loadedEngine = ml.Model.CreatePredictionEngine<Loan, Prediction>(loaded);

        foreach (var loan in Loans.Make(20, seed: 9))
        {
            var (a, b) = (engine.Predict(loan), loadedEngine.Predict(loan));
            Assert.AreEqual(a.Score, b.Score);
            Assert.IsFalse(a.IsSynthetic || b.IsSynthetic);
        }
    }

    [TestMethod]
    [Timeout(120_000)]
    public void SavedModel_LoadsAndScoresInAProcessWithoutThisLibrary()
    {
        var ml = new MLContext(1);
        var view = Loans.View(ml);
        var pipeline = ml.Synthetic.GaussianCopula(Label, new() { Seed = 1, Mode = SynthesisMode.Balance(), SyntheticFlagColumnName = "IsSynthetic" })
            .Append(Loans.Featurize(ml))
            .Append(ml.BinaryClassification.Trainers.FastTree(Label, numberOfTrees: 10))
            .Append(ml.Synthetic.CorrectPrior(Label));

        PlainHost.AssertScoresAlike(ml, pipeline.Fit(view), view.Schema, Loans.View(ml, rows: 50, seed: 5));
    }

    [TestMethod]
    [DynamicData(nameof(SynthesisStepCase.Rows), typeof(SynthesisStepCase))]
    public void CorrectPrior_BehindABalancedStep_BringsTheMeanProbabilityBack(SynthesisStepCase c)
    {
        var ml = new MLContext(1);
        var view = Loans.View(ml, 2000);
        var train = c.Create(ml, Label, new() { Mode = SynthesisMode.Balance() }).Append(Loans.Featurize(ml)).Append(ml.BinaryClassification.Trainers.LbfgsLogisticRegression(Label));
        var test = Loans.View(ml, 2000, seed: 3);

        double plain = train.Fit(view).Transform(test).GetColumn<float>("Probability").Average();
        double corrected = train.Append(ml.Synthetic.CorrectPrior(Label)).Fit(view).Transform(test).GetColumn<float>("Probability").Average();

        Assert.IsGreaterThan(0.3, plain);
        Assert.AreEqual(0.1, corrected, 0.04);
    }

    [TestMethod]
    public void TwoSteps_PriorsOfTheFirstStay()
    {
        var ml = new MLContext(1);
        var witness = new Witness();

        ml.Synthetic.GaussianCopula(Label, new() { Seed = 1 }).Append(ml.Synthetic.RandomOversample(Label, new() { Seed = 1 })).Append(witness).Fit(Loans.View(ml));

        var priors = ClassPriors.From(witness.Seen!.Schema[Label])!;
        Assert.AreEqual(0.1f, priors.Real[Array.IndexOf(priors.Classes, "True")], 1e-6f);
        Assert.AreEqual(0.5f, priors.Resampled[0]);
    }

    [TestMethod]
    [DynamicData(nameof(SynthesisStepCase.Rows), typeof(SynthesisStepCase))]
    public void Fit_OneTwoAndEightThreads_GiveTheSameRows(SynthesisStepCase c)
    {
        var ml = new MLContext(1);
        var view = Loans.View(ml, rows: 2000);

        string[][] runs = [.. new[] { 1, 2, 8 }.Select(threads => c.Create(ml, Label, new() { Threads = threads }).Fit(view).Transform(view).Dump())];

        CollectionAssert.AreEqual(runs[0], runs[1]);
        CollectionAssert.AreEqual(runs[0], runs[2]);
    }

    [TestMethod]
    [DynamicData(nameof(SynthesisStepCase.Rows), typeof(SynthesisStepCase))]
    public void Fit_SeedOfTheContext_DecidesWhereTheOptionsHaveNone(SynthesisStepCase c)
    {
        string[] Run(int seed)
        {
            var ml = new MLContext(seed);
            var view = Loans.View(ml);
            return c.Create(ml, Label, new() { Seed = null }).Fit(view).Transform(view).Dump();
        }

        string[] first = Run(5);

        CollectionAssert.AreEqual(first, Run(5));
        CollectionAssert.AreNotEqual(first, Run(6));
    }

    [TestMethod]
    [DynamicData(nameof(SynthesisStepCase.Rows), typeof(SynthesisStepCase))]
    public void Fit_Cancelled_Throws(SynthesisStepCase c)
    {
        var ml = new MLContext(1);
        using var source = new CancellationTokenSource();
        source.Cancel();

        Assert.Throws<OperationCanceledException>(() => c.Create(ml, Label, new() { Cancellation = source.Token }).Fit(Loans.View(ml)));
    }

    [TestMethod]
    [DynamicData(nameof(SynthesisStepCase.Rows), typeof(SynthesisStepCase))]
    public void Fit_EmptyView_IsAClearError(SynthesisStepCase c)
    {
        var ml = new MLContext(1);

        StringAssert.Contains(Assert.Throws<SyntheticDataException>(() => c.Create(ml, Label, new()).Fit(Loans.View(ml, rows: 0))).Message, "no rows");
    }

    [TestMethod]
    [DynamicData(nameof(SynthesisStepCase.Rows), typeof(SynthesisStepCase))]
    public void Fit_UnknownLabel_NamesTheColumns(SynthesisStepCase c)
    {
        var ml = new MLContext(1);
        var step = c.Create(ml, "Fraud", new());

        foreach (var error in new[] { Assert.Throws<ArgumentException>(() => step.Fit(Loans.View(ml))), Assert.Throws<ArgumentException>(() => step.GetOutputSchema(Loans.View(ml).Schema.ToShape())) })
        {
            StringAssert.Contains(error.Message, "'Fraud'");
            StringAssert.Contains(error.Message, "'Default'");
        }
    }

    private static string[] Describe(DataViewSchema schema) => [.. schema.Select(column =>
        $"{column.Name}:{column.Type}:{column.IsHidden}:{string.Join(",", column.Annotations.Schema.Where(a => !a.Name.StartsWith("SyntheticPrior", StringComparison.Ordinal)).Select(a => a.Name))}")];

    private sealed class Prediction
    {
        public float Score { get; set; }

        public bool IsSynthetic { get; set; }
    }
}
