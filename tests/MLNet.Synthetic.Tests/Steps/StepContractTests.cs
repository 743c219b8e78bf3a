// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.Synthetic.Tests;

/// <summary>What every oversampling step promises, whatever its algorithm.</summary>
[TestClass]
public sealed class StepContractTests
{
    private const string Label = nameof(Loan.Default);

    [TestMethod]
    public void Catalog_EveryOversampler_HasACase()
    {
        var methods = typeof(SyntheticCatalog).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(m => m.ReturnType == typeof(SyntheticOversampler))
            .Select(m => m.Name);

        var without = methods.Except(StepCase.All.Select(c => c.Method)).Except(RareLabelStepTests.Methods).Except(CleaningStepCase.All.Select(c => c.Method)).ToArray();

        Assert.IsEmpty(without, $"Add a case for {string.Join(", ", without)}.");
    }

    [TestMethod]
    [DynamicData(nameof(StepCase.Rows), typeof(StepCase))]
    public void FitTransform_TrainingView_MeetsTheStrategyAndKeepsRealRowsFirst(StepCase c)
    {
        var ml = new MLContext(1);
        var view = Loans.View(ml);

        var resampled = Step(c, ml).Fit(view).Transform(view);

        Assert.AreEqual(1080L, resampled.Count());
        Assert.AreEqual(540, resampled.GetColumn<bool>(Label).Count(d => d));
        CollectionAssert.AreEqual(view.Dump(), resampled.Dump().Take(600).ToArray());
        Assert.AreEqual(1080L, resampled.GetRowCount());
    }

    [TestMethod]
    [DynamicData(nameof(StepCase.Rows), typeof(StepCase))]
    public void Transform_AnyOtherView_IsTheSameObject(StepCase c)
    {
        var ml = new MLContext(1);
        var model = Step(c, ml).Fit(Loans.View(ml));
        var test = Loans.View(ml, rows: 50, seed: 2);

        var transformed = model.Transform(test);

        Assert.AreSame(test, transformed);
    }

    [TestMethod]
    [DynamicData(nameof(StepCase.Rows), typeof(StepCase))]
    public void Transform_TrainingView_HasTheInputSchema(StepCase c)
    {
        var ml = new MLContext(1);
        var view = Loans.View(ml);
        view = ml.Transforms.CopyColumns("Job", "Job").Append(ml.Transforms.Conversion.MapValueToKey("JobKey", "Job")).Fit(view).Transform(view);   // hides a column

        var resampled = Step(c, ml).FitResample(view);

        CollectionAssert.AreEqual(Describe(view.Schema), Describe(resampled.Schema));
        VBuffer<ReadOnlyMemory<char>> names = default;
        resampled.Schema["JobKey"].GetKeyValues(ref names);
        Assert.AreEqual(4, names.Length);
    }

    [TestMethod]
    [DynamicData(nameof(StepCase.Rows), typeof(StepCase))]
    public void GetOutputSchema_Promised_EqualsDelivered(StepCase c)
    {
        var ml = new MLContext(1);
        var view = Loans.View(ml);
        var step = Step(c, ml, new() { Flag = "IsSynthetic" });

        var promised = step.GetOutputSchema(view.Schema.ToShape());
        var model = step.Fit(view);

        string[] names = [.. promised.Select(p => p.Name)];
        CollectionAssert.AreEqual(names, model.Transform(view).Schema.Select(p => p.Name).ToArray());
        CollectionAssert.AreEqual(names, model.GetOutputSchema(view.Schema).Select(p => p.Name).ToArray());
        CollectionAssert.AreEqual(names, model.Transform(Loans.View(ml, 20)).Schema.Select(p => p.Name).ToArray());
    }

