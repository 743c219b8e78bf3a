// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.Synthetic.Tests;

/// <summary>Bad input: an error that says what, where and how to mend it.</summary>
[TestClass]
public sealed class BadInputTests
{
    private readonly MLContext _ml = new(1);

    [TestMethod]
    public void Features_Unknown_NamesTheColumns()
    {
        var error = Assert.Throws<ArgumentException>(() => _ml.Synthetic.Smote("Default", new() { FeatureColumnNames = ["Amuont"] }).Fit(Loans.View(_ml)));

        StringAssert.Contains(error.Message, "'Amuont'");
        StringAssert.Contains(error.Message, "'Amount'");
    }

    [TestMethod]
    public void Features_OfAWrongType_NamesIt()
    {
        var view = _ml.Transforms.Text.TokenizeIntoWords("Words", "Note").Fit(Loans.View(_ml)).Transform(Loans.View(_ml));

        var error = Assert.Throws<ArgumentException>(() => _ml.Synthetic.Smote("Default", new() { FeatureColumnNames = ["Words"] }).Fit(view));

        StringAssert.Contains(error.Message, "'Words'");
        StringAssert.Contains(error.Message, "cannot be resampled");
    }

    [TestMethod]
    public void Categorical_Vector_IsRefused()
    {
        var view = _ml.Transforms.Concatenate("Features", "Amount").Fit(Loans.View(_ml)).Transform(Loans.View(_ml));

        var error = Assert.Throws<ArgumentException>(() => _ml.Synthetic.SmoteNc("Default", new() { CategoricalColumnNames = ["Features"] }).Fit(view));

        StringAssert.Contains(error.Message, "'Features'");
    }

    [TestMethod]
    public void Label_AsFeature_IsRefusedAtOnce()
        => Assert.Throws<ArgumentException>(() => _ml.Synthetic.Smote("Default", new() { FeatureColumnNames = ["Default"] }));

    [TestMethod]
    public void Flag_ThatExists_IsRefused()
        => StringAssert.Contains(
            Assert.Throws<ArgumentException>(() => _ml.Synthetic.Smote("Default", new() { SyntheticFlagColumnName = "Job" }).Fit(Loans.View(_ml))).Message, "'Job'");

