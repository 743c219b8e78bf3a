// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

// TrainingHost checkpoint model.synth [milliseconds]: trains a small CTGAN, from the checkpoint if there is one, resting that long after each epoch; prints a line an epoch and writes the model.

using MLNet.Synthetic;
using MLNet.Synthetic.Testing;

var table = MadeTable.Of(400);
var options = new CtganOptions
{
    Epochs = 30, BatchSize = 100, PacSize = 5, GeneratorLayers = [32], DiscriminatorLayers = [32], NoiseSize = 8, EvaluateEvery = 5, HoldoutShare = 0.2, CheckpointFile = args[0], CheckpointEvery = 2,
};
int rest = args.Length > 2 ? int.Parse(args[2]) : 0;
var run = new RunContext(new Rng(7), new Epochs(rest), info: Console.WriteLine);
var model = options.CreateSynthesizer().Fit(table, MadeTable.SchemaOf(table), run);
SavedSynthesizer.Write(args[1], model, new() { RowCount = table.Count });

internal sealed class Epochs(int rest) : IProgress<RunProgress>
{
    public void Report(RunProgress value)
    {
        Console.WriteLine($"epoch {value.Done}");
        Thread.Sleep(rest);
    }
}
