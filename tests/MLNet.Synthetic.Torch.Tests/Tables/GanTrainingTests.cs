// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using MLNet.Synthetic.Testing;
using TorchSharp;
using static TorchSharp.torch;

namespace MLNet.Synthetic.Tests;

[TestClass]
public sealed class GanTrainingTests
{
    private static readonly RunContext s_run = new(new Rng(3));

    [TestMethod]
    public void Emit_Generator_GivesWhatTorchGives()
    {
        using var torch = new TorchRun(new CtganOptions(), s_run);
        using var scope = NewDisposeScope();
        torch.Seed(new Rng(1));
        using var generator = new GanGenerator(torch, inputs: 30, [64, 48], outputs: 21, bfloat16: false);
        using (no_grad())
        {
            foreach (var statistic in generator.Statistics)           // as after training
                statistic.copy_(torch.Uniform(statistic.shape).add(0.5f, 1));
            foreach (var parameter in generator.Parameters.Where(p => p.dim() == 1))
                parameter.copy_(torch.Normal(parameter.shape));
        }

        var graph = new OnnxGraph("generator");
        graph.Output("y", generator.Emit(graph, graph.Input("x", 30), [.. generator.Parameters.Select(TensorState.ToArray)], [.. generator.Statistics.Select(TensorState.ToArray)]));
        using var session = NetworkSession.Open(new(graph), batchRows: 100, s_run);
        var x = torch.Normal(100, 30);
        float[] expected, actual = [];
        using (no_grad())
            expected = TensorState.ToArray(generator.Evaluate(x));
        session.Use(batch =>
        {
            TensorState.ToArray(x).CopyTo(batch.Input("x"));
            batch.Run();
            actual = batch.Output("y").ToArray();
        });

        double worst = expected.Zip(actual, (e, a) => Math.Abs(e - a) / Math.Max(1, Math.Abs(e))).Max();
        Assert.IsTrue(worst < 1e-5, $"{worst}");
    }

    [TestMethod]
    public void InputGradient_Critic_IsThatOfAutomaticDifferentiation()
    {
        using var torch = new TorchRun(new CtganOptions(), s_run);
        using var scope = NewDisposeScope();
        torch.Seed(new Rng(2));
        using var critic = new GanCritic(torch, inputs: 40, [32, 24], dropout: 0.5, bfloat16: false);
        var x = torch.Normal(20, 40).requires_grad_();

        var judgement = critic.Forward(x);
        var expected = autograd.grad([judgement.Scores.sum()], [x], create_graph: true)[0];
        var actual = critic.InputGradient(judgement, 0, 20);

        AssertClose(expected, actual);
        var (a, b) = (autograd.grad([Penalty(expected)], [.. critic.Parameters], retain_graph: true, allow_unused: true), autograd.grad([Penalty(actual)], [.. critic.Parameters], allow_unused: true));
        for (int k = 0; k < a.Count; k += 2)                          // the weights; biases have no part in it
            AssertClose(a[k], b[k]);

        static Tensor Penalty(Tensor g) => g.Squared().sum(1).sqrt().Plus(-1).Squared().mean();
    }

    [TestMethod]
    public void Softmax_BlocksFarApart_IsThatOfEachBlock()
    {
        using var torch = new TorchRun(new CtganOptions(), s_run);
        using var scope = NewDisposeScope();
        torch.Seed(new Rng(4));
        int[] lengths = [3, 1, 7, 2];
        using var softmax = new RaggedSoftmax(torch, lengths);
        var y = torch.Normal(50, 13).Times(20);
        y.narrow(1, 4, 7).PlusInPlace(-500);                          // with the maximum of the row this block would be 0 / 0

        var actual = softmax.Softmax(y);

        int at = 0;
        foreach (int length in lengths)
        {
            AssertClose(nn.functional.softmax(y.narrow(1, at, length), 1), actual.narrow(1, at, length));
            at += length;
        }
    }

