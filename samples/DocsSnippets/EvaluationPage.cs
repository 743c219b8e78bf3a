// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;
using Microsoft.ML.Data;
using MLNet.Synthetic;

namespace DocsSnippets;

/// <summary>Code of docs/evaluation.md and docs/gate.md.</summary>
internal static class EvaluationPage
{
    public static void Run(MLContext ml)
    {
        var (train, rest, holdout) = Thirds(ml);
        var synthetic = rest;                                   // fresh real rows stand in for the best synthesizer there can be
        string folder = Directory.CreateTempSubdirectory("mlnet-synthetic-docs-").FullName, here = Directory.GetCurrentDirectory();
        Directory.SetCurrentDirectory(folder);

        // snippet: evaluate
        var report = ml.Synthetic.Evaluate(train, synthetic, new()
        {
            Holdout = holdout,                                  // real rows the synthesizer has not seen
            LabelColumnName = "Status",
            Seed = 1,
        });
        Console.WriteLine(report);                              // the verdicts and all scores
        report.SaveHtml("report.html");                         // one page to read, sign and file
        report.SaveJson("report.json");                         // for programs
        // end

        // snippet: verdicts
        foreach (var headline in report.Headlines)
            Console.WriteLine($"{headline.Question} {headline.Grade}: {headline.Answer}");
        var trends = report.Find("fidelity.pair-trends");
        Console.WriteLine(trends);                              // Pair trends 0.983 (floor 0.985): within noise
        // end

        // snippet: check
        var violations = report.Check(QualityGate.Default);     // or QualityGate.Load("gate.json")
        foreach (var violation in violations)
            Console.WriteLine(violation);
        // end

        Gate(report, "gate.json");
        Tables(ml, train, holdout);
        Directory.SetCurrentDirectory(here);
        Directory.Delete(folder, recursive: true);
    }

    private static void Tables(MLContext ml, IDataView train, IDataView holdout)
    {
        // snippet: README tables
        var synthesizer = ml.Synthetic.Tabular("Status", new SequentialTreesOptions { Seed = 1 }).Fit(train);
        IDataView synthetic = synthesizer.Sample(rows: 1500);             // drawn while it is read: a billion rows take no more memory
        var report = ml.Synthetic.Evaluate(train, synthetic, new() { Holdout = holdout, LabelColumnName = "Status", Seed = 1 });
        foreach (var headline in report.Headlines)
            Console.WriteLine($"{headline.Grade,-9} {headline.Question} {headline.Answer}");
        report.SaveHtml("report.html");
        // end
    }

    private static void Gate(EvaluationReport report, string file)
    {
        File.WriteAllText(file, """
            {
              "headlines": { "copying": ["good"] },
              "scores": { "fidelity.pair-trends": { "min": 0.95 } }
            }
            """);

        // snippet: gate
        var gate = QualityGate.Load(file);
        foreach (var violation in report.Check(gate))
            Console.WriteLine($"{violation.Key} is {violation.Value}, wanted {violation.Threshold}: {violation.Sentence}");
        // end
    }

    /// <summary>Credit applications as text and numbers, dealt into thirds.</summary>
    private static (IDataView, IDataView, IDataView) Thirds(MLContext ml)
    {
        string file = Path.Combine(AppContext.BaseDirectory, "data", "credit_data.csv");
        var inferred = ml.Data.LoadFromTextFile<CreditApplication>(file, new TextLoader.Options { Separators = [','], HasHeader = true, MissingRealsAsNaNs = true });
        var first = ml.Data.TrainTestSplit(inferred, testFraction: 1.0 / 3, seed: 1);
        var second = ml.Data.TrainTestSplit(first.TrainSet, testFraction: 0.5, seed: 2);
        return (second.TrainSet, second.TestSet, first.TestSet);
    }
}

internal sealed class CreditApplication
{
    [LoadColumn(0)] public string Status { get; set; } = "";
    [LoadColumn(1)] public float Seniority { get; set; }
    [LoadColumn(2)] public string Home { get; set; } = "";
    [LoadColumn(3)] public float Time { get; set; }
    [LoadColumn(4)] public float Age { get; set; }
    [LoadColumn(5)] public string Marital { get; set; } = "";
    [LoadColumn(6)] public string Records { get; set; } = "";
    [LoadColumn(7)] public string Job { get; set; } = "";
    [LoadColumn(8)] public float Expenses { get; set; }
    [LoadColumn(9)] public float Income { get; set; }
    [LoadColumn(10)] public float Assets { get; set; }
    [LoadColumn(11)] public float Debt { get; set; }
    [LoadColumn(12)] public float Amount { get; set; }
    [LoadColumn(13)] public float Price { get; set; }
}
