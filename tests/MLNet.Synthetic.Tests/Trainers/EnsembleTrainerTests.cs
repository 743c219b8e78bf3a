// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.Synthetic.Tests;

[TestClass]
public sealed class EnsembleTrainerTests
{
    private const string Label = nameof(Loan.Default);
    private readonly MLContext _ml = new(1);

    private IDataView Train => field ??= Loans.View(_ml, rows: 1000);

    private IDataView Test => field ??= Loans.View(_ml, rows: 800, seed: 4);

    private IEstimator<ITransformer> Logistic => _ml.BinaryClassification.Trainers.LbfgsLogisticRegression(Label);

    private IEstimator<ITransformer> Trees => _ml.BinaryClassification.Trainers.FastTree(Label, numberOfLeaves: 4, numberOfTrees: 5, minimumExampleCountPerLeaf: 5);

    private IEstimator<ITransformer> Perceptron => _ml.Transforms.NormalizeMeanVariance("Features").Append(_ml.BinaryClassification.Trainers.AveragedPerceptron(Label));

    private EnsembleTrainer Ensemble(string kind, IEstimator<ITransformer>? trainer = null, int members = 4, int seed = 1, AdaBoostVariant variant = AdaBoostVariant.M2)
    {
        var ensembles = _ml.Synthetic.Trainers;
        trainer ??= Trees;
        return kind switch
        {
            "easy" => ensembles.EasyEnsemble(trainer, Label, new() { Members = members, Seed = seed }),
            "bagging" => ensembles.BalancedBagging(trainer, Label, new() { Members = members, Seed = seed }),
            "ada" => ensembles.AdaBoost(trainer, Label, new() { Members = members, Seed = seed, Variant = variant }),
            "rus" => ensembles.RusBoost(trainer, Label, new() { Members = members, Seed = seed, Variant = variant }),
            "smote" => ensembles.SmoteBoost(trainer, Label, new() { Members = members, Seed = seed, Variant = variant }),
            _ => ensembles.EasyEnsemble(
                ensembles.AdaBoost(trainer, Label, new() { Members = 3, Seed = seed, Variant = variant }), Label, new() { Members = members, Seed = seed }),
        };
    }

    private IEstimator<ITransformer> Pipeline(string kind, IEstimator<ITransformer>? trainer = null, int members = 4, int seed = 1)
        => Loans.Featurize(_ml).Append(Ensemble(kind, trainer, members, seed));

    [TestMethod]
    [DynamicData(nameof(Kinds))]
    public void Fit_RanksHeldOutRowsAndFindsTheRareClass(string kind)
    {
        var scored = Pipeline(kind).Fit(Train).Transform(Test);

        var metrics = _ml.BinaryClassification.Evaluate(scored, Label);

        Assert.IsGreaterThan(0.78, metrics.AreaUnderRocCurve, kind);
        Assert.AreEqual(800, metrics.ConfusionMatrix.Counts.Sum(r => r.Sum()));
        if (kind is not ("ada" or "smote"))
            Assert.IsGreaterThan(0.5, metrics.PositiveRecall, kind);
    }

    [TestMethod]
    [DynamicData(nameof(Kinds))]
    public void Outputs_AgreeWithOneAnother(string kind)
    {
        var scored = Pipeline(kind).Fit(Train).Transform(Test);

        float[] p = [.. scored.GetColumn<float>("Probability")], s = [.. scored.GetColumn<float>("Score")];
        bool[] labels = [.. scored.GetColumn<bool>("PredictedLabel")];
        for (int i = 0; i < p.Length; i++)
        {
            Assert.IsTrue(p[i] is >= 0 and <= 1);
            Assert.AreEqual(p[i], 1 / (1 + Math.Exp(-s[i])), 1e-5);
            Assert.AreEqual(s[i] > 0, labels[i]);
        }

        Assert.IsNull(scored.Schema.GetColumnOrNull("__VoteSum0"));
    }

