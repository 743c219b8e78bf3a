// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.Synthetic.Tests;

[TestClass]
public sealed class CrossValidationTests
{
    private const string Label = nameof(Loan.Default);
    private readonly MLContext _ml = new(1);

    private IEstimator<ITransformer> Logistic => Loans.Featurize(_ml).Append(_ml.BinaryClassification.Trainers.LbfgsLogisticRegression(Label));

    [TestMethod]
    public void Split_Folds_AreDisjointCoverAllRowsAndHaveTheirShareOfEachClass()
    {
        var view = Loans.View(_ml, rows: 437);

        var folds = _ml.Synthetic.CrossValidationSplit(view, Label, new() { NumberOfFolds = 5, Seed = 3 });

        CollectionAssert.AreEquivalent(view.GetColumn<string>("Note").ToArray(), folds.SelectMany(f => f.TestSet.GetColumn<string>("Note")).ToArray());
        foreach (var fold in folds)
        {
            Assert.AreEqual(437L, fold.TrainSet.Count() + fold.TestSet.Count());
            Assert.AreEqual(437 / 5.0, fold.TestSet.Count(), 1);
            Assert.AreEqual(44 / 5.0, fold.TestSet.GetColumn<bool>(Label).Count(d => d), 1);
            CollectionAssert.AreEqual(new string[0], fold.TrainSet.GetColumn<string>("Note").Intersect(fold.TestSet.GetColumn<string>("Note")).ToArray());
            Assert.AreEqual(fold.TestSet.GetRowCount(), fold.TestSet.Count());
        }
    }

    [TestMethod]
    public void Split_SameSeed_SameFolds()
    {
        string[] Fold(int seed) => [.. _ml.Synthetic.CrossValidationSplit(Loans.View(_ml), Label, new() { Seed = seed })[0].TestSet.GetColumn<string>("Note")];

        CollectionAssert.AreEqual(Fold(1), Fold(1));
        CollectionAssert.AreNotEqual(Fold(1), Fold(2));
    }

    [TestMethod]
    public void Split_Repeats_DealAnew()
    {
        var folds = _ml.Synthetic.CrossValidationSplit(Loans.View(_ml), Label, new() { NumberOfFolds = 2, Repeats = 3, Seed = 1 });

        Assert.HasCount(6, folds);
        CollectionAssert.AreNotEqual(folds[0].TestSet.GetColumn<string>("Note").ToArray(), folds[2].TestSet.GetColumn<string>("Note").ToArray());
        CollectionAssert.AreEqual(new[] { (0, 0), (0, 1), (1, 0), (1, 1), (2, 0), (2, 1) }, folds.Select(f => (f.Repeat, f.Fold)).ToArray());
    }

    [TestMethod]
    public void Split_ShuffledReading_GivesTheRowsOfTheFold()
    {
        var fold = _ml.Synthetic.CrossValidationSplit(Loans.View(_ml), Label, new() { Seed = 1 })[0].TrainSet;

        string[] shuffled = [.. _ml.Data.ShuffleRows(fold, seed: 2).GetColumn<string>("Note")];

        CollectionAssert.AreEquivalent(fold.GetColumn<string>("Note").ToArray(), shuffled);
        CollectionAssert.AreNotEqual(fold.GetColumn<string>("Note").ToArray(), shuffled);
    }

    [TestMethod]
    public void CrossValidate_FourPositivesIn300_WorksWhereRandomFoldsThrow()
    {
        var loans = Loans.Make(300);
        for (int i = 0; i < loans.Length; i++)
            loans[i].Default = i is 10 or 100 or 200 or 290;
        var view = _ml.Data.LoadFromEnumerable(loans);

        var result = _ml.Synthetic.CrossValidate(view, Logistic, Label, new() { NumberOfFolds = 4, Seed = 1 });

        Assert.HasCount(4, result.Folds);
        Assert.IsTrue(result.Folds.All(f => f.ScoredTestSet.GetColumn<bool>(Label).Count(d => d) == 1));
        Assert.IsFalse(double.IsNaN(result["AreaUnderRocCurve"].Mean));
    }

    [TestMethod]
    public void CrossValidate_FewerRowsOfAClassThanFolds_SaysSo()
    {
        var loans = Loans.Make(300);
        for (int i = 0; i < loans.Length; i++)
            loans[i].Default = i is 10 or 100;

        var error = Assert.Throws<SyntheticDataException>(() => _ml.Synthetic.CrossValidate(_ml.Data.LoadFromEnumerable(loans), Logistic, Label));

        StringAssert.Contains(error.Message, "'True'");
        StringAssert.Contains(error.Message, "at most 2");
    }

    [TestMethod]
    public void CrossValidate_WithAStep_TestsOnRealRowsOnly()
    {
        var witness = new Witness();
        var pipeline = _ml.Synthetic.Smote(Label, new() { Seed = 1, FeatureColumnNames = ["Amount"] }).Append(witness).Append(Logistic);

        var result = _ml.Synthetic.CrossValidate(Loans.View(_ml), pipeline, Label, new() { Seed = 1 });

        Assert.AreEqual(600L, result.Folds.Sum(f => f.ScoredTestSet.Count()));
        Assert.AreEqual(864L, witness.Rows);                          // 432 of each class in four fifths of 600 rows
    }

