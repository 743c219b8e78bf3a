// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Runtime.CompilerServices;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.Synthetic.Tests;

/// <summary>Rows that a fitted synthesizer samples: lazy, of any number, always the same.</summary>
[TestClass]
public sealed class SamplingTests
{
    private const string Label = nameof(Loan.Default);
    private const int Block = 1 << 14;
    private readonly MLContext _ml = new(1);

    private SynthesisTransformer Fitted => _ml.Synthetic.GaussianCopula(Label, new() { Seed = 3 }).Fit(Loans.View(_ml));

    [TestMethod]
    [DataRow(0L), DataRow(1L), DataRow((long)Block), DataRow(Block + 1L)]
    public void Sample_Rows_AreThatMany(long rows)
    {
        var sample = Fitted.Sample(rows);

        Assert.AreEqual(rows, sample.Count());
        Assert.AreEqual(rows, sample.GetRowCount());
    }

    [TestMethod]
    public void Sample_FirstRowsOfAMillion_AreThoseOfAHundredAndTakeNoTime()
    {
        var fitted = Fitted;

        string[] hundred = fitted.Sample(100, seed: 9).Dump(), million = _ml.Data.TakeRows(fitted.Sample(1_000_000_000_000, seed: 9), 100).Dump();

        CollectionAssert.AreEqual(hundred, million);
        CollectionAssert.AreNotEqual(hundred, fitted.Sample(100, seed: 10).Dump());
        CollectionAssert.AreEqual(fitted.Sample(100).Dump(), Fitted.Sample(100).Dump());
    }

    [TestMethod]
    public void Sample_ReadTwiceInPartsInParallelAndShuffled_GivesTheSameRows()
    {
        const int Rows = Block + 500;
        var sample = Fitted.Sample(Rows, seed: 1);
        string[] first = sample.Dump();

        var parallel = new string[2][];
        Parallel.For(0, parallel.Length, i => parallel[i] = sample.Dump());
        string[] part = sample.Dump("Amount"), shuffled = _ml.Data.ShuffleRows(sample, seed: 3, shufflePoolSize: 2, shuffleSource: true).Dump();

        foreach (string[] rows in parallel)
            CollectionAssert.AreEqual(first, rows);
        CollectionAssert.AreEqual(first.Select(row => row.Split(" | ")[1]).ToArray(), part);
        CollectionAssert.AreEqual(first.Order(StringComparer.Ordinal).ToArray(), shuffled.Order(StringComparer.Ordinal).ToArray());
        CollectionAssert.AreNotEqual(first, shuffled);
    }

    [TestMethod]
    public void Sample_CursorSet_SharesTheBlocksInOrderOfTheirBatch()
    {
        var sample = Fitted.Sample(3 * Block + 10, seed: 1);

        var cursors = sample.GetRowCursorSet(sample.Schema, 2);
        var rows = new List<(long Batch, float Amount, DataViewRowId Id)>();
        foreach (var cursor in cursors)
        {
            var (getter, ids) = (cursor.GetGetter<float>(sample.Schema["Amount"]), cursor.GetIdGetter());
            while (cursor.MoveNext())
            {
                float amount = 0;
                DataViewRowId id = default;
                getter(ref amount);
                ids(ref id);
                rows.Add((cursor.Batch, amount, id));
            }

            cursor.Dispose();
        }

        Assert.HasCount(2, cursors);
        CollectionAssert.AreEqual(sample.GetColumn<float>("Amount").ToArray(), rows.OrderBy(r => r.Batch).Select(r => r.Amount).ToArray());
        Assert.HasCount(rows.Count, rows.Select(r => r.Id).Distinct().ToArray());
    }

    [TestMethod]
    public void Sample_ManyRows_TakesTheMemoryOfABlock()
    {
        var sample = Fitted.Sample(40 * Block, seed: 1);
        using var cursor = sample.GetRowCursor(sample.Schema.Where(c => c.Name == "Amount"));
        var getter = cursor.GetGetter<float>(sample.Schema["Amount"]);
        float amount = 0;
        long most = 0, before = GC.GetTotalMemory(forceFullCollection: true);

        for (int i = 0; cursor.MoveNext(); i++)
        {
            getter(ref amount);
            if (i % (8 * Block) == 0)
                most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
        }

        Assert.IsLessThan(8_000_000L, most);                           // a block of 6 columns is 0.7 MB, all 40 of them 27 MB
    }

    [TestMethod]
    public void SampleClass_Class_IsThatOfEveryRow()
    {
        Assert.IsTrue(Fitted.SampleClass("True", 300).GetColumn<bool>(Label).All(d => d));
        Assert.IsTrue(Fitted.SampleClass("False", Block + 3).GetColumn<bool>(Label).All(d => !d));
    }

