// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.Synthetic.Tests;

[TestClass]
public sealed class ClassWeighterTests
{
    private readonly MLContext _ml = new(1);

    [TestMethod]
    [DataRow("Boolean"), DataRow("Text"), DataRow("Key"), DataRow("Number")]
    public void Balanced_WeightsOfEveryLabelType_GiveClassesTheSameTotal(string type)
    {
        var view = Loans.View(_ml);
        IEstimator<ITransformer> make = type switch
        {
            "Text" => _ml.Transforms.CopyColumns("Y", "Job"),
            "Key" => _ml.Transforms.Conversion.MapValueToKey("Y", "Job"),
            "Number" => _ml.Transforms.Conversion.ConvertType("Y", "Default", DataKind.Single),
            _ => _ml.Transforms.CopyColumns("Y", "Default"),
        };
        view = make.Fit(view).Transform(view);

        var weighted = _ml.Synthetic.ClassWeights("Y").Fit(view).Transform(view);

        float[] weights = [.. weighted.GetColumn<float>("Weight")];
        var totals = weighted.Dump("Y").Zip(weights).GroupBy(p => p.First).Select(g => g.Sum(p => p.Second)).ToArray();
        Assert.AreEqual(1, weights.Average(), 1e-4);
        foreach (float total in totals)
            Assert.AreEqual(600f / totals.Length, total, 0.01f);
    }

    [TestMethod]
    public void Given_Weights_AreUsed()
    {
        var view = Loans.View(_ml);
        var step = _ml.Synthetic.ClassWeights("Default", new() { WeightColumnName = "W", Weights = new Dictionary<string, double> { ["True"] = 5, ["False"] = 0.5 } });

        float[] weights = [.. step.Fit(view).Transform(view).GetColumn<float>("W")];

        CollectionAssert.AreEqual(Loans.Make(600).Select(l => l.Default ? 5f : 0.5f).ToArray(), weights);
    }

    [TestMethod]
    public void Given_WithoutAClass_NamesIt()
    {
        var step = _ml.Synthetic.ClassWeights("Default", new() { Weights = new Dictionary<string, double> { ["True"] = 5 } });

        StringAssert.Contains(Assert.Throws<SyntheticDataException>(() => step.Fit(Loans.View(_ml))).Message, "'False'");
    }

    [TestMethod]
    public void WeightColumn_ThatExists_IsRefused()
        => Assert.Throws<ArgumentException>(() => _ml.Synthetic.ClassWeights("Default", new() { WeightColumnName = "Amount" }).Fit(Loans.View(_ml)));

    [TestMethod]
    public void Label_Quantity_IsRefused()
        => Assert.Throws<SyntheticDataException>(() => _ml.Synthetic.ClassWeights("Amount").Fit(Loans.View(_ml)));

    [TestMethod]
    public void GetOutputSchema_Promised_EqualsDelivered()
    {
        var view = Loans.View(_ml);

        foreach (string label in new[] { "Default", "Job", "Region" })
        {
            var step = _ml.Synthetic.ClassWeights(label);
            var promised = step.GetOutputSchema(view.Schema.ToShape()).Single(c => c.Name == "Weight");
            var delivered = step.Fit(view).Transform(view).Schema["Weight"].Type;
            Assert.AreEqual(NumberDataViewType.Single, delivered);
            Assert.AreEqual(delivered, promised.ItemType);
        }
    }

    [TestMethod]
    public void ATrainer_WithWeights_ShiftsItsProbabilities()
    {
        var (train, test) = (Loans.View(_ml, 2000), Loans.View(_ml, 2000, seed: 4));
        var pipeline = _ml.Synthetic.ClassWeights("Default").Append(Loans.Featurize(_ml))
            .Append(_ml.BinaryClassification.Trainers.LbfgsLogisticRegression("Default", exampleWeightColumnName: "Weight"));

        double mean = pipeline.Fit(train).Transform(test).GetColumn<float>("Probability").Average();

        Assert.IsGreaterThan(0.25, mean);
    }
}