    [TestMethod]
    [DynamicData(nameof(StepCase.Rows), typeof(StepCase))]
    public void NewRows_ColumnsThatAreNotFeatures_AreCopiedFromARowOfTheSameClass(StepCase c)
    {
        var ml = new MLContext(1);
        var loans = Loans.Make(600);

        var resampled = Step(c, ml).FitResample(ml.Data.LoadFromEnumerable(loans));

        var defaulted = loans.Where(l => l.Default).ToDictionary(l => l.Note, l => l.Region + 1);
        string[] notes = [.. resampled.GetColumn<string>(nameof(Loan.Note)).Skip(600)];
        foreach (string note in notes)
            Assert.IsTrue(defaulted.ContainsKey(note), note);
        if (c.TakesNumbers)                                           // there Region is no feature either, and comes from the same row
            CollectionAssert.AreEqual(notes.Select(n => defaulted[n]).ToArray(), resampled.GetColumn<uint>(nameof(Loan.Region)).Skip(600).ToArray());
    }

    [TestMethod]
    [DynamicData(nameof(StepCase.Rows), typeof(StepCase))]
    public void NewRows_Categories_AreKnownOnes(StepCase c)
    {
        var ml = new MLContext(1);
        var view = Loans.View(ml);

        var resampled = Step(c, ml).FitResample(view);

        CollectionAssert.IsSubsetOf(resampled.GetColumn<string>("Job").Distinct().ToArray(), view.GetColumn<string>("Job").Distinct().ToArray());
        foreach (int age in resampled.GetColumn<int>("Age"))
            Assert.IsTrue(age is >= 0 and <= 90, $"age {age}");
    }

    [TestMethod]
    [DynamicData(nameof(StepCase.Rows), typeof(StepCase))]
    public void Read_TwiceInPartsInParallelAfterACacheAndAsASet_GivesTheSameRows(StepCase c)
    {
        var ml = new MLContext(1);
        var resampled = Step(c, ml).FitResample(Loans.View(ml));
        string[] first = resampled.Dump();

        string[] again = resampled.Dump();
        string[] cached = ml.Data.Cache(resampled).Dump();
        string[] part = resampled.Dump("Amount", "Note");
        var parallel = new string[8][];
        Parallel.For(0, parallel.Length, i => parallel[i] = resampled.Dump());
        string[] taken = ml.Data.TakeRows(resampled, 700).Dump();

        CollectionAssert.AreEqual(first, again);
        CollectionAssert.AreEqual(first, cached);
        CollectionAssert.AreEqual(first.Take(700).ToArray(), taken);
        for (int i = 0; i < first.Length; i++)
        {
            string[] cells = first[i].Split(" | ");
            Assert.AreEqual($"{cells[1]} | {cells[6]}", part[i]);
        }

        foreach (string[] rows in parallel)
            CollectionAssert.AreEqual(first, rows);
        long inSet = resampled.GetRowCursorSet(resampled.Schema, 4).Sum(cursor => { long n = 0; while (cursor.MoveNext()) n++; cursor.Dispose(); return n; });
        Assert.AreEqual(first.LongLength, inSet);
    }

    [TestMethod]
    [DynamicData(nameof(StepCase.Rows), typeof(StepCase))]
    public void Read_Shuffled_GivesTheSameRowsInAnotherOrderWithNewOnesAmongOld(StepCase c)
    {
        var ml = new MLContext(1);
        var resampled = Step(c, ml).FitResample(Loans.View(ml));
        string[] ordered = resampled.Dump();

        string[] shuffled = ml.Data.ShuffleRows(resampled, seed: 3, shufflePoolSize: 2, shuffleSource: true).Dump();

        CollectionAssert.AreEquivalent(ordered, shuffled);
        CollectionAssert.AreNotEqual(ordered, shuffled);
        var real = ordered.Take(600).ToHashSet();
        int newInFirstHalf = shuffled.Take(540).Count(row => !real.Contains(row));
        if (c.Method != nameof(SyntheticCatalog.RandomOversample) && c.Method != nameof(SyntheticCatalog.SmoteN))   // their copies cannot be told from real rows
            Assert.IsTrue(newInFirstHalf is > 150 and < 330, $"{newInFirstHalf} new rows among the first 540");
    }

