// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.ML;

namespace MLNet.Synthetic.Cli;

/// <summary>A file of real rows in, a file of synthetic ones out.</summary>
internal sealed class GenerateVerb() : Verb(
    "generate", "Learn a table and write synthetic rows, with a report if wanted",
    "mlsynth generate data.csv --label y -o synthetic.csv",
    "mlsynth generate data.csv --label y -o synthetic.parquet --report report.html --gate default",
    "mlsynth generate data.csv --label y --rows 1000 --where \"Age>60\" -o - > elderly.csv",
    "mlsynth generate data.csv --label y --shares \"y: yes=0.5, no=0.5\" -o even.csv")
{
    private const int HoldoutShare = 5, FewestToSplit = 50;
    private readonly Argument<string> _data = new("data") { Description = "File of real rows: CSV, Parquet or JSON Lines" };
    private readonly ModelSymbols _model = new();
    private readonly InputSymbols _input = new();
    private readonly OutputSymbols _output = new();
    private readonly SampleSymbols _sample = new();
    private readonly Option<string?> _report = new("--report") { HelpName = "FILE", Description = "Write a report (.html or .json); a random fifth of the rows is then held out, unless --holdout is given" };
    private readonly Option<string?> _holdout = new("--holdout") { HelpName = "FILE", Description = "Real rows that are not learned, to measure against" };
    private readonly Option<string?> _gate = new("--gate") { HelpName = "FILE", Description = "Thresholds that the report must meet (a JSON file or 'default'); exit code 3 if it does not" };

    /// <inheritdoc/>
    protected override IEnumerable<Symbol> Symbols => [_data, .. _output.All, .. _model.All, .. _sample.All, _report, _holdout, _gate, .. _input.All];

    /// <inheritdoc/>
    public override int Run(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        string path = parsed.GetRequiredValue(_data);
        string? reportPath = parsed.GetValue(_report), holdoutPath = parsed.GetValue(_holdout), label = _model.Label(parsed);
        var read = _input.Read(parsed);
        var output = _output.Options(parsed, read, path, holdoutPath) with { Threads = InputSymbols.Cursors(_input.Threads(parsed)) };
        if (output.IsStandardOutput)
            terminal.ReserveOutput();
        Evaluation.RequireReportPath(reportPath);
        var gate = Evaluation.Gate(parsed.GetValue(_gate));
        bool isMeasured = reportPath is not null || gate is not null;
        if (holdoutPath is not null && !isMeasured)
            throw new UsageException("--holdout is for a report: add --report or --gate.");
        var asked = _sample.Options(parsed);
        int seed = _input.Seed(parsed);

        var made = terminal.Work(progress =>
        {
            progress?.Report(new("read", 0, 1));
            var loaded = LoadedTable.Read(path, read, cancellation: cancellation);
            if (label is not null)
                loaded.RequireLabel(label, path);
            output = output.Following(read, loaded);
            var (training, holdout) = Split(loaded, holdoutPath, read, isMeasured, seed, cancellation);
            var columns = _output.Columns(parsed, training.Formats);
            SayHoldout(terminal, training, holdout, holdoutPath);

            var ml = terminal.CreateContext(seed);
            var view = DataViewWriter.ToDataView(training.Table);
            var options = _model.Options(parsed) with { Seed = seed, CategoricalColumnNames = read.Categorical, Progress = progress, Cancellation = cancellation, MaxDegreeOfParallelism = _input.Threads(parsed) };
            var model = ml.Synthetic.Tabular(label, options).Fit(view);
            long rows = _sample.Rows(parsed) ?? loaded.Table.Count;
            var synthetic = model.Sample(rows, asked);
            EvaluationReport? report = null;
            if (isMeasured)
            {
                report = ml.Synthetic.Evaluate(view, synthetic, new EvaluationOptions
                {
                    Holdout = DataViewWriter.ToDataView(holdout!.Table),
                    LabelColumnName = label,
                    CategoricalColumnNames = read.Categorical,
                    Seed = seed,
                    Progress = progress,
                    Cancellation = cancellation,
                    MaxDegreeOfParallelism = _input.Threads(parsed),
                });
            }

            RowWriter.WriteAll(synthetic, columns, output, terminal.Output, progress, cancellation);
            if (report is not null && reportPath is not null)
                Evaluation.Save(report, reportPath);
            return (Model: model, Rows: rows, Report: report, Training: training);
        });

        var result = new JsonObject { ["verb"] = "generate", ["output"] = output.Path, ["rows"] = made.Rows, ["algorithm"] = made.Model.Summary.Algorithm, ["seed"] = seed };
        if (!output.IsStandardOutput)
        {
            var manifest = new Manifest
            {
                RealRows = 0,
                Generator = made.Model.Summary.Algorithm,
                Options = Given(parsed),
                Seed = seed,
                Training = FileRecord.Of(path) with { Rows = made.Training.Table.Count },
                Output = output.Record(made.Rows),
                Report = made.Report is null ? null : ReportRecord.Of(made.Report),
            };
            manifest.Save(Manifest.PathOf(output.Path));
            result["provenance"] = Manifest.PathOf(output.Path);
        }

        terminal.Say(string.Create(CultureInfo.InvariantCulture, $"{made.Rows} synthetic rows in {(output.IsStandardOutput ? "standard output" : output.Path)}, by {made.Model.Summary.Algorithm} from {made.Training.Table.Count} rows, seed {seed}."));
        ModelSymbols.SaySearch(made.Model.Summary, terminal, result);
        int code = ExitCode.Done;
        if (made.Report is not null)
        {
            Evaluation.SayHeadlines(made.Report, terminal);
            if (reportPath is not null)
                terminal.Say($"The report is in {reportPath}.");
            result["report"] = Evaluation.ToJson(made.Report);
            code = Evaluation.Check(made.Report, gate, terminal, result);
        }

        terminal.Result(result);
        return code;
    }

    /// <summary>What is learned, and what is held out to measure against.</summary>
    private static (LoadedTable Training, LoadedTable? Holdout) Split(LoadedTable loaded, string? holdoutPath, TableReadOptions read, bool isMeasured, int seed, CancellationToken cancellation)
    {
        if (!isMeasured)
            return (loaded, null);
        if (holdoutPath is not null)
            return (loaded, LoadedTable.Read(holdoutPath, read with { Format = null }, loaded.Formats, cancellation));

        int count = loaded.Table.Count;
        if (count < FewestToSplit)
            throw new SyntheticDataException($"{count} rows are too few to hold out a fifth for a report (at least {FewestToSplit}). Give other real rows by --holdout, or leave out --report and --gate.");
        int[] order = [.. Enumerable.Range(0, count)];
        new Rng(seed).Fork("holdout").Shuffle(order.AsSpan());
        int[] held = order[..(count / HoldoutShare)], kept = order[(count / HoldoutShare)..];
        Array.Sort(held);
        Array.Sort(kept);
        return (loaded with { Table = loaded.Table.Take(kept) }, loaded with { Table = loaded.Table.Take(held) });
    }

    private static void SayHoldout(Terminal terminal, LoadedTable training, LoadedTable? holdout, string? holdoutPath)
    {
        if (holdout is null)
            return;
        terminal.Say(holdoutPath is not null
            ? string.Create(CultureInfo.InvariantCulture, $"All {training.Table.Count} rows are learned; the report measures against the {holdout.Table.Count} rows of {holdoutPath}.")
            : string.Create(CultureInfo.InvariantCulture, $"{training.Table.Count} rows are learned; {holdout.Table.Count}, drawn at random, are held out for the report. Without a report all are learned."));
    }
}
