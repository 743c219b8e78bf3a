// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.Synthetic.Tests;

[TestClass]
public sealed class ImbalanceMetricsTests
{
    private const string Label = nameof(Loan.Default);
    private readonly MLContext _ml = new(1);

    /// <summary>40 rows of which 8 are positive, and 60 rows of 36, 18 and 6: the rows that the quoted figures of imbalanced-learn 0.10 and scikit-learn 1.2 are of.</summary>
    private static readonly bool[] Positive = [.. Enumerable.Range(0, 40).Select(i => i % 5 == 0)];

    private static readonly float[] Probability = [.. Enumerable.Range(0, 40).Select(i =>
    {
        float p = (float)((i * 7 + 3) % 40 / 41.0 + 0.01);
        return i % 5 == 0 ? Math.Min(p + 0.3f, 0.99f) : p;
    })];

    private static readonly int[] Three = [.. Enumerable.Range(0, 60).Select(j => j % 10 == 0 ? 2 : j % 3 == 0 ? 1 : 0)];

    private static readonly int[] ThreePredicted = [.. Three.Select((t, j) => j * 11 % 7 == 0 ? (t + 1) % 3 : t)];

    private static ImbalanceMetrics Binary => ImbalanceMetrics.OfBinary(Positive, Array.ConvertAll(Probability, p => p > 0.5f), Probability, Probability);

    private static ImbalanceMetrics Multiclass => ImbalanceMetrics.OfClasses(Three, ThreePredicted, ["0", "1", "2"]);

    [TestMethod]
    [DataRow("i=arange(40); y=i%5==0; p=float32((i*7+3)%40/41+.01); p[y]=minimum(p[y]+.3,.99); h=p>.5; balanced_accuracy_score(y,h)", nameof(ImbalanceMetrics.BalancedAccuracy), 0.703125)]
    [DataRow("geometric_mean_score(y,h)", nameof(ImbalanceMetrics.GMean), 0.6817945071647321)]
    [DataRow("matthews_corrcoef(y,h)", nameof(ImbalanceMetrics.MatthewsCorrelation), 0.3266372899592439)]
    [DataRow("brier_score_loss(y,p)", nameof(ImbalanceMetrics.BrierScore), 0.26855924949880045)]
    [DataRow("b=minimum((p*10).astype(int),9); sum(abs((y-p)[b==k].sum()) for k in range(10))/40", nameof(ImbalanceMetrics.ExpectedCalibrationError), 0.336243903869763)]
    [DataRow("sensitivity_score(y,h)", nameof(ImbalanceMetrics.Sensitivity), 0.875)]
    [DataRow("specificity_score(y,h)", nameof(ImbalanceMetrics.Specificity), 0.53125)]
    [DataRow("classification_report_imbalanced(y,h,output_dict=True)[1]['iba']", nameof(ImbalanceMetrics.IndexOfBalancedAccuracy), 0.48082275390624996)]
    public void Binary_Metrics_EqualThoseOfPython(string script, string metric, double expected)
        => Assert.AreEqual(expected, Value(Binary, metric), 2e-8, script);

    [TestMethod]
    [DataRow("pr,re,_=precision_recall_curve(y,p); pr[re>=.8].max()", 0.8, 0.3181818181818182)]
    [DataRow("pr[re>=.5].max()", 0.5, 0.5714285714285714)]
    public void Binary_PrecisionAtRecall_EqualsThatOfPython(string script, double recall, double expected)
        => Assert.AreEqual(expected, Binary.PrecisionAtRecall(recall), 1e-12, script);

    [TestMethod]
    [DataRow("j=arange(60); t=where(j%10==0,2,where(j%3==0,1,0)); q=where(j*11%7==0,(t+1)%3,t); balanced_accuracy_score(t,q)", nameof(ImbalanceMetrics.BalancedAccuracy), 0.851851851851852)]
    [DataRow("geometric_mean_score(t,q)", nameof(ImbalanceMetrics.GMean), 0.8514549248817256)]
    [DataRow("matthews_corrcoef(t,q)", nameof(ImbalanceMetrics.MatthewsCorrelation), 0.7442993815754976)]
    public void Multiclass_Metrics_EqualThoseOfPython(string script, string metric, double expected)
        => Assert.AreEqual(expected, Value(Multiclass, metric), 1e-12, script);

