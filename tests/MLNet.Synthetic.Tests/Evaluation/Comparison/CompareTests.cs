// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.Synthetic.Tests;

[TestClass]
public sealed class CompareTests
{
    private const string Label = nameof(Loan.Default);
    private readonly MLContext _ml = new(1);

    private IEstimator<ITransformer> Logistic => Pipeline(null);

    [TestMethod]
    [TestCategory("Slow")]
    public void Compare_Defaults_TryEverythingOnTheSameFolds()
    {
        var result = _ml.Synthetic.Compare(Loans.View(_ml), Label, Pipeline, new() { Seed = 1, NumberOfFolds = 3, Repeats = 1 });

        CollectionAssert.AreEquivalent(
            new[] { "none", "class weights", "threshold", "random oversampling", "random undersampling", "SMOTE", "Gaussian copula" }, result.Candidates.Select(c => c.Name).ToArray());
        Assert.IsTrue(result.Candidates.All(c => c.Error is null), result.ToString());
        var plain = _ml.Synthetic.CrossValidate(Loans.View(_ml), Logistic, Label, new() { Seed = 1, NumberOfFolds = 3 });
        Assert.AreEqual(plain["MatthewsCorrelation"], result["none"].Utility);
        Assert.AreEqual(plain["LogLoss"].Mean, result["none"].Metrics["LogLoss"].Mean);
        Assert.IsNull(result["none"].Difference);
        Assert.AreEqual((0, null, null), (result["class weights"].NewRows, result["class weights"].Copies, result["class weights"].DistanceRatio));
        Assert.AreEqual((320, 1.0, 0.0), (result["random oversampling"].NewRows, result["random oversampling"].Copies, result["random oversampling"].DistanceRatio));   // 360 − 40 of 400 training rows
        Assert.IsLessThan(0.5, result["Gaussian copula"].Copies!.Value);
        Assert.IsTrue(result["Gaussian copula"].DistanceRatio is > 0.3 and < 3);
        Assert.IsTrue(result.Candidates.Any(c => c.IsParetoOptimal));
        StringAssert.Contains(result.ToString(), result.Recommendation);
    }

    [TestMethod]
    public void Compare_WeightsAreTheDifference_RecommendsThemAndNotToSynthesize()
    {
        var result = _ml.Synthetic.Compare(Loans.View(_ml, 1500), Label, Pipeline, new()
        {
            Seed = 1,
            Metric = "BalancedAccuracy",
            Candidates = [CompareCandidate.ClassWeights, CompareCandidate.Step("random", _ml.Synthetic.RandomOversample(Label, new() { Seed = 1 }))],
        });

        Assert.IsTrue(result["class weights"].IsBeyondChance && result["random"].IsBeyondChance, result.ToString());
        Assert.AreEqual("class weights", result.Recommended.Name);
        StringAssert.StartsWith(result.Recommendation, "Do not synthesize: ");
    }

    [TestMethod]
    public void Compare_NothingHelps_RecommendsNothing()
    {
        var result = _ml.Synthetic.Compare(Loans.View(_ml), Label, Logistic, new()
        {
            Seed = 1,
            Metric = "AreaUnderRocCurve",
            NumberOfFolds = 3,
            Repeats = 1,
            Candidates = [CompareCandidate.Step("random", _ml.Synthetic.RandomOversample(Label, new() { Seed = 1 })), CompareCandidate.Threshold()],
        });

        Assert.AreEqual("none", result.Recommended.Name);
        StringAssert.Contains(result.Recommendation, "none of 2 candidates");
        Assert.AreEqual(0, result["threshold"].Difference!.Mean, 0.02);  // a threshold does not change how rows are ranked
    }

    [TestMethod]
    public void Compare_LowerIsBetter_TurnsTheOrderRound()
    {
        var result = _ml.Synthetic.Compare(Loans.View(_ml), Label, Logistic, new()
        {
            Seed = 1,
            Metric = "LogLoss",
            NumberOfFolds = 3,
            Repeats = 1,
            Candidates = [CompareCandidate.Step("random", _ml.Synthetic.RandomOversample(Label, new() { Seed = 1 }))],
        });

        Assert.IsGreaterThan(0, result["random"].Difference!.Mean);   // probabilities of a balanced world
        Assert.AreEqual("none", result.Recommended.Name);
        Assert.IsTrue(result["none"].IsParetoOptimal && !result["random"].IsParetoOptimal);
    }

