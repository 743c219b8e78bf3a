// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

// Is this synthetic data any good? A copy, independent columns, a Gaussian copula and fresh real rows are evaluated against the same real rows.

using System.Diagnostics;
using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using MLNet.Synthetic;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
bool quick = args.Contains("--quick");
var ml = new MLContext(seed: 1);
var clock = Stopwatch.StartNew();

// 1. Real data: 4,454 credit applications. A third is what a synthesizer may learn from, a third is kept from it, and a third stands in for the best synthesizer there can be.
var format = new TextLoader.Options { Separators = [','], HasHeader = true, MissingRealsAsNaNs = true };
var all = ml.Data.LoadFromTextFile<Application>(Path.Combine(AppContext.BaseDirectory, "data", "credit_data.csv"), format);
var split = ml.Data.TrainTestSplit(all, testFraction: 1.0 / 3, seed: 1);
var rest = ml.Data.TrainTestSplit(split.TrainSet, testFraction: 0.5, seed: 2);
IDataView train = ml.Data.Cache(rest.TrainSet), fresh = ml.Data.Cache(rest.TestSet), holdout = ml.Data.Cache(split.TestSet);

// 2. The candidates. A copy is faithful and useful and gives everybody away; independent columns give hardly anybody away and are good for nothing.
const string Label = nameof(Application.Status);
var candidates = new (string Name, IDataView Rows)[]
{
    ("copy", train),
    ("independent columns", ml.Synthetic.IndependentColumns(Label, new() { Seed = 1 }).Fit(train).Sample(rows: 1500)),
    ("Gaussian copula", ml.Synthetic.GaussianCopula(Label, new() { Seed = 1 }).Fit(train).Sample(rows: 1500)),
    ("fresh real rows", fresh),
};

// 3. Evaluate each: scores beside what fresh real rows get, and verdicts in words.
var options = new EvaluationOptions { Holdout = holdout, LabelColumnName = Label, Seed = 1, Bootstraps = quick ? 20 : 50, MaxRows = quick ? 800 : 50_000 };
string folder = Path.Combine(AppContext.BaseDirectory, "reports");
Directory.CreateDirectory(folder);
foreach (var (name, rows) in candidates)
{
    var report = ml.Synthetic.Evaluate(train, rows, options);
    Console.WriteLine($"--- {name}");
    foreach (var headline in report.Headlines)
        Console.WriteLine($"{headline.Grade,-10} {headline.Question} {headline.Answer}");

    // 4. One page to read and file, and the same as data.
    report.SaveHtml(Path.Combine(folder, $"{name}.html"));
    report.SaveJson(Path.Combine(folder, $"{name}.json"));
    if (name == "Gaussian copula" && !quick)
        Console.WriteLine(report);

    // 5. A gate decides: in a build it would set the exit code.
    var violations = report.Check(QualityGate.Default);
    Console.WriteLine(violations.Count == 0 ? "passes the gate" : $"fails the gate: {string.Join(", ", violations.Select(v => $"{v.Key} is {v.Value}"))}");
}

Console.WriteLine($"Reports are in {Path.GetRelativePath(Environment.CurrentDirectory, folder)}; {clock.Elapsed.TotalSeconds:0} s");

internal sealed class Application
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
