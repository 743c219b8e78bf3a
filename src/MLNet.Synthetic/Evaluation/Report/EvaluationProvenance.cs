// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>What an evaluation was made from, so that it can be made again.</summary>
public sealed record EvaluationProvenance
{
    /// <summary>When it was made, UTC.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Version of this library.</summary>
    public required string LibraryVersion { get; init; }

    /// <summary>Version of ML.NET.</summary>
    public required string MlNetVersion { get; init; }

    /// <summary>Seed of everything random.</summary>
    public required int Seed { get; init; }

    /// <summary>Whether unseen real rows were given; if not, the training rows were split.</summary>
    public required bool HoldoutIsGiven { get; init; }

    /// <summary>How many of the unseen rows are training rows; null: none were given.</summary>
    public HoldoutOverlap? HoldoutOverlap { get; init; }

    /// <summary>The tables: training, synthetic and, where given, holdout.</summary>
    public IReadOnlyList<EvaluatedTable> Tables { get; init; } = [];

    /// <summary>Columns that were left out, each with the reason.</summary>
    public IReadOnlyList<string> Skipped { get; init; } = [];

    /// <summary>Settings by name, in words.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>();

    /// <summary>Seconds each section took.</summary>
    public IReadOnlyDictionary<string, double> Seconds { get; init; } = new Dictionary<string, double>();
}

/// <summary>A table that was evaluated.</summary>
/// <param name="Name"><c>training</c>, <c>synthetic</c> or <c>holdout</c>.</param>
/// <param name="Rows">Rows given.</param>
/// <param name="RowsUsed">Rows measured: fewer where the table was sampled or split.</param>
/// <param name="Columns">Columns read.</param>
/// <param name="Sha256">SHA-256 of the columns read, in hexadecimal; docs/report-schema.md says of which bytes.</param>
public sealed record EvaluatedTable(string Name, int Rows, int RowsUsed, int Columns, string Sha256);
