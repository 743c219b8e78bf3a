// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.Synthetic.Tests;

[TestClass]
public sealed class EvaluateUtilityTests
{
    private const string Label = nameof(Loan.Default);
    private static readonly UtilityOptions Quick = new() { Repeats = 2, Bootstraps = 10, Seed = 1 };
    private readonly MLContext _ml = new(1);

    private IEstimator<ITransformer> Logistic => Loans.Featurize(_ml).Append(_ml.BinaryClassification.Trainers.LbfgsLogisticRegression(Label));

    [TestMethod]
    public void Suspend_Step_PassesRowsThroughUnchanged()
    {
        var view = Loans.View(_ml);
        var step = _ml.Synthetic.SmoteNc(Label, new() { Seed = 1, FeatureColumnNames = ["Amount", "Job"], SyntheticFlagColumnName = "IsNew" });

        IDataView suspended;
        using (SynthesisScope.Suspend())
            suspended = step.FitResample(view);

        CollectionAssert.AreEqual(view.Dump(), suspended.Dump([.. view.Schema.Select(c => c.Name)]));
        Assert.IsTrue(suspended.GetColumn<bool>("IsNew").All(isNew => !isNew));
        Assert.AreEqual(1080L, step.FitResample(view).Count());
    }

    [TestMethod]
    public void Suspend_Synthesizer_PassesRowsThroughUnchanged()
    {
        var view = Loans.View(_ml);
        var step = _ml.Synthetic.GaussianCopula(Label, new() { Seed = 1, Mode = SynthesisMode.Replace(50) });

        using (SynthesisScope.Suspend())
            CollectionAssert.AreEqual(view.Dump(), step.Fit(view).Transform(view).Dump());
        Assert.AreEqual(50L, step.Fit(view).Transform(view).Count());
    }

    [TestMethod]
    public void Suspend_OtherFlowsOfWork_AreNotSuspended()
    {
        var view = Loans.View(_ml);
        var step = _ml.Synthetic.RandomOversample(Label, new() { Seed = 1 });
        using var opened = new ManualResetEventSlim();
        using var done = new ManualResetEventSlim();
        long elsewhere = 0;
        var other = new Thread(() =>
        {
            opened.Wait();
            elsewhere = step.FitResample(view).Count();
            done.Set();
        });
        other.Start();

        using (SynthesisScope.Suspend())
        {
            opened.Set();
            done.Wait();
        }

        Assert.AreEqual(1080L, elsewhere);
    }

    [TestMethod]
    public void Suspend_Exception_EndsIt()
    {
        Assert.Throws<InvalidOperationException>(void () =>
        {
            using var scope = SynthesisScope.Suspend();
            throw new InvalidOperationException();
        });

        Assert.IsTrue(SynthesisScope.EnterStep());
    }

    [TestMethod]
    public void Watch_InsideSuspended_StaysSuspendedAndBothCount()
    {
        using var outer = SynthesisScope.Suspend();
        using var inner = SynthesisScope.Watch(repeat: 3);

        bool runs = SynthesisScope.EnterStep();

        Assert.IsFalse(runs);
        Assert.AreEqual((1, 1), (outer.Steps, inner.Steps));
    }

    [TestMethod]
    public void Watch_Repeats_GiveOtherRowsAndTheFirstTheStepsOwn()
    {
        var view = Loans.View(_ml);
        var step = _ml.Synthetic.Smote(Label, new() { Seed = 1, FeatureColumnNames = ["Amount", "Age"] });
        string[] Rows(int repeat)
        {
            using var scope = SynthesisScope.Watch(repeat);
            return step.FitResample(view).Dump();
        }

        CollectionAssert.AreEqual(step.FitResample(view).Dump(), Rows(0));
        CollectionAssert.AreEqual(Rows(1), Rows(1));
        CollectionAssert.AreNotEqual(Rows(0), Rows(1));
        CollectionAssert.AreNotEqual(Rows(1), Rows(2));
    }

