// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;

namespace MLNet.Synthetic.Cli;

/// <summary>Learns a table once, to sample from it later.</summary>
internal sealed class FitVerb() : Verb(
    "fit", "Learn a table and save the model",
    "mlsynth fit data.csv --label y --algorithm trees -o model.synth")
{
    private readonly Argument<string> _data = new("data") { Description = "File of real rows: CSV, Parquet or JSON Lines" };
    private readonly Option<string> _output = new("--output", "-o") { HelpName = "FILE", Description = "Model to write, *.synth", Required = true };
    private readonly ModelSymbols _model = new();
    private readonly InputSymbols _input = new();

    /// <inheritdoc/>
    protected override IEnumerable<Symbol> Symbols => [_data, _output, .. _model.All, .. _input.All];

    /// <inheritdoc/>
    public override int Run(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        string path = parsed.GetRequiredValue(_data), output = parsed.GetRequiredValue(_output);
        string? label = _model.Label(parsed);
        if (!output.EndsWith(".synth", StringComparison.OrdinalIgnoreCase))
            throw new UsageException($"'{output}': the name of a model must end in .synth.");
        if (Path.GetDirectoryName(Path.GetFullPath(output)) is string folder && !Directory.Exists(folder))
            throw new UsageException($"There is no folder '{folder}' to write to.");
        var read = _input.Read(parsed);
        int seed = _input.Seed(parsed);

        var (summary, formats) = terminal.Work(progress =>
        {
            progress?.Report(new("read", 0, 1));
            var loaded = LoadedTable.Read(path, read, cancellation: cancellation);
            if (label is not null)
                loaded.RequireLabel(label, path);
            var options = _model.Options(parsed) with { Seed = seed, CategoricalColumnNames = read.Categorical, Progress = progress, Cancellation = cancellation, MaxDegreeOfParallelism = _input.Threads(parsed) };
            var model = terminal.CreateContext(seed).Synthetic.Tabular(label, options).Fit(DataViewWriter.ToDataView(loaded.Table));
            cancellation.ThrowIfCancellationRequested();
            model.Save(output);
            return (model.Summary, loaded.Formats);
        });

        new Manifest
        {
            Generator = summary.Algorithm,
            Options = Given(parsed),
            Seed = seed,
            Training = FileRecord.Of(path) with { Rows = summary.RowsBefore },
            Output = FileRecord.Of(output),
            Columns = formats,
        }.Save(Manifest.PathOf(output));
        terminal.Say(string.Create(CultureInfo.InvariantCulture, $"{summary.Algorithm} learned {summary.LearnedColumnNames.Count} columns of {summary.RowsBefore} rows; the model is in {output}, seed {seed}."));
        var result = new JsonObject
        {
            ["verb"] = "fit", ["output"] = output, ["algorithm"] = summary.Algorithm, ["rows"] = summary.RowsBefore, ["columns"] = summary.LearnedColumnNames.Count, ["seed"] = seed,
            ["provenance"] = Manifest.PathOf(output),
        };
        ModelSymbols.SaySearch(summary, terminal, result);
        terminal.Result(result);
        return ExitCode.Done;
    }
}
