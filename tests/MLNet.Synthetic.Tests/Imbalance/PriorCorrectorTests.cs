// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.Synthetic.Tests;

[TestClass]
public sealed class PriorCorrectorTests
{
    private const string Label = nameof(Loan.Default);
    private readonly MLContext _ml = new(1);

    private SyntheticOversampler Smote => _ml.Synthetic.Smote(Label, new() { Seed = 1, FeatureColumnNames = ["Amount", "Age"] });

    private IEstimator<ITransformer> Logistic => Loans.Featurize(_ml).Append(_ml.BinaryClassification.Trainers.LbfgsLogisticRegression(Label));

    [TestMethod]
    public void Binary_Outputs_FollowTheFormula()
    {
        var (train, test) = (Loans.View(_ml), Loans.View(_ml, seed: 4));
        var plain = Smote.Append(Logistic).Fit(train).Transform(test);
        var corrected = Smote.Append(Logistic).Append(_ml.Synthetic.CorrectPrior(Label)).Fit(train).Transform(test);

        float[] p = [.. plain.GetColumn<float>("Probability")], q = [.. corrected.GetColumn<float>("Probability")];
        float[] scores = [.. corrected.GetColumn<float>("Score")];
        bool[] labels = [.. corrected.GetColumn<bool>("PredictedLabel")];

        const double Odds = 0.1 / 0.9;                                // 10 % really, half after SMOTE
        for (int i = 0; i < p.Length; i++)
        {
            double expected = p[i] * Odds / (p[i] * Odds + 1 - p[i]);
            Assert.AreEqual(expected, q[i], 1e-5);
            Assert.AreEqual(Math.Log(expected / (1 - expected)), scores[i], 1e-2);
            Assert.AreEqual(scores[i] > 0, labels[i]);
        }
    }

    [TestMethod]
    public void Binary_MeanProbability_ComesBackToTheRealShare()
    {
        var (train, test) = (Loans.View(_ml, rows: 3000), Loans.View(_ml, rows: 3000, seed: 4));

        double plain = Smote.Append(Logistic).Fit(train).Transform(test).GetColumn<float>("Probability").Average();
        var scored = Smote.Append(Logistic).Append(_ml.Synthetic.CorrectPrior(Label)).Fit(train).Transform(test);
        double corrected = scored.GetColumn<float>("Probability").Average();

        Assert.IsGreaterThan(0.25, plain);
        Assert.AreEqual(0.10, corrected, 0.02);
    }

    [TestMethod]
    public void Binary_EvaluateAndCrossValidate_SeeTheCorrection()
    {
        var (train, test) = (Loans.View(_ml, rows: 2000), Loans.View(_ml, rows: 2000, seed: 4));

        var plain = _ml.BinaryClassification.Evaluate(Smote.Append(Logistic).Fit(train).Transform(test), Label);
        var corrected = _ml.BinaryClassification.Evaluate(Smote.Append(Logistic).Append(_ml.Synthetic.CorrectPrior(Label)).Fit(train).Transform(test), Label);
        var folds = _ml.BinaryClassification.CrossValidate(train, Smote.Append(Logistic).Append(_ml.Synthetic.CorrectPrior(Label)), 3, Label);

        Assert.AreEqual(plain.AreaUnderRocCurve, corrected.AreaUnderRocCurve, 1e-3);
        Assert.IsLessThan(plain.LogLoss, corrected.LogLoss);
        Assert.IsGreaterThan(plain.Accuracy, corrected.Accuracy);
        Assert.IsTrue(folds.All(f => f.Metrics.LogLoss < plain.LogLoss));
    }

    [TestMethod]
    public void Binary_TwoSteps_TheFirstOnesRealShareStays()
    {
        var half = _ml.Synthetic.RandomOversample(Label, new() { Seed = 1, SamplingStrategy = SamplingStrategy.Ratio(0.5) });
        var resampled = half.Append(Smote).Fit(Loans.View(_ml)).Transform(Loans.View(_ml));
        var witness = new Witness();

        half.Append(Smote).Append(witness).Fit(Loans.View(_ml));

        var priors = witness.Seen!.Schema[Label].Annotations;
        Assert.AreEqual(600L, resampled.Count());
        CollectionAssert.AreEqual(new[] { 0.9f, 0.1f }, Numbers(priors, "SyntheticPriorReal"));
        CollectionAssert.AreEqual(new[] { 0.5f, 0.5f }, Numbers(priors, "SyntheticPriorResampled"));
    }

