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
var options = new EvaluationOptions { Holdout = holdout, LabelColumnName = Label, Seed = 1, Bootstraps = quick ? 20 : 50, MaxRows = quick ? 600 : 50_000 };
string folder = Path.Combine(AppContext.BaseDirectory, "reports");
Directory.CreateDirectory(folder);
foreach (var (name, rows) in quick ? [candidates[0], candidates[2]] : candidates)
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

/* Expected output (without --quick; about 35 CPU seconds):

--- copy
Bad        Does it copy training rows? Yes. Copying: 100.0% of synthetic rows equal a training row in every column (0.0% of fresh real rows do); 100.0% of synthetic
           rows are near copies of a training row (1.0% of fresh real rows are as near); 98.8% of synthetic rows lie closer to training rows than to as many holdout rows (50 %
           is to be expected); nearness to a synthetic row tells training rows from fresh real rows (AUC 1.000; 0.5 is chance).
Caution    Is it faithful? More than fresh real rows can be, which is a sign of copying. Pair trends 0.996 (real rows 0.957); Dependence kept 0.998 (real rows
           0.954); C2ST, boosted trees 0.518 (real rows 0.494).
Good       Is it useful for training models? Yes, as useful as real rows. A model of 'Status' trained on the synthetic rows reaches AreaUnderRocCurve 0.811 on real
           rows, one trained on as many real rows 0.805 (+0.007, 95 % -0.032 to 0.049): 100 % of what can be learned beyond chance.
Caution    Is it diverse? All 30 modes of the real rows are reached, but Density 1.189 (real rows 1.029).
NotJudged  What could not be judged? fairness (no protected columns).
fails the gate: copying is bad
--- independent columns
Good       Does it copy training rows? No: synthetic rows lie no nearer to training rows than fresh real rows do, and no attack did better on training rows than on
           fresh ones.
Bad        Is it faithful? No, it differs from real rows clearly. Pair trends 0.915 (real rows 0.957); Dependence kept 0.023 (real rows 0.954); C2ST, boosted trees
           0.931 (real rows 0.494).
Bad        Is it useful for training models? No. Useless for predicting 'Status': a model trained on the synthetic rows is no better than chance or hardly so
           (AreaUnderRocCurve 0.505, chance 0.500, trained on real rows 0.801).
Caution    Is it diverse? All 30 modes of the real rows are reached, but Mode shares 0.770 (real rows 0.929), Coverage 0.677 (real rows 0.962), Precision 0.795 (real
           rows 0.948), Density 0.527 (real rows 1.029), β-recall 0.765 (real rows 0.942), α-precision 0.925 (real rows 0.992).
NotJudged  What could not be judged? fairness (no protected columns).
fails the gate: faithful is bad, useful is bad
--- Gaussian copula
Good       Does it copy training rows? No: synthetic rows lie no nearer to training rows than fresh real rows do, and no attack did better on training rows than on
           fresh ones.
Caution    Is it faithful? Nearly, but it can be told from real rows. Pair trends 0.944 (real rows 0.957); Dependence kept 0.739 (real rows 0.954); C2ST, boosted
           trees 0.782 (real rows 0.494).
Good       Is it useful for training models? Yes, as useful as real rows. A model of 'Status' trained on the synthetic rows reaches AreaUnderRocCurve 0.809 on real
           rows, one trained on as many real rows 0.801 (+0.008, 95 % -0.032 to 0.039): 100 % of what can be learned beyond chance.
Caution    Is it diverse? All 30 modes of the real rows are reached, but Mode shares 0.893 (real rows 0.929), Coverage 0.839 (real rows 0.962), Precision 0.882 (real
           rows 0.948), Density 0.733 (real rows 1.029), α-precision 0.941 (real rows 0.992).
NotJudged  What could not be judged? fairness (no protected columns).
(the whole table of the Gaussian copula: all scores beside those of fresh real rows)
passes the gate
--- fresh real rows
Good       Does it copy training rows? No: synthetic rows lie no nearer to training rows than fresh real rows do, and no attack did better on training rows than on
           fresh ones.
Good       Is it faithful? Yes, as much as fresh real rows. Pair trends 0.959 (real rows 0.957); Dependence kept 0.926 (real rows 0.953); C2ST, boosted trees 0.501
           (real rows 0.500).
Good       Is it useful for training models? Yes, as useful as real rows. A model of 'Status' trained on the synthetic rows reaches AreaUnderRocCurve 0.815 on real
           rows, one trained on as many real rows 0.805 (+0.010, 95 % -0.024 to 0.044): 100 % of what can be learned beyond chance.
Good       Is it diverse? Yes: all 30 modes of the real rows are reached.
NotJudged  What could not be judged? fairness (no protected columns).
passes the gate
Reports are in samples/TrainOnSyntheticTestOnReal/bin/Release/net10.0/reports; 114 s

The copula keeps what a model of the label needs, but trees see three quarters of the dependence between columns only, and can tell its rows often. Where that matters,
take a synthesizer that keeps more. */
