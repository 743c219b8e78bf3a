// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Data;
using MLNet.Synthetic;

namespace MLNet.Synthetic.Tests.Trainers;

/// <summary>A network written by hand under heads of all kinds: features (a, b, c), network 3a − 2b + c and, for classes, two more outputs.</summary>
[TestClass]
public sealed class NetworkHeadTests
{
    private static readonly string[] s_levels = ["low", "middle", "high"];

    [TestMethod]
    public void Fit_Regression_ScoreIsTheOutputOfTheNetwork()
    {
        var ml = new MLContext(1);
        var rows = Rows(ml, 50);

        var scored = Trainer(ml, LearningKind.Regression, "Amount").Fit(rows).Transform(rows);

        var given = scored.GetColumn<float>("Score").ToArray();
        var expected = rows.GetColumn<float[]>("Features").Select(Net).ToArray();
        Trial.AreEqual(expected, given, 1e-6f);
        Assert.IsNull(scored.Schema.GetColumnOrNull(NetworkHead.Output));
        Assert.IsNull(scored.Schema.GetColumnOrNull(NetworkHead.Input));
    }

    [TestMethod]
    public void CrossValidate_Regression_FindsTheLine()
    {
        var ml = new MLContext(1);

        var folds = ml.Regression.CrossValidate(Rows(ml, 200), Trainer(ml, LearningKind.Regression, "Amount"), numberOfFolds: 3, labelColumnName: "Amount");

        foreach (var fold in folds)
            Assert.AreEqual(1, fold.Metrics.RSquared, 1e-5);
    }

    [TestMethod]
    public void CrossValidate_Binary_CalibratesAndKeepsTheOrder()
    {
        var ml = new MLContext(1);

        var folds = ml.BinaryClassification.CrossValidate(Rows(ml, 600), Trainer(ml, LearningKind.Binary, "Flag"), numberOfFolds: 3, labelColumnName: "Flag");

        foreach (var fold in folds)
        {
            Assert.IsGreaterThan(0.85, fold.Metrics.AreaUnderRocCurve);
            Assert.IsLessThan(0.7, fold.Metrics.LogLoss);             // in bits: better than the share alone
        }
    }

    [TestMethod]
    public void CrossValidate_Multiclass_HasKeysAndScores()
    {
        var ml = new MLContext(1);
        var rows = Rows(ml, 600);

        var folds = ml.MulticlassClassification.CrossValidate(rows, Trainer(ml, LearningKind.Multiclass, "Level"), numberOfFolds: 3, labelColumnName: "Level");

        foreach (var fold in folds)
            Assert.IsGreaterThan(0.9, fold.Metrics.MacroAccuracy);
        var scored = folds[0].Model.Transform(rows);
        VBuffer<ReadOnlyMemory<char>> names = default;
        scored.Schema["PredictedLabel"].GetKeyValues(ref names);
        CollectionAssert.AreEqual(s_levels, names.DenseValues().Select(n => n.ToString()).ToArray());
        Assert.AreEqual(3, ((VectorDataViewType)scored.Schema["Score"].Type).Size);
    }

    [TestMethod]
    [DataRow(LearningKind.Binary, "Flag"), DataRow(LearningKind.Multiclass, "Level"), DataRow(LearningKind.Regression, "Amount")]
    public void SaveAndLoad_Model_ScoresTheSame(object kind, string label)
    {
        var ml = new MLContext(1);
        var rows = Rows(ml, 100);
        var model = Trainer(ml, (LearningKind)kind, label).Fit(rows);
        using var file = new MemoryStream();

        ml.Model.Save(model, rows.Schema, file);
        file.Position = 0;
        var loaded = new MLContext(2).Model.Load(file, out _);

        CollectionAssert.AreEqual(Scores(model.Transform(rows)), Scores(loaded.Transform(rows)));
    }

    [TestMethod]
    public void PredictionEngine_Binary_GivesProbabilities()
    {
        var ml = new MLContext(1);
        var rows = ml.Transforms.SelectColumns("Features", "Flag").Fit(Rows(ml, 300)).Transform(Rows(ml, 300));
        var model = Trainer(ml, LearningKind.Binary, "Flag").Fit(rows);
        using var engine = ml.Model.CreatePredictionEngine<Question, Prediction>(model, rows.Schema);

        Assert.IsGreaterThan(0.9f, engine.Predict(new() { Features = [2, 0, 0] }).Probability);
        Assert.IsLessThan(0.1f, engine.Predict(new() { Features = [-2, 0, 0] }).Probability);
    }

    [TestMethod]
    [DataRow(LearningKind.Binary, "Flag"), DataRow(LearningKind.Multiclass, "Level"), DataRow(LearningKind.Regression, "Amount")]
    public void OutputSchema_Announced_IsDelivered(object kind, string label)
    {
        var ml = new MLContext(1);
        var rows = Rows(ml, 100);
        var trainer = Trainer(ml, (LearningKind)kind, label);

        var announced = trainer.GetOutputSchema(ToShape(rows.Schema)).Select(c => c.Name).ToHashSet();
        var delivered = trainer.Fit(rows).Transform(rows).Schema.Where(c => !c.IsHidden).Select(c => c.Name).ToHashSet();

        Assert.IsTrue(announced.SetEquals(delivered), $"{string.Join(", ", announced)} / {string.Join(", ", delivered)}");
    }

