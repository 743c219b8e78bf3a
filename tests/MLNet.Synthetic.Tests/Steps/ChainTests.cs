// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Runtime.CompilerServices;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.Synthetic.Tests;

/// <summary>What a trainer sees in every form of chain, and what ML.NET does that this rests on.</summary>
[TestClass]
public sealed class ChainTests
{
    private const long Real = 600, Balanced = 1080;
    private const string Label = nameof(Loan.Default);
    private readonly MLContext _ml = new(1);
    private readonly Witness _trainer = new();

    private SyntheticOversampler Smote => _ml.Synthetic.Smote(Label, new() { Seed = 1, FeatureColumnNames = ["Amount"] });

    private IEstimator<ITransformer> Prepare => _ml.Transforms.CopyColumns("Copy", "Amount");

    [TestMethod]
    public void EstimatorChain_Fit_HandsAStepTheSameViewToFitAndToTransform()
    {
        var probe = new Probe();

        Prepare.Append(probe).Append(_trainer).Fit(Loans.View(_ml));

        Assert.IsNotNull(probe.Fitted);
        Assert.AreSame(probe.Fitted, probe.Transformed, "ML.NET changed: steps could no longer tell the training view from others.");
    }

    [TestMethod]
    public void StepFirst_TrainerSeesResampledRows()
    {
        Smote.Append(_trainer).Fit(Loans.View(_ml));

        Assert.AreEqual(Balanced, _trainer.Rows);
    }

    [TestMethod]
    public void StepSecond_TrainerSeesResampledRows()
    {
        Prepare.Append(Smote).Append(_trainer).Fit(Loans.View(_ml));

        Assert.AreEqual(Balanced, _trainer.Rows);
    }

    [TestMethod]
    public void StepFirstInANestedChain_TrainerSeesResampledRows()
    {
        Prepare.Append(Smote.Append(_ml.Transforms.CopyColumns("Other", "Amount"))).Append(_trainer).Fit(Loans.View(_ml));

        Assert.AreEqual(Balanced, _trainer.Rows);
    }

    [TestMethod]
    public void StepSecondInANestedChain_TrainerSeesRealRowsAndTheLogSaysWhy()
    {
        var log = new LogWatch(_ml);

        Prepare.Append(_ml.Transforms.CopyColumns("Other", "Amount").Append(Smote)).Append(_trainer).Fit(Loans.View(_ml));

        Assert.AreEqual(Real, _trainer.Rows);
        Assert.HasCount(1, log.Warnings);
        StringAssert.Contains(log.Warnings[0], "outermost chain");
    }

    [TestMethod]
    public void FittedAndTransformedOnTwoViewsOfOneContent_PassesThroughAndTheLogSaysWhy()
    {
        var log = new LogWatch(_ml);
        var view = Loans.View(_ml);
        var prepared = Prepare.Fit(view);

        var transformed = Smote.Fit(prepared.Transform(view)).Transform(prepared.Transform(view));

        Assert.AreEqual(Real, transformed.Count());
        StringAssert.Contains(log.Warnings.Single(), "FitResample");
    }

    [TestMethod]
    public void Transform_OfOtherContent_DoesNotWarn()
    {
        var log = new LogWatch(_ml);

        Smote.Fit(Loans.View(_ml)).Transform(Loans.View(_ml, seed: 2)).Count();

        Assert.IsEmpty(log.Warnings);
    }

    [TestMethod]
    public void FitResample_GivesTheResampledRows()
        => Assert.AreEqual(Balanced, Smote.FitResample(Loans.View(_ml)).Count());

    [TestMethod]
    public void ModelTransform_OfTheTrainingView_ResamplesOnlyWhereTheStepIsFirst()
    {
        var view = Loans.View(_ml);

        var first = Smote.Append(Prepare).Fit(view).Transform(view);
        var second = Prepare.Append(Smote).Fit(view).Transform(view);

        Assert.AreEqual(Balanced, first.Count());
        Assert.AreEqual(Real, second.Count());
    }

    [TestMethod]
    public void CacheCheckpointAndFitDelegates_DoNotDisturb()
    {
        long seen = 0;

        Prepare.AppendCacheCheckpoint(_ml).Append(Smote).AppendCacheCheckpoint(_ml)
            .Append(_ml.Transforms.CopyColumns("Other", "Amount").WithOnFitDelegate(_ => seen++)).Append(_trainer).Fit(Loans.View(_ml));

        Assert.AreEqual(Balanced, _trainer.Rows);
        Assert.AreEqual(1, seen);
    }

