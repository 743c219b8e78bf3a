// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;
using Microsoft.ML.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace MLNet.Synthetic.Tests;

[TestClass]
public sealed class TabularArgnTests
{
    private static readonly RunContext s_run = new(new Rng(3));

    [TestMethod]
    public void Emit_EveryColumn_GivesWhatTorchGives()
    {
        const int Rows = 64;
        using var torch = new TorchRun(new TabularArgnOptions(), s_run);
        using var scope = NewDisposeScope();
        torch.Seed(new Rng(1));
        var table = Made(2000, seed: 1);
        var data = ArgnData.Encode(table, TableSchema.Infer(table), new(), s_run);
        using var network = new ArgnNetwork(data, torch);
        using var session = NetworkSession.Open(network.Emit([.. network.Parameters.Select(TensorState.ToArray)]), Rows, s_run);
        int d = data.Columns.Length;
        int[] order = [2, 0, 3, 1], offsets = ArgnTableModel.Offsets(data.Columns);
        var all = new long[Rows * d];
        for (int i = 0; i < all.Length; i++)
            all[i] = offsets[i % d] + data.Codes[i % d][i / d];

        for (int place = 0; place < d; place++)
        {
            int column = order[place], count = data.Columns[column].Count;
            float[] expected;
            using (no_grad())
                expected = TensorState.ToArray(network.Forward(all, order, dropout: 0)[column]);
            session.Use(batch =>
            {
                for (int i = 0; i < all.Length; i++)
                    batch.LongInput("codes")[i] = order.AsSpan(0, place).Contains(i % d) ? all[i] : offsets[d];
                batch.LongInput("column").Fill(column);
                batch.Run();
                var actual = batch.Output("logits");
                int width = actual.Length / Rows;
                for (int i = 0; i < Rows; i++)
                {
                    for (int c = 0; c < count; c++)
                        Assert.AreEqual(expected[i * count + c], actual[i * width + c], 1e-5 * Math.Max(1, Math.Abs(expected[i * count + c])), $"column {column}, row {i}, code {c}");
                }
            });
        }
    }

    [TestMethod]
    public void Sample_GivenColumns_KeepsThemAndFollowsThem()
    {
        const int Rows = 4000;
        var model = Fit(Made(Rows, seed: 2), new() { Seed = 1, Epochs = 40, EvaluateEvery = null });
        var given = new Table([new CategoryColumn("City", [.. Enumerable.Repeat(2, Rows)], ["a", "b", "c"]), new NumericColumn("Half", [.. Enumerable.Repeat(1.0, Rows)])]);

        var drawn = model.Sample(Rows, given, s_run);

        Assert.IsTrue(model.CanFix(["City", "Half", "Amount", "Code"]));
        Assert.IsTrue(((CategoryColumn)drawn["City"]).Codes.All(c => c == 2));
        double[] amounts = ((NumericColumn)drawn["Amount"]).Values;
        Assert.AreEqual(20, amounts.Where(v => !double.IsNaN(v)).Average(), 0.5);           // 10 a city
        Assert.AreEqual(0.2, amounts.Count(double.IsNaN) / (double)Rows, 0.06);
        Assert.AreEqual(0.9, ((CategoryColumn)drawn["Code"]).Codes.Count(c => c == 1) / (double)Rows, 0.05);    // follows Half
    }

    [TestMethod]
    public void Sample_RareCategories_AreNotDrawn()
    {
        var column = new CategoryColumn("Name", [.. Enumerable.Range(0, 1000).Select(i => i < 4 ? 2 : i % 2)], ["a", "b", "rare"]);
        var other = new NumericColumn("X", [.. Enumerable.Range(0, 1000).Select(i => (double)(i % 7))]);

        var drawn = Fit(new([column, other]), new() { Epochs = 2, EvaluateEvery = null }).Sample(3000, null, s_run);
        var all = Fit(new([column, other]), new() { Epochs = 2, EvaluateEvery = null, RareCategoryRows = 0, ValidationShare = 0 }).Sample(3000, null, s_run);

        Assert.IsFalse(((CategoryColumn)drawn["Name"]).Codes.Contains(2));
        Assert.IsTrue(((CategoryColumn)all["Name"]).Codes.Contains(2));
    }