    [TestMethod]
    [DynamicData(nameof(Kinds))]
    public void SameSeed_SameModel_OtherSeed_AnotherModel(string kind)
    {
        string[] Scores(int seed) => Pipeline(kind, seed: seed).Fit(Train).Transform(Test).Dump("Score");

        string[] one = Scores(1);
        CollectionAssert.AreEqual(one, Scores(1));
        CollectionAssert.AreNotEqual(one, Scores(2));
    }

    [TestMethod]
    [DynamicData(nameof(Kinds))]
    public void GetOutputSchema_PromisesWhatComes(string kind)
        => Promises.AssertKept(Ensemble(kind), Loans.Featurize(_ml).Fit(Train).Transform(Train));

    [TestMethod]
    [DynamicData(nameof(Kinds))]
    public void PredictionEngine_EqualsTheView(string kind)
    {
        var model = Pipeline(kind).Fit(Train);
        var engine = _ml.Model.CreatePredictionEngine<Loan, BinaryPrediction>(model);
        var scored = model.Transform(Loans.View(_ml, rows: 20, seed: 9));

        var predictions = Loans.Make(20, seed: 9).Select(l => engine.Predict(l)).ToArray();

        CollectionAssert.AreEqual(scored.GetColumn<float>("Score").ToArray(), Array.ConvertAll(predictions, q => q.Score));
        CollectionAssert.AreEqual(scored.GetColumn<float>("Probability").ToArray(), Array.ConvertAll(predictions, q => q.Probability));
        CollectionAssert.AreEqual(scored.GetColumn<bool>("PredictedLabel").ToArray(), Array.ConvertAll(predictions, q => q.PredictedLabel));
    }

    [TestMethod]
    [DynamicData(nameof(Kinds))]
    public void CrossValidate_Works(string kind)
    {
        var theirs = _ml.BinaryClassification.CrossValidate(Train, Pipeline(kind, members: 2), 3, Label);
        var ours = _ml.Synthetic.CrossValidate(Train, Pipeline(kind, members: 2), Label, new() { Seed = 1, NumberOfFolds = 3 });

        Assert.IsTrue(theirs.All(f => f.Metrics.AreaUnderRocCurve > 0.7));
        Assert.IsGreaterThan(0.7, ours["AreaUnderRocCurve"].Mean);
    }

    [TestMethod]
    [Timeout(240_000)]
    [DataRow("bagging"), DataRow("smote"), DataRow("easy of ada")]
    public void SavedModel_LoadsAndScoresInAProcessWithoutThisLibrary(string kind)
        => PlainHost.AssertScoresAlike(_ml, Pipeline(kind).Fit(Train), Train.Schema, Loans.View(_ml, rows: 50, seed: 5));

    [TestMethod]
    public void EasyEnsemble_MembersSeeAllOfTheSmallerClassAndAsManyOfTheLarger()
    {
        var seen = Seen("easy", out var model);

        Assert.HasCount(4, seen);
        foreach (string[] rows in seen)
        {
            Assert.HasCount(200, rows);
            Assert.HasCount(200, rows.Distinct().ToArray());
            Assert.HasCount(100, rows.Where(IsPositive).ToArray());
        }

        CollectionAssert.AreNotEqual(seen[0], seen[1]);
    }

    [TestMethod]
    public void BalancedBagging_MembersSeeBootstrapSamples()
    {
        foreach (string[] rows in Seen("bagging", out _))
        {
            Assert.HasCount(200, rows);
            Assert.HasCount(100, rows.Where(IsPositive).ToArray());
            Assert.AreEqual(63, rows.Where(IsPositive).Distinct().Count(), 16);   // 100 (1 − 1/e), five standard deviations
        }
    }

    [TestMethod]
    [DataRow("rus", 200), DataRow("ada", 1000), DataRow("smote", 1800)]
    public void Boosting_MembersSeeAsManyRowsAsTheRoundHas(string kind, int expected)
    {
        var seen = Seen(kind, out _);

        foreach (string[] rows in seen)
            Assert.HasCount(expected, rows);
        CollectionAssert.AreNotEqual(seen[0], seen[1]);
    }