    [TestMethod]
    public void Fit_ContextWithAGpuAndTheCpuPackage_FallsBack()       // ML.NET's own fallback throws here
    {
        var ml = new MLContext(1) { GpuDeviceId = 0, FallbackToCpu = true };
        var warnings = new List<string>();
        var rows = Rows(ml, 50);

        var run = new RunContext(new Rng(1), warning: warnings.Add, device: new(0));
        var model = new NetworkHead(ml, LearningKind.Regression, "Features", "Amount").Fit(Networks(1), rows, run);

        Assert.HasCount(50, Scores(model.Transform(rows)));
        StringAssert.Contains(warnings.Single(), "on the CPU, not on GPU 0");
    }

    [TestMethod]
    public void Fit_ClassWithoutHeldBackRows_ThrowsAndNamesIt()
    {
        var ml = new MLContext(1);
        var rows = ml.Data.FilterRowsByColumn(Rows(ml, 200), "Amount", upperBound: 1);

        var error = Assert.ThrowsExactly<SyntheticDataException>(() => Trainer(ml, LearningKind.Multiclass, "Level").Fit(rows));

        StringAssert.Contains(error.Message, "Of class 'high' of 'Level' no row was held back");
    }

    [TestMethod]
    public void Fit_NetworkThatSeparatesTheClasses_ProbabilitiesStayFinite()
    {
        var ml = new MLContext(1);
        var rows = ml.Data.FilterRowsByColumn(Rows(ml, 200), "Noise", lowerBound: 0, upperBound: 0.001);   // no noise: the label follows the network

        var scored = Trainer(ml, LearningKind.Binary, "Flag").Fit(rows).Transform(rows);

        Assert.IsTrue(scored.GetColumn<float>("Score").All(float.IsFinite));
    }

    private static SchemaShape ToShape(DataViewSchema schema) => (SchemaShape)typeof(SchemaShape)
        .GetMethod("Create", BindingFlags.Static | BindingFlags.NonPublic)!.Invoke(null, [schema])!;

    private static float Net(float[] x) => 3 * x[0] - 2 * x[1] + x[2];

    /// <summary>One output: 3a − 2b + c. Three: how near that is to −3, 0 and 3.</summary>
    private static Network Networks(int outputs)
    {
        var graph = new OnnxGraph("by hand");
        var x = graph.Input(NetworkHead.Input, 3);
        var line = graph.Linear(x, [3, -2, 1], [0]);
        if (outputs == 3)
        {
            var distance = graph.Subtract(line, graph.Constant([-3, 0, 3], 1, 3));
            line = graph.Node("Neg", [graph.Multiply(distance, distance)]);
        }

        graph.Output(NetworkHead.Output, line);
        return new(graph);
    }

    private static float[] Scores(IDataView scored) => scored.Schema["Score"].Type is VectorDataViewType
        ? [.. scored.GetColumn<float[]>("Score").SelectMany(s => s)]
        : [.. scored.GetColumn<float>("Score")];

    private static HandTrainer Trainer(MLContext ml, LearningKind kind, string label) => new(new(ml, kind, "Features", label), Networks(kind == LearningKind.Multiclass ? 3 : 1));

    private static IDataView Rows(MLContext ml, int count)
    {
        var random = new Rng(7);
        var rows = Enumerable.Range(0, count).Select(_ =>
        {
            float[] x = [(float)random.NextGaussian(), (float)random.NextGaussian(), (float)random.NextGaussian()];
            float amount = Net(x);
            double noise = random.Next(2) == 0 ? 0 : random.NextGaussian();
            return new Row { Features = x, Amount = amount, Noise = (float)Math.Abs(noise), Flag = amount + 2 * noise > 0, Level = s_levels[amount < -1.5 ? 0 : amount > 1.5 ? 2 : 1] };
        }).ToArray();
        var keys = ml.Data.LoadFromEnumerable(s_levels.Select(l => new Row { Level = l }));
        return ml.Transforms.Conversion.MapValueToKey("Level", keyData: ml.Transforms.SelectColumns("Level").Fit(keys).Transform(keys)).Fit(keys).Transform(ml.Data.LoadFromEnumerable(rows));
    }

    /// <summary>A trainer whose network is there already: its training rows are the held-back ones.</summary>
    private sealed class HandTrainer(NetworkHead head, Network network) : IEstimator<TransformerChain<ITransformer>>
    {
        public TransformerChain<ITransformer> Fit(IDataView input) => head.Fit(network, input, Trial.Context);

        public SchemaShape GetOutputSchema(SchemaShape inputSchema) => head.OutputSchema(inputSchema);
    }

    private sealed class Row
    {
        [VectorType(3)]
        public float[] Features { get; set; } = [];

        public float Amount { get; set; }

        public float Noise { get; set; }

        public bool Flag { get; set; }

        public string Level { get; set; } = "";
    }

    private sealed class Question
    {
        [VectorType(3)]
        public float[] Features { get; set; } = [];

        public bool Flag { get; set; }
    }

    private sealed class Prediction
    {
        public float Probability { get; set; }
    }
}