    [TestMethod]
    [DataRow("classification_report_imbalanced(t,q,output_dict=True)[0]", 0, 0.967741935483871, 0.8333333333333334, 0.9583333333333334, 0.8955223880597015, 0.8936504412303007, 0.7886284722222222, 36)]
    [DataRow("...[1]", 1, 0.7272727272727273, 0.8888888888888888, 0.8571428571428571, 0.7999999999999999, 0.8728715609439694, 0.7643235071806499, 18)]
    [DataRow("...[2]", 2, 0.7142857142857143, 0.8333333333333334, 0.9629629629629629, 0.7692307692307692, 0.8958064164776166, 0.7920667581161407, 6)]
    public void Multiclass_EachClass_EqualsThatOfPython(
        string script, int at, double precision, double recall, double specificity, double f1, double mean, double index, int support)
    {
        var metrics = Multiclass.Classes[at];

        Assert.AreEqual(precision, metrics.Precision, 1e-12, script);
        Assert.AreEqual(recall, metrics.Recall!.Value, 1e-12);
        Assert.AreEqual(specificity, metrics.Specificity, 1e-12);
        Assert.AreEqual(f1, metrics.F1Score!.Value, 1e-12);
        Assert.AreEqual(mean, metrics.GeometricMean!.Value, 1e-12);
        Assert.AreEqual(index, metrics.IndexOfBalancedAccuracy!.Value, 1e-12);
        Assert.AreEqual(support, metrics.Support);
    }

