// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;
using Microsoft.ML.Data;
using MLNet.Synthetic;

namespace DocsSnippets;

/// <summary>Code of docs/training.md, docs/algorithms/ctgan.md, docs/algorithms/tvae.md and docs/algorithms/tabular-argn.md. Compiled, and run where libtorch is there.</summary>
internal static class TrainingPages
{
    public static void Run(IDataView train)
    {
        var ml = new MLContext(seed: 1);

        // snippet: gan
        var synthesizer = ml.Synthetic.TabularGan("Bad", new CtganOptions { Seed = 1, Epochs = 100 }).Fit(train);    // a TabularGanSynthesizer; WganOptions pick WGAN
        IDataView synthetic = synthesizer.Sample(rows: 1500);
        IDataView defaults = synthesizer.SampleClass("True", rows: 500);      // made under the condition, and kept where it came out
        // end

        Console.WriteLine($"{synthetic.GetColumn<bool>("Bad").Count()} {defaults.GetColumn<bool>("Bad").Count()}");
    }

    public static void Argn(MLContext ml, IDataView train)
    {
        // snippet: argn
        var argn = ml.Synthetic.Tabular("Bad", new TabularArgnOptions { Seed = 1, Epochs = 20 }).Fit(train);
        IDataView rows = argn.Sample(rows: 1500);
        IDataView bad = argn.SampleClass("True", rows: 500);                  // drawn under the class: nothing is rejected
        // end

        Console.WriteLine($"{rows.GetColumn<bool>("Bad").Count()} {bad.GetColumn<bool>("Bad").Count()}");
    }

    public static void Autoencoder(MLContext ml, IDataView train)
    {
        // snippet: tvae
        var autoencoder = ml.Synthetic.Tabular("Bad", new TvaeOptions { Seed = 1 }).Fit(train);
        IDataView drawn = autoencoder.Sample(rows: 1500);
        // end

        Console.WriteLine(drawn.GetColumn<bool>("Bad").Count());
    }

    public static void Checkpoint(MLContext ml, IDataView train)
    {
        // snippet: training
        var gan = new CtganOptions
        {
            Seed = 1,
            Epochs = 300,                                                     // at most
            MaxTrainingTime = TimeSpan.FromMinutes(15),                       // and no longer than this
            CheckpointFile = "loans.checkpoint",                              // goes on from here when it was interrupted
        };
        var fitted = ml.Synthetic.TabularGan("Bad", gan).Fit(train);
        fitted.Save("loans.synth");                                           // opened without libtorch
        File.WriteAllText("training.html", fitted.Training!.ToHtml());        // curves of loss and quality
        // end
    }
}