    [TestMethod]
    public void Compare_FailingCandidates_AreReported()
    {
        var result = _ml.Synthetic.Compare(Loans.View(_ml), Label, Logistic, new()
        {
            Seed = 1,
            NumberOfFolds = 2,
            Repeats = 1,
            Candidates =
            [
                CompareCandidate.ClassWeights,
                CompareCandidate.Step("greedy", _ml.Synthetic.Smote(Label, new() { Neighbors = 500, FeatureColumnNames = ["Amount"] })),
                CompareCandidate.Pipeline("regression", Loans.Featurize(_ml).Append(_ml.Regression.Trainers.LbfgsPoissonRegression("Amount"))),
                CompareCandidate.Step("random", _ml.Synthetic.RandomOversample(Label, new() { Seed = 1 })),
            ],
        });

        StringAssert.Contains(result["class weights"].Error, "function of the weight column");
        StringAssert.Contains(result["greedy"].Error, "500");
        StringAssert.StartsWith(result["regression"].Error, "failed: ");
        Assert.IsNull(result["random"].Error);
        StringAssert.Contains(result.ToString(), "function of the weight column");
    }

    [TestMethod]
    public void Compare_TinyBudget_KeepsThePipelineAndSaysWhatWasLeftOut()
    {
        var result = _ml.Synthetic.Compare(Loans.View(_ml), Label, Logistic, new() { Seed = 1, NumberOfFolds = 2, TimeBudget = TimeSpan.FromTicks(1) });

        Assert.IsNull(result["none"].Error);
        Assert.IsTrue(result.Candidates.Skip(1).All(c => c.Error!.Contains("time budget", StringComparison.Ordinal)));
        Assert.AreEqual("none", result.Recommended.Name);
    }

    [TestMethod]
    public void Compare_MulticlassAndRegression_HaveDefaultsOfTheirOwn()
    {
        var jobs = _ml.Transforms.Conversion.MapValueToKey("Job").Append(_ml.Transforms.Concatenate("Features", "Amount")).Append(_ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy("Job"));
        var amounts = _ml.Transforms.Conversion.ConvertType("AgeNumber", "Age").Append(_ml.Transforms.Concatenate("Features", "AgeNumber")).Append(_ml.Regression.Trainers.LbfgsPoissonRegression("Amount"));

        var classes = _ml.Synthetic.Compare(Loans.View(_ml, 300), "Job", jobs, new() { Seed = 1, NumberOfFolds = 2, Repeats = 1 });
        var numbers = _ml.Synthetic.Compare(Loans.View(_ml, 300), "Amount", amounts, new() { Seed = 1, NumberOfFolds = 2, Repeats = 1 });

        Assert.AreEqual(("MacroAccuracy", 5), (classes.Metric, classes.Candidates.Count), classes.ToString());
        Assert.AreEqual(("RSquared", 3), (numbers.Metric, numbers.Candidates.Count), numbers.ToString());
    }

    [TestMethod]
    public void Compare_BadLabel_NamesIt()
    {
        var one = _ml.Data.LoadFromEnumerable(Loans.Make(40).Where(l => !l.Default));

        StringAssert.Contains(Assert.Throws<SyntheticDataException>(() => _ml.Synthetic.Compare(one, Label, Logistic)).Message, "same 'Default'");
        StringAssert.Contains(Assert.Throws<ArgumentException>(() => _ml.Synthetic.Compare(one, "Fraud", Logistic)).Message, "'Fraud'");
        StringAssert.Contains(Assert.Throws<SyntheticDataException>(() => _ml.Synthetic.Compare(Loans.View(_ml, 0), Label, Logistic)).Message, "no rows");
        StringAssert.Contains(Assert.Throws<SyntheticDataException>(() => _ml.Synthetic.Compare(Loans.View(_ml, 30), Label, Logistic)).Message, "'True' of 'Default' has 3 rows");
        StringAssert.Contains(Assert.Throws<ArgumentException>(() => _ml.Synthetic.Compare(Loans.View(_ml), Label, Logistic, new() { Metric = "Beauty", Candidates = [], NumberOfFolds = 2, Repeats = 1 })).Message, "'Beauty'");
        Assert.Throws<ArgumentException>(() => _ml.Synthetic.Compare(Loans.View(_ml), Label, Logistic, new() { Candidates = [CompareCandidate.Threshold(), CompareCandidate.Threshold()] }));
    }

    [TestMethod]
    public void Compare_Cancelled_Stops()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();

        Assert.Throws<OperationCanceledException>(() => _ml.Synthetic.Compare(Loans.View(_ml), Label, Logistic, new() { Cancellation = source.Token }));
    }

    private IEstimator<ITransformer> Pipeline(string? weight)
        => Loans.Featurize(_ml).Append(_ml.Transforms.NormalizeMinMax("Features")).Append(_ml.BinaryClassification.Trainers.LbfgsLogisticRegression(Label, exampleWeightColumnName: weight));
}
