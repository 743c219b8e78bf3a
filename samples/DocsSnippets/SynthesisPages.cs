// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;
using Microsoft.ML.Data;
using MLNet.Synthetic;

namespace DocsSnippets;

/// <summary>Code of docs/synthesis.md, docs/privacy-knob.md, docs/algorithms/independent-columns.md and docs/algorithms/gaussian-copula.md.</summary>
internal static class SynthesisPages
{
    public static void Run(MLContext ml, IDataView loans)
    {
        // snippet: split
        var split = ml.Synthetic.CrossValidationSplit(loans, "Bad", new() { NumberOfFolds = 4, Seed = 1 })[0];
        var (train, test) = (split.TrainSet, split.TestSet);
        // end

        // snippet: privacy knob
        var knob = ml.Synthetic.Tabular("Bad", new TabularOptions { TargetDcrShare = 0.52, Seed = 1 }).Fit(train);
        PrivacySearch search = knob.Summary.PrivacySearch!;
        Console.WriteLine(search);                                        // strength, share and its interval, the cost in utility
        foreach (PrivacyTry tried in search.Tries)
            Console.WriteLine(tried);
        // end

        // snippet: sample
        var synthesizer = ml.Synthetic.GaussianCopula("Bad", new() { Seed = 1 }).Fit(train);
        IDataView synthetic = synthesizer.Sample(rows: 1_000_000, seed: 7);           // nothing is drawn yet
        foreach (float age in ml.Data.TakeRows(synthetic, 3).GetColumn<float>("Age"))
            Console.WriteLine(age);
        // end

        // snippet: classes
        IDataView bad = synthesizer.SampleClass("True", rows: 500);
        IDataView half = synthesizer.Sample(new Dictionary<string, long> { ["True"] = 500, ["False"] = 500 });
        // end

        Console.WriteLine($"{bad.GetColumn<bool>("Bad").Count(b => b)} {half.GetColumn<bool>("Bad").Count(b => b)}");

        // snippet: summary
        Console.WriteLine(synthesizer.Summary);
        Console.WriteLine(string.Join(", ", synthesizer.Summary.MissingColumnNames));
        // end

        IDataView contracts = ml.Transforms.CopyColumns("Contract", "Price").Fit(train).Transform(train);

        // snippet: uses
        var said = ml.Synthetic.Tabular("Bad", new SequentialTreesOptions
        {
            Seed = 1,
            CategoricalColumnNames = ["Time"],                                       // 12, 24, 36, ... months: codes, of which no others are made up
            IdColumnNames = ["Contract"],                                            // not learned: every synthetic row gets a new one
            IgnoredColumnNames = ["Expenses"],                                       // left out: missing in synthetic rows
        }).Fit(contracts);
        Console.WriteLine(string.Join(", ", said.Summary.IdColumnNames) + " | " + string.Join(", ", said.Summary.MissingColumnNames));
        // end

        // snippet: modes
        SynthesisMode[] modes =
        [
            SynthesisMode.Replace(),                                                 // as many synthetic rows as real ones, in their place (default)
            SynthesisMode.Replace(rows: 20_000),
            SynthesisMode.Append(rows: 1000),                                        // behind the real rows
            SynthesisMode.Balance(),                                                 // every class as large as the largest
            SynthesisMode.Balance(SamplingStrategy.Ratio(0.5)),
        ];
        // end

        foreach (var mode in modes)
            Console.WriteLine(ml.Synthetic.GaussianCopula("Bad", new() { Seed = 1, Mode = mode }).Fit(train).Summary);

        // snippet: step
        string[] categories = ["Home", "Marital", "Records", "Job"];
        string[] numbers = ["Seniority", "Time", "Age", "Expenses", "Income", "Assets", "Debt", "Amount", "Price"];
        var model = ml.Transforms.Categorical.OneHotEncoding([.. categories.Select(c => new InputOutputColumnPair(c))])
            .Append(ml.Transforms.ReplaceMissingValues([.. numbers.Select(n => new InputOutputColumnPair(n))], Microsoft.ML.Transforms.MissingValueReplacingEstimator.ReplacementMode.Mean))
            .Append(ml.Transforms.Concatenate("Features", [.. numbers, .. categories]))
            .Append(ml.BinaryClassification.Trainers.FastTree("Bad"));
        var onSynthetic = ml.Synthetic.GaussianCopula("Bad", new() { Seed = 1, Mode = SynthesisMode.Replace(rows: 20_000) }).Append(model);
        Console.WriteLine(ml.BinaryClassification.Evaluate(onSynthetic.Fit(train).Transform(test), "Bad").AreaUnderRocCurve);
        Console.WriteLine(ml.BinaryClassification.Evaluate(model.Fit(train).Transform(test), "Bad").AreaUnderRocCurve);
        // end

        // snippet: baseline
        var baseline = ml.Synthetic.IndependentColumns("Bad", new() { Seed = 1 });
        Console.WriteLine(ml.BinaryClassification.Evaluate(baseline.Append(model).Fit(train).Transform(test), "Bad").AreaUnderRocCurve);
        // end

        // snippet: smote
        var smote = ml.Synthetic.BootstrapSmote("Bad", new() { Seed = 1 });
        Console.WriteLine(ml.BinaryClassification.Evaluate(smote.Append(model).Fit(train).Transform(test), "Bad").AreaUnderRocCurve);
        // end

        // snippet: balance
        var balanced = ml.Synthetic.GaussianCopula("Bad", new() { Seed = 1, Mode = SynthesisMode.Balance() })
            .Append(model)
            .Append(ml.Synthetic.CorrectPrior("Bad"));
        var measured = ml.Synthetic.CrossValidate(train, balanced, "Bad", new() { Seed = 1 });
        Console.WriteLine(measured["AreaUnderRocCurve"]);
        // end

        // snippet: any
        SynthesisOptions[] candidates = [new IndependentColumnsOptions { Seed = 1 }, new GaussianCopulaOptions { Seed = 1 }];
        foreach (var candidate in candidates)
            Console.WriteLine(ml.Synthetic.Tabular("Bad", candidate).Fit(train).Summary.Algorithm);
        // end

        // snippet: core
        Table table = DataViewReader.Read(train, ["Age", "Income", "Job"]);
        ITableModel learned = new GaussianCopula().Fit(table, TableSchema.Infer(table), new RunContext(new Rng(seed: 1)));
        Table drawn = new TableSampler(learned).Draw(rows: 500, new RunContext(new Rng(seed: 2)));
        Table retired = learned.Sample(2, given: new Table(new NumericColumn("Age", [66, 67])), new RunContext(new Rng(seed: 3)));
        // end

        Console.WriteLine($"{drawn.Count} {string.Join(" ", ((NumericColumn)retired["Age"]).Values)}");
    }
}