    [TestMethod]
    public void Binary_WithoutAStep_AsksForShares()
    {
        var error = Assert.Throws<SyntheticDataException>(() => Logistic.Append(_ml.Synthetic.CorrectPrior(Label)).Fit(Loans.View(_ml)));

        StringAssert.Contains(error.Message, "RealPriors");
    }

    [TestMethod]
    public void Binary_GivenShares_AreUsed()
    {
        var (train, test) = (Loans.View(_ml), Loans.View(_ml, seed: 4));
        var step = _ml.Synthetic.CorrectPrior(Label, new() { RealPriors = new Dictionary<string, double> { ["True"] = 0.01 } });

        float[] plain = [.. Smote.Append(Logistic).Fit(train).Transform(test).GetColumn<float>("Probability")];
        float[] corrected = [.. Smote.Append(Logistic).Append(step).Fit(train).Transform(test).GetColumn<float>("Probability")];

        double odds = 0.01 / 0.99;
        for (int i = 0; i < plain.Length; i++)
            Assert.AreEqual(plain[i] * odds / (plain[i] * odds + 1 - plain[i]), corrected[i], 1e-6);
    }

    [TestMethod]
    public void Binary_LabelRewrittenAsBooleanFromText_AsksForSharesAndNamesTheClasses()
    {
        var view = _ml.Transforms.Conversion.MapValue("Y", new Dictionary<bool, string> { [true] = "bad", [false] = "good" }, Label).Fit(Loans.View(_ml)).Transform(Loans.View(_ml));
        var pipeline = _ml.Synthetic.Smote("Y", new() { Seed = 1, FeatureColumnNames = ["Amount"] })
            .Append(_ml.Transforms.Conversion.MapValue("Y", new Dictionary<string, bool> { ["bad"] = true, ["good"] = false }, "Y"))
            .Append(Loans.Featurize(_ml)).Append(_ml.BinaryClassification.Trainers.LbfgsLogisticRegression("Y")).Append(_ml.Synthetic.CorrectPrior("Y"));

        var error = Assert.Throws<SyntheticDataException>(() => pipeline.Fit(view));

        StringAssert.Contains(error.Message, "'bad'");
        StringAssert.Contains(error.Message, "RealPriors");
    }

    [TestMethod]
    public void Binary_TrainerWithoutProbability_PointsToACalibrator()
    {
        var pipeline = Smote.Append(Loans.Featurize(_ml)).Append(_ml.BinaryClassification.Trainers.AveragedPerceptron(Label)).Append(_ml.Synthetic.CorrectPrior(Label));

        StringAssert.Contains(Assert.Throws<ArgumentException>(() => pipeline.Fit(Loans.View(_ml))).Message, "Platt");
    }

    [TestMethod]
    public void Binary_BehindACalibrator_Works()
    {
        var pipeline = Smote.Append(Loans.Featurize(_ml)).Append(_ml.BinaryClassification.Trainers.AveragedPerceptron(Label))
            .Append(_ml.BinaryClassification.Calibrators.Platt(Label)).Append(_ml.Synthetic.CorrectPrior(Label));

        double mean = pipeline.Fit(Loans.View(_ml, 2000)).Transform(Loans.View(_ml, 2000, seed: 8)).GetColumn<float>("Probability").Average();

        Assert.AreEqual(0.1, mean, 0.04);
    }

    [TestMethod]
    public void NoClassifier_IsAClearError()
        => Assert.Throws<ArgumentException>(() => _ml.Synthetic.CorrectPrior(Label).Fit(Loans.View(_ml)));