    [TestMethod]
    public void Sample_RowsByClass_AreMetExactlyOneClassBehindTheOther()
    {
        var sample = Fitted.Sample(new Dictionary<string, long> { ["True"] = Block + 7, ["False"] = 20 });

        CollectionAssert.AreEqual(Enumerable.Range(0, Block + 27).Select(i => i < Block + 7).ToArray(), sample.GetColumn<bool>(Label).ToArray());
    }

    [TestMethod]
    public void SampleClass_TextKeyAndNumberLabels_AreNamedByTheirValues()
    {
        var view = _ml.Transforms.Conversion.MapValueToKey("JobKey", "Job").Append(_ml.Transforms.Conversion.ConvertType("OwnerNumber", "Owner")).Fit(Loans.View(_ml)).Transform(Loans.View(_ml));

        var byText = _ml.Synthetic.GaussianCopula("Job", new() { Seed = 1 }).Fit(view).SampleClass("pilot", 10);
        var byKey = _ml.Synthetic.GaussianCopula("JobKey", new() { Seed = 1 }).Fit(view).SampleClass("pilot", 10);
        var byNumber = _ml.Synthetic.GaussianCopula("OwnerNumber", new() { Seed = 1 }).Fit(view).SampleClass("1", 10);

        Assert.IsTrue(byText.GetColumn<string>("Job").All(j => j == "pilot"));
        VBuffer<ReadOnlyMemory<char>> names = default;
        view.Schema["JobKey"].GetKeyValues(ref names);
        Assert.IsTrue(byKey.GetColumn<uint>("JobKey").All(k => names.GetItemOrDefault((int)k - 1).ToString() == "pilot"));
        Assert.IsTrue(byNumber.GetColumn<float>("OwnerNumber").All(v => v == 1));
    }

    [TestMethod]
    public void SampleClass_UnknownClassOrNoLabel_Says()
    {
        StringAssert.Contains(Assert.Throws<ArgumentException>(() => Fitted.SampleClass("Maybe", 1)).Message, "'Maybe'");
        StringAssert.Contains(Assert.Throws<InvalidOperationException>(() => _ml.Synthetic.GaussianCopula(null, new() { Seed = 1 }).Fit(Loans.View(_ml)).SampleClass("True", 1)).Message, "label");
        Assert.Throws<InvalidOperationException>(() => _ml.Synthetic.GaussianCopula("Amount", new() { Seed = 1 }).Fit(Loans.View(_ml)).SampleClass("1", 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Fitted.Sample(-1));
    }

    [TestMethod]
    public void Fit_WhoOnlySamples_DrawsNoTrainingRows()
    {
        var stages = new List<string>();
        var fitted = _ml.Synthetic.GaussianCopula(Label, new() { Seed = 1, Progress = new Immediate(p => stages.Add(p.Stage)) }).Fit(Loans.View(_ml));

        fitted.Sample(10).Dump();

        Assert.DoesNotContain("drawing rows", stages);
    }

    [TestMethod]
    public void SyntheticRows_DieWithTheTrainingView()
    {
        var (fitted, rows) = FitAndForget();

        for (int i = 0; i < 5 && rows.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.IsFalse(rows.IsAlive, "The model keeps the rows alive.");
        Assert.AreEqual(5L, fitted.Sample(5).Count());

        [MethodImpl(MethodImplOptions.NoInlining)]
        (SynthesisTransformer, WeakReference) FitAndForget()
        {
            var view = Loans.View(_ml);
            var model = _ml.Synthetic.GaussianCopula(Label, new() { Seed = 1 }).Fit(view);
            return (model, new WeakReference(model.Transform(view)));
        }
    }

    [TestMethod]
    public void NestedChain_StepSecond_TheLogSaysWhyRowsAreNotSynthesized()
    {
        var log = new LogWatch(_ml);
        var witness = new Witness();
        var copy = _ml.Transforms.CopyColumns("Copy", "Amount");

        copy.Append(_ml.Transforms.CopyColumns("Other", "Amount").Append(_ml.Synthetic.IndependentColumns(Label, new() { Seed = 1, Mode = SynthesisMode.Replace(50) }))).Append(witness).Fit(Loans.View(_ml));

        Assert.AreEqual(600L, witness.Rows);
        Assert.IsTrue(log.Warnings.Any(w => w.Contains("outermost chain", StringComparison.Ordinal) && w.Contains("synthetic rows", StringComparison.Ordinal)));
    }

    private sealed class Immediate(Action<RunProgress> action) : IProgress<RunProgress>
    {
        public void Report(RunProgress value) => action(value);
    }
}
