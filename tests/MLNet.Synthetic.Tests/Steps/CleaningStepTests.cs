// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.Synthetic.Tests;

/// <summary>A step that drops rows: an undersampling, cleaning or combined method of the catalog.</summary>
/// <param name="Method">Name of the method of <see cref="SyntheticCatalog"/>.</param>
/// <param name="MakesRows">Whether it makes rows besides.</param>
/// <param name="Create">Makes the step, with a seed and perhaps a flag column.</param>
public sealed record CleaningStepCase(string Method, bool MakesRows, Func<MLContext, string?, IEstimator<ResamplingTransformer>> Create)
{
    private const string Label = nameof(Loan.Default);
    private static readonly string[] Features = ["Amount", "Age"];

    public static IReadOnlyList<CleaningStepCase> All { get; } =
    [
        new(nameof(SyntheticCatalog.RandomUndersample), false, (ml, flag) => ml.Synthetic.RandomUndersample(Label, new() { Seed = 7, SyntheticFlagColumnName = flag })),
        new(nameof(SyntheticCatalog.TomekLinks), false, (ml, flag) => ml.Synthetic.TomekLinks(Label, new() { Seed = 7, SyntheticFlagColumnName = flag, FeatureColumnNames = Features })),
        new(nameof(SyntheticCatalog.EditedNearestNeighbors), false, (ml, flag) => ml.Synthetic.EditedNearestNeighbors(Label, new() { Seed = 7, SyntheticFlagColumnName = flag, FeatureColumnNames = Features })),
        new(nameof(SyntheticCatalog.RepeatedEditedNearestNeighbors), false, (ml, flag) => ml.Synthetic.RepeatedEditedNearestNeighbors(Label, new() { Seed = 7, SyntheticFlagColumnName = flag, FeatureColumnNames = Features })),
        new(nameof(SyntheticCatalog.AllKnn), false, (ml, flag) => ml.Synthetic.AllKnn(Label, new() { Seed = 7, SyntheticFlagColumnName = flag, FeatureColumnNames = Features })),
        new(nameof(SyntheticCatalog.CondensedNearestNeighbor), false, (ml, flag) => ml.Synthetic.CondensedNearestNeighbor(Label, new() { Seed = 7, SyntheticFlagColumnName = flag, FeatureColumnNames = ["Amount", "Age", "Job", "Owner"] })),
        new(nameof(SyntheticCatalog.OneSidedSelection), false, (ml, flag) => ml.Synthetic.OneSidedSelection(Label, new() { Seed = 7, SyntheticFlagColumnName = flag, FeatureColumnNames = Features })),
        new(nameof(SyntheticCatalog.NeighborhoodCleaningRule), false, (ml, flag) => ml.Synthetic.NeighborhoodCleaningRule(Label, new() { Seed = 7, SyntheticFlagColumnName = flag, FeatureColumnNames = Features })),
        new(nameof(SyntheticCatalog.NearMiss), false, (ml, flag) => ml.Synthetic.NearMiss(Label, new() { Seed = 7, SyntheticFlagColumnName = flag, FeatureColumnNames = Features })),
        new(nameof(SyntheticCatalog.InstanceHardnessThreshold), false, (ml, flag) => ml.Synthetic.InstanceHardnessThreshold(Label, new() { Seed = 7, SyntheticFlagColumnName = flag, FeatureColumnNames = Features })),
        new(nameof(SyntheticCatalog.ClusterCentroids), true, (ml, flag) => ml.Synthetic.ClusterCentroids(Label, new() { Seed = 7, SyntheticFlagColumnName = flag, FeatureColumnNames = Features })),
        new(nameof(SyntheticCatalog.SmoteTomek), true, (ml, flag) => ml.Synthetic.SmoteTomek(Label, new() { Seed = 7, SyntheticFlagColumnName = flag, FeatureColumnNames = Features })),
        new(nameof(SyntheticCatalog.SmoteEnn), true, (ml, flag) => ml.Synthetic.SmoteEnn(Label, new() { Seed = 7, SyntheticFlagColumnName = flag, FeatureColumnNames = Features })),
    ];

    public static IEnumerable<object[]> Rows => All.Select(c => new object[] { c });

    public override string ToString() => Method;
}

/// <summary>What every step that drops rows promises, whatever its algorithm.</summary>
[TestClass]
public sealed class CleaningStepTests
{
    private const string Label = nameof(Loan.Default);

    [TestMethod]
    public void Catalog_EveryUndersampler_HasACase()
    {
        var methods = typeof(SyntheticCatalog).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(m => m.ReturnType == typeof(Undersampler))
            .Select(m => m.Name);

        var without = methods.Except(CleaningStepCase.All.Select(c => c.Method)).ToArray();

        Assert.IsEmpty(without, $"Add a case for {string.Join(", ", without)}.");
    }

