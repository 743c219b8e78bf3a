// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Text.Json;
using System.Text.Json.Serialization;

namespace MLNet.Synthetic;

/// <summary>What a saved synthesizer says of itself: <c>manifest.json</c>.</summary>
public sealed record SavedManifest
{
    /// <summary>Version of the format; files of all versions up to <see cref="SavedSynthesizer.FormatVersion"/> can be read.</summary>
    public required int FormatVersion { get; init; }

    /// <summary>Version of the library that wrote the file.</summary>
    public required string LibraryVersion { get; init; }

    /// <summary>Name of the algorithm.</summary>
    public required string Algorithm { get; init; }

    /// <summary>Name of the package that reads the model.</summary>
    public required string Package { get; init; }

    /// <summary>Settings of the algorithm, as they were when it was fitted; null: not known.</summary>
    public JsonElement? Options { get; init; }

    /// <summary>What is known of the columns, in order.</summary>
    public required IReadOnlyList<ColumnSchema> Schema { get; init; }

    /// <summary>How the values of each column are stored, in the order of the schema.</summary>
    public required IReadOnlyList<SavedColumn> Encoders { get; init; }

    /// <summary>Seed of the fit; null: not known.</summary>
    public long? Seed { get; init; }

    /// <summary>Rows of the training table.</summary>
    public required long RowCount { get; init; }

    /// <summary>SHA-256 of the training table (<see cref="TableHash"/>), as 64 lower-case hexadecimal digits; null: not known.</summary>
    public string? TrainingSha256 { get; init; }

    /// <summary>Whether the file holds training rows as they are (<see cref="TableModelFormat.HoldsTrainingRows"/>): treat it as the data itself.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool HoldsTrainingRows { get; init; }

    /// <summary>The entries besides the manifest.</summary>
    public required IReadOnlyList<SavedEntry> Entries { get; init; }

    /// <summary>What all rows obey; null: nothing.</summary>
    public SavedConstraints? Constraints { get; init; }

    /// <summary>How the strength of sequential trees was found for a wanted DCR share, and what it costs; null: it was given.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PrivacySearch? PrivacySearch { get; init; }

    /// <summary>The view the synthesizer was fitted on, as the ML.NET face describes it; null: it was fitted on a table.</summary>
    public JsonElement? View { get; init; }
}

/// <summary>How the values of a column are stored.</summary>
/// <param name="Name">Name of the column.</param>
/// <param name="Type"><c>number</c>, <c>category</c> or <c>time</c>.</param>
/// <param name="Levels">The levels of a category, in the order of their codes; null for other types.</param>
public sealed record SavedColumn(string Name, string Type, IReadOnlyList<string>? Levels = null);

/// <summary>The constraints of a model. It learned other columns than those of the schema: some stand for others, and some are made up from others.</summary>
/// <param name="Rules">What they demand, for people: they are read from the entry <c>constraints.bin</c>.</param>
/// <param name="Schema">What is known of the columns that were learned, in order.</param>
/// <param name="Encoders">How their values are stored, in the same order.</param>
public sealed record SavedConstraints(IReadOnlyList<string> Rules, IReadOnlyList<ColumnSchema> Schema, IReadOnlyList<SavedColumn> Encoders);

/// <summary>An entry of a saved synthesizer.</summary>
/// <param name="Name">Name in the archive.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">Its SHA-256, as 64 lower-case hexadecimal digits.</param>
public sealed record SavedEntry(string Name, long Bytes, string Sha256);

/// <summary>The two fields by which any version of the format can be told.</summary>
internal sealed record SavedVersion
{
    public required int FormatVersion { get; init; }

    public string? LibraryVersion { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, WriteIndented = true, AllowDuplicateProperties = false,
    RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true, MaxDepth = 32)]
[JsonSerializable(typeof(SavedManifest))]
[JsonSerializable(typeof(SavedVersion))]
internal sealed partial class SavedJson : JsonSerializerContext;
