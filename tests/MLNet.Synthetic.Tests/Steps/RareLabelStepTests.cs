// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.Synthetic.Tests;

/// <summary>What every step for a rare numeric label promises.</summary>
[TestClass]
public sealed class RareLabelStepTests
{
    private const string Label = nameof(House.Price);
    private static readonly (string Method, Func<MLContext, string, string?, SyntheticOversampler> Create)[] Cases =
    [
        (nameof(SyntheticCatalog.Smoter), (ml, label, flag) => ml.Synthetic.Smoter(label, new() { Seed = 7, SyntheticFlagColumnName = flag })),
        (nameof(SyntheticCatalog.Smogn), (ml, label, flag) => ml.Synthetic.Smogn(label, new() { Seed = 7, SyntheticFlagColumnName = flag })),
    ];

    /// <summary>The catalog methods tested here.</summary>
    public static IEnumerable<string> Methods => Cases.Select(c => c.Method);

    public static IEnumerable<object[]> Rows => Methods.Select(m => new object[] { m });

    [TestMethod]
    [DynamicData(nameof(Rows))]
    public void FitResample_RealRowsThatStay_ComeFirstUnchangedAndInOrder(string method)
    {
        var ml = new MLContext(1);
        var view = View(ml);

        var resampled = Step(method, ml, flag: "IsSynthetic").FitResample(view);

        bool[] synthetic = [.. resampled.GetColumn<bool>("IsSynthetic")];
        string[] columns = [.. view.Schema.Select(c => c.Name)];
        string[] old = view.Dump(), real = [.. resampled.Dump(columns).Where((_, i) => !synthetic[i])];
        Assert.IsTrue(real.Length is > 300 and < 600 && synthetic.Take(real.Length).All(s => !s) && synthetic.Skip(real.Length).All(s => s));
        int at = -1;
        foreach (string row in real)
            Assert.IsGreaterThanOrEqualTo(0, at = Array.IndexOf(old, row, at + 1));
        Assert.AreEqual(resampled.GetRowCount(), synthetic.Length);
    }

    [TestMethod]
    [DynamicData(nameof(Rows))]
    public void FitResample_NewRows_HaveHighPricesAndKnownTowns(string method)
    {
        var ml = new MLContext(1);
        var view = View(ml);

        var resampled = Step(method, ml, flag: "IsSynthetic").FitResample(view);

        float[] old = [.. view.GetColumn<float>(Label)], prices = [.. resampled.GetColumn<float>(Label)];
        int real = resampled.GetColumn<bool>("IsSynthetic").Count(s => !s);
        Assert.IsTrue(prices.Skip(real).All(p => p >= old.Order().ElementAt(300) && p <= old.Max()));
        Assert.IsGreaterThan(real - 300, prices.Skip(real).Except(old).Count());   // labels of their own, not copies
        CollectionAssert.IsSubsetOf(resampled.GetColumn<string>("Town").Distinct().ToArray(), view.GetColumn<string>("Town").Distinct().ToArray());
        Assert.IsGreaterThan(old.Average(), prices.Average());
    }

    [TestMethod]
    [DynamicData(nameof(Rows))]
    public void Transform_AnyOtherView_IsTheSameObject(string method)
    {
        var ml = new MLContext(1);
        var model = Step(method, ml).Fit(View(ml));
        var test = View(ml, seed: 2);

        var transformed = model.Transform(test);

        Assert.AreSame(test, transformed);
    }

    [TestMethod]
    [DynamicData(nameof(Rows))]
    public void CrossValidate_RegressionPipeline_MeasuresRealRowsOnly(string method)
    {
        var ml = new MLContext(1);
        var view = View(ml);
        var pipeline = Step(method, ml)
            .Append(ml.Transforms.Categorical.OneHotEncoding("TownCode", "Town"))
            .Append(ml.Transforms.Conversion.ConvertType("RoomsNumber", "Rooms"))
            .Append(ml.Transforms.Concatenate("Features", "Area", "RoomsNumber", "TownCode"))
            .Append(ml.Regression.Trainers.Sdca(Label));

        var result = ml.Synthetic.CrossValidate(view, pipeline, Label, new() { NumberOfFolds = 3, Seed = 1 });

        Assert.AreEqual(600L, result.Folds.Sum(f => f.ScoredTestSet.Count()));
        Assert.IsTrue(double.IsFinite(result["RootMeanSquaredError"].Mean));
    }

    [TestMethod]
    [DynamicData(nameof(Rows))]
    public void Fit_WholeNumberLabel_KeepsItsTypeAndRange(string method)
    {
        var ml = new MLContext(1);
        var view = ml.Data.LoadFromEnumerable(ml.Data.CreateEnumerable<House>(View(ml), reuseRowObject: false).Select(h => new WholePrice { Price = (int)h.Price, Area = h.Area }).ToArray());

        var resampled = Step(method, ml).FitResample(view);

        int[] old = [.. view.GetColumn<int>(Label)];
        Assert.AreEqual(NumberDataViewType.Int32, resampled.Schema[Label].Type);
        Assert.IsTrue(resampled.GetColumn<int>(Label).All(p => p >= old.Min() && p <= old.Max()));
    }

    [TestMethod]
    [DynamicData(nameof(Rows))]
    public void Fit_LabelOfWordsOrWithoutRareValues_Says(string method)
    {
        var ml = new MLContext(1);

        var words = Assert.Throws<SyntheticDataException>(() => Cases.Single(c => c.Method == method).Create(ml, "Town", null).Fit(View(ml)));
        var even = Assert.Throws<SyntheticDataException>(() => Step(method, ml).Fit(ml.Data.FilterRowsByColumn(View(ml), Label, 90, 110)));

        StringAssert.Contains(words.Message, "numeric label");
        StringAssert.Contains(even.Message, "No label is rare");
    }

    private static SyntheticOversampler Step(string method, MLContext ml, string? flag = null) => Cases.Single(c => c.Method == method).Create(ml, Label, flag);

    private static IDataView View(MLContext ml, int seed = 1)
    {
        var random = new Rng(seed);
        return ml.Data.LoadFromEnumerable(Enumerable.Range(0, 600).Select(_ =>
        {
            double size = random.NextGaussian();
            return new House
            {
                Price = (float)(100 * Math.Exp(0.8 * size)),
                Area = (float)(80 * Math.Exp(0.4 * (size + 0.5 * random.NextGaussian()))),
                Rooms = 1 + (int)Math.Max(0, 3 + size + random.NextGaussian()),
                Town = random.Next(3) > size ? "Ash" : "Elm",
            };
        }).ToArray());
    }

    private sealed class WholePrice
    {
        public int Price { get; set; }

        public float Area { get; set; }
    }

    private sealed class House
    {
        public float Price { get; set; }

        public float Area { get; set; }

        public int Rooms { get; set; }

        public string Town { get; set; } = "";
    }
}