    [TestMethod]
    public void EasyEnsemble_Probability_IsTheMeanOfTheMembers()
    {
        var input = Loans.Featurize(_ml).Fit(Train).Transform(Train);
        var model = Ensemble("easy", Logistic).Fit(input);

        float[][] members = [.. model.Where(m => m is ISingleFeaturePredictionTransformer<object>).Select(m => m.Transform(input).GetColumn<float>("Probability").ToArray())];
        float[] p = [.. model.Transform(input).GetColumn<float>("Probability")];

        Assert.HasCount(4, members);
        for (int i = 0; i < p.Length; i++)
            Assert.AreEqual(members.Average(m => m[i]), p[i], 1e-6);
    }

    [TestMethod]
    [DataRow("ada", AdaBoostVariant.M2), DataRow("rus", AdaBoostVariant.M2), DataRow("smote", AdaBoostVariant.M2), DataRow("rus", AdaBoostVariant.M1)]
    public void Boosting_Probability_IsTheWeightedVoteOfThePaper(string kind, AdaBoostVariant variant)
    {
        var input = Loans.Featurize(_ml).Fit(Train).Transform(Train);
        var model = Ensemble(kind, Logistic, variant: variant).Fit(input);
        bool[] y = [.. input.GetColumn<bool>(Label)];
        ITransformer[] members = [.. model.Where(m => m is ISingleFeaturePredictionTransformer<object>)];

        // the paper's loop over the members that were trained
        double[] d = [.. y.Select(_ => 1.0 / y.Length)], votes = new double[y.Length];
        double sum = 0;
        foreach (var member in members)
        {
            var scored = member.Transform(input);
            double[] h1 = variant == AdaBoostVariant.M1
                ? [.. scored.GetColumn<bool>("PredictedLabel").Select(l => l ? 1.0 : 0)]
                : [.. scored.GetColumn<float>("Probability").Select(p => (double)p)];
            double pseudoLoss = 0.5 * Enumerable.Range(0, y.Length).Sum(i => d[i] * (1 - (y[i] ? h1[i] : 1 - h1[i]) + (y[i] ? 1 - h1[i] : h1[i])));
            double beta = pseudoLoss / (1 - pseudoLoss);
            for (int i = 0; i < y.Length; i++)
            {
                d[i] *= Math.Pow(beta, 0.5 * (1 + (y[i] ? h1[i] : 1 - h1[i]) - (y[i] ? 1 - h1[i] : h1[i])));
                votes[i] += Math.Log(1 / beta) * h1[i];
            }

            double all = d.Sum();
            d = Array.ConvertAll(d, w => w / all);
            sum += Math.Log(1 / beta);
        }

        float[] actual = [.. model.Transform(input).GetColumn<float>("Probability")];
        Assert.IsGreaterThan(1, members.Length);
        for (int i = 0; i < y.Length; i++)
            Assert.AreEqual(votes[i] / sum, actual[i], 1e-5);
    }

    [TestMethod]
    public void CorrectPrior_BringsTheMeanProbabilityBackToTheRealShare()
    {
        double Mean(bool correct) => Loans.Featurize(_ml)
            .Append(_ml.Synthetic.Trainers.EasyEnsemble(Logistic, Label, new() { Seed = 1, Members = 5, CorrectPrior = correct }))
            .Fit(Train).Transform(Test).GetColumn<float>("Probability").Average();

        Assert.IsGreaterThan(0.25, Mean(false));
        Assert.AreEqual(0.1, Mean(true), 0.03);
    }

    [TestMethod]
    [DataRow("easy"), DataRow("bagging")]
    public void TrainerWithoutProbability_MembersVote(string kind)
    {
        var input = Loans.Featurize(_ml).Fit(Train).Transform(Train);

        var scored = Ensemble(kind, Perceptron).Fit(input).Transform(input);

        foreach (float p in scored.GetColumn<float>("Probability"))
            Assert.AreEqual(Math.Round(4 * p), 4 * p, 1e-5);
    }

