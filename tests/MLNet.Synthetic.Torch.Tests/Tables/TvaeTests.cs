// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;
using Microsoft.ML.Data;
using MLNet.Synthetic.Testing;
using TorchSharp;
using static TorchSharp.torch;

namespace MLNet.Synthetic.Tests;

[TestClass]
public sealed class TvaeTests
{
    private static readonly RunContext s_run = new(new Rng(3));

    [TestMethod]
    [DataRow(5, 17)]
    [DataRow(0, 17)]
    [DataRow(4, 4)]
    public void Emit_Decoder_GivesWhatTorchGives(int scalars, int width)
    {
        using var torch = new TorchRun(new TvaeOptions(), s_run);
        using var scope = NewDisposeScope();
        torch.Seed(new Rng(1));
        using var decoder = new TvaeDecoder(torch, codes: 12, [32, 24], scalars, width);
        using (no_grad())
            decoder.Deviations.copy_(torch.Uniform(scalars));

        var graph = new OnnxGraph("decoder");
        graph.Output("y", decoder.Emit(graph, graph.Input("x", decoder.NoiseSize), [.. decoder.Parameters.Select(TensorState.ToArray)]));
        using var session = NetworkSession.Open(new(graph), batchRows: 100, s_run);
        var x = torch.Normal(100, decoder.NoiseSize);
        float[] expected, actual = [];
        using (no_grad())
            expected = TensorState.ToArray(decoder.Draw(x));
        session.Use(batch =>
        {
            TensorState.ToArray(x).CopyTo(batch.Input("x"));
            batch.Run();
            actual = batch.Output("y").ToArray();
        });

        Assert.IsTrue(expected.Zip(actual, (e, a) => Math.Abs(e - a)).Max() < 1e-5);
    }

    [TestMethod]
    public void LogSums_BlocksFarApart_AreThoseOfEachBlock()
    {
        using var torch = new TorchRun(new TvaeOptions(), s_run);
        using var scope = NewDisposeScope();
        torch.Seed(new Rng(4));
        int[] lengths = [3, 1, 7];
        using var softmax = new RaggedSoftmax(torch, lengths);
        var y = torch.Normal(20, 11).Times(20);
        y.narrow(1, 4, 7).PlusInPlace(-500);
        y.requires_grad_();

        float[] actual = TensorState.ToArray(softmax.LogSums(y).detach()), gradient = TensorState.ToArray(autograd.grad([softmax.LogSums(y).sum()], [y])[0]);

        float[] expected = TensorState.ToArray(cat([y.narrow(1, 0, 3).logsumexp(1, true), y.narrow(1, 3, 1), y.narrow(1, 4, 7).logsumexp(1, true)], 1).detach());
        float[] shares = TensorState.ToArray(softmax.Softmax(y).detach());
        Assert.IsTrue(expected.Zip(actual, (e, a) => Math.Abs(e - a)).Max() < 1e-4);
        Assert.IsTrue(shares.Zip(gradient, (e, a) => Math.Abs(e - a)).Max() < 1e-5);
    }