    [TestMethod]
    [DataRow(0.0), DataRow(1.0), DataRow(-0.1), DataRow(double.NaN)]
    public void Shares_OutOfRange_AreRefusedAtOnce(double share)
        => Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Synthetic.CorrectPrior(Label, new() { RealPriors = new Dictionary<string, double> { ["True"] = share } }));

    [TestMethod]
    [DataRow("LbfgsMaximumEntropy"), DataRow("OneVersusAll")]
    public void Multiclass_Outputs_FollowTheFormula(string trainer)
    {
        var (plain, corrected, real) = Multiclass(trainer);
        float[][] p = [.. plain.GetColumn<float[]>("Score")], q = [.. corrected.GetColumn<float[]>("Score")];
        uint[] predicted = [.. corrected.GetColumn<uint>("PredictedLabel")];

        int resampledEqually = p[0].Length;
        for (int i = 0; i < p.Length; i++)
        {
            double[] weighted = [.. p[i].Select((v, c) => v * real[c] * resampledEqually)];
            for (int c = 0; c < weighted.Length; c++)
                Assert.AreEqual(weighted[c] / weighted.Sum(), q[i][c], 1e-4);
            Assert.AreEqual(Array.IndexOf(q[i], q[i].Max()) + 1, (int)predicted[i]);
        }
    }

    [TestMethod]
    public void Multiclass_ClassNamesAndPredictionEngine_Survive()
    {
        var view = Loans.View(_ml);
        var model = MulticlassPipeline("LbfgsMaximumEntropy").Append(_ml.Synthetic.CorrectPrior("Job"))
            .Append(_ml.Transforms.Conversion.MapKeyToValue("PredictedLabel")).Fit(view);
        using var file = new MemoryStream();
        _ml.Model.Save(model, view.Schema, file);
        file.Position = 0;
        var loaded = new MLContext(3).Model.Load(file, out _);

        using var engine = _ml.Model.CreatePredictionEngine<Loan, JobPrediction>(loaded);
        string job = engine.Predict(Loans.Make(1)[0]).PredictedLabel;

        CollectionAssert.Contains(new[] { "clerk", "nurse", "pilot", "smith" }, job);
    }

    [TestMethod]
    public void Multiclass_ScoresThatAreNoProbabilities_AreRefused()
    {
        var view = Loans.View(_ml);
        var pipeline = _ml.Synthetic.Smote("Job", new() { Seed = 1, FeatureColumnNames = ["Amount"] })
            .Append(_ml.Transforms.Conversion.MapValueToKey("Job"))
            .Append(_ml.Transforms.Concatenate("Features", "Amount"))
            .Append(_ml.MulticlassClassification.Trainers.OneVersusAll(_ml.BinaryClassification.Trainers.AveragedPerceptron("Job"), "Job", useProbabilities: false))
            .Append(_ml.Synthetic.CorrectPrior("Job"));

        StringAssert.Contains(Assert.Throws<SyntheticDataException>(() => pipeline.Fit(view)).Message, "not probabilities");
    }

    /// <summary>Predicts the job, a text label that the pipeline turns into a key after the step.</summary>
    private IEstimator<ITransformer> MulticlassPipeline(string trainer)
    {
        var features = _ml.Synthetic.Smote("Job", new() { Seed = 1, FeatureColumnNames = ["Amount", "Age"] })
            .Append(_ml.Transforms.Conversion.MapValueToKey("Job"))
            .Append(_ml.Transforms.Conversion.ConvertType("AgeNumber", "Age"))
            .Append(_ml.Transforms.Concatenate("Raw", "Amount", "AgeNumber"))
            .Append(_ml.Transforms.NormalizeMinMax("Features", "Raw"));
        return trainer == "OneVersusAll"
            ? features.Append(_ml.MulticlassClassification.Trainers.OneVersusAll(_ml.BinaryClassification.Trainers.FastTree("Job", numberOfTrees: 5), "Job"))
            : features.Append(_ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy("Job"));
    }

    private (IDataView Plain, IDataView Corrected, double[] Real) Multiclass(string trainer)
    {
        var (train, test) = (Loans.View(_ml), Loans.View(_ml, rows: 200, seed: 4));
        var plain = MulticlassPipeline(trainer).Fit(train).Transform(test);
        var corrected = MulticlassPipeline(trainer).Append(_ml.Synthetic.CorrectPrior("Job")).Fit(train).Transform(test);
        VBuffer<ReadOnlyMemory<char>> names = default;
        plain.Schema["Score"].GetSlotNames(ref names);
        string[] jobs = [.. train.GetColumn<string>("Job")];
        return (plain, corrected, [.. names.DenseValues().Select(n => jobs.Count(j => j == n.ToString()) / (double)jobs.Length)]);
    }

    private static float[] Numbers(DataViewSchema.Annotations annotations, string kind)
    {
        VBuffer<float> values = default;
        annotations.GetValue(kind, ref values);
        return [.. values.DenseValues()];
    }

    private sealed class JobPrediction
    {
        public string PredictedLabel { get; set; } = "";
    }
}
