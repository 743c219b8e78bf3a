// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.Synthetic.Tests;

[TestClass]
public sealed class ThresholdTunerTests
{
    private const string Label = nameof(Loan.Default);
    private readonly MLContext _ml = new(1);

    private IDataView Train => field ??= Loans.View(_ml, rows: 1500);

    private IDataView Test => field ??= Loans.View(_ml, rows: 1500, seed: 4);

    private IEstimator<ITransformer> Logistic => Loans.Featurize(_ml).Append(_ml.BinaryClassification.Trainers.LbfgsLogisticRegression(Label));

    private IEstimator<ITransformer> Perceptron => Loans.Featurize(_ml).Append(_ml.Transforms.NormalizeMeanVariance("Features"))
        .Append(_ml.BinaryClassification.Trainers.AveragedPerceptron(Label));

    private IEstimator<ITransformer> Corrected => _ml.Synthetic.Smote(Label, new() { Seed = 1, FeatureColumnNames = ["Amount", "Age"] })
        .Append(Logistic).Append(_ml.Synthetic.CorrectPrior(Label));

    private IEstimator<ITransformer> Pipeline(string kind) => kind switch
    {
        "logistic" => Logistic,
        "perceptron" => Perceptron,
        "corrected" => Corrected,
        _ => Loans.Featurize(_ml).Append(_ml.BinaryClassification.Trainers.FastTree(Label, numberOfTrees: 10)),
    };

    [TestMethod]
    [DataRow("logistic"), DataRow("perceptron"), DataRow("corrected"), DataRow("trees")]
    public void Outputs_FollowTheThresholdExactly(string kind)
    {
        var model = _ml.Synthetic.TuneThreshold(Pipeline(kind), Label, new() { Seed = 1, NumberOfFolds = 3 }).Fit(Train);

        float[] before = [.. model.Model.Transform(Test).GetColumn<float>(model.ColumnName)];
        var scored = model.Transform(Test);
        float[] scores = [.. scored.GetColumn<float>("Score")];
        bool[] labels = [.. scored.GetColumn<bool>("PredictedLabel")];

        Assert.AreEqual(kind == "perceptron" ? "Score" : "Probability", model.ColumnName);
        for (int i = 0; i < before.Length; i++)
        {
            Assert.AreEqual(before[i] > model.Threshold, labels[i]);
            Assert.AreEqual(labels[i], scores[i] > 0);
            Assert.IsTrue(float.IsFinite(scores[i]));
        }

        if (kind != "perceptron")
            CollectionAssert.AreEqual(before, scored.GetColumn<float>("Probability").ToArray());
    }

    [TestMethod]
    public void Threshold_IsTheBestOfTheOutOfFoldScores()
    {
        var options = new ThresholdTunerOptions { Seed = 5, NumberOfFolds = 4 };

        var model = _ml.Synthetic.TuneThreshold(Logistic, Label, options).Fit(Train);

        // the same folds by hand, and every threshold tried
        var folds = _ml.Synthetic.CrossValidationSplit(Train, Label, new() { Seed = 5, NumberOfFolds = 4 });
        var scored = folds.Select(f => Logistic.Fit(f.TrainSet).Transform(f.TestSet)).ToArray();
        float[] p = [.. scored.SelectMany(s => s.GetColumn<float>("Probability"))];
        bool[] y = [.. scored.SelectMany(s => s.GetColumn<bool>(Label))];
        double F1(float t) => 2.0 * p.Zip(y).Count(r => r.First > t && r.Second) / (p.Count(v => v > t) + y.Count(v => v));
        double best = p.Max(t => F1(MathF.BitDecrement(t)));
        Assert.AreEqual(best, F1(model.Threshold), 1e-12);
        Assert.AreEqual(best, model.Chosen.F1Score, 1e-12);
        Assert.AreEqual(1500, model.Chosen.TruePositives + model.Chosen.FalsePositives + model.Chosen.TrueNegatives + model.Chosen.FalseNegatives);
        CollectionAssert.Contains(model.Curve.ToArray(), model.Chosen);
    }

    [TestMethod]
    public void Evaluate_SeesTheThreshold()
    {
        var plain = _ml.BinaryClassification.Evaluate(Logistic.Fit(Train).Transform(Test), Label);
        var tuned = _ml.BinaryClassification.Evaluate(_ml.Synthetic.TuneThreshold(Logistic, Label, new() { Seed = 1 }).Fit(Train).Transform(Test), Label);

        Assert.IsGreaterThan(plain.PositiveRecall + 0.2, tuned.PositiveRecall);
        Assert.IsGreaterThan(double.IsNaN(plain.F1Score) ? 0.1 : plain.F1Score + 0.1, tuned.F1Score);
        Assert.AreEqual(plain.AreaUnderRocCurve, tuned.AreaUnderRocCurve, 1e-6);
        Assert.AreEqual(plain.LogLoss, tuned.LogLoss, 1e-9);
        Assert.AreEqual(1500, tuned.ConfusionMatrix.Counts.Sum(r => r.Sum()));
    }

