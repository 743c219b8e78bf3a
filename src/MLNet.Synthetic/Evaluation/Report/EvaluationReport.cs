// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Text.Json.Serialization;

namespace MLNet.Synthetic;

/// <summary>What an evaluation found: sections of scores, each beside its noise floor, the verdicts in words, and what from.</summary>
/// <remarks>Made by <see cref="SyntheticCatalog.Evaluate"/>. A section is null where it was not asked for or could not apply.</remarks>
public sealed record EvaluationReport
{
    /// <summary>Version of the JSON form that this library writes.</summary>
    public const int CurrentSchemaVersion = 1;

    /// <summary>Version of the JSON form.</summary>
    [JsonPropertyOrder(-1)]
    public int SchemaVersion { get; init; } = CurrentSchemaVersion;

    /// <summary>The verdicts: one question each.</summary>
    public IReadOnlyList<ReportHeadline> Headlines { get; init; } = [];

    /// <summary>Likeness of distributions.</summary>
    public FidelitySection? Fidelity { get; init; }

    /// <summary>Whether a classifier tells synthetic from real rows.</summary>
    public DetectionSection? Detection { get; init; }

    /// <summary>Worth for training models.</summary>
    public UtilitySection? Utility { get; init; }

    /// <summary>Groups.</summary>
    public FairnessSection? Fairness { get; init; }

    /// <summary>Reach.</summary>
    public DiversitySection? Diversity { get; init; }

    /// <summary>What is given away of the training rows.</summary>
    public PrivacySection? Privacy { get; init; }

    /// <summary>What the report was made from.</summary>
    public required EvaluationProvenance Provenance { get; init; }

    /// <summary>The sections that were measured, in the order of the report.</summary>
    [JsonIgnore]
    public IReadOnlyList<ReportSection> Sections => [.. new ReportSection?[] { Fidelity, Detection, Utility, Fairness, Diversity, Privacy }.OfType<ReportSection>()];

    /// <summary>All scores.</summary>
    [JsonIgnore]
    public IEnumerable<Score> Scores => Sections.SelectMany(s => s.Scores);

    /// <summary>The score of a key; null: the report has none.</summary>
    public Score? Find(string key) => Scores.FirstOrDefault(s => s.Key == key);

    /// <summary>Holds the report against thresholds.</summary>
    /// <param name="gate">The thresholds.</param>
    /// <returns>What is violated, in the order of the gate; empty: nothing.</returns>
    public IReadOnlyList<GateViolation> Check(QualityGate gate)
    {
        ArgumentNullException.ThrowIfNull(gate);
        return gate.Check(this);
    }

    /// <summary>Writes the report as one HTML file that needs nothing else: no network, no scripts.</summary>
    /// <param name="path">The file; it is replaced whole.</param>
    public void SaveHtml(string path) => WholeFile.Write(path, HtmlReport.Of(this));

    /// <summary>Writes the report as JSON, in the form that docs/report-schema.md describes.</summary>
    /// <param name="path">The file; it is replaced whole.</param>
    public void SaveJson(string path) => WholeFile.Write(path, ReportJson.Write(this));

    /// <summary>Reads what <see cref="SaveJson"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="SyntheticDataException">It is no such file, or of a later version.</exception>
    public static EvaluationReport LoadJson(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return ReportJson.Read(File.ReadAllText(path), path);
    }

    /// <summary>The verdicts and all scores as a table for a terminal.</summary>
    public override string ToString() => TextReport.Of(this);
}
