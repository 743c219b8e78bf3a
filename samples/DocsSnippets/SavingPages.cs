// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;
using Microsoft.ML.Data;
using MLNet.Synthetic;

namespace DocsSnippets;

/// <summary>Code of docs/synth-format.md and docs/algorithms/hidden-chow-liu-tree.md and adversarial-forest.md.</summary>
internal static class SavingPages
{
    public static void Run(MLContext ml, IDataView train)
    {
        // snippet: tree
        var tree = ml.Synthetic.HiddenChowLiuTree("Bad", new() { Seed = 1, MaxStates = 16 }).Fit(train);
        Console.WriteLine(tree.SampleClass("True", rows: 500).GetColumn<bool>("Bad").Count(bad => bad));     // exact, without rejection

        Table rows = DataViewReader.Read(train, ["Age", "Income", "Job"]);                     // the other columns are summed out
        double[] logLikelihood = ((ITableDensity)tree.Model).LogLikelihood(rows, new RunContext(new Rng(1)));
        Console.WriteLine(Array.IndexOf(logLikelihood, logLikelihood.Min()));                  // the oddest of these loans
        // end

        // snippet: forest
        var forest = ml.Synthetic.Tabular("Bad", new AdversarialForestOptions { Seed = 1 }).Fit(train);
        IDataView bad = forest.SampleClass("True", rows: 500);            // exact, without rejection
        // end
        Console.WriteLine(bad.GetColumn<bool>("Bad").Count());

        var synthesizer = tree;
        string folder = Directory.GetCurrentDirectory();
        Directory.SetCurrentDirectory(Directory.CreateTempSubdirectory("saving").FullName);

        // snippet: save
        synthesizer.Save("loans.synth");                                                       // the model and the schema of the view, no training rows
        var loaded = ml.Synthetic.Load("loans.synth");                                         // in another process, on another machine
        IDataView sameRows = loaded.Sample(rows: 100, seed: 7);
        Console.WriteLine(SavedSynthesizer.ReadManifest("loans.synth").Algorithm);
        // end

        Console.WriteLine(sameRows.GetColumn<float>("Age").SequenceEqual(synthesizer.Sample(rows: 100, seed: 7).GetColumn<float>("Age")));
        Table table = rows;
        var learned = new IndependentColumns().Fit(table, TableSchema.Infer(table), new RunContext(new Rng(seed: 1)));

        // snippet: table
        SavedSynthesizer.Write("model.synth", learned, new SavedModelInfo { RowCount = table.Count, Seed = 1, TrainingSha256 = TableHash.Of(table) });
        ITableModel read = SavedSynthesizer.Read("model.synth").Model;
        // end

        Console.WriteLine(read.Sample(5, null, new RunContext(new Rng(seed: 2))).Count);
        Directory.SetCurrentDirectory(folder);
    }
}