    [TestMethod]
    public void CrossValidate_Brier_EqualsItsDefinition()
    {
        var result = _ml.Synthetic.CrossValidate(Loans.View(_ml), Logistic, Label, new() { Seed = 1, NumberOfFolds = 3 });

        foreach (var fold in result.Folds)
        {
            double expected = fold.ScoredTestSet.GetColumn<float>("Probability").Zip(fold.ScoredTestSet.GetColumn<bool>(Label), (p, y) => Math.Pow((double)p - (y ? 1 : 0), 2)).Average();
            Assert.AreEqual(expected, fold.Metrics["BrierScore"], 1e-12);
        }
    }

    [TestMethod]
    public void Estimate_Interval_FollowsNadeauAndBengio()
    {
        var result = _ml.Synthetic.CrossValidate(Loans.View(_ml), Logistic, Label, new() { Seed = 1, NumberOfFolds = 5, Repeats = 2 });
        double[] values = [.. result.Folds.Select(f => f.Metrics["Accuracy"])];
        double mean = values.Average(), variance = values.Sum(v => (v - mean) * (v - mean)) / 9;

        var estimate = result["Accuracy"];

        Assert.AreEqual(mean, estimate.Mean, 1e-12);
        Assert.AreEqual(2.2622 * Math.Sqrt((0.1 + 0.25) * variance), estimate.HalfWidth, 1e-9);
        StringAssert.Contains(result.ToString(), "BrierScore");
    }

    [TestMethod]
    public void Minus_SameFolds_PairsThem()
    {
        var options = new CrossValidationOptions { Seed = 1, NumberOfFolds = 3 };
        var view = Loans.View(_ml);
        var plain = _ml.Synthetic.CrossValidate(view, Logistic, Label, options);

        var itself = plain.Minus(plain, "LogLoss");

        Assert.AreEqual(0, itself.Mean);
        Assert.AreEqual(0, itself.HalfWidth);
        Assert.Throws<ArgumentException>(() => plain.Minus(_ml.Synthetic.CrossValidate(view, Logistic, Label, options with { NumberOfFolds = 2 }), "LogLoss"));
    }

    [TestMethod]
    public void CrossValidate_Multiclass_KeepsRareClassesInEveryFold()
    {
        var pipeline = _ml.Transforms.Conversion.MapValueToKey("Job").Append(_ml.Transforms.Concatenate("Features", "Amount"))
            .Append(_ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy("Job"));

        var result = _ml.Synthetic.CrossValidate(Loans.View(_ml), pipeline, "Job", new() { Seed = 1 });

        Assert.IsTrue(result["MicroAccuracy"].Mean is > 0 and < 1);
    }

    [TestMethod]
    public void CrossValidate_Regression_IsNotStratified()
    {
        var pipeline = _ml.Transforms.Concatenate("Features", "Age").Append(_ml.Regression.Trainers.LbfgsPoissonRegression("Amount"));
        var view = _ml.Transforms.Conversion.ConvertType("Age", "Age").Fit(Loans.View(_ml)).Transform(Loans.View(_ml));

        var result = _ml.Synthetic.CrossValidate(view, pipeline, "Amount", new() { Seed = 1 });

        CollectionAssert.Contains(result.MetricNames.ToArray(), "RSquared");
        Assert.IsGreaterThan(0, result["RootMeanSquaredError"].Mean);
    }

    [TestMethod]
    public void CrossValidate_NonCalibrated_HasNoLogLoss()
    {
        var pipeline = Loans.Featurize(_ml).Append(_ml.BinaryClassification.Trainers.AveragedPerceptron(Label));

        var result = _ml.Synthetic.CrossValidate(Loans.View(_ml), pipeline, Label, new() { Seed = 1, NumberOfFolds = 2 });

        CollectionAssert.DoesNotContain(result.MetricNames.ToArray(), "LogLoss");
        StringAssert.Contains(Assert.Throws<ArgumentException>(() => result["LogLoss"]).Message, "AreaUnderRocCurve");
    }

    [TestMethod]
    public void CrossValidate_NoTrainer_SaysSo()
        => StringAssert.Contains(
            Assert.Throws<ArgumentException>(() => _ml.Synthetic.CrossValidate(Loans.View(_ml), Loans.Featurize(_ml), Label)).Message, "trainer");

    [TestMethod]
    public void CrossValidate_Cancelled_Stops()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();

        Assert.Throws<OperationCanceledException>(() => _ml.Synthetic.CrossValidate(Loans.View(_ml), Logistic, Label, new() { Cancellation = source.Token }));
    }

    [TestMethod]
    [DataRow(1, 12.7062), DataRow(30, 2.0423), DataRow(31, 2.0395), DataRow(100, 1.9840)]
    public void StudentT_Quantiles_EqualTables(int degrees, double expected)
    {
        Assert.AreEqual(expected, StudentT.TwoSided95(degrees), 2e-4);
    }
}