    [TestMethod]
    public void Adam_ManySteps_IsThatOfTorchSharp()
    {
        TorchNative.Require();
        using var scope = NewDisposeScope();
        random.manual_seed(1);
        var start = randn(37, 5);
        var (ours, theirs) = (start.clone().requires_grad_(), new TorchSharp.Modules.Parameter(start.clone()));
        using var adam = new Adam([ours], new(0.01, 0.5, 0.9, WeightDecay: 1e-3));
        var other = optim.Adam([theirs], 0.01, 0.5, 0.9, weight_decay: 1e-3);
        for (int i = 0; i < 50; i++)
        {
            adam.Minimize((ours.sin() * ours).sum());
            other.zero_grad();
            (theirs.sin() * theirs).sum().backward();
            other.step();
        }

        AssertClose(theirs, ours);
    }

    [TestMethod]
    public void AdamW_ManySteps_IsThatOfTorchSharp()
    {
        TorchNative.Require();
        using var scope = NewDisposeScope();
        random.manual_seed(1);
        var start = randn(3, 19);
        var (ours, theirs) = (start.clone().requires_grad_(), new TorchSharp.Modules.Parameter(start.clone()));
        using var adam = new Adam([ours], new(0.02, DecoupledDecay: 0.1));
        var other = optim.AdamW([theirs], 0.02, weight_decay: 0.1);
        for (int i = 0; i < 50; i++)
        {
            adam.Minimize((ours.sin() * ours).sum());
            other.zero_grad();
            (theirs.sin() * theirs).sum().backward();
            other.step();
        }

        AssertClose(theirs, ours);
    }

    [TestMethod]
    [TestCategory("Slow")]
    public void Fit_TwoClusters_AreFound()
    {
        var random = new Rng(5);
        int[] side = [.. Enumerable.Range(0, 1000).Select(i => i % 4 == 0 ? 1 : 0)];
        var table = new Table(
            new CategoryColumn("side", side, ["left", "right"]),
            new NumericColumn("x", [.. side.Select(s => (s == 0 ? -5 : 5) + random.NextGaussian())]),
            new NumericColumn("y", [.. side.Select(s => (s == 0 ? 3 : -3) + random.NextGaussian())]));
        var ctgan = new Ctgan(new() { Epochs = 150, BatchSize = 250, PacSize = 5, GeneratorLayers = [48, 48], DiscriminatorLayers = [48, 48], NoiseSize = 8, LearningRate = 2e-3, EvaluateEvery = 50, HoldoutShare = 0.1, WeightAveraging = 0.98 });

        var drawn = ctgan.Fit(table, TableSchema.Infer(table, "side"), s_run).Sample(2000, null, s_run);

        var (codes, x, y) = (((CategoryColumn)drawn["side"]).Codes, ((NumericColumn)drawn["x"]).Values, ((NumericColumn)drawn["y"]).Values);
        Assert.AreEqual(0.25, codes.Average(), 0.1);
        Assert.IsTrue(Enumerable.Range(0, 2000).Count(i => x[i] > 0 == (codes[i] == 1) && y[i] < 0 == (codes[i] == 1)) > 1700);
    }

    [TestMethod]
    public void Fit_FewerRowsThanABatch_Works()
    {
        var table = MadeTable.Of(30);

        var model = new Ctgan(new() { Epochs = 2, BatchSize = 100, GeneratorLayers = [16], DiscriminatorLayers = [16] }).Fit(table, MadeTable.SchemaOf(table), s_run);

        Assert.AreEqual(30, model.Sample(30, null, s_run).Count);
    }

    [TestMethod]
    public void Fit_BFloat16_TrainsOrSaysThatItCannot()
    {
        var table = MadeTable.Of(200);
        var warnings = new List<string>();
        var run = new RunContext(new Rng(1), warning: warnings.Add);

        var model = new Ctgan(new() { Epochs = 2, BatchSize = 100, GeneratorLayers = [16], DiscriminatorLayers = [16], UseBFloat16 = true }).Fit(table, MadeTable.SchemaOf(table), run);

        Assert.AreEqual(10, model.Sample(10, null, run).Count);
        Assert.IsTrue(BFloat16.IsFast(CPU, run) || warnings.Any(w => w.Contains("bfloat16", StringComparison.Ordinal)));
    }

