// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MLNet.Synthetic;

/// <summary>Thresholds that a report must meet, from a small JSON file: for continuous integration.</summary>
/// <remarks>
/// Of each score, by its key, the least and the greatest value and the verdicts allowed; of each headline the grades allowed. What was not measured violates its rule unless the rule is
/// <see cref="GateRule.Optional"/>. See docs/gate.md.
/// </remarks>
public sealed class QualityGate
{
    private static readonly string[] s_sections = ["fidelity", "detection", "utility", "fairness", "diversity", "privacy"];

    /// <summary>A gate of rules.</summary>
    /// <param name="scores">Rules by key of the score.</param>
    /// <param name="headlines">Grades allowed by key of the headline.</param>
    /// <exception cref="ArgumentException">A rule contradicts itself or demands nothing, or no report has such a key.</exception>
    public QualityGate(IReadOnlyDictionary<string, GateRule>? scores = null, IReadOnlyDictionary<string, IReadOnlyList<ReportGrade>>? headlines = null)
    {
        (Scores, Headlines) = (scores ?? new Dictionary<string, GateRule>(), headlines ?? new Dictionary<string, IReadOnlyList<ReportGrade>>());
        if (Scores.Count + Headlines.Count == 0)
            throw new ArgumentException("A gate without rules lets everything pass. Give it at least one rule, or use QualityGate.Default.");
        foreach (var (key, rule) in Scores)
            Require(key, rule);
        foreach (var (key, grades) in Headlines)
        {
            if (!ReportHeadlines.Keys.Contains(key))
                throw new ArgumentException($"headlines.{key}: there is no such headline. There are {string.Join(", ", ReportHeadlines.Keys)}.");
            if (grades is not { Count: > 0 })
                throw new ArgumentException($"headlines.{key}: name at least one grade that is allowed.");
        }
    }

    /// <summary>Refuses copying and what is useless, unfaithful or collapsed: no headline may be bad, and copying must have been judged.</summary>
    public static QualityGate Default { get; } = new(headlines: new Dictionary<string, IReadOnlyList<ReportGrade>>
    {
        [ReportHeadlines.Copying] = [ReportGrade.Good, ReportGrade.Caution],
        [ReportHeadlines.Faithful] = [ReportGrade.Good, ReportGrade.Caution],
        [ReportHeadlines.Useful] = [ReportGrade.Good, ReportGrade.Caution, ReportGrade.NotJudged],
        [ReportHeadlines.Diverse] = [ReportGrade.Good, ReportGrade.Caution],
    });

    /// <summary>Rules by key of the score.</summary>
    public IReadOnlyDictionary<string, GateRule> Scores { get; }

    /// <summary>Grades allowed by key of the headline.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<ReportGrade>> Headlines { get; }