    [TestMethod]
    [DynamicData(nameof(StepCase.Rows), typeof(StepCase))]
    public void RowIds_OfAllRows_AreUniqueAndStable(StepCase c)
    {
        var ml = new MLContext(1);
        var resampled = Step(c, ml).FitResample(Loans.View(ml));

        var (first, second) = (Ids(), Ids());

        Assert.AreEqual(1080, first.Distinct().Count());
        CollectionAssert.AreEqual(first, second);

        DataViewRowId[] Ids()
        {
            using var cursor = resampled.GetRowCursor([]);
            var getter = cursor.GetIdGetter();
            var ids = new List<DataViewRowId>();
            while (cursor.MoveNext())
            {
                DataViewRowId id = default;
                getter(ref id);
                ids.Add(id);
            }

            return [.. ids];
        }
    }

    [TestMethod]
    [DynamicData(nameof(StepCase.Rows), typeof(StepCase))]
    public void Fit_OneTwoAndEightThreads_GiveTheSameRows(StepCase c)
    {
        var ml = new MLContext(1);
        var view = Loans.View(ml, rows: 3000);

        string[][] runs = [.. new[] { 1, 2, 8 }.Select(threads => Step(c, ml, new() { Threads = threads }).FitResample(view).Dump())];

        CollectionAssert.AreEqual(runs[0], runs[1]);
        CollectionAssert.AreEqual(runs[0], runs[2]);
    }

    [TestMethod]
    [DynamicData(nameof(StepCase.Rows), typeof(StepCase))]
    public void Fit_SeedOfTheContext_DecidesWhereTheOptionsHaveNone(StepCase c)
    {
        string[] Run(int seed)
        {
            var ml = new MLContext(seed);
            return Step(c, ml, new() { Seed = null }).FitResample(Loans.View(ml)).Dump();
        }

        string[] first = Run(5), same = Run(5), other = Run(6);

        CollectionAssert.AreEqual(first, same);
        CollectionAssert.AreNotEqual(first, other);
    }

    [TestMethod]
    [DynamicData(nameof(StepCase.Rows), typeof(StepCase))]
    public void FlagColumn_IsTrueForNewRowsAndFalseElsewhere(StepCase c)
    {
        var ml = new MLContext(1);
        var view = Loans.View(ml);
        var model = Step(c, ml, new() { Flag = "IsSynthetic" }).Fit(view);

        bool[] training = [.. model.Transform(view).GetColumn<bool>("IsSynthetic")];
        bool[] test = [.. model.Transform(Loans.View(ml, 40)).GetColumn<bool>("IsSynthetic")];

        Assert.IsTrue(training.Take(600).All(f => !f) && training.Skip(600).All(f => f));
        Assert.IsTrue(test.Length == 40 && test.All(f => !f));
    }

    [TestMethod]
    [DynamicData(nameof(StepCase.Rows), typeof(StepCase))]
    public void CrossValidate_Folds_KeepTheirSizeAndTrainersSeeBalancedRows(StepCase c)
    {
        var ml = new MLContext(1);
        var view = Loans.View(ml);
        var witness = new Witness();
        var pipeline = Step(c, ml).Append(witness).Append(Loans.Featurize(ml)).Append(ml.BinaryClassification.Trainers.LbfgsLogisticRegression(Label));

        var folds = ml.BinaryClassification.CrossValidate(view, pipeline, numberOfFolds: 3, labelColumnName: Label);

        Assert.AreEqual(600L, folds.Sum(f => f.ScoredHoldOutSet.Count()));
        Assert.IsGreaterThan(600L, witness.Rows);
        Assert.AreEqual(witness.Rows, 2L * witness.Seen!.GetColumn<bool>(Label).Count(d => d));
    }