    [TestMethod]
    public void Profit_MovesTheThresholdAsDecisionTheorySays()
    {
        // calibrated probabilities: call positive where p · 9 > (1 − p) · 1, that is above 0.1, and above 0.5 where both errors cost the same
        var cheap = _ml.Synthetic.TuneThreshold(Logistic, Label, new() { Seed = 1, Repeats = 3, Objective = ThresholdObjective.Profit(truePositive: 9, falsePositive: -1) }).Fit(Train);
        var dear = _ml.Synthetic.TuneThreshold(Logistic, Label, new() { Seed = 1, Repeats = 3, Objective = ThresholdObjective.Cost(falsePositive: 1, falseNegative: 1) }).Fit(Train);

        Assert.AreEqual(0.1, cheap.Threshold, 0.05);
        Assert.AreEqual(0.5, dear.Threshold, 0.15);
    }

    [TestMethod]
    public void InnerFolds_StepsResampleTheirTrainingPartOnly()
    {
        var witness = new Witness();
        var pipeline = _ml.Synthetic.Smote(Label, new() { Seed = 1, FeatureColumnNames = ["Amount"] }).Append(witness).Append(Logistic);

        var model = _ml.Synthetic.TuneThreshold(pipeline, Label, new() { Seed = 1, NumberOfFolds = 3 }).Fit(Train);

        Assert.AreEqual(2700L, witness.Rows);                         // the last fit: all 1,350 negative rows and as many positive ones
        var all = model.Curve[0];
        Assert.AreEqual((150, 1350), (all.TruePositives + all.FalseNegatives, all.FalsePositives + all.TrueNegatives));   // out of fold: real rows only
    }

    [TestMethod]
    public void CrossValidate_AndStratifiedCrossValidate_Work()
    {
        var tuner = _ml.Synthetic.TuneThreshold(Corrected, Label, new() { Seed = 1, NumberOfFolds = 3 });

        var theirs = _ml.BinaryClassification.CrossValidate(Train, tuner, 3, Label);
        var ours = _ml.Synthetic.CrossValidate(Train, tuner, Label, new() { Seed = 1, NumberOfFolds = 3 });
        var plain = _ml.Synthetic.CrossValidate(Train, Corrected, Label, new() { Seed = 1, NumberOfFolds = 3 });

        Assert.HasCount(3, theirs);
        Assert.IsGreaterThan(0, ours.Minus(plain, "F1Score").Mean);
        Assert.AreEqual(plain["BrierScore"].Mean, ours["BrierScore"].Mean, 1e-12);
    }

    [TestMethod]
    [Timeout(240_000)]
    [DataRow("corrected"), DataRow("perceptron")]
    public void SavedModel_LoadsAndScoresInAProcessWithoutThisLibrary(string kind)
        => PlainHost.AssertScoresAlike(_ml, _ml.Synthetic.TuneThreshold(Pipeline(kind), Label, new() { Seed = 1, NumberOfFolds = 2 }).Fit(Train), Train.Schema, Loans.View(_ml, rows: 50, seed: 5));

    [TestMethod]
    public void PredictionEngine_EqualsTheView()
    {
        var model = _ml.Synthetic.TuneThreshold(Corrected, Label, new() { Seed = 1, NumberOfFolds = 2 }).Fit(Train);
        var engine = _ml.Model.CreatePredictionEngine<Loan, BinaryPrediction>(model);
        float[] expected = [.. model.Transform(Loans.View(_ml, rows: 30, seed: 9)).GetColumn<float>("Score")];

        CollectionAssert.AreEqual(expected, Loans.Make(30, seed: 9).Select(l => engine.Predict(l).Score).ToArray());
    }

    [TestMethod]
    [DataRow("logistic"), DataRow("perceptron")]
    public void GetOutputSchema_PromisesWhatComes(string kind)
    {
        var tuner = _ml.Synthetic.TuneThreshold(Pipeline(kind), Label, new() { Seed = 1, NumberOfFolds = 2 });

        Promises.AssertKept(tuner, Train);
    }

    [TestMethod]
    public void InAChain_BehindPreparation_Works()
    {
        var model = Loans.Featurize(_ml).AppendCacheCheckpoint(_ml)
            .Append(_ml.Synthetic.TuneThreshold(_ml.BinaryClassification.Trainers.LbfgsLogisticRegression(Label), Label, new() { Seed = 1, NumberOfFolds = 3 })).Fit(Train);

        Assert.AreEqual(1500L, model.Transform(Test).Count());
        Assert.IsTrue(model.LastTransformer.Threshold is > 0 and < 0.5f);
    }