    /// <summary>Reads a gate from a file.</summary>
    /// <param name="path">The JSON file.</param>
    /// <exception cref="SyntheticDataException">It is no gate; the message names the line and the key.</exception>
    public static QualityGate Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Parse(File.ReadAllText(path), path);
    }

    internal static QualityGate Parse(string json, string file = "gate")
    {
        try
        {
            var form = JsonSerializer.Deserialize(json, GateJson.Default.GateForm) ?? throw new SyntheticDataException($"The gate '{file}' is null.");
            return new(form.Scores, form.Headlines);
        }
        catch (JsonException e)
        {
            string place = e.LineNumber is long line ? string.Create(CultureInfo.InvariantCulture, $", line {line + 1}") : "";
            throw new SyntheticDataException($"The gate '{file}'{place}{(e.Path is { Length: > 0 } at ? $", at {at}" : "")} is not understood: {e.Message.Split(" Path: ")[0]}", e);
        }
        catch (ArgumentException e)
        {
            throw new SyntheticDataException($"The gate '{file}' cannot be used: {e.Message}", e);
        }
    }

    internal IReadOnlyList<GateViolation> Check(EvaluationReport report) =>
    [
        .. Headlines.Select(rule => Check(rule.Key, rule.Value, report)).OfType<GateViolation>(),
        .. Scores.SelectMany(rule => Check(rule.Key, rule.Value, report)),
    ];

    private static GateViolation? Check(string key, IReadOnlyList<ReportGrade> allowed, EvaluationReport report)
    {
        var headline = report.Headlines.FirstOrDefault(h => h.Key == key);
        var grade = headline?.Grade ?? ReportGrade.NotJudged;
        return allowed.Contains(grade)
            ? null
            : new(key, grade.InWords(), string.Join(" or ", allowed.Select(g => g.InWords())), $"{headline?.Question ?? key} {headline?.Answer ?? "This was not part of the evaluation."}");
    }

    private static IEnumerable<GateViolation> Check(string key, GateRule rule, EvaluationReport report)
    {
        var score = report.Find(key);
        if (score?.Value is not double value)
        {
            if (!rule.Optional)
            {
                string why = score is not null
                    ? $"{score.Name} was not measured: {score.Note}"
                    : $"The report has no score '{key}'. It has {string.Join(", ", report.Scores.Select(s => s.Key))}.";
                yield return new(key, "not measured", rule.InWords(), why);
            }

            yield break;
        }

        if (rule.Min is double least && value < least)
            yield return new(key, Figures.Short(value), $"at least {Figures.Short(least)}", $"{score.Name} is {Figures.Short(value)}; at least {Figures.Short(least)} is required.");
        if (rule.Max is double most && value > most)
            yield return new(key, Figures.Short(value), $"at most {Figures.Short(most)}", $"{score.Name} is {Figures.Short(value)}; at most {Figures.Short(most)} is allowed.");
        if (rule.Verdicts is { } verdicts && !verdicts.Contains(score.Verdict))
        {
            string allowed = string.Join(" or ", verdicts.Select(v => v.InWords()));
            yield return new(key, score.Verdict.InWords(), allowed, $"{score} is the verdict; allowed is {allowed}.");
        }
    }

    private static void Require(string key, GateRule rule)
    {
        if (rule is null || rule is { Min: null, Max: null, Verdicts: null })
            throw new ArgumentException($"scores[\"{key}\"]: give min, max or verdicts.");
        if (!s_sections.Contains(key.Split('.')[0]) || !key.Contains('.'))
            throw new ArgumentException($"scores[\"{key}\"]: a key begins with a section and a point: {string.Join(", ", s_sections.Select(s => s + "."))}.");
        if ((rule.Min is double least && !double.IsFinite(least)) || (rule.Max is double most && !double.IsFinite(most)))
            throw new ArgumentException($"scores[\"{key}\"]: min and max must be finite.");
        if (rule.Min > rule.Max)
            throw new ArgumentException($"scores[\"{key}\"]: min {rule.Min} is above max {rule.Max}.");
        if (rule.Verdicts is { Count: 0 })
            throw new ArgumentException($"scores[\"{key}\"]: name at least one verdict that is allowed.");
    }
}

/// <summary>What is demanded of one score.</summary>
public sealed record GateRule
{
    /// <summary>Least value; null: any.</summary>
    public double? Min { get; init; }

    /// <summary>Greatest value; null: any.</summary>
    public double? Max { get; init; }

    /// <summary>Verdicts allowed; null: all.</summary>
    public IReadOnlyList<ScoreVerdict>? Verdicts { get; init; }

    /// <summary>Whether a score that was not measured passes.</summary>
    public bool Optional { get; init; }

    internal string InWords() => string.Join(", ", new[]
    {
        Min is double least ? $"at least {Figures.Short(least)}" : null,
        Max is double most ? $"at most {Figures.Short(most)}" : null,
        Verdicts is { } verdicts ? string.Join(" or ", verdicts.Select(v => v.InWords())) : null,
    }.OfType<string>());
}

/// <summary>A threshold that a report does not meet.</summary>
/// <param name="Key">Key of the score or headline.</param>
/// <param name="Value">What the report says.</param>
/// <param name="Threshold">What the gate demands.</param>
/// <param name="Sentence">Both in a sentence.</param>
public sealed record GateViolation(string Key, string Value, string Threshold, string Sentence)
{
    /// <summary>E.g. <c>detection.c2st-auc: C2ST is 0.981; at most 0.6 is allowed.</c></summary>
    public override string ToString() => $"{Key}: {Sentence}";
}

/// <summary>The file.</summary>
internal sealed record GateForm
{
    public Dictionary<string, GateRule>? Scores { get; init; }

    public Dictionary<string, IReadOnlyList<ReportGrade>>? Headlines { get; init; }
}

/// <summary>How the file is read: strictly, so that a misspelt threshold is an error and not a gate that lets everything pass.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, ReadCommentHandling = JsonCommentHandling.Skip,
    AllowTrailingCommas = true, AllowDuplicateProperties = false, Converters = [typeof(ReportJson.CamelCaseEnum<ScoreVerdict>), typeof(ReportJson.CamelCaseEnum<ReportGrade>)])]
[JsonSerializable(typeof(GateForm))]
internal sealed partial class GateJson : JsonSerializerContext;
