// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.CommandLine;
using System.Text.Json.Nodes;

namespace MLNet.Synthetic.Cli;

/// <summary>How good synthetic rows are, whoever made them.</summary>
internal sealed class EvaluateVerb() : Verb(
    "evaluate", "Measure synthetic rows against the real ones they were made from",
    "mlsynth evaluate real.csv synthetic.csv --holdout test.csv --label y --report report.html",
    "mlsynth evaluate real.csv synthetic.csv --holdout test.csv --label y --gate gate.json",
    "mlsynth evaluate real.csv synthetic.csv --holdout test.csv --label y --json > figures.json")
{
    private readonly Argument<string> _real = new("real") { Description = "File of the real rows that were learned" };
    private readonly Argument<string> _synthetic = new("synthetic") { Description = "File of synthetic rows" };
    private readonly Option<string?> _label = new("--label", "-l") { HelpName = "COLUMN", Description = "Name of the column that models are to predict" };
    private readonly Option<string?> _holdout = new("--holdout") { HelpName = "FILE", Description = "Real rows that were not learned: what is attainable; without them copying cannot be judged" };
    private readonly Option<string?> _report = new("--report") { HelpName = "FILE", Description = "Write the report (.html or .json)" };
    private readonly Option<string?> _gate = new("--gate") { HelpName = "FILE", Description = "Thresholds that the report must meet (a JSON file or 'default'); exit code 3 if it does not" };
    private readonly Option<string[]> _protected = InputSymbols.List("--protected", "COLUMNS", "Columns of protected groups (sex, age band), for fairness");
    private readonly Option<string[]> _known = InputSymbols.List("--quasi-identifiers", "COLUMNS", "Columns that an attacker may know of a person");
    private readonly Option<string[]> _sensitive = InputSymbols.List("--sensitive", "COLUMNS", "Columns whose values are to stay secret");
    private readonly Option<int> _maxRows = new("--max-rows") { HelpName = "N", Description = "Most rows of each file to measure; of more, as many are drawn at random", DefaultValueFactory = _ => new EvaluationOptions().MaxRows };
    private readonly InputSymbols _input = new();

    /// <inheritdoc/>
    protected override IEnumerable<Symbol> Symbols => [_real, _synthetic, _label, _holdout, _report, _gate, _protected, _known, _sensitive, _maxRows, .. _input.All];

    /// <inheritdoc/>
    public override int Run(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        string realPath = parsed.GetRequiredValue(_real), syntheticPath = parsed.GetRequiredValue(_synthetic);
        string? label = parsed.GetValue(_label), holdoutPath = parsed.GetValue(_holdout), reportPath = parsed.GetValue(_report);
        Evaluation.RequireReportPath(reportPath);
        var gate = Evaluation.Gate(parsed.GetValue(_gate));
        var read = _input.Read(parsed);
        int seed = _input.Seed(parsed);

        var report = terminal.Work(progress =>
        {
            progress?.Report(new("read", 0, 1));
            var real = LoadedTable.Read(realPath, read, cancellation: cancellation);
            if (label is not null)
                real.RequireLabel(label, realPath);
            string[] others = holdoutPath is null ? [syntheticPath] : [syntheticPath, holdoutPath];
            LoadedTable[] loaded = [real, .. others.Select(path => LoadedTable.Read(path, read, real.Formats, cancellation))];
            var tables = loaded.Select(t => DataViewWriter.ToDataView(t.Table)).ToArray();
            return terminal.CreateContext(seed).Synthetic.Evaluate(tables[0], tables[1], new EvaluationOptions
            {
                Holdout = tables.ElementAtOrDefault(2),
                LabelColumnName = label,
                CategoricalColumnNames = read.Categorical,
                ProtectedColumnNames = parsed.GetValue(_protected) ?? [],
                QuasiIdentifierColumnNames = parsed.GetValue(_known) ?? [],
                SensitiveColumnNames = parsed.GetValue(_sensitive) ?? [],
                MaxRows = parsed.GetValue(_maxRows),
                Seed = seed,
                Progress = progress,
                Cancellation = cancellation,
                MaxDegreeOfParallelism = _input.Threads(parsed),
            });
        });

        terminal.Say(report.ToString());
        if (reportPath is not null)
        {
            Evaluation.Save(report, reportPath);
            terminal.Say($"The report is in {reportPath}.");
        }

        var result = new JsonObject { ["verb"] = "evaluate", ["seed"] = seed, ["report"] = Evaluation.ToJson(report) };
        int code = Evaluation.Check(report, gate, terminal, result);
        terminal.Result(result);
        return code;
    }
}
