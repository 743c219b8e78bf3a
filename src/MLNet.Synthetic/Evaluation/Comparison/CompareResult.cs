// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;
using System.Text;

namespace MLNet.Synthetic;

/// <summary>How one candidate did.</summary>
/// <param name="Name">Its name.</param>
public sealed record CandidateResult(string Name)
{
    /// <summary>All metrics by name, see <see cref="CrossValidationResult"/>; empty where it failed.</summary>
    public IReadOnlyDictionary<string, MetricEstimate> Metrics { get; init; } = new Dictionary<string, MetricEstimate>();

    /// <summary>The metric of the comparison; null where it failed.</summary>
    public MetricEstimate? Utility { get; init; }

    /// <summary>The same less that of the pipeline as it is, paired by fold; null for that pipeline and where it failed.</summary>
    public MetricEstimate? Difference { get; init; }

    /// <summary>Whether it differs from the pipeline as it is beyond chance, among all candidates (Holm, 5 %).</summary>
    public bool IsBeyondChance { get; init; }

    /// <summary>Training rows of the first fold that it made; 0: it makes none.</summary>
    public int NewRows { get; init; }

    /// <summary>Share of its new rows, in [0, 1], that equal a training row in all columns it synthesizes; null without new rows.</summary>
    public double? Copies { get; init; }

    /// <summary>Median distance of new rows to the nearest training row, over that of held-out rows: 1 is as far as fresh real rows, 0 copies; null without new rows or where held-out rows have no such columns.</summary>
    public double? DistanceRatio { get; init; }

    /// <summary>Seconds to fit and score a fold.</summary>
    public double Seconds { get; init; }

    /// <summary>Whether no other candidate is at least as good in utility, privacy and seconds and better in one.</summary>
    public bool IsParetoOptimal { get; init; }

    /// <summary>Why it has no figures; null: it has.</summary>
    public string? Error { get; init; }
}

/// <summary>Candidates side by side, and what to do.</summary>
public sealed class CompareResult
{
    internal CompareResult(string label, string metric, int folds, IReadOnlyList<CandidateResult> candidates, string recommendation, CandidateResult recommended)
        => (LabelColumnName, Metric, NumberOfFits, Candidates, Recommendation, Recommended) = (label, metric, folds, candidates, recommendation, recommended);

    /// <summary>The label.</summary>
    public string LabelColumnName { get; }

    /// <summary>The metric.</summary>
    public string Metric { get; }

    /// <summary>Folds of all repetitions.</summary>
    public int NumberOfFits { get; }

    /// <summary>The pipeline as it is first, then the others, best first, then those without figures.</summary>
    public IReadOnlyList<CandidateResult> Candidates { get; }

    /// <summary>What to do and why, in words: it may be not to synthesize.</summary>
    public string Recommendation { get; }

    /// <summary>The candidate to take.</summary>
    public CandidateResult Recommended { get; }

    /// <summary>The candidate of a name.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists the names.</exception>
    public CandidateResult this[string name] => Candidates.FirstOrDefault(c => c.Name == name)
        ?? throw new ArgumentException($"There is no candidate '{name}'. There are {string.Join(", ", Candidates.Select(c => $"'{c.Name}'"))}.", nameof(name));

    /// <summary>The table: * marks differences beyond chance, P what no other candidate beats in everything.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        int width = Math.Max(9, Candidates.Max(c => c.Name.Length));
        text.AppendLine(CultureInfo.InvariantCulture, $"{"candidate".PadRight(width)}  {Metric,20}  {"difference",18}  {"copies",8}  {"distance",8}  {"seconds",8}");
        foreach (var c in Candidates)
        {
            text.AppendLine(c.Error is not null
                ? $"{c.Name.PadRight(width)}  {c.Error}"
                : string.Create(CultureInfo.InvariantCulture,
                    $"{c.Name.PadRight(width)}  {c.Utility,20}  {$"{c.Difference}{(c.IsBeyondChance ? " *" : "  ")}",18}  {Number(c.Copies, "0.0 %"),8}  {Number(c.DistanceRatio, "0.00"),8}  {c.Seconds,8:0.0}{(c.IsParetoOptimal ? "  P" : "")}"));
        }

        return text.AppendLine(Recommendation).ToString();

        static string Number(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "–";
    }
}