    [TestMethod]
    [DataRow("front"), DataRow("prior"), DataRow("nested"), DataRow("threshold"), DataRow("synthesizer")]
    public void EvaluateUtility_StepAnywhere_ComparesWithThePipelineWithoutIt(string where)
    {
        var smote = _ml.Synthetic.Smote(Label, new() { Seed = 1, FeatureColumnNames = ["Amount"] });
        IEstimator<ITransformer> pipeline = where switch
        {
            "front" => smote.Append(Logistic),
            "prior" => smote.Append(Logistic).Append(_ml.Synthetic.CorrectPrior(Label)),
            "nested" => Loans.Featurize(_ml).Append(_ml.Synthetic.Smote(Label, new() { Seed = 1 }).Append(_ml.BinaryClassification.Trainers.LbfgsLogisticRegression(Label))),
            "threshold" => _ml.Synthetic.TuneThreshold(smote.Append(Logistic), Label, new() { Seed = 1, NumberOfFolds = 2 }),
            _ => _ml.Synthetic.GaussianCopula(Label, new() { Seed = 1, Mode = SynthesisMode.Replace() }).Append(Logistic),
        };
        var plain = where == "threshold" ? _ml.Synthetic.TuneThreshold(Logistic, Label, new() { Seed = 1, NumberOfFolds = 2 }) : Logistic;
        var (train, test) = (Loans.View(_ml), Loans.View(_ml, 400, seed: 2));

        var report = _ml.Synthetic.EvaluateUtility(pipeline, train, test, Label, Quick);

        var expected = _ml.BinaryClassification.Evaluate(plain.Fit(train).Transform(test), Label);
        Assert.AreEqual(expected.AreaUnderRocCurve, report.Real.Metrics["AreaUnderRocCurve"].Mean, 1e-6);
        Assert.AreEqual(expected.LogLoss, report.Real.Metrics["LogLoss"].Mean, 1e-4);
        Assert.AreNotEqual(report.Real.Metrics["LogLoss"].Mean, report.WithSynthesis.Metrics["LogLoss"].Mean);
        Assert.AreEqual(report.WithSynthesis.Metrics["LogLoss"].Mean - report.Real.Metrics["LogLoss"].Mean, report.WithSynthesis.Differences["LogLoss"].Mean, 1e-9);
        Assert.IsGreaterThan(0, report.WithSynthesis.Differences["LogLoss"].HalfWidth);
        Assert.AreEqual("AreaUnderRocCurve", report.Metric);
        StringAssert.Contains(report.ToString(), "with synthesis");
    }

    [TestMethod]
    public void EvaluateUtility_SameSeed_SameReport()
    {
        string Run() => _ml.Synthetic.EvaluateUtility(
            _ml.Synthetic.Smote(Label, new() { Seed = 1, FeatureColumnNames = ["Amount"] }).Append(Logistic), Loans.View(_ml), Loans.View(_ml, 200, seed: 2), Label, Quick).ToString();

        Assert.AreEqual(Run(), Run());
    }

    [TestMethod]
    public void EvaluateUtility_NoStep_SaysSo()
        => StringAssert.Contains(
            Assert.Throws<ArgumentException>(() => _ml.Synthetic.EvaluateUtility(Logistic, Loans.View(_ml), Loans.View(_ml, 100, 2), Label, Quick)).Message, "no synthesis or resampling step");

    [TestMethod]
    public void EvaluateUtility_NoRowsOneClassOrNoLabel_NameTheColumn()
    {
        var pipeline = _ml.Synthetic.RandomOversample(Label).Append(Logistic);
        var good = Loans.Make(10).Where(l => !l.Default).ToArray();
        var one = _ml.Data.LoadFromEnumerable(good);

        StringAssert.Contains(Assert.Throws<SyntheticDataException>(() => _ml.Synthetic.EvaluateUtility(pipeline, Loans.View(_ml, 0), Loans.View(_ml), Label)).Message, "training data has no rows");
        StringAssert.Contains(Assert.Throws<SyntheticDataException>(() => _ml.Synthetic.EvaluateUtility(pipeline, Loans.View(_ml), one, Label)).Message, "same 'Default' ('False')");
        StringAssert.Contains(Assert.Throws<ArgumentException>(() => _ml.Synthetic.EvaluateUtility(pipeline, Loans.View(_ml), Loans.View(_ml), "Fraud")).Message, "'Fraud'");
        StringAssert.Contains(Assert.Throws<ArgumentException>(() => _ml.Synthetic.EvaluateUtility(Loans.View(_ml), Loans.View(_ml), Loans.View(_ml), "Fraud", Logistic)).Message, "'Fraud'");
        StringAssert.Contains(Assert.Throws<SyntheticDataException>(() => _ml.Synthetic.EvaluateUtility(Loans.View(_ml), one, Loans.View(_ml), Label, Logistic)).Message, "synthetic data have the same 'Default'");
    }