    [TestMethod]
    [DynamicData(nameof(CleaningStepCase.Rows), typeof(CleaningStepCase))]
    public void Transform_TrainingView_HasSomeOfItsRowsInOrderThenNewOnes(CleaningStepCase c)
    {
        var ml = new MLContext(1);
        var view = Loans.View(ml);
        var model = c.Create(ml, "IsSynthetic").Fit(view);

        var resampled = model.Transform(view);

        string[] real = view.Dump(), rows = resampled.Dump([.. view.Schema.Select(column => column.Name)]);
        bool[] isNew = [.. resampled.GetColumn<bool>("IsSynthetic")];
        int kept = isNew.Count(flag => !flag);
        int[] places = [.. rows.Take(kept).Select(row => Array.IndexOf(real, row))];
        Assert.IsLessThan(600, kept);
        Assert.AreEqual(c.MakesRows, isNew.Contains(true));
        Assert.IsTrue(isNew.Skip(kept).All(flag => flag));
        Assert.IsGreaterThanOrEqualTo(0, places.Min());
        CollectionAssert.AreEqual(places.Distinct().Order().ToArray(), places);
        Assert.AreEqual(rows.LongLength, resampled.GetRowCount());
        CollectionAssert.AreEqual(rows, resampled.Dump([.. view.Schema.Select(column => column.Name)]));
    }

    [TestMethod]
    [DynamicData(nameof(CleaningStepCase.Rows), typeof(CleaningStepCase))]
    public void Transform_AnyOtherView_IsTheSameObject(CleaningStepCase c)
    {
        var ml = new MLContext(1);
        var model = c.Create(ml, null).Fit(Loans.View(ml));
        var test = Loans.View(ml, rows: 50, seed: 2);

        var transformed = model.Transform(test);

        Assert.AreSame(test, transformed);
    }

    [TestMethod]
    [DynamicData(nameof(CleaningStepCase.Rows), typeof(CleaningStepCase))]
    public void CrossValidate_Folds_KeepTheirSize(CleaningStepCase c)
    {
        var ml = new MLContext(1);
        var view = Loans.View(ml);
        var pipeline = c.Create(ml, null).Append(Loans.Featurize(ml)).Append(ml.BinaryClassification.Trainers.LbfgsLogisticRegression(Label));

        var folds = ml.BinaryClassification.CrossValidate(view, pipeline, numberOfFolds: 3, labelColumnName: Label);

        Assert.AreEqual(600L, folds.Sum(f => f.ScoredHoldOutSet.Count()));
    }

    [TestMethod]
    [DynamicData(nameof(CleaningStepCase.Rows), typeof(CleaningStepCase))]
    public void SavedModel_LoadsAndPredictsTheSame(CleaningStepCase c)
    {
        var ml = new MLContext(1);
        var view = Loans.View(ml);
        var model = c.Create(ml, null).Append(Loans.Featurize(ml)).Append(ml.BinaryClassification.Trainers.LbfgsLogisticRegression(Label)).Fit(view);
        using var file = new MemoryStream();
        ml.Model.Save(model, view.Schema, file);

        file.Position = 0;
        var loaded = new MLContext(2).Model.Load(file, out _);
        var test = Loans.View(ml, rows: 40, seed: 9);

        CollectionAssert.AreEqual(model.Transform(test).GetColumn<float>("Score").ToArray(), loaded.Transform(test).GetColumn<float>("Score").ToArray());
    }

    [TestMethod]
    [DynamicData(nameof(CleaningStepCase.Rows), typeof(CleaningStepCase))]
    public void LabelColumn_AfterTheStep_CarriesRealAndResampledShares(CleaningStepCase c)
    {
        var ml = new MLContext(1);
        var view = Loans.View(ml);
        var resampled = c.Create(ml, null).Fit(view).Transform(view);

        VBuffer<float> real = default, after = default;
        resampled.Schema[Label].Annotations.GetValue("SyntheticPriorReal", ref real);
        resampled.Schema[Label].Annotations.GetValue("SyntheticPriorResampled", ref after);

        double share = resampled.GetColumn<bool>(Label).Average(d => d ? 1.0 : 0.0);
        Assert.AreEqual(1, real.DenseValues().Sum(), 1e-6);
        Assert.AreEqual(0.1, real.DenseValues().Min(), 1e-6);
        Assert.AreEqual(share, after.GetItemOrDefault(real.GetItemOrDefault(0) < 0.5 ? 0 : 1), 1e-6);
    }

    [TestMethod]
    [DynamicData(nameof(CleaningStepCase.Rows), typeof(CleaningStepCase))]
    public void Fit_EmptyViewOrOneClass_IsAClearError(CleaningStepCase c)
    {
        var ml = new MLContext(1);

        var empty = Assert.Throws<SyntheticDataException>(() => c.Create(ml, null).Fit(Loans.View(ml, rows: 0)));
        var single = Assert.Throws<SyntheticDataException>(() => c.Create(ml, null).Fit(Loans.View(ml, rows: 1)));

        StringAssert.Contains(empty.Message, "no rows");
        StringAssert.Contains(single.Message, "at least two classes");
    }
}