    [TestMethod]
    [DataRow("ada"), DataRow("rus"), DataRow("smote")]
    public void Boosting_TrainerWithoutProbability_M2PointsToACalibratorAndM1Works(string kind)
    {
        var input = Loans.Featurize(_ml).Fit(Train).Transform(Train);

        var error = Assert.Throws<ArgumentException>(() => Ensemble(kind, Perceptron).Fit(input));
        var scored = Ensemble(kind, Perceptron, variant: AdaBoostVariant.M1).Fit(input).Transform(input);

        StringAssert.Contains(error.Message, "Platt");
        StringAssert.Contains(error.Message, "M1");
        Assert.AreEqual(1000L, scored.Count());
    }

    [TestMethod]
    public void Boosting_MemberNoBetterThanChance_SaysSo()
    {
        var input = Loans.Featurize(_ml).Fit(Train).Transform(Train);
        var hopeless = _ml.BinaryClassification.Trainers.FastTree(Label, minimumExampleCountPerLeaf: 10_000);   // no tree can split: one probability for all

        var error = Assert.Throws<SyntheticDataException>(() => Ensemble("rus", hopeless).Fit(input));

        StringAssert.Contains(error.Message, "no better than chance");
    }

    [TestMethod]
    public void Boosting_NoErrorLeft_EndsEarly()
    {
        var log = new LogWatch(_ml);
        var loans = Loans.Make(300);
        foreach (var loan in loans)
            loan.Amount = loan.Default ? 5000 : 1000;
        var input = Loans.Featurize(_ml).Fit(Train).Transform(_ml.Data.LoadFromEnumerable(loans));

        var model = Ensemble("rus", Trees, variant: AdaBoostVariant.M1).Fit(input);

        Assert.HasCount(1, model.Where(m => m is ISingleFeaturePredictionTransformer<object>).ToArray());
        Assert.IsTrue(log.Infos.Any(m => m.Contains("ends with 1 of 4", StringComparison.Ordinal)));
        Assert.AreEqual(1, _ml.BinaryClassification.Evaluate(model.Transform(input), Label).F1Score);
    }

    [TestMethod]
    [DynamicData(nameof(Kinds))]
    public void OneClassOrOneRow_SaysSo(string kind)
    {
        foreach (int positives in (int[])[0, 1])
        {
            var loans = Loans.Make(100);
            for (int i = 0; i < loans.Length; i++)
                loans[i].Default = i < positives;

            var error = Assert.Throws<SyntheticDataException>(() => Ensemble(kind).Fit(Loans.Featurize(_ml).Fit(Train).Transform(_ml.Data.LoadFromEnumerable(loans))));

            StringAssert.Contains(error.Message, $"has {positives} of 100 rows");
        }
    }

    [TestMethod]
    public void NotBinary_SaysSo()
    {
        var input = Loans.Featurize(_ml).Fit(Train).Transform(Train);

        StringAssert.Contains(Assert.Throws<ArgumentException>(() => _ml.Synthetic.Trainers.EasyEnsemble(_ml.Transforms.CopyColumns("Copy", "Amount"), Label).Fit(input)).Message, "binary");
        StringAssert.Contains(Assert.Throws<SyntheticDataException>(() => _ml.Synthetic.Trainers.EasyEnsemble(Logistic, "Job").Fit(input)).Message, "Boolean");
        StringAssert.Contains(Assert.Throws<ArgumentException>(() => _ml.Synthetic.Trainers.EasyEnsemble(Logistic, "Nothing").Fit(input)).Message, "'Nothing'");
    }

    [TestMethod]
    public void BadOptions_NameTheProperty()
    {
        var ensembles = _ml.Synthetic.Trainers;

        StringAssert.Contains(Assert.Throws<ArgumentOutOfRangeException>(() => ensembles.EasyEnsemble(Trees, Label, new() { Members = 0 })).Message, "Members");
        StringAssert.Contains(Assert.Throws<ArgumentOutOfRangeException>(() => ensembles.BalancedBagging(Trees, Label, new() { MajorityToMinority = 0 })).Message, "ratio");
        StringAssert.Contains(Assert.Throws<ArgumentOutOfRangeException>(() => ensembles.AdaBoost(Trees, Label, new() { Variant = (AdaBoostVariant)7 })).Message, "Variant");
        StringAssert.Contains(Assert.Throws<ArgumentException>(() => ensembles.SmoteBoost(Trees, Label, new() { Smote = new() { SyntheticFlagColumnName = "New" } })).Message, "SyntheticFlagColumnName");
    }