    [TestMethod]
    public void Fit_TwoClusters_AreFoundWithTheirSpread()
    {
        var random = new Rng(5);
        int[] side = [.. Enumerable.Range(0, 1000).Select(i => i % 4 == 0 ? 1 : 0)];
        var table = new Table(
            new CategoryColumn("side", side, ["left", "right"]),
            new NumericColumn("x", [.. side.Select(s => (s == 0 ? -5 : 5) + random.NextGaussian())]),
            new NumericColumn("y", [.. side.Select(s => (s == 0 ? 3 : -3) + random.NextGaussian())]));
        var tvae = new Tvae(new() { Epochs = 100, BatchSize = 100, EncoderLayers = [32], DecoderLayers = [32], LatentSize = 8, LearningRate = 3e-3, EvaluateEvery = null, WeightAveraging = 0.98 });

        var drawn = tvae.Fit(table, TableSchema.Infer(table, "side"), s_run).Sample(2000, null, s_run);

        var (codes, x, y) = (((CategoryColumn)drawn["side"]).Codes, ((NumericColumn)drawn["x"]).Values, ((NumericColumn)drawn["y"]).Values);
        Assert.AreEqual(0.25, codes.Average(), 0.1);
        Assert.IsTrue(Enumerable.Range(0, 2000).Count(i => x[i] > 0 == (codes[i] == 1) && y[i] < 0 == (codes[i] == 1)) > 1700);
        double[] left = [.. x.Where((_, i) => codes[i] == 0 && x[i] < 0)];
        Assert.AreEqual(1, Math.Sqrt(left.Sum(v => Math.Pow(v - left.Average(), 2)) / left.Length), 0.3);
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void Fit_OnlyOneKindOfColumn_Works(bool numbers)
    {
        var random = new Rng(1);
        TableColumn column = numbers ? new NumericColumn("c", [.. Enumerable.Range(0, 60).Select(_ => random.NextGaussian())]) : new CategoryColumn("c", [.. Enumerable.Range(0, 60).Select(i => i % 3)], ["a", "b", "c"]);
        var table = new Table(column);

        var model = new Tvae(new() { Epochs = 2, BatchSize = 100, EncoderLayers = [8], DecoderLayers = [8], LatentSize = 2 }).Fit(table, TableSchema.Infer(table), s_run);

        Assert.IsFalse(model.CanFix(["c"]));
        Assert.AreEqual(0, model.Sample(40, null, s_run)["c"].Missing);
    }

    [TestMethod]
    public void Save_AndLoad_SamplesTheSameRows()
    {
        var ml = new MLContext(seed: 1);
        var random = new Rng(1);
        var data = ml.Data.LoadFromEnumerable(Enumerable.Range(0, 200).Select(i => new Row { Label = i % 3 == 0, Amount = (float)random.NextGaussian() }).ToArray());
        using var folder = new TemporaryFolder();
        var fitted = ml.Synthetic.Tabular("Label", new TvaeOptions { Epochs = 2, BatchSize = 50, EncoderLayers = [16], DecoderLayers = [16], LatentSize = 4 }).Fit(data);

        fitted.Save(folder["tvae.synth"]);
        var loaded = ml.Synthetic.Load(folder["tvae.synth"]);

        CollectionAssert.AreEqual(Rows(fitted), Rows(loaded));
        Assert.AreEqual("Tvae", loaded.Training?.Algorithm);
        Assert.AreEqual(4, SavedSynthesizer.ReadManifest(folder["tvae.synth"]).Options!.Value.GetProperty("latentSize").GetInt32());

        float[] Rows(SynthesisTransformer t) => [.. t.Sample(50, seed: 3).GetColumn<float>("Amount")];
    }

    [TestMethod]
    [DataRow(nameof(TvaeOptions.LatentSize))]
    [DataRow(nameof(TvaeOptions.EncoderLayers))]
    [DataRow(nameof(TvaeOptions.ReconstructionWeight))]
    [DataRow(nameof(TvaeOptions.WeightDecay))]
    public void Tvae_SettingOutOfRange_IsNamed(string setting)
    {
        var options = setting switch
        {
            nameof(TvaeOptions.LatentSize) => new TvaeOptions { LatentSize = 0 },
            nameof(TvaeOptions.EncoderLayers) => new() { EncoderLayers = [] },
            nameof(TvaeOptions.ReconstructionWeight) => new() { ReconstructionWeight = 0 },
            _ => new() { WeightDecay = -1 },
        };

        StringAssert.Contains(Assert.Throws<ArgumentException>(options.CreateSynthesizer).Message, setting);
    }

    private sealed record Row
    {
        public bool Label { get; set; }

        public float Amount { get; set; }
    }
}
