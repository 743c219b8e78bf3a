// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.Synthetic.Tests;

/// <summary>Which columns are features, in what form, and what the log says of it.</summary>
[TestClass]
public sealed class FeatureTests
{
    private readonly MLContext _ml = new(1);

    [TestMethod]
    public void FeaturesVector_WhereThereIsOne_IsUsedAlone()
    {
        var view = Loans.Featurize(_ml).Fit(Loans.View(_ml)).Transform(Loans.View(_ml));
        var step = _ml.Synthetic.Smote("Default", new() { Seed = 1 });
        var model = step.Fit(view);

        var resampled = model.Transform(view);

        CollectionAssert.AreEqual(new[] { "Features" }, model.Summary.FeatureColumnNames.ToArray());
        float[][] features = [.. resampled.GetColumn<float[]>("Features").Skip(600)];
        Assert.HasCount(480, features);
        CollectionAssert.AreNotEqual(resampled.GetColumn<float>("Amount").Skip(600).ToArray(), features.Select(f => f[0]).ToArray());
    }

    [TestMethod]
    public void Oversample_OneHotSlotsInFeatures_StayOneHot()
    {
        var log = new LogWatch(_ml);
        var view = Loans.Featurize(_ml).Fit(Loans.View(_ml)).Transform(Loans.View(_ml));

        var resampled = _ml.Synthetic.Oversample("Default", new() { Seed = 1 }).FitResample(view);

        foreach (float[] row in resampled.GetColumn<float[]>("Features").Skip(600))
        {
            Assert.IsTrue(row.Skip(2).All(v => v is 0 or 1), string.Join(" ", row));
            Assert.AreEqual(1f, row.Skip(2).Sum());
        }

        StringAssert.Contains(log.Infos[0], "2 features are numeric and 1 nominal");
    }

    [TestMethod]
    public void Smote_OneHotSlotsInFeatures_AreInterpolated()
    {
        var view = Loans.Featurize(_ml).Fit(Loans.View(_ml)).Transform(Loans.View(_ml));

        var resampled = _ml.Synthetic.Smote("Default", new() { Seed = 1 }).FitResample(view);

        Assert.IsTrue(resampled.GetColumn<float[]>("Features").Skip(600).Any(row => row.Skip(2).Any(v => v is not (0 or 1))));
    }

    [TestMethod]
    [DataRow(new[] { "Amount", "Age" }, "Smote: all 2 features are numeric")]
    [DataRow(new[] { "Amount", "Job" }, "SmoteNc: 1 features are numeric and 1 nominal")]
    [DataRow(new[] { "Owner", "Job", "Region" }, "SmoteN: all 3 features are nominal")]
    public void Oversample_ByColumns_SaysWhichAlgorithmAndWhy(string[] columns, string expected)
    {
        var log = new LogWatch(_ml);

        _ml.Synthetic.Oversample("Default", new() { FeatureColumnNames = columns }).Fit(Loans.View(_ml));

        StringAssert.Contains(log.Infos[0], expected);
    }

    [TestMethod]
    public void Oversample_NumbersWithMissingCells_UsesSmoteNc()
    {
        var log = new LogWatch(_ml);
        var loans = Loans.Make(600);
        foreach (var loan in loans.Where((_, i) => i % 7 == 0))
            loan.Amount = float.NaN;

        var resampled = _ml.Synthetic.Oversample("Default", new() { FeatureColumnNames = ["Amount", "Age"], Seed = 1 }).FitResample(_ml.Data.LoadFromEnumerable(loans));

        StringAssert.Contains(log.Infos[0], "SmoteNc: all 2 features are numeric, but cells are missing");
        float share = resampled.GetColumn<float>("Amount").Skip(600).Count(float.IsNaN) / 480f;
        Assert.IsTrue(share is > 0.05f and < 0.3f, $"{share}");     // a missing cell is copied from the source row: as many as before
    }

    [TestMethod]
    public void Categorical_NumericColumn_KeepsItsValues()
    {
        var view = Loans.View(_ml);
        int[] known = [.. view.GetColumn<int>("Age").Distinct()];

        var resampled = _ml.Synthetic.SmoteNc("Default", new() { Seed = 1, FeatureColumnNames = ["Amount", "Age"], CategoricalColumnNames = ["Age"] }).FitResample(view);

        CollectionAssert.IsSubsetOf(resampled.GetColumn<int>("Age").Distinct().ToArray(), known);
    }

    [TestMethod]
    public void Smote_SeparateColumnsAndOneVector_GiveTheSameRows()
    {
        var view = _ml.Transforms.Conversion.ConvertType("AgeNumber", "Age").Fit(Loans.View(_ml)).Transform(Loans.View(_ml));
        var separate = _ml.Synthetic.Smote("Default", new() { Seed = 3, FeatureColumnNames = ["Amount", "AgeNumber"] })
            .Append(_ml.Transforms.Concatenate("Features", "Amount", "AgeNumber"));
        var together = _ml.Transforms.Concatenate("Features", "Amount", "AgeNumber").Append(_ml.Synthetic.Smote("Default", new() { Seed = 3 }));

        var (a, b) = (new Witness(), new Witness());
        separate.Append(a).Fit(view);
        together.Append(b).Fit(view);

        CollectionAssert.AreEqual(a.Seen!.Dump("Features"), b.Seen!.Dump("Features"));
    }

    [TestMethod]
    public void RandomOversample_TextOnlyData_Works()
    {
        var view = _ml.Transforms.SelectColumns("Default", "Note").Fit(Loans.View(_ml)).Transform(Loans.View(_ml));

        Assert.AreEqual(1080L, _ml.Synthetic.RandomOversample("Default").FitResample(view).Count());
    }

    [TestMethod]
    public void Smote_WideIntegersBeyondFloat64_AreCopied()
    {
        var rows = Enumerable.Range(0, 100).Select(i => new Wide { Label = i % 5 == 0, X = i, Account = long.MaxValue - i }).ToArray();

        var resampled = _ml.Synthetic.Smote("Label", new() { Seed = 1 }).FitResample(_ml.Data.LoadFromEnumerable(rows));

        CollectionAssert.IsSubsetOf(resampled.GetColumn<long>("Account").Distinct().ToArray(), rows.Select(r => r.Account).ToArray());
    }

    [TestMethod]
    [DataRow("Boolean"), DataRow("Text"), DataRow("Key"), DataRow("Number")]
    public void Label_OfEveryType_IsGrownAndKeepsItsType(string type)
    {
        var view = Loans.View(_ml);
        var ml = _ml;
        IEstimator<ITransformer> make = type switch
        {
            "Text" => ml.Transforms.Conversion.MapValue("Y", new Dictionary<bool, string> { [true] = "bad", [false] = "good" }, "Default"),
            "Key" => ml.Transforms.Conversion.MapValueToKey("Y", "Job"),
            "Number" => ml.Transforms.Conversion.ConvertType("Y", "Default", DataKind.Single),
            _ => ml.Transforms.CopyColumns("Y", "Default"),
        };
        view = make.Fit(view).Transform(view);

        var resampled = ml.Synthetic.Smote("Y", new() { Seed = 1, FeatureColumnNames = ["Amount"] }).FitResample(view);

        Assert.AreEqual(view.Schema["Y"].Type, resampled.Schema["Y"].Type);
        string[] labels = resampled.Dump("Y");
        var counts = labels.CountBy(l => l).Select(c => c.Value).Distinct().ToArray();
        Assert.HasCount(1, counts, string.Join(",", counts));
    }

    private sealed class Wide
    {
        public bool Label { get; set; }

        public float X { get; set; }

        public long Account { get; set; }
    }
}