    [TestMethod]
    public void TrainTestSplit_TrainSetIsResampledAndTestSetIsNot()
    {
        var split = _ml.Data.TrainTestSplit(Loans.View(_ml), testFraction: 0.25, seed: 4);

        var model = Smote.Fit(split.TrainSet);

        Assert.IsGreaterThan(split.TrainSet.Count(), model.Transform(split.TrainSet).Count());
        Assert.AreEqual(split.TestSet.Count(), model.Transform(split.TestSet).Count());
    }

    [TestMethod]
    public void TwoSteps_TheSecondWorksOnTheRowsOfTheFirst()
    {
        var toHalf = _ml.Synthetic.Smote(Label, new() { Seed = 1, FeatureColumnNames = ["Amount"], SamplingStrategy = SamplingStrategy.Ratio(0.5) });

        toHalf.Append(Smote).Append(_trainer).Fit(Loans.View(_ml));

        Assert.AreEqual(Balanced, _trainer.Rows);
    }

    [TestMethod]
    public void Fit_OnAnotherView_ForgetsTheFirst()
    {
        var first = Loans.View(_ml);
        var step = Smote;
        step.Fit(first);

        var model = step.Fit(Loans.View(_ml, seed: 2));

        Assert.AreSame(first, model.Transform(first));
    }

    [TestMethod]
    public void SyntheticRows_DieWithTheTrainingView()
    {
        var (model, resampled) = FitAndForget();

        for (int i = 0; i < 5 && resampled.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.IsFalse(resampled.IsAlive, "The model keeps the rows alive.");
        GC.KeepAlive(model);

        [MethodImpl(MethodImplOptions.NoInlining)]
        (ResamplingTransformer, WeakReference) FitAndForget()
        {
            var view = Loans.View(_ml);
            var fitted = Smote.Fit(view);
            return (fitted, new WeakReference(fitted.Transform(view)));
        }
    }

    [TestMethod]
    public void OneVersusAll_AroundABinaryTrainer_Works()
    {
        var view = _ml.Transforms.Conversion.MapValueToKey("Class", "Job").Fit(Loans.View(_ml)).Transform(Loans.View(_ml));
        var test = _ml.Data.TakeRows(view, 100);
        var pipeline = _ml.Synthetic.RandomOversample("Class", new() { Seed = 1 })
            .Append(_ml.Transforms.Concatenate("Features", "Amount"))
            .Append(_ml.MulticlassClassification.Trainers.OneVersusAll(_ml.BinaryClassification.Trainers.LbfgsLogisticRegression("Class"), "Class"));

        var model = pipeline.Fit(view);

        Assert.AreEqual(100L, model.Transform(test).Count());
    }

    [TestMethod]
    public void PermutationFeatureImportance_OnTheChain_Works()
    {
        var view = Loans.View(_ml);
        var model = Smote.Append(_ml.Transforms.Concatenate("Features", "Amount"))
            .Append(_ml.BinaryClassification.Trainers.LbfgsLogisticRegression(Label)).Fit(view);

        var importance = _ml.BinaryClassification.PermutationFeatureImportanceNonCalibrated(model, model.Transform(Loans.View(_ml, seed: 3)), Label);

        Assert.IsTrue(importance.ContainsKey("Amount"));
    }

    [TestMethod]
    [Timeout(120_000)]
    public void SavedModel_LoadsAndScoresInAProcessWithoutThisLibrary()
    {
        var pipeline = _ml.Synthetic.Oversample(Label, new() { Seed = 1, SyntheticFlagColumnName = "IsSynthetic", FeatureColumnNames = ["Amount", "Age", "Job"] })
            .Append(_ml.Synthetic.ClassWeights(Label))
            .Append(Loans.Featurize(_ml))
            .Append(_ml.BinaryClassification.Trainers.FastTree(Label, exampleWeightColumnName: "Weight", numberOfTrees: 10))
            .Append(_ml.Synthetic.CorrectPrior(Label));
        var view = Loans.View(_ml);

        PlainHost.AssertScoresAlike(_ml, pipeline.Fit(view), view.Schema, Loans.View(_ml, rows: 50, seed: 5));
    }

    /// <summary>Remembers the views it is given.</summary>
    private sealed class Probe : IEstimator<ITransformer>, ITransformer
    {
        private readonly TransformerChain<ITransformer> _identity = new();

        public IDataView? Fitted { get; private set; }

        public IDataView? Transformed { get; private set; }

        public bool IsRowToRowMapper => true;

        public ITransformer Fit(IDataView input)
        {
            Fitted = input;
            return this;
        }

        public IDataView Transform(IDataView input) => Transformed = input;

        public SchemaShape GetOutputSchema(SchemaShape inputSchema) => inputSchema;

        public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => inputSchema;

        public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => ((ITransformer)_identity).GetRowToRowMapper(inputSchema);

        public void Save(ModelSaveContext ctx) => ((ICanSaveModel)_identity).Save(ctx);
    }
}