    [TestMethod]
    public void ToString_Table_IsThatOfImbalancedLearn()
    {
        string[] lines = [.. Multiclass.ToString().Split('\n').Select(l => string.Join(' ', l.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Trim())];

        Assert.AreEqual("pre rec spe f1 geo iba sup", lines[0]);
        Assert.AreEqual("0 0.97 0.83 0.96 0.90 0.89 0.79 36", lines[2]);
        Assert.AreEqual("avg / total 0.87 0.85 0.93 0.85 0.89 0.78 60", lines[6]);
        StringAssert.Contains(lines[8], "Brier –");
    }

    [TestMethod]
    public void Binary_ByHand()
    {
        // 3 of 4 positive rows found, 1 of 6 negative ones called positive
        bool[] actual = [true, true, true, true, false, false, false, false, false, false];
        bool[] predicted = [true, true, true, false, true, false, false, false, false, false];

        var metrics = ImbalanceMetrics.OfBinary(actual, predicted, options: new() { DominanceWeight = 0.5 });

        Assert.AreEqual(0.75, metrics.Sensitivity);
        Assert.AreEqual(5 / 6.0, metrics.Specificity, 1e-15);
        Assert.AreEqual(Math.Sqrt(0.75 * 5 / 6), metrics.GMean, 1e-15);
        Assert.AreEqual((1 + 0.5 * (0.75 - 5 / 6.0)) * 0.75 * 5 / 6, metrics.IndexOfBalancedAccuracy, 1e-15);
        Assert.AreEqual((3 * 5 - 1 * 1) / Math.Sqrt(4 * 4 * 6 * 6), metrics.MatthewsCorrelation, 1e-12);
        Assert.AreEqual("True", metrics.PositiveClass);
        Assert.AreEqual(1, metrics.Confusion[0][1]);
        Assert.IsNull(metrics.BrierScore);
        Assert.IsNull(metrics.ExpectedCalibrationError);
        StringAssert.Contains(Assert.Throws<InvalidOperationException>(() => metrics.PrecisionAtRecall(0.5)).Message, "scores");
    }

    [TestMethod]
    public void CalibrationError_ByHand()
    {
        // two bins: {0.1, 0.3} with one positive: |1 − 0.4|, {0.5, 1} with one positive: |1 − 1.5|, over 4 rows
        var metrics = ImbalanceMetrics.OfBinary([true, false, false, true], [false, false, false, true], null, [0.1f, 0.3f, 0.5f, 1], new() { CalibrationBins = 2 });

        Assert.AreEqual((0.6 + 0.5) / 4, metrics.ExpectedCalibrationError!.Value, 1e-7);
        Assert.AreEqual((0.81 + 0.09 + 0.25 + 0) / 4, metrics.BrierScore!.Value, 1e-7);
    }

    [TestMethod]
    public void Multiclass_BrierAndCalibration_ByHand()
    {
        var p = Matrix.FromRows([0.7, 0.2, 0.1], [0.1, 0.6, 0.3], [0.2, 0.2, 0.6]);

        var metrics = ImbalanceMetrics.OfClasses([0, 1, 0], [0, 1, 2], ["a", "b", "c"], p, new() { CalibrationBins = 1 });

        Assert.AreEqual((0.09 + 0.04 + 0.01 + 0.01 + 0.16 + 0.09 + 0.64 + 0.04 + 0.36) / 3, metrics.BrierScore!.Value, 1e-12);
        Assert.AreEqual(Math.Abs(2 - 1.9) / 3, metrics.ExpectedCalibrationError!.Value, 1e-12);
    }

    [TestMethod]
    public void NothingPredictedPositive_IsZeroNotNaN()
    {
        var metrics = ImbalanceMetrics.OfBinary([true, false, false], [false, false, false]);

        Assert.AreEqual((0, 0, 0), (metrics.GMean, metrics.MatthewsCorrelation, metrics.Classes[1].Precision));
        Assert.AreEqual(0, metrics.Classes[1].F1Score);
        Assert.AreEqual(0.5, metrics.BalancedAccuracy);
        Assert.DoesNotContain("NaN", metrics.ToString());
    }

    [TestMethod]
    public void AClassWithoutRows_IsLeftOutOfTheMeansAndSaysSo()
    {
        var metrics = ImbalanceMetrics.OfClasses([0, 0, 1, 1], [0, 2, 1, 1], ["a", "b", "c"]);

        Assert.IsNull(metrics.Classes[2].Recall);
        Assert.AreEqual(0, metrics.Classes[2].Precision);
        Assert.AreEqual(0.75, metrics.BalancedAccuracy);
        Assert.AreEqual(Math.Sqrt(0.5), metrics.GMean, 1e-15);
        StringAssert.Contains(metrics.ToString(), "–");
    }

    [TestMethod]
    public void OneClassOrNoRows_SaysSo()
    {
        StringAssert.Contains(Assert.Throws<SyntheticDataException>(() => ImbalanceMetrics.OfBinary([false, false], [false, true])).Message, "'False'");
        Assert.Throws<SyntheticDataException>(() => ImbalanceMetrics.OfBinary([], []));
        Assert.Throws<ArgumentException>(() => ImbalanceMetrics.OfBinary([true], [true, false]));
        Assert.Throws<ArgumentException>(() => ImbalanceMetrics.OfBinary([true, false], [true, false], null, [1.5f, 0]));
    }

    [TestMethod]
    public void EvaluateImbalance_Binary_ReadsTheScoredView()
    {
        var scored = Scored(Loans.Featurize(_ml).Append(_ml.BinaryClassification.Trainers.LbfgsLogisticRegression(Label)));

        var metrics = _ml.Synthetic.EvaluateImbalance(scored, Label);
        var theirs = _ml.BinaryClassification.Evaluate(scored, Label);

        Assert.AreEqual(theirs.PositiveRecall, metrics.Sensitivity, 1e-6);
        Assert.AreEqual(theirs.NegativeRecall, metrics.Specificity, 1e-6);
        Assert.AreEqual(theirs.PositivePrecision, metrics.Classes[1].Precision, 1e-6);
        Assert.IsNotNull(metrics.Curve);
        Assert.IsTrue(metrics.ExpectedCalibrationError is > 0 and < 0.1);
    }

    [TestMethod]
    public void EvaluateImbalance_WithoutProbabilities_HasNoBrierScore()
    {
        var scored = Scored(Loans.Featurize(_ml).Append(_ml.BinaryClassification.Trainers.AveragedPerceptron(Label)));

        var metrics = _ml.Synthetic.EvaluateImbalance(scored, Label);

        Assert.IsNull(metrics.BrierScore);
        Assert.IsNotNull(metrics.Curve);
    }

    [TestMethod]
    public void EvaluateImbalance_Multiclass_EqualsTheEvaluatorWhereBothMeasure()
    {
        var pipeline = _ml.Transforms.Conversion.MapValueToKey("Job").Append(_ml.Transforms.Concatenate("Features", "Amount"))
            .Append(_ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy("Job"));
        var scored = Scored(pipeline);
        var named = _ml.Transforms.Conversion.MapKeyToValue("PredictedLabel").Append(_ml.Transforms.Conversion.MapKeyToValue("Job")).Fit(scored).Transform(scored);

        var metrics = _ml.Synthetic.EvaluateImbalance(scored, "Job");
        var theirs = _ml.MulticlassClassification.Evaluate(scored, "Job");

        Assert.AreEqual(theirs.MacroAccuracy, metrics.BalancedAccuracy, 1e-6);
        Assert.AreEqual(theirs.MicroAccuracy, metrics.Accuracy, 1e-6);
        Assert.IsNotNull(metrics.BrierScore);
        Assert.AreEqual(metrics.BrierScore, _ml.Synthetic.EvaluateImbalance(named, "Job").BrierScore);
        Assert.AreEqual(metrics.MatthewsCorrelation, _ml.Synthetic.EvaluateImbalance(named, "Job").MatthewsCorrelation);
        Assert.IsNull(metrics.Curve);
    }

    [TestMethod]
    public void EvaluateImbalance_AMissingScore_SaysSo()
    {
        var loans = Loans.Make(100, seed: 2);
        loans[5].Amount = float.NaN;
        var model = Loans.Featurize(_ml).Append(_ml.BinaryClassification.Trainers.LbfgsLogisticRegression(Label)).Fit(Loans.View(_ml));

        var error = Assert.Throws<SyntheticDataException>(() => _ml.Synthetic.EvaluateImbalance(model.Transform(_ml.Data.LoadFromEnumerable(loans)), Label));

        StringAssert.Contains(error.Message, "1 of 100");
        StringAssert.Contains(error.Message, "ReplaceMissingValues");
    }

    [TestMethod]
    public void EvaluateImbalance_NotAClassifier_SaysSo()
        => StringAssert.Contains(Assert.Throws<ArgumentException>(() => _ml.Synthetic.EvaluateImbalance(Loans.View(_ml), Label)).Message, "PredictedLabel");

    [TestMethod]
    public void CrossValidate_CarriesTheMetricsOfEachFold()
    {
        var result = _ml.Synthetic.CrossValidate(
            Loans.View(_ml), Loans.Featurize(_ml).Append(_ml.BinaryClassification.Trainers.LbfgsLogisticRegression(Label)), Label, new() { Seed = 1, NumberOfFolds = 3 });

        foreach (var fold in result.Folds)
        {
            var metrics = _ml.Synthetic.EvaluateImbalance(fold.ScoredTestSet, Label);
            foreach (string name in (string[])["GMean", "BalancedAccuracy", "MatthewsCorrelation", "ExpectedCalibrationError", "BrierScore"])
                Assert.AreEqual(Value(metrics, name), fold.Metrics[name], name);
        }
    }

    private IDataView Scored(IEstimator<ITransformer> pipeline) => pipeline.Fit(Loans.View(_ml)).Transform(Loans.View(_ml, seed: 2));

    private static double Value(ImbalanceMetrics metrics, string name)
        => Convert.ToDouble(typeof(ImbalanceMetrics).GetProperty(name)!.GetValue(metrics), CultureInfo.InvariantCulture);
}
