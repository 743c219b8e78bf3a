// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

// Credit applications for people who may not see the real ones: learn them under the rules that every contract keeps to, save what was learned, draw synthetic applications in another process that
// never sees the data, and measure them against real ones that nobody learned from.   ./build.cmd sample CreditSynthesis [--quick]

using System.Diagnostics;
using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using MLNet.Synthetic;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var ml = new MLContext(seed: 1);

// The rules. The last is a function of the bank's own: a saved model only names it, so that both processes have it in their code.
var employed = TableConstraint.Custom("nobody has worked since before 14", ["Age", "Seniority"], row => row.Number("Age") - row.Number("Seniority") >= 14);
TableConstraint[] rules = [TableConstraint.Ordered("Amount", "Price"), TableConstraint.Between("Age", 18, null), employed];

const int Rows = 3000;
if (args is ["draw", var from, var to])
    return Draw(from, to);

// 1. Load: an empty field is a missing value. A quarter is held back to measure against, and the synthesizer never sees it.
bool quick = args.Contains("--quick");
string folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "output")).FullName;
string[] texts = ["Status", "Home", "Marital", "Records", "Job"];
string data = Path.Combine(AppContext.BaseDirectory, "data", "credit_data.csv");
string[] header = File.ReadLines(data).First().Split(',');
var applications = ml.Data.Cache(ml.Data.LoadFromTextFile(data, new TextLoader.Options
{
    HasHeader = true,
    Separators = [','],
    MissingRealsAsNaNs = true,
    Columns = [.. header.Select((name, at) => new TextLoader.Column(name, texts.Contains(name) ? DataKind.String : DataKind.Single, at))],
}));
var split = ml.Data.TrainTestSplit(applications, testFraction: 0.25, seed: 1);

// 2. Fit. Were there an application that breaks a rule, this would say which, before it learns. The months of a loan are codes: 12, 24, 36, ..., and nothing between.
Console.WriteLine("1. Learn");
var options = new SequentialTreesOptions { Seed = 1, CategoricalColumnNames = ["Time"] };
var synthesizer = ml.Synthetic.Tabular("Status", options with { Constraints = rules }).Fit(split.TrainSet);
Console.WriteLine($"   {synthesizer.Summary}");

// 3. Condition: applicants as a stress test wants them, and as many bad as good ones.
Console.WriteLine("2. Condition");
var stressed = new SampleOptions { Seed = 2, Conditions = SampleCondition.Parse("Age<35 and Amount>=1200") };
Console.WriteLine($"   under 35 and 1,200 or more: {Bad(synthesizer.Sample(rows: 1000, stressed)):P0} bad; of all applicants {Bad(synthesizer.Sample(rows: 1000, seed: 2)):P0}, of real ones {Bad(split.TrainSet):P0}");
Console.WriteLine($"   half and half: {Bad(synthesizer.Sample(new Dictionary<string, long> { ["good"] = 500, ["bad"] = 500 }, seed: 2)):P0} bad");

// 4. Save, and draw in another process: this program started again, with the file and nothing else.
Console.WriteLine("3. Save, and draw in another process");
string model = Path.Combine(folder, "credit.synth"), drawn = Path.Combine(folder, "synthetic.csv");
synthesizer.Save(model);
using var other = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["draw", model, drawn]) { RedirectStandardOutput = true })!;
string said = other.StandardOutput.ReadToEnd().Trim();
other.WaitForExit();
if (other.ExitCode != 0)
    return other.ExitCode;
var synthetic = synthesizer.Sample(Rows, seed: 7);
bool same = said == TableHash.Of(DataViewReader.Read(synthetic));
Console.WriteLine($"   {new FileInfo(model).Length / 1024} KiB of model, without training rows; in synthetic.csv are {(same ? "the rows that this process draws too" : "OTHER ROWS than this process draws")}.");

