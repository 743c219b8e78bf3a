// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;

namespace MLNet.Synthetic.Cli;

/// <summary>What a saved model says of itself.</summary>
internal sealed class InspectVerb() : Verb("inspect", "Show what a saved model was learned from", "mlsynth inspect model.synth", "mlsynth inspect model.synth --json")
{
    private readonly Argument<string> _model = new("model") { Description = "Model that fit wrote, *.synth" };

    /// <inheritdoc/>
    protected override IEnumerable<Symbol> Symbols => [_model];

    /// <inheritdoc/>
    public override int Run(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        string path = parsed.GetRequiredValue(_model);
        if (!File.Exists(path))
            throw new SyntheticDataException($"There is no model '{path}'.");
        var manifest = SavedSynthesizer.ReadManifest(path);
        terminal.Say(string.Create(CultureInfo.InvariantCulture, $"{manifest.Algorithm} of MLNet.Synthetic {manifest.LibraryVersion}, learned from {manifest.RowCount} rows, seed {manifest.Seed}"));
        if (manifest.TrainingSha256 is string hash)
            terminal.Say($"SHA-256 of the learned columns: {hash}");
        if (manifest.HoldsTrainingRows)
            terminal.Warn("The file holds the training rows as they are: keep it as you keep the data.");
        int width = manifest.Schema.Max(c => c.Name.Length);
        foreach (var (column, stored) in manifest.Schema.Zip(manifest.Encoders))
            terminal.Say($"  {column.Name.PadRight(width)}  {Words(column, stored)}");
        if (manifest.Options is { } options)
            terminal.Say($"Settings: {options.GetRawText()}");
        if (manifest.PrivacySearch is { } search)
            terminal.Say(search.ToString());
        terminal.Result(new()
        {
            ["verb"] = "inspect", ["file"] = path, ["algorithm"] = manifest.Algorithm, ["libraryVersion"] = manifest.LibraryVersion, ["rows"] = manifest.RowCount, ["seed"] = manifest.Seed,
            ["trainingSha256"] = manifest.TrainingSha256, ["formatVersion"] = manifest.FormatVersion, ["holdsTrainingRows"] = manifest.HoldsTrainingRows, ["options"] = manifest.Options is { } given ? JsonNode.Parse(given.GetRawText()) : null,
            ["columns"] = new JsonArray([.. manifest.Schema.Zip(manifest.Encoders, (column, stored) => new JsonObject
            {
                ["name"] = column.Name, ["type"] = stored.Type, ["role"] = column.Role.ToString(), ["levels"] = stored.Levels?.Count,
            })]),
        });
        return ExitCode.Done;
    }

    private static string Words(ColumnSchema column, SavedColumn stored)
        => stored.Type + (stored.Levels is { } levels ? string.Create(CultureInfo.InvariantCulture, $" of {levels.Count} levels") : "") + (column.Role == ColumnRole.Label ? ", the label" : "");
}
