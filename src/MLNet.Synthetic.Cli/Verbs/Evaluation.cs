// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Text.Json;
using System.Text.Json.Nodes;

namespace MLNet.Synthetic.Cli;

/// <summary>What the verbs do with a report.</summary>
internal static class Evaluation
{
    private const string Html = ".html", Json = ".json";

    /// <summary>Checks the name of a report, before any work.</summary>
    /// <exception cref="UsageException">It has another ending.</exception>
    public static void RequireReportPath(string? path)
    {
        if (path is not null && Path.GetExtension(path).ToLowerInvariant() is not (Html or ".htm" or Json))
            throw new UsageException($"--report '{path}': the name must end in {Html} or {Json}.");
        if (path is not null && Path.GetDirectoryName(Path.GetFullPath(path)) is string folder && !Directory.Exists(folder))
            throw new UsageException($"There is no folder '{folder}' to write the report to.");
    }

    /// <summary>Reads a gate, before any work.</summary>
    /// <exception cref="SyntheticDataException">There is no such file, or it is no gate.</exception>
    public static QualityGate? Gate(string? path)
    {
        if (path is null)
            return null;
        if (path == "default")
            return QualityGate.Default;
        return File.Exists(path) ? QualityGate.Load(path) : throw new SyntheticDataException($"There is no gate '{path}'. Name a JSON file, or 'default'.");
    }

    /// <summary>Writes a report to a file by its ending.</summary>
    public static void Save(EvaluationReport report, string path)
    {
        if (Path.GetExtension(path).Equals(Json, StringComparison.OrdinalIgnoreCase))
            report.SaveJson(path);
        else
            report.SaveHtml(path);
    }

    /// <summary>Tells the verdicts.</summary>
    public static void SayHeadlines(EvaluationReport report, Terminal terminal)
    {
        foreach (var headline in report.Headlines)
            terminal.Say($"[{InWords(headline.Grade)}] {headline.Question} {headline.Answer}");
    }

    /// <summary>Holds a report against a gate and tells what is violated.</summary>
    /// <returns>A value of <see cref="ExitCode"/>.</returns>
    public static int Check(EvaluationReport report, QualityGate? gate, Terminal terminal, JsonObject result)
    {
        if (gate is null)
            return ExitCode.Done;
        var violations = report.Check(gate);
        result["gate"] = new JsonObject
        {
            ["passed"] = violations.Count == 0,
            ["violations"] = new JsonArray([.. violations.Select(v => new JsonObject { ["key"] = v.Key, ["value"] = v.Value, ["threshold"] = v.Threshold, ["sentence"] = v.Sentence })]),
        };
        terminal.Say(violations.Count == 0 ? "The gate passed." : $"The gate failed:{string.Concat(violations.Select(v => $"\n  {v}"))}");
        return violations.Count == 0 ? ExitCode.Done : ExitCode.Failed;
    }

    /// <summary>The findings for a machine.</summary>
    public static JsonNode ToJson(EvaluationReport report) => JsonSerializer.SerializeToNode(ReportRecord.Of(report), ManifestJson.Default.ReportRecord)!;

    private static string InWords(ReportGrade grade) => grade switch
    {
        ReportGrade.Good => "good",
        ReportGrade.Caution => "caution",
        ReportGrade.Bad => "bad",
        _ => "not judged",
    };
}
