// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;

namespace MLNet.Synthetic.Cli;

/// <summary>Rows from a saved model.</summary>
internal sealed class SampleVerb() : Verb(
    "sample", "Write synthetic rows of a saved model",
    "mlsynth sample model.synth --rows 3000 -o out.csv",
    "mlsynth sample model.synth --rows 3000 --where \"Age>60 and Sex=Female\" --seed 7 --format jsonl -o -",
    "mlsynth sample model.synth --rows 1000 --shares \"y: yes=0.5, no=0.5\" -o even.csv")
{
    private readonly Argument<string> _model = new("model") { Description = "Model that fit wrote, *.synth" };
    private readonly SampleSymbols _sample = new();
    private readonly OutputSymbols _output = new();
    private readonly Option<int?> _seed = new("--seed") { HelpName = "N", Description = "Seed: others give other rows; that of the fit unless given" };
    private readonly Option<int?> _threads = InputSymbols.ThreadsOption();
    private readonly Option<string?> _separator = InputSymbols.SeparatorOption("Separator of values in CSV: a character or 'tab'; a comma unless given");

    /// <inheritdoc/>
    protected override IEnumerable<Symbol> Symbols => [_model, .. _output.All, .. _sample.All, _seed, _separator, _threads];

    /// <inheritdoc/>
    public override int Run(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        string path = parsed.GetRequiredValue(_model);
        var output = _output.Options(parsed, new() { Separator = InputSymbols.Separator(parsed.GetValue(_separator)) }, path) with { Threads = InputSymbols.Cursors(parsed.GetValue(_threads)) };
        if (output.IsStandardOutput)
            terminal.ReserveOutput();
        var asked = _sample.Options(parsed);
        if (!File.Exists(path))
            throw new SyntheticDataException($"There is no model '{path}'.");
        var about = File.Exists(Manifest.PathOf(path)) ? Manifest.Load(Manifest.PathOf(path)) : null;
        if (about is not null && about.Output.Sha256 != FileRecord.Hash(path))
            throw new SyntheticDataException($"{path} is not the model that {Manifest.PathOf(path)} tells of. Fit it again, or remove the manifest.");

        var (rows, summary, seed) = terminal.Work(progress =>
        {
            var model = terminal.CreateContext(parsed.GetValue(_seed) ?? 0).Synthetic.Load(path);
            int used = parsed.GetValue(_seed) ?? model.Summary.Seed;
            var view = model.Sample(_sample.Rows(parsed) ?? model.Summary.RowsBefore, asked with { Seed = used });
            var formats = about?.Columns ?? [.. view.Schema.Where(c => !c.IsHidden).Select(OutputColumn.FormatOf)];
            return (RowWriter.WriteAll(view, _output.Columns(parsed, formats), output, terminal.Output, progress, cancellation), model.Summary, used);
        });

        var result = new JsonObject { ["verb"] = "sample", ["output"] = output.Path, ["rows"] = rows, ["algorithm"] = summary.Algorithm, ["seed"] = seed };
        if (!output.IsStandardOutput)
        {
            new Manifest
            {
                RealRows = 0,
                Generator = summary.Algorithm,
                Options = Given(parsed),
                Seed = seed,
                Training = about?.Training,
                Model = FileRecord.Of(path),
                Output = output.Record(rows),
            }.Save(Manifest.PathOf(output.Path));
            result["provenance"] = Manifest.PathOf(output.Path);
        }

        terminal.Say(string.Create(CultureInfo.InvariantCulture, $"{rows} synthetic rows in {(output.IsStandardOutput ? "standard output" : output.Path)}, by {summary.Algorithm}, seed {seed}."));
        terminal.Result(result);
        return ExitCode.Done;
    }
}
