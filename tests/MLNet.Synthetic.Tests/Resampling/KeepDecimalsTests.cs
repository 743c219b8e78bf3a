// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.Synthetic.Tests;

[TestClass]
public sealed class KeepDecimalsTests
{
    private static readonly MLContext Ml = new(seed: 1);

    [TestMethod]
    public void KeepDecimals_WholeAndDecimalColumns_StayWhatTheyAre()
    {
        var rows = Resampled(new SmoteOptions { Seed = 1, KeepDecimals = true });

        Assert.IsTrue(rows.All(r => r.Whole == MathF.Round(r.Whole)));
        Assert.IsTrue(rows.All(r => r.Decimal == Math.Round(r.Decimal, 1)));
        Assert.IsTrue(rows.All(r => r.Decimal is >= 0 and <= 9.9));
    }

    [TestMethod]
    public void KeepDecimals_ByDefault_NumbersAreAsDrawn()
    {
        var rows = Resampled(new SmoteOptions { Seed = 1 });

        Assert.IsTrue(rows.Any(r => r.Whole != MathF.Round(r.Whole)));
    }

    [TestMethod]
    public void Flag_OnlyDoubleColumns_MarksNewRows()
    {
        var data = Ml.Data.LoadFromEnumerable(Enumerable.Range(0, 40).Select(i => new Doubles { X = i, Label = i < 30 ? 0 : 1 }));

        var step = Ml.Synthetic.Smote("Label", new() { Seed = 1, SyntheticFlagColumnName = "Made" }).Fit(data);

        Assert.AreEqual(20, step.Transform(data).GetColumn<bool>("Made").Count(made => made));
        Assert.IsTrue(step.Transform(Ml.Data.TakeRows(data, 5)).GetColumn<bool>("Made").All(made => !made));
    }

    private static Row[] Resampled(SmoteOptions options)
    {
        var random = new Rng(1);
        var data = Ml.Data.LoadFromEnumerable(Enumerable.Range(0, 100).Select(i => new Row { Whole = random.Next(100), Decimal = random.Next(100) / 10.0, Label = i < 80 ? "a" : "b" }).ToArray());
        return [.. Ml.Data.CreateEnumerable<Row>(Ml.Synthetic.Smote("Label", options).FitResample(data), reuseRowObject: false).Skip(100)];
    }

    private sealed class Row
    {
        public float Whole { get; set; }

        public double Decimal { get; set; }

        public string Label { get; set; } = "";
    }

    private sealed class Doubles
    {
        public double X { get; set; }

        public double Label { get; set; }
    }
}