    [TestMethod]
    [DataRow("information")]
    [DataRow("downstream")]
    [DataRow("long tail")]
    [DataRow("frequency")]
    [DataRow("packs")]
    [DataRow("clipping")]
    public void Fit_EachOption_ChangesTheNetwork(string option)
    {
        var table = MadeTable.Of(200);
        var plain = new CtganOptions { Epochs = 3, BatchSize = 100, GeneratorLayers = [16], DiscriminatorLayers = [16], NoiseSize = 4, EvaluateEvery = null, LearningRate = 1e-2 };
        var wgan = new WganOptions { Epochs = 3, BatchSize = 100, GeneratorLayers = [16], DiscriminatorLayers = [16], NoiseSize = 4, EvaluateEvery = null, LearningRate = 1e-2 };
        TabularGanOptions changed = option switch
        {
            "information" => plain with { InformationWeight = 1 },
            "downstream" => plain with { DownstreamWeight = 1 },
            "long tail" => plain with { LongTailColumnNames = ["amount"] },
            "frequency" => plain with { UseLogFrequency = false },
            "packs" => plain with { PacSize = 5, Dropout = 0.5 },
            _ => wgan with { GradientPenalty = null },
        };

        CollectionAssert.AreNotEqual(Drawn(option == "clipping" ? wgan : plain), Drawn(changed));

        double[] Drawn(TabularGanOptions options) => ((NumericColumn)options.CreateSynthesizer().Fit(table, MadeTable.SchemaOf(table), s_run).Sample(50, null, s_run)["amount"]).Values;
    }

    [TestMethod]
    public void Fit_DownstreamLossWithoutLabel_IsAnError()
    {
        var table = MadeTable.Of(50);

        var e = Assert.ThrowsExactly<ArgumentException>(() => new Ctgan(new() { DownstreamWeight = 1 }).Fit(table, TableSchema.Infer(table), s_run));

        StringAssert.Contains(e.Message, "needs a label");
    }

    [TestMethod]
    public void Fit_LongTailOfACategory_IsAnError()
    {
        var table = MadeTable.Of(50);

        var e = Assert.ThrowsExactly<ArgumentException>(() => new Ctgan(new() { LongTailColumnNames = ["city"] }).Fit(table, TableSchema.Infer(table), s_run));

        StringAssert.Contains(e.Message, "'city'");
    }

    [TestMethod]
    public void Fit_WithoutCategories_TrainsWithoutCondition()
    {
        var random = new Rng(1);
        var table = new Table(new NumericColumn("x", [.. Enumerable.Range(0, 200).Select(_ => random.NextGaussian())]));

        var model = new Ctgan(new() { Epochs = 2, BatchSize = 100, GeneratorLayers = [16], DiscriminatorLayers = [16] }).Fit(table, TableSchema.Infer(table), s_run);

        Assert.IsFalse(model.CanFix(["x"]));
        Assert.AreEqual(0, model.Sample(100, null, s_run)["x"].Missing);
    }

    [TestMethod]
    [DataRow(nameof(CtganOptions.BatchSize))]
    [DataRow(nameof(CtganOptions.GradientPenalty))]
    [DataRow(nameof(CtganOptions.LearningRate))]
    [DataRow(nameof(CtganOptions.GeneratorLayers))]
    public void Ctgan_SettingOutOfRange_IsNamed(string setting)
    {
        var options = setting switch
        {
            nameof(CtganOptions.BatchSize) => new CtganOptions { BatchSize = 501, PacSize = 10 },
            nameof(CtganOptions.GradientPenalty) => new() { GradientPenalty = 0 },
            nameof(CtganOptions.LearningRate) => new() { LearningRate = double.NaN },
            _ => new() { GeneratorLayers = [] },
        };

        StringAssert.Contains(Assert.Throws<ArgumentException>(options.CreateSynthesizer).Message, setting);
    }

    private static void AssertClose(Tensor expected, Tensor actual)
    {
        float[] e = TensorState.ToArray(expected.detach()), a = TensorState.ToArray(actual.detach());
        double scale = Math.Max(1e-3, e.Max(Math.Abs));
        Assert.IsTrue(e.Zip(a, (x, y) => Math.Abs(x - y)).Max() < 1e-5 * Math.Max(1, scale));
    }
}