    [TestMethod]
    public void Save_AndLoad_SamplesTheSameRows()
    {
        var ml = new MLContext(seed: 1);
        using var folder = new TemporaryFolder();
        var data = ml.Data.LoadFromEnumerable(Enumerable.Range(0, 400).Select(i => new Row { Label = i % 3 == 0, Amount = i % 3 * 5 + i % 11, City = i % 2 == 0 ? "Basel" : "Lyon" }).ToArray());
        var fitted = ml.Synthetic.Tabular("Label", new TabularArgnOptions { Epochs = 4, EvaluateEvery = 2 }).Fit(data);

        fitted.Save(folder["argn.synth"]);
        var loaded = ml.Synthetic.Load(folder["argn.synth"]);

        CollectionAssert.AreEqual(Rows(fitted), Rows(loaded));
        Assert.AreEqual("TabularArgn", loaded.Training?.Algorithm);
        Assert.AreEqual(256, SavedSynthesizer.ReadManifest(folder["argn.synth"]).Options!.Value.GetProperty("batchSize").GetInt32());

        string[] Rows(SynthesisTransformer t) => [.. ml.Data.CreateEnumerable<Row>(t.Sample(50, seed: 3), reuseRowObject: false).Select(r => r.ToString())];
    }

    [TestMethod]
    [DataRow(1, 200, 5, 0.25)]
    [DataRow(100, 251, 5, 0.25)]
    [DataRow(100, 200, -1, 0.25)]
    [DataRow(100, 200, 5, 0.96)]
    public void TabularArgn_SettingOutOfRange_Throws(int maxBins, int maxLevels, int rare, double dropout)
        => Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new TabularArgn(new() { MaxBins = maxBins, MaxLevels = maxLevels, RareCategoryRows = rare, Dropout = dropout }));

    [TestMethod]
    public void EpochEnded_WithoutGain_HalvesTheStepSizeToATenth()
    {
        var options = new TabularArgnOptions { LearningRate = 0.01 };
        using var torch = new TorchRun(options, s_run);
        using var scope = NewDisposeScope();
        torch.Seed(new Rng(1));
        var table = Made(500, seed: 1);
        using var training = new ArgnTraining(ArgnData.Encode(table, TableSchema.Infer(table), options, s_run), options, torch);

        training.EpochEnded(1, [1, 1]);
        for (int epoch = 2; epoch <= 3; epoch++)
            training.EpochEnded(epoch, [1, 1]);
        Assert.AreEqual(0.01, training.LearningRate);
        training.EpochEnded(4, [1, 1]);
        Assert.AreEqual(0.005, training.LearningRate);
        for (int epoch = 5; epoch <= 40; epoch++)
            training.EpochEnded(epoch, [1, 1]);
        Assert.AreEqual(0.001, training.LearningRate, 1e-12);
    }

    private static ITableModel Fit(Table table, TabularArgnOptions options) => new TabularArgn(options).Fit(table, TableSchema.Infer(table), s_run);

    /// <summary>A city, a number that follows it and is missing in a fifth of the rows, a number of two values, and a category that follows that one in nine rows of ten.</summary>
    private static Table Made(int rows, int seed)
    {
        var random = new Rng(seed);
        var (city, half, code, amount) = (new int[rows], new double[rows], new int[rows], new double[rows]);
        for (int i = 0; i < rows; i++)
        {
            (city[i], half[i]) = (random.Next(3), random.Next(2));
            code[i] = random.NextDouble() < 0.9 ? (int)half[i] : 1 - (int)half[i];
            amount[i] = random.NextDouble() < 0.2 ? double.NaN : 10 * city[i] + random.NextGaussian();
        }

        return new([new CategoryColumn("City", city, ["a", "b", "c"]), new NumericColumn("Half", half), new CategoryColumn("Code", code, ["x", "y"]), new NumericColumn("Amount", amount)]);
    }

    private sealed record Row
    {
        public bool Label { get; set; }

        public float Amount { get; set; }

        public string City { get; set; } = "";
    }
}
