// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;

namespace MLNet.Synthetic.Cli;

/// <summary>Whether a file is still what its manifest says.</summary>
internal sealed class VerifyVerb() : Verb(
    "verify", "Check a file against its manifest: same bytes, same number of rows",
    "mlsynth verify synthetic.csv",
    "mlsynth verify synthetic.csv --training data.csv")
{
    private readonly Argument<string> _file = new("file") { Description = "File that mlsynth wrote" };
    private readonly Option<string?> _manifest = new("--manifest") { HelpName = "FILE", Description = "The manifest; FILE.provenance.json beside the file unless given" };
    private readonly Option<string?> _training = new("--training") { HelpName = "FILE", Description = "Also check that this is the file that was learned" };

    /// <inheritdoc/>
    protected override IEnumerable<Symbol> Symbols => [_file, _manifest, _training];

    /// <inheritdoc/>
    public override int Run(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        string path = parsed.GetRequiredValue(_file);
        foreach (string file in (string[])[path, .. parsed.GetValue(_training) is string training ? new[] { training } : []])
        {
            if (!File.Exists(file))
                throw new SyntheticDataException($"There is no file '{file}'.");
        }

        var manifest = Manifest.Load(parsed.GetValue(_manifest) ?? Manifest.PathOf(path));
        var faults = Faults(path, manifest.Output, parsed.GetValue(_training), manifest.Training, cancellation);
        terminal.Say(faults.Count > 0
            ? $"{path} is not what its manifest says:{string.Concat(faults.Select(f => $"\n  {f}"))}"
            : string.Create(CultureInfo.InvariantCulture, $"{path} is as {manifest.Generator} of MLNet.Synthetic {manifest.LibraryVersion} made it on {manifest.Created:yyyy-MM-dd}, seed {manifest.Seed}{Contents(manifest)}."));
        terminal.Result(new()
        {
            ["verb"] = "verify", ["file"] = path, ["passed"] = faults.Count == 0, ["faults"] = new JsonArray([.. faults.Select(f => (JsonNode)f)]),
            ["generator"] = manifest.Generator, ["rows"] = manifest.Output.Rows, ["realRows"] = manifest.RealRows, ["seed"] = manifest.Seed,
        });
        return faults.Count == 0 ? ExitCode.Done : ExitCode.Failed;
    }

    private static List<string> Faults(string path, FileRecord output, string? training, FileRecord? trained, CancellationToken cancellation)
    {
        var faults = new List<string>();
        string hash = FileRecord.Hash(path);
        if (!hash.Equals(output.Sha256, StringComparison.OrdinalIgnoreCase))
        {
            faults.Add($"its SHA-256 is {hash}, in the manifest {output.Sha256}: it was changed");
            if (output.Rows is long expected && Rows(path, output, cancellation) is long rows && rows != expected)
                faults.Add(string.Create(CultureInfo.InvariantCulture, $"it has {rows} rows, in the manifest {expected}"));
        }
        else if (output.Rows is long expected && Rows(path, output, cancellation) is var rows && rows != expected)
        {
            faults.Add(string.Create(CultureInfo.InvariantCulture, $"the manifest says {expected} rows, but there are {rows}: the manifest was changed"));
        }

        if (training is not null && trained is null)
            faults.Add("the manifest does not say what was learned");
        else if (training is not null && FileRecord.Hash(training) is var learned && !learned.Equals(trained!.Sha256, StringComparison.OrdinalIgnoreCase))
            faults.Add($"{training} has SHA-256 {learned}, but what was learned had {trained.Sha256}");
        return faults;
    }

    /// <summary>Rows of a file; null: it can no longer be read.</summary>
    private static long? Rows(string path, FileRecord record, CancellationToken cancellation)
    {
        try
        {
            return record.Format switch
            {
                FileFormat.Csv => CsvFile.CountRows(path, record.Separator ?? ',', cancellation),
                FileFormat.JsonLines => JsonLinesFile.CountRows(path, cancellation),
                FileFormat.Parquet => ParquetFile.CountRows(path, cancellation),
                _ => null,
            };
        }
        catch (Exception e) when (e is SyntheticDataException or InvalidDataException or CsvHelper.CsvFormatException)
        {
            return null;
        }
    }

    private static string Contents(Manifest manifest) => manifest switch
    {
        { Output.Rows: null } => "",
        { RealRows: > 0 } => string.Create(CultureInfo.InvariantCulture, $"; {manifest.Output.Rows} rows, {manifest.RealRows} of them real"),
        _ => string.Create(CultureInfo.InvariantCulture, $"; {manifest.Output.Rows} rows, all synthetic"),
    };
}
