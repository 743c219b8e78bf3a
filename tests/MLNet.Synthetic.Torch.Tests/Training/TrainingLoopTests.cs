// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using MLNet.Synthetic.Testing;
using TorchSharp;

namespace MLNet.Synthetic.Tests;

[TestClass]
public sealed class TrainingLoopTests
{
    private static readonly Table s_table = MadeTable.Of(600);

    [TestMethod]
    public void Fit_AllEpochs_ReportsLossesAndQuality()
    {
        var report = Fit(Options).Report!;

        Assert.AreEqual(TrainingEnd.Completed, report.End);
        CollectionAssert.AreEqual(Enumerable.Range(1, 12).ToArray(), report.Points.Select(p => p.Epoch).ToArray());
        CollectionAssert.AreEqual(new[] { 4, 8, 12 }, report.Points.Where(p => p.Quality is not null).Select(p => p.Epoch).ToArray());
        Assert.IsTrue(report.Points[^1].Losses[0] < report.Points[0].Losses[0] / 2);
        Assert.IsTrue(report.BestEpoch > 4, "The later, the better, but for chance.");
        Assert.IsTrue(report.Quality!.PairTrends is > 0.7 and < 1);
        Assert.IsTrue(report.Points[3].Quality!.Detection > report.Quality.Detection);
        Assert.AreEqual((540, 60), (report.TrainingRows, report.HoldoutRows));
    }

    [TestMethod]
    public void Fit_SameSeed_SameWeights()
    {
        float[] first = Weights(Options), second = Weights(Options), other = Weights(Options, seed: 2);

        CollectionAssert.AreEqual(first, second);
        CollectionAssert.AreNotEqual(first, other);
    }

    [TestMethod]
    public void Fit_CancelledAndResumed_SameWeightsAndReport()
    {
        using var folder = new TemporaryFolder();
        var whole = Fit(Options);
        float[] weights = Weights(Options);
        using var stop = new CancellationTokenSource();
        var options = Options with { CheckpointFile = folder["toy.checkpoint"], CheckpointEvery = 2 };

        Assert.ThrowsExactly<OperationCanceledException>(() => Fit(options with { Stepped = step => { if (step == 46) stop.Cancel(); } }, cancellation: stop.Token));   // in epoch 8
        Assert.IsTrue(File.Exists(options.CheckpointFile));
        long first = -1;
        float[] resumed = [];
        var model = Fit(options with { Stepped = step => first = first < 0 ? step : first, Trained = w => resumed = w });

        Assert.AreEqual(36, first, "Of 6 steps an epoch: after epoch 6.");
        CollectionAssert.AreEqual(weights, resumed);
        CollectionAssert.AreEqual(whole.Report!.Points.SelectMany(p => p.Losses).ToArray(), model.Report!.Points.SelectMany(p => p.Losses).ToArray());
        CollectionAssert.AreEqual(whole.Report.Points.Select(p => p.Quality?.Figure).ToArray(), model.Report.Points.Select(p => p.Quality?.Figure).ToArray());
        Assert.IsFalse(File.Exists(options.CheckpointFile), "The training is over.");
    }

    [TestMethod]
    [DataRow("seed", "the random stream")]
    [DataRow("rows", "the training table")]
    [DataRow("options", "learningRate")]
    [DataRow("threads", "2 threads")]
    public void Fit_CheckpointOfAnotherTraining_IsRefused(string change, string named)
    {
        using var folder = new TemporaryFolder();
        var options = Options with { CheckpointFile = folder["toy.checkpoint"], CheckpointEvery = 1 };
        Interrupt(options);

        var e = Assert.ThrowsExactly<SyntheticDataException>(() => Fit(
            change switch { "options" => options with { LearningRate = 0.2 }, "threads" => options with { Threads = 2 }, _ => options },
            seed: change == "seed" ? 9 : 1, table: change == "rows" ? MadeTable.Of(600, seed: 3) : null));

        StringAssert.Contains(e.Message, named);
        StringAssert.Contains(e.Message, "Delete it");
    }

    [TestMethod]
    public void Fit_CheckpointDamaged_IsRefused()
    {
        using var folder = new TemporaryFolder();
        var options = Options with { CheckpointFile = folder["toy.checkpoint"], CheckpointEvery = 1 };
        Interrupt(options);
        byte[] bytes = File.ReadAllBytes(options.CheckpointFile);
        bytes[^9] ^= 1;
        File.WriteAllBytes(options.CheckpointFile, bytes);

        var e = Assert.ThrowsExactly<SyntheticDataException>(() => Fit(options));

        StringAssert.Contains(e.Message, "damaged");
    }

    [TestMethod]
    public void Fit_LossNotANumberBeforeAnyLook_IsAnError()
    {
        var e = Assert.ThrowsExactly<SyntheticDataException>(() => Fit(Options with { FailAt = 10 }));

        StringAssert.Contains(e.Message, "NaN at step 10");
        StringAssert.Contains(e.Message, nameof(NetworkOptions.LearningRate));
    }