// 5. Every row keeps to the rules. That can be shown for any table, so also for rows of a synthesizer that was not told them.
var untold = ml.Synthetic.Tabular("Status", options).Fit(split.TrainSet).Sample(Rows, seed: 7);
Console.WriteLine($"4. Rules, and rows of {Rows:N0} that break them       told   not told");
foreach (var rule in rules)
    Console.WriteLine($"   {rule,-45} {Broken(synthetic, rule),4} {Broken(untold, rule),10}");

// 6. Evaluate: each figure beside that of applications the synthesizer has not seen.
var report = ml.Synthetic.Evaluate(split.TrainSet, synthetic, new()
{
    Holdout = split.TestSet,
    LabelColumnName = "Status",
    CategoricalColumnNames = ["Time"],
    Seed = 1,
    MaxRows = quick ? 1000 : 50_000,
    Bootstraps = quick ? 10 : 50,
});
Console.WriteLine("5. Evaluate                                  synthetic   fresh real rows   verdict");
foreach (string key in (string[])["fidelity.pair-trends", "fidelity.dependence", "detection.c2st-trees", "utility.tstr", "privacy.dcr-share", "privacy.exact-copies"])
{
    if (report.Find(key) is { Value: double value } score)
        Console.WriteLine($"   {score.Name,-45} {value,6:0.000}   {score.Floor,15:0.000}   {score.Verdict.InWords()}");
}

foreach (var headline in report.Headlines)
    Console.WriteLine($"   {headline.Grade,-9} {headline.Question}");
report.SaveHtml(Path.Combine(folder, "report.html"));
report.SaveJson(Path.Combine(folder, "report.json"));
var violations = report.Check(QualityGate.Default);
Console.WriteLine($"   The default gate {(violations.Count == 0 ? "passed" : $"failed: {string.Join("; ", violations)}")}. Read {Path.GetRelativePath(Environment.CurrentDirectory, Path.Combine(folder, "report.html"))}.");
return same && violations.Count == 0 ? 0 : 1;

// The other process.
int Draw(string path, string file)
{
    var loaded = ml.Synthetic.Load(path, [employed]);
    var rows = loaded.Sample(Rows, seed: 7);
    using (var stream = File.Create(file))
        ml.Data.SaveAsText(rows, stream, separatorChar: ',', schema: false);
    Console.WriteLine(TableHash.Of(DataViewReader.Read(rows)));
    return 0;
}

static double Bad(IDataView rows) => rows.GetColumn<string>("Status").Average(status => status == "bad" ? 1.0 : 0);

int Broken(IDataView rows, TableConstraint rule)
    => ((ConstrainedModel)synthesizer.Model).Violations(DataViewReader.Read(rows)).FirstOrDefault(v => v.Constraint == rule)?.Rows.Count ?? 0;

// Expected output (about 10 seconds; the last digit may differ elsewhere):
//   1. Learn
//      SequentialTrees learned 14 columns; Replace(): rows 3346 → 3346 (3346 synthetic)
//   2. Condition
//      under 35 and 1,200 or more: 38 % bad; of all applicants 27 %, of real ones 28 %
//      half and half: 50 % bad
//   3. Save, and draw in another process
//      279 KiB of model, without training rows; in synthetic.csv are the rows that this process draws too.
//   4. Rules, and rows of 3,000 that break them       told   not told
//      Amount <= Price                                  0        113
//      Age >= 18                                        0          0
//      nobody has worked since before 14                0         28
//   5. Evaluate                                  synthetic   fresh real rows   verdict
//      Pair trends                                    0.959             0.948   nearer than real rows: copying?
//      Dependence kept                                0.907             0.965   within noise
//      C2ST, boosted trees                            0.518             0.512   within noise
//      Trained on synthetic, tested on real           0.842             0.848   within noise
//      Share closer to training than to holdout rows  0.539             0.500   within noise
//      Exact copies                                   0.000             0.000   within noise
//      Caution   Does it copy training rows?
//      Good      Is it faithful?
//      Good      Is it useful for training models?
//      Good      Is it diverse?
//      NotJudged What could not be judged?
//      The default gate passed. Read ...report.html.
