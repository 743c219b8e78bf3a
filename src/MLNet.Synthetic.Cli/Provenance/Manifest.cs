// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Reflection;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MLNet.Synthetic.Cli;

/// <summary>What is known of a file that the tool wrote: the sidecar <c>FILE.provenance.json</c>.</summary>
internal sealed record Manifest
{
    /// <summary>Version of the form that this tool writes.</summary>
    public const int CurrentSchemaVersion = 1;

    private const long LongestFile = 16 << 20;
    private static readonly ManifestJson s_json = new(new JsonSerializerOptions(ManifestJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>Version of the form.</summary>
    public int SchemaVersion { get; init; } = CurrentSchemaVersion;

    /// <summary>Whether the file holds, or makes, rows of nobody.</summary>
    public bool Synthetic { get; init; } = true;

    /// <summary>Rows of the file that are real; null: the file holds no rows.</summary>
    public long? RealRows { get; init; }

    /// <summary>What made the rows: the name of the algorithm.</summary>
    public required string Generator { get; init; }

    /// <summary>Version of this library.</summary>
    public string LibraryVersion { get; init; } = Version;

    /// <summary>What was asked for: the verb and its options.</summary>
    public required IReadOnlyDictionary<string, string> Options { get; init; }

    /// <summary>Seed of everything random.</summary>
    public required int Seed { get; init; }

    /// <summary>When, UTC.</summary>
    public DateTimeOffset Created { get; init; } = DateTimeOffset.UtcNow;

    /// <summary>The file learned from; null: not known.</summary>
    public FileRecord? Training { get; init; }

    /// <summary>The model sampled from; null: none was saved.</summary>
    public FileRecord? Model { get; init; }

    /// <summary>The file beside which the manifest stands.</summary>
    public required FileRecord Output { get; init; }

    /// <summary>Columns of the rows that a model makes, and how they are written; null: the file is no model.</summary>
    public IReadOnlyList<ColumnFormat>? Columns { get; init; }

    /// <summary>Findings of the report; null: none was made.</summary>
    public ReportRecord? Report { get; init; }

    /// <summary>Version of this library.</summary>
    public static string Version { get; } = typeof(Manifest).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "unknown";

    /// <summary>The path of the manifest of a file.</summary>
    public static string PathOf(string file) => file + ".provenance.json";

    /// <summary>Writes the manifest whole or not at all.</summary>
    public void Save(string path) => WholeFile.Write(path, file =>
    {
        JsonSerializer.Serialize(file, this, s_json.Manifest);
        file.WriteByte((byte)'\n');
        return path;
    });

    /// <summary>Reads a manifest.</summary>
    /// <exception cref="SyntheticDataException">There is none, or it cannot be read.</exception>
    public static Manifest Load(string path)
    {
        if (!File.Exists(path))
            throw new SyntheticDataException($"There is no manifest '{path}'. Only files that mlsynth wrote have one; name it by --manifest if it lies elsewhere.");
        if (new FileInfo(path).Length > LongestFile)
            throw new SyntheticDataException($"'{path}' is too large to be a manifest.");
        try
        {
            var manifest = JsonSerializer.Deserialize(File.ReadAllText(path), s_json.Manifest) ?? throw new JsonException("it is null");
            return manifest.SchemaVersion <= CurrentSchemaVersion
                ? manifest
                : throw new SyntheticDataException($"The manifest '{path}' has version {manifest.SchemaVersion}, which is newer than this tool's {CurrentSchemaVersion}. Update the tool.");
        }
        catch (JsonException e)
        {
            throw new SyntheticDataException($"'{path}' is no manifest: {e.Message}", e);
        }
    }
}

/// <summary>A file, so that it can be known again.</summary>
/// <param name="File">Name, without its folder.</param>
/// <param name="Sha256">SHA-256 of its bytes, in hexadecimal.</param>
internal sealed record FileRecord(string File, string Sha256)
{
    /// <summary>Rows, without the header; null: it has none.</summary>
    public long? Rows { get; init; }

    /// <summary>Layout of a table; null: it is none.</summary>
    public FileFormat? Format { get; init; }

    /// <summary>Separator of a CSV file.</summary>
    public char? Separator { get; init; }

    /// <summary>A record of a file as it is now.</summary>
    public static FileRecord Of(string path) => new(Path.GetFileName(path), Hash(path));

    /// <summary>SHA-256 of the bytes of a file.</summary>
    public static string Hash(string path)
    {
        using var file = System.IO.File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}

/// <summary>The report's findings.</summary>
/// <param name="Headlines">The verdicts.</param>
/// <param name="Scores">Figures by key.</param>
internal sealed record ReportRecord(IReadOnlyList<HeadlineRecord> Headlines, IReadOnlyDictionary<string, double> Scores)
{
    /// <summary>The findings of a report.</summary>
    public static ReportRecord Of(EvaluationReport report) => new(
        [.. report.Headlines.Select(h => new HeadlineRecord(h.Key, h.Grade, h.Answer))],
        report.Scores.Where(s => s.Value is not null).ToDictionary(s => s.Key, s => s.Value!.Value));
}

/// <summary>A verdict.</summary>
/// <param name="Key">Name, e.g. <c>copying</c>.</param>
/// <param name="Grade">Whether it is good.</param>
/// <param name="Answer">In words.</param>
internal sealed record HeadlineRecord(string Key, ReportGrade Grade, string Answer);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true, MaxDepth = 16)]
[JsonSerializable(typeof(Manifest))]
internal sealed partial class ManifestJson : JsonSerializerContext;