    [TestMethod]
    [DynamicData(nameof(StepCase.Rows), typeof(StepCase))]
    public void PredictionEngine_SavedAndLoaded_PredictsTheSame(StepCase c)
    {
        var ml = new MLContext(1);
        var view = Loans.View(ml);
        var pipeline = Step(c, ml, new() { Flag = "IsSynthetic" }).Append(Loans.Featurize(ml)).Append(ml.BinaryClassification.Trainers.LbfgsLogisticRegression(Label));
        var model = pipeline.Fit(view);
        using var file = new MemoryStream();
        ml.Model.Save(model, view.Schema, file);

        file.Position = 0;
        var loaded = new MLContext(2).Model.Load(file, out _);
        using var engine = ml.Model.CreatePredictionEngine<Loan, Prediction>(model);
        using var loadedEngine = ml.Model.CreatePredictionEngine<Loan, Prediction>(loaded);

        foreach (var loan in Loans.Make(20, seed: 9))
        {
            var (a, b) = (engine.Predict(loan), loadedEngine.Predict(loan));
            Assert.AreEqual(a.Score, b.Score);
            Assert.IsFalse(a.IsSynthetic || b.IsSynthetic);
        }
    }

    [TestMethod]
    [DynamicData(nameof(StepCase.Rows), typeof(StepCase))]
    public void Fit_Cancelled_Throws(StepCase c)
    {
        var ml = new MLContext(1);
        using var source = new CancellationTokenSource();
        source.Cancel();

        var step = Step(c, ml, new() { Cancellation = source.Token });

        Assert.Throws<OperationCanceledException>(() => step.Fit(Loans.View(ml)));
    }

    [TestMethod]
    [DynamicData(nameof(StepCase.Rows), typeof(StepCase))]
    public void Fit_CancelledFromProgress_Throws(StepCase c)
    {
        var ml = new MLContext(1);
        using var source = new CancellationTokenSource();
        var step = Step(c, ml, new() { Cancellation = source.Token, Progress = new Immediate(source.Cancel), SamplingStrategy = SamplingStrategy.Counts(new Dictionary<string, int> { ["True"] = 300, ["False"] = 700 }) });

        Assert.Throws<OperationCanceledException>(() => step.Fit(Loans.View(ml)));
    }

    [TestMethod]
    [DynamicData(nameof(StepCase.Rows), typeof(StepCase))]
    public void Fit_EmptyView_IsAClearError(StepCase c)
    {
        var ml = new MLContext(1);

        var error = Assert.Throws<SyntheticDataException>(() => Step(c, ml).Fit(Loans.View(ml, rows: 0)));

        StringAssert.Contains(error.Message, "no rows");
    }

    [TestMethod]
    [DynamicData(nameof(StepCase.Rows), typeof(StepCase))]
    public void Fit_OneRow_IsAClearError(StepCase c)
    {
        var ml = new MLContext(1);

        var error = Assert.Throws<SyntheticDataException>(() => Step(c, ml).Fit(Loans.View(ml, rows: 1)));

        StringAssert.Contains(error.Message, "at least two classes");
    }

    [TestMethod]
    [DynamicData(nameof(StepCase.Rows), typeof(StepCase))]
    public void Fit_UnknownLabel_NamesTheColumns(StepCase c)
    {
        var ml = new MLContext(1);
        var step = c.Create(ml, "Fraud", new() { Features = c.Features });

        var atFit = Assert.Throws<ArgumentException>(() => step.Fit(Loans.View(ml)));
        var atShape = Assert.Throws<ArgumentException>(() => step.GetOutputSchema(Loans.View(ml).Schema.ToShape()));

        StringAssert.Contains(atFit.Message, "'Fraud'");
        StringAssert.Contains(atFit.Message, "'Default'");
        StringAssert.Contains(atShape.Message, "'Fraud'");
    }

    private static SyntheticOversampler Step(StepCase c, MLContext ml, StepSettings? settings = null)
        => c.Create(ml, Label, (settings ?? new()) with { Features = c.Features });

    private static string[] Describe(DataViewSchema schema) => [.. schema.Select(column =>
        $"{column.Name}:{column.Type}:{column.IsHidden}:{string.Join(",", column.Annotations.Schema.Where(a => !a.Name.StartsWith("SyntheticPrior", StringComparison.Ordinal)).Select(a => a.Name))}")];

    private sealed class Immediate(Action action) : IProgress<RunProgress>
    {
        public void Report(RunProgress value) => action();
    }

    private sealed class Prediction
    {
        public float Score { get; set; }

        public bool IsSynthetic { get; set; }
    }
}