    [TestMethod]
    public void Fit_LossNotANumberLater_KeepsTheBest()
    {
        var report = Fit(Options with { FailAt = 50 }).Report!;

        Assert.AreEqual(TrainingEnd.NotANumber, report.End);
        Assert.AreEqual(8, report.BestEpoch);
        Assert.IsTrue(report.Events.Any(e => e.Contains("step 50", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void Fit_Collapses_StopsWithTheBestAndNamesModes()
    {
        var warnings = new List<string>();
        var report = Fit(Options with { Epochs = 60, EvaluateEvery = 2, LearningRate = 0.5, BatchSize = 450, CollapseAt = 10 }, table: MadeTable.Of(3000), warn: warnings.Add).Report!;

        Assert.AreEqual(TrainingEnd.Collapsed, report.End);
        Assert.IsTrue(report.BestEpoch < 10 && report.Points.Count == 14, $"{report.BestEpoch}, {report.Points.Count}");
        Assert.IsTrue(report.Points[^1].Quality!.ModeBalance < 0.1);
        Assert.IsTrue(warnings.Any(w => w.Contains("city = ", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void Fit_DiscriminatorAlwaysRight_StopsAsSaturated()
        => Assert.AreEqual(TrainingEnd.Saturated, Fit(Options with { Epochs = 100, EvaluateEvery = 1, LearningRate = 1e-6, Accuracy = 1 }).Report!.End);

    [TestMethod]
    public void Fit_NoImprovement_StopsAndKeepsTheBest()
    {
        var report = Fit(Options with { Epochs = 100, EvaluateEvery = 1, LearningRate = 1e-6, Patience = 3 }).Report!;

        Assert.AreEqual(TrainingEnd.NoImprovement, report.End);
        Assert.AreEqual(report.BestEpoch + 3, report.Points.Count);
    }

    [TestMethod]
    public void Fit_TimeUp_Stops()
    {
        var report = Fit(Options with { Epochs = 100_000, MaxTrainingTime = TimeSpan.FromMilliseconds(200), EvaluateEvery = null }).Report!;

        Assert.AreEqual(TrainingEnd.TimeUp, report.End);
        Assert.IsNull(report.Quality);
    }

    [TestMethod]
    public void Fit_Progress_TellsLossAndQualityAndTime()
    {
        var (steps, messages) = (new List<RunProgress>(), new List<string>());

        Fit(Options, progress: new Direct(steps.Add), info: messages.Add);

        Assert.AreEqual(new RunProgress("Toy", 12, 12), steps[^1] with { Detail = null });
        StringAssert.Contains(steps[^1].Detail, "distance");
        StringAssert.Contains(steps[^1].Detail, "pair trends");
        Assert.IsTrue(messages.Any(m => m.Contains("11 more take about", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void Fit_ThousandSteps_MemoryIsFlat()
    {
        var counts = new List<long>();

        Fit(Options with { Epochs = 180, EvaluateEvery = null, Stepped = step => { if (step % 100 == 99) counts.Add(torch.Tensor.TotalCount); } });

        Assert.AreEqual(10, counts.Count);
        Assert.IsTrue(counts.Max() - counts.Min() <= 200, string.Join(", ", counts));   // other tests run beside this one
    }

    [TestMethod]
    public void ToHtml_Report_HasCurvesAndIsWellFormed()
    {
        var report = Fit(Options).Report!;

        StringAssert.Contains(report.ToHtml(), "<svg");
        System.Xml.Linq.XDocument.Parse(report.ToSvg());
        Assert.AreEqual(report.ToHtml(), TrainingReport.FromJson(report.ToJson()).ToHtml());
    }

    [TestMethod]
    public void Fit_NoRows_IsAnError()
    {
        var e = Assert.ThrowsExactly<SyntheticDataException>(() => Fit(Options, table: s_table.Take([])));

        StringAssert.Contains(e.Message, "no rows");
    }

    private static ToyOptions Options => new() { Epochs = 12, BatchSize = 90, LearningRate = 0.05, EvaluateEvery = 4, HoldoutShare = 0.1 };

    private static ToyModel Fit(
        ToyOptions options, long seed = 1, Table? table = null, CancellationToken cancellation = default, IProgress<RunProgress>? progress = null, Action<string>? info = null, Action<string>? warn = null)
    {
        table ??= s_table;
        return (ToyModel)options.CreateSynthesizer().Fit(table, MadeTable.SchemaOf(s_table), new RunContext(new Rng(seed), progress, cancellation, info, warn));
    }

    private static float[] Weights(ToyOptions options, long seed = 1)
    {
        float[] weights = [];
        Fit(options with { Trained = w => weights = w }, seed);
        return weights;
    }

    private static void Interrupt(ToyOptions options)
    {
        using var stop = new CancellationTokenSource();
        Assert.ThrowsExactly<OperationCanceledException>(() => Fit(options with { Stepped = step => { if (step == 20) stop.Cancel(); } }, cancellation: stop.Token));
    }

    private sealed class Direct(Action<RunProgress> report) : IProgress<RunProgress>
    {
        public void Report(RunProgress value) => report(value);
    }
}