    [TestMethod]
    public void EvaluateUtility_Tables_FreshRowsMakeNoDifferenceAndShuffledOnesHurt()
    {
        var (train, fresh, test) = (Loans.View(_ml), Loans.View(_ml, 600, seed: 2), Loans.View(_ml, 600, seed: 3));
        var table = DataViewReader.Read(train);
        var shuffled = DataViewWriter.ToDataView(Purchases.Shuffled(table, 1), train.Schema);

        var good = _ml.Synthetic.EvaluateUtility(train, fresh, test, Label, Logistic, Quick);
        var bad = _ml.Synthetic.EvaluateUtility(train, shuffled, test, Label, Logistic, Quick);

        CollectionAssert.AreEqual(new[] { "TRTR", "TSTR", "TRTS", "TRSTR" }, good.Settings.Select(s => s.Name).ToArray());
        Assert.IsGreaterThan(-good["TSTR"].Differences["AreaUnderRocCurve"].HalfWidth, good["TSTR"].Differences["AreaUnderRocCurve"].Mean);
        Assert.IsLessThan(-bad["TSTR"].Differences["AreaUnderRocCurve"].HalfWidth, bad["TSTR"].Differences["AreaUnderRocCurve"].Mean);
        StringAssert.Contains(bad.Findings[0], "hurts");
        StringAssert.Contains(Assert.Throws<ArgumentException>(() => good["TSTS"]).Message, "'TRSTR'");
    }

    [TestMethod]
    public void EvaluateUtility_TablesMulticlassAndRegression_UseTheirMetrics()
    {
        var (train, fresh, test) = (Loans.View(_ml), Loans.View(_ml, 500, seed: 2), Loans.View(_ml, 300, seed: 3));
        var jobs = _ml.Transforms.Conversion.MapValueToKey("Job").Append(_ml.Transforms.Concatenate("Features", "Amount")).Append(_ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy("Job"));
        var amounts = _ml.Transforms.Conversion.ConvertType("AgeNumber", "Age").Append(_ml.Transforms.Concatenate("Features", "AgeNumber")).Append(_ml.Regression.Trainers.LbfgsPoissonRegression("Amount"));

        Assert.AreEqual("MacroAccuracy", _ml.Synthetic.EvaluateUtility(train, fresh, test, "Job", jobs, Quick).Metric);
        Assert.AreEqual("RSquared", _ml.Synthetic.EvaluateUtility(train, fresh, test, "Amount", amounts, Quick).Metric);
    }

    [TestMethod]
    public void EvaluateUtility_TablesOfDifferentSchemas_NameTheColumn()
    {
        var (train, test) = (Loans.View(_ml), Loans.View(_ml, 100, 2));
        var without = _ml.Transforms.DropColumns("Job").Fit(train).Transform(train);
        var retyped = _ml.Transforms.Conversion.ConvertType("Age", "Age").Fit(train).Transform(train);

        StringAssert.Contains(Assert.Throws<SyntheticDataException>(() => _ml.Synthetic.EvaluateUtility(train, without, test, Label, Logistic, Quick)).Message, "no column 'Job'");
        StringAssert.Contains(Assert.Throws<SyntheticDataException>(() => _ml.Synthetic.EvaluateUtility(train, retyped, test, Label, Logistic, Quick)).Message, "'Age' is Int32 in the training data but Single");
    }

    [TestMethod]
    [TestCategory("Slow")]
    public void EvaluateUtility_NoPipeline_UsesDefaultModels()
    {
        var report = _ml.Synthetic.EvaluateUtility(Loans.View(_ml), Loans.View(_ml, 600, 2), Loans.View(_ml, 600, 3), Label, options: Quick);

        CollectionAssert.AreEqual(new[] { "AreaUnderRocCurve", "AreaUnderRocCurve (linear)" }, report.Real.Metrics.Keys.ToArray());
        Assert.IsGreaterThan(0.6, report.Real.Metrics["AreaUnderRocCurve"].Mean);
    }

    [TestMethod]
    public void WithReport_FittedModel_CarriesTheReportAndSavesAsThePlainModel()
    {
        var (train, test) = (Loans.View(_ml), Loans.View(_ml, 200, 2));
        var pipeline = _ml.Synthetic.Smote(Label, new() { Seed = 1, FeatureColumnNames = ["Amount"] }).Append(Logistic);

        var model = _ml.Synthetic.WithReport(pipeline, test, Label, Quick).Fit(train);

        Assert.AreEqual(_ml.Synthetic.EvaluateUtility(pipeline, train, test, Label, Quick).ToString(), model.Report.ToString());
        CollectionAssert.AreEqual(pipeline.Fit(train).Transform(test).GetColumn<float>("Score").ToArray(), model.Transform(test).GetColumn<float>("Score").ToArray());
        PlainHost.AssertScoresAlike(_ml, model, train.Schema, test);
    }
}
