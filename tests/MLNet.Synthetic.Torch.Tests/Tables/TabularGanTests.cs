// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.Synthetic.Tests;

[TestClass]
public sealed class TabularGanTests
{
    [TestMethod]
    public void TabularGan_InAChain_ReplacesTrainingRowsOnly()
    {
        var (ml, data) = Data();
        var chain = ml.Synthetic.TabularGan("Label", Options with { Mode = SynthesisMode.Replace(rows: 300) })
            .Append(ml.Transforms.Concatenate("Features", nameof(Row.Amount), nameof(Row.Age)))
            .Append(ml.BinaryClassification.Trainers.FastTree());

        var fitted = chain.Fit(data);

        Assert.AreEqual(200, Count(fitted.Transform(ml.Data.TakeRows(data, 200))));
        Assert.AreEqual(300, Count(Fit(ml, Options with { Mode = SynthesisMode.Replace(rows: 300) }, data).Transform(data)));
    }

    [TestMethod]
    public void TabularGan_Balance_MakesClassesEven()
    {
        var (ml, data) = Data();

        var balanced = Fit(ml, Options with { Mode = SynthesisMode.Balance(SamplingStrategy.NotMajority) }, data).Transform(data);

        bool[] labels = [.. balanced.GetColumn<bool>("Label")];
        Assert.AreEqual(labels.Length, 2 * labels.Count(l => l));
    }

    [TestMethod]
    public void Save_AndLoad_SamplesTheSameRowsAndKeepsTheReport()
    {
        var (ml, data) = Data();
        using var folder = new TemporaryFolder();
        var fitted = Fit(ml, Options with { EvaluateEvery = 2 }, data);

        fitted.Save(folder["gan.synth"]);
        var loaded = ml.Synthetic.Load(folder["gan.synth"]);

        CollectionAssert.AreEqual(Rows(fitted), Rows(loaded));
        Assert.AreEqual(fitted.Training!.ToHtml(), loaded.Training?.ToHtml());
        Assert.AreEqual("Ctgan", loaded.Training?.Algorithm);
        var manifest = SavedSynthesizer.ReadManifest(folder["gan.synth"]);
        Assert.AreEqual(100, manifest.Options!.Value.GetProperty("batchSize").GetInt32());

        string[] Rows(SynthesisTransformer t) => [.. ml.Data.CreateEnumerable<Row>(t.Sample(50, seed: 3), reuseRowObject: false).Select(r => r.ToString())];
    }

    [TestMethod]
    public void Sample_Conditions_AreMet()
    {
        var (ml, data) = Data();
        var fitted = Fit(ml, Options with { Epochs = 20 }, data);

        var rich = fitted.Sample(100, new SampleOptions { Conditions = [SampleCondition.Is("Label", "True")] });

        Assert.IsTrue(rich.GetColumn<bool>("Label").All(l => l));
    }

    private static CtganOptions Options => new() { Epochs = 4, BatchSize = 100, PacSize = 5, GeneratorLayers = [24], DiscriminatorLayers = [24], NoiseSize = 8, LearningRate = 2e-3, EvaluateEvery = null };

    private static SynthesisTransformer Fit(MLContext ml, CtganOptions options, IDataView data) => ml.Synthetic.TabularGan("Label", options).Fit(data);

    private static (MLContext Ml, IDataView Data) Data()
    {
        var ml = new MLContext(seed: 1);
        var random = new Rng(1);
        return (ml, ml.Data.LoadFromEnumerable(Enumerable.Range(0, 500).Select(i => new Row { Label = i % 3 == 0, Amount = (float)random.NextGaussian() + (i % 3 == 0 ? 2 : 0), Age = random.Next(60) + 18, City = i % 2 == 0 ? "Basel" : "Lyon" }).ToArray()));
    }

    private static int Count(IDataView view) => view.GetColumn<bool>("Label").Count();

    private sealed record Row
    {
        public bool Label { get; set; }

        public float Amount { get; set; }

        public float Age { get; set; }

        public string City { get; set; } = "";
    }
}