    [TestMethod]
    public void SameSeed_SameThreshold()
    {
        float Threshold(int seed) => _ml.Synthetic.TuneThreshold(Logistic, Label, new() { Seed = seed, NumberOfFolds = 3 }).Fit(Train).Threshold;

        Assert.AreEqual(Threshold(1), Threshold(1));
        Assert.AreNotEqual(Threshold(1), Threshold(2));
    }

    [TestMethod]
    public void FewPositiveRows_TwoFoldsAndRepeats_StayNearTheThresholdOfManyRows()
    {
        var few = Loans.View(_ml, rows: 300, seed: 8);
        var options = new ThresholdTunerOptions { Objective = ThresholdObjective.BalancedAccuracy, NumberOfFolds = 2, Repeats = 10 };

        var model = _ml.Synthetic.TuneThreshold(Logistic, Label, options with { Seed = 1 }).Fit(few);
        var other = _ml.Synthetic.TuneThreshold(Logistic, Label, options with { Seed = 2 }).Fit(few);

        Assert.AreEqual(model.Threshold, other.Threshold, 0.05);
        Assert.AreEqual(0.1, model.Threshold, 0.07);
    }

    [TestMethod]
    public void LabelMadeByThePipeline_Works()
    {
        var text = _ml.Transforms.Conversion.MapValue("Outcome", new Dictionary<bool, string> { [true] = "bad", [false] = "good" }, Label).Fit(Train).Transform(Train);
        var pipeline = _ml.Transforms.Conversion.MapValue("Bad", new Dictionary<string, bool> { ["bad"] = true, ["good"] = false }, "Outcome")
            .Append(Loans.Featurize(_ml)).Append(_ml.BinaryClassification.Trainers.LbfgsLogisticRegression("Bad"));

        var model = _ml.Synthetic.TuneThreshold(pipeline, "Bad", new() { Seed = 1, StratificationColumnName = "Outcome", NumberOfFolds = 3 }).Fit(text);

        Assert.IsTrue(model.Threshold is > 0 and < 0.5f);
    }

    [TestMethod]
    public void OneClass_SaysSo()
    {
        var loans = Loans.Make(100);
        foreach (var loan in loans)
            loan.Default = false;

        var error = Assert.Throws<SyntheticDataException>(() => _ml.Synthetic.TuneThreshold(Perceptron, Label, new() { Seed = 1 }).Fit(_ml.Data.LoadFromEnumerable(loans)));

        StringAssert.Contains(error.Message, "All");
    }

    [TestMethod]
    public void FewerPositiveRowsThanFolds_SaysHowMany()
    {
        var loans = Loans.Make(100);
        for (int i = 0; i < loans.Length; i++)
            loans[i].Default = i < 3;

        var error = Assert.Throws<SyntheticDataException>(() => _ml.Synthetic.TuneThreshold(Logistic, Label).Fit(_ml.Data.LoadFromEnumerable(loans)));

        StringAssert.Contains(error.Message, "at most 3");
    }

    [TestMethod]
    public void NotBinary_SaysSo()
    {
        var pipeline = _ml.Transforms.Conversion.MapValueToKey("Job").Append(_ml.Transforms.Concatenate("Features", "Amount"))
            .Append(_ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy("Job"));

        StringAssert.Contains(Assert.Throws<ArgumentException>(() => _ml.Synthetic.TuneThreshold(pipeline, "Job").Fit(Train)).Message, "binary");
        StringAssert.Contains(Assert.Throws<ArgumentException>(() => _ml.Synthetic.TuneThreshold(Loans.Featurize(_ml), Label).Fit(Train)).Message, "'Score'");
    }

    [TestMethod]
    public void Cancelled_Stops()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();

        Assert.Throws<OperationCanceledException>(() => _ml.Synthetic.TuneThreshold(Logistic, Label, new() { Cancellation = source.Token }).Fit(Train));
    }
}

internal sealed class BinaryPrediction
{
    public float Score { get; set; }

    public float Probability { get; set; }

    public bool PredictedLabel { get; set; }
}

/// <summary>What an estimator says of its output before it is fitted, against what comes.</summary>
internal static class Promises
{
    public static void AssertKept(IEstimator<ITransformer> estimator, IDataView view)
    {
        var promised = estimator.GetOutputSchema(view.Schema.ToShape());
        var model = estimator.Fit(view);
        var delivered = model.Transform(view).Schema;
        var shape = delivered.ToShape();

        CollectionAssert.AreEquivalent(promised.Select(Describe).ToArray(), shape.Select(Describe).ToArray());
        CollectionAssert.AreEqual(model.GetOutputSchema(view.Schema).Select(c => $"{c.Name} {c.Type}").ToArray(), delivered.Select(c => $"{c.Name} {c.Type}").ToArray());
    }

    private static string Describe(SchemaShape.Column column) => $"{column.Name} {column.Kind} {column.ItemType} {column.IsKey}";
}