    [TestMethod]
    public void Neighbors_BelowOne_IsRefusedAtOnce()
        => StringAssert.Contains(Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Synthetic.Smote("Default", new() { Neighbors = 0 })).Message, "Neighbors");

    [TestMethod]
    public void Threads_BelowOne_IsRefusedAtOnce()
        => Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Synthetic.Smote("Default", new() { MaxDegreeOfParallelism = 0 }));

    [TestMethod]
    public void Neighbors_NotSmallerThanAClass_SaysHowMany()
    {
        var error = Assert.Throws<SyntheticDataException>(() => _ml.Synthetic.Smote("Default").Fit(Loans.View(_ml, rows: 53)));   // 5 defaults

        StringAssert.Contains(error.Message, "'True' has 5");
        StringAssert.Contains(error.Message, "at most 4");
    }

    [TestMethod]
    public void ClassOfOneRow_PointsToRandomOversampling()
    {
        var error = Assert.Throws<SyntheticDataException>(() => _ml.Synthetic.Smote("Default", new() { Neighbors = 1 }).Fit(Loans.View(_ml, rows: 10)));

        StringAssert.Contains(error.Message, "random oversampling");
        Assert.AreEqual(18L, _ml.Synthetic.RandomOversample("Default").FitResample(Loans.View(_ml, rows: 10)).Count());
    }

    [TestMethod]
    [DataRow(float.NaN, "ReplaceMissingValues")]
    [DataRow(float.PositiveInfinity, "infinite")]
    [DataRow(float.NegativeInfinity, "infinite")]
    public void Features_NotFinite_NamesColumnRowAndCure(float value, string expected)
    {
        var loans = Loans.Make(100);
        loans[41].Amount = value;

        var error = Assert.Throws<SyntheticDataException>(() => _ml.Synthetic.Smote("Default").Fit(_ml.Data.LoadFromEnumerable(loans)));

        StringAssert.Contains(error.Message, "'Amount'");
        StringAssert.Contains(error.Message, "row 41");
        StringAssert.Contains(error.Message, expected);
    }

    [TestMethod]
    public void Features_InfiniteInAVector_NamesTheSlot()
    {
        var loans = Loans.Make(100);
        loans[41].Amount = float.PositiveInfinity;
        var view = _ml.Data.LoadFromEnumerable(loans);
        view = _ml.Transforms.Conversion.ConvertType("AgeNumber", "Age").Append(_ml.Transforms.Concatenate("Features", "AgeNumber", "Amount")).Fit(view).Transform(view);

        var error = Assert.Throws<SyntheticDataException>(() => _ml.Synthetic.Smote("Default").Fit(view));

        StringAssert.Contains(error.Message, "'Features.Amount'");
    }

    [TestMethod]
    public void Label_Missing_SaysHowMany()
    {
        var rows = Enumerable.Range(0, 50).Select(i => new Numbered { Label = i % 10 == 0 ? float.NaN : i % 2, X = i }).ToArray();

        var error = Assert.Throws<SyntheticDataException>(() => _ml.Synthetic.Smote().Fit(_ml.Data.LoadFromEnumerable(rows)));

        StringAssert.Contains(error.Message, "5 of 50");
    }

    [TestMethod]
    public void Label_Quantity_IsRefused()
    {
        var rows = Enumerable.Range(0, 50).Select(i => new Numbered { Label = i + 0.5f, X = i }).ToArray();

        var error = Assert.Throws<SyntheticDataException>(() => _ml.Synthetic.Smote().Fit(_ml.Data.LoadFromEnumerable(rows)));

        StringAssert.Contains(error.Message, "quantity");
    }

    [TestMethod]
    public void Label_Vector_IsRefused()
    {
        var view = _ml.Transforms.Concatenate("Features", "Amount").Fit(Loans.View(_ml)).Transform(Loans.View(_ml));

        Assert.Throws<SyntheticDataException>(() => _ml.Synthetic.Smote("Features").Fit(view));
    }

    [TestMethod]
    public void Strategy_NamingAnAbsentClass_ListsTheClasses()
    {
        var step = _ml.Synthetic.Smote("Default", new() { SamplingStrategy = SamplingStrategy.Counts(new Dictionary<string, int> { ["Yes"] = 500 }) });

        var error = Assert.Throws<SyntheticDataException>(() => step.Fit(Loans.View(_ml)));

        StringAssert.Contains(error.Message, "'Yes'");
        StringAssert.Contains(error.Message, "'True'");
    }

    [TestMethod]
    public void Strategy_RatioThatWouldRemoveRows_SaysWhatThereIs()
    {
        var error = Assert.Throws<SyntheticDataException>(() => _ml.Synthetic.Smote("Default", new() { SamplingStrategy = SamplingStrategy.Ratio(0.05) }).Fit(Loans.View(_ml)));

        StringAssert.Contains(error.Message, "0.1111");
    }

    [TestMethod]
    public void NoNumericColumn_ForSmote_IsAClearError()
    {
        var view = _ml.Transforms.SelectColumns("Default", "Job").Fit(Loans.View(_ml)).Transform(Loans.View(_ml));

        var error = Assert.Throws<SyntheticDataException>(() => _ml.Synthetic.Smote("Default").Fit(view));

        StringAssert.Contains(error.Message, "no column");
    }

    [TestMethod]
    public void Categories_TenThousand_WorkInSmoteNc()
    {
        var rows = Enumerable.Range(0, 30_000).Select(i => new Coded { Label = i % 20 == 0, Code = $"c{i % 10_000}", X = i % 97 }).ToArray();

        var resampled = _ml.Synthetic.SmoteNc("Label", new() { Seed = 1 }).FitResample(_ml.Data.LoadFromEnumerable(rows));

        Assert.AreEqual(57_000L, resampled.Count());
        Assert.IsTrue(resampled.GetColumn<string>("Code").Skip(30_000).All(code => code.StartsWith('c')));
    }

    [TestMethod]
    public void FreeText_IsCopiedWithAWarning()
    {
        var log = new LogWatch(_ml);

        _ml.Synthetic.SmoteNc("Default").Fit(Loans.View(_ml));

        StringAssert.Contains(log.Warnings.Single(), "'Note' (free text");
    }

    [TestMethod]
    public void NominalColumns_ForSmote_AreCopiedWithAWarning()
    {
        var log = new LogWatch(_ml);

        _ml.Synthetic.Smote("Default").Fit(Loans.View(_ml));

        StringAssert.Contains(log.Warnings.Single(), "SMOTE-NC");
    }

    private sealed class Numbered
    {
        public float Label { get; set; }

        public float X { get; set; }
    }

    private sealed class Coded
    {
        public bool Label { get; set; }

        public string Code { get; set; } = "";

        public float X { get; set; }
    }
}
