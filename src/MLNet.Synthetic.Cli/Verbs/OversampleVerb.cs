// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;

namespace MLNet.Synthetic.Cli;

/// <summary>More rows of rare classes behind the real rows, or fewer of the large ones.</summary>
internal sealed class OversampleVerb() : Verb(
    "oversample", "Add synthetic rows of the rare classes to the real rows, or take rows from the large ones",
    "mlsynth oversample data.csv --label y -o balanced.csv",
    "mlsynth oversample data.csv --label y --method smote --ratio 0.5 --flag Synthetic -o balanced.csv",
    "mlsynth oversample houses.csv --label price --method smogn -o balanced.csv",
    "mlsynth oversample data.csv --label y --method random-under --ratio 0.5 -o fewer.csv")
{
    private readonly Argument<string> _data = new("data") { Description = "File of real rows: CSV, Parquet or JSON Lines" };
    private readonly Option<string> _label = new("--label", "-l") { HelpName = "COLUMN", Description = "Name of the column that holds the class, or the quantity", Required = true };
    private readonly Option<string> _method = new("--method", "-m") { HelpName = "METHOD", Description = $"{Resamplers.InWords}. auto suits the types of the columns", DefaultValueFactory = _ => Resamplers.Names[0] };
    private readonly Option<double?> _ratio = new("--ratio") { HelpName = "R", Description = "Rows of a rare class for each row of the largest, above 0 and at most 1; 1 unless given. Methods that clean, and those for a quantity, take none" };
    private readonly InputSymbols _input = new();
    private readonly OutputSymbols _output = new();

    /// <inheritdoc/>
    protected override IEnumerable<Symbol> Symbols
    {
        get
        {
            _method.AcceptOnlyFromAmong(Resamplers.Names);
            return [_data, _label, .. _output.All, _method, _ratio, .. _input.All];
        }
    }

    /// <inheritdoc/>
    public override int Run(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        string path = parsed.GetRequiredValue(_data), label = parsed.GetRequiredValue(_label), method = parsed.GetRequiredValue(_method);
        var read = _input.Read(parsed);
        var output = _output.Options(parsed, read, path);
        if (output.IsStandardOutput)
            terminal.ReserveOutput();
        if (parsed.GetValue(_ratio) is double ratio and not (> 0 and <= 1))
            throw new UsageException("--ratio must be above 0 and at most 1.");
        if (parsed.GetValue(_ratio) is not null && !Resamplers.HasRatio(method))
            throw new UsageException($"--method {method} takes no --ratio: how many rows it adds or takes follows from the data.");
        int seed = _input.Seed(parsed);

        var (rows, summary) = terminal.Work(progress =>
        {
            progress?.Report(new("read", 0, 1));
            var loaded = LoadedTable.Read(path, read, cancellation: cancellation);
            loaded.RequireLabel(label, path);
            output = output.Following(read, loaded);
            var columns = _output.Columns(parsed, loaded.Formats);
            var view = DataViewWriter.ToDataView(loaded.Table);
            var common = new OversampleOptions
            {
                Seed = seed,
                CategoricalColumnNames = [],
                KeepDecimals = true,
                SyntheticFlagColumnName = _output.Flag(parsed),
                Progress = progress,
                Cancellation = cancellation,
                MaxDegreeOfParallelism = _input.Threads(parsed),
            };
            var step = Resamplers.Create(method, terminal.CreateContext(seed), new(label, parsed.GetValue(_ratio), common)).Fit(view);
            return (RowWriter.WriteAll(step.Transform(view), columns, output, terminal.Output, progress, cancellation), step.Summary);
        });

        var result = new JsonObject
        {
            ["verb"] = "oversample", ["output"] = output.Path, ["rows"] = rows, ["synthetic"] = summary.Synthetic, ["method"] = method, ["seed"] = seed,
            ["classes"] = new JsonArray([.. summary.Classes.Select(c => new JsonObject { ["class"] = c.Class, ["before"] = c.Before, ["after"] = c.After, ["synthetic"] = c.Synthetic })]),
        };
        if (!output.IsStandardOutput)
        {
            new Manifest
            {
                Synthetic = summary.Synthetic > 0,
                RealRows = rows - summary.Synthetic,
                Generator = method,
                Options = Given(parsed),
                Seed = seed,
                Training = FileRecord.Of(path) with { Rows = summary.RowsBefore },
                Output = output.Record(rows),
            }.Save(Manifest.PathOf(output.Path));
            result["provenance"] = Manifest.PathOf(output.Path);
        }

        terminal.Say(summary.ToString());
        terminal.Say(string.Create(CultureInfo.InvariantCulture, $"{rows} rows in {(output.IsStandardOutput ? "standard output" : output.Path)}, {summary.Synthetic} of them synthetic, by {method}, seed {seed}."));
        terminal.Result(result);
        return ExitCode.Done;
    }
}