    [TestMethod]
    public void Cancelled_Stops()
    {
        using var source = new CancellationTokenSource();
        var progress = new Progress(p =>
        {
            if (p.Done == 2)
                source.Cancel();
        });
        var trainer = _ml.Synthetic.Trainers.EasyEnsemble(Trees, Label, new() { Members = 50, Cancellation = source.Token, Progress = progress });

        Assert.Throws<OperationCanceledException>(() => Loans.Featurize(_ml).Append(trainer).Fit(Train));

        Assert.AreEqual(new RunProgress("ensemble", 2, 50), progress.Last);
    }

    [TestMethod]
    public void FitFromSeveralThreads_OnOneView_GivesTheSameModels()
    {
        var input = Loans.Featurize(_ml).Fit(Train).Transform(Train);
        string[] expected = Ensemble("smote").Fit(input).Transform(input).Dump("Score");

        var models = new string[3][];
        Parallel.For(0, 3, i => models[i] = Ensemble("smote").Fit(input).Transform(input).Dump("Score"));   // ML.NET's trainers hold state while they fit: one for each

        foreach (string[] scores in models)
            CollectionAssert.AreEqual(expected, scores);
    }

    [TestMethod]
    public void TuneThreshold_AroundAnEnsemble_Works()
    {
        var tuner = _ml.Synthetic.TuneThreshold(Pipeline("easy"), Label, new() { Seed = 1, NumberOfFolds = 3 });

        var plain = _ml.Synthetic.EvaluateImbalance(Pipeline("easy").Fit(Train).Transform(Test), Label);
        var tuned = _ml.Synthetic.EvaluateImbalance(tuner.Fit(Train).Transform(Test), Label);

        Assert.IsGreaterThan(plain.Classes[1].F1Score!.Value, tuned.Classes[1].F1Score!.Value);
    }

    [TestMethod]
    public void SixtyMembers_SumsStayExact()
    {
        var input = Loans.Featurize(_ml).Fit(Train).Transform(Train);
        var model = Ensemble("bagging", Logistic, members: 60).Fit(input);

        float[][] members = [.. model.Where(m => m is ISingleFeaturePredictionTransformer<object>).Select(m => m.Transform(input).GetColumn<float>("Probability").ToArray())];
        float[] p = [.. model.Transform(input).GetColumn<float>("Probability")];

        for (int i = 0; i < p.Length; i++)
            Assert.AreEqual(members.Average(m => (double)m[i]), p[i], 2e-6);
    }

    private static IEnumerable<string> Kinds => ["easy", "bagging", "ada", "rus", "smote", "easy of ada"];

    private static bool IsPositive(string note) => int.Parse(note["file ".Length..]) % 10 == 3;

    /// <summary>The rows each member was trained on.</summary>
    private List<string[]> Seen(string kind, out ITransformer model)
    {
        var seen = new List<string[]>();
        var trainer = new Spy(seen).Append(Logistic);
        model = Ensemble(kind, trainer).Fit(Loans.Featurize(_ml).Fit(Train).Transform(Train));
        return seen;
    }

    private sealed class Spy(List<string[]> seen) : IEstimator<ITransformer>
    {
        public ITransformer Fit(IDataView input)
        {
            seen.Add([.. input.GetColumn<string>("Note")]);
            return new TransformerChain<ITransformer>();
        }

        public SchemaShape GetOutputSchema(SchemaShape inputSchema) => inputSchema;
    }

    private sealed class Progress(Action<RunProgress> report) : IProgress<RunProgress>
    {
        public RunProgress Last { get; private set; }

        public void Report(RunProgress value)
        {
            Last = value;
            report(value);
        }
    }
}
