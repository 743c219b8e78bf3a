// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;
using System.Text;

namespace MLNet.Synthetic;

/// <summary>One way to train a model, and how it did.</summary>
/// <param name="Name">TRTR (train and test on real), TSTR (train on synthetic, test on real), TRTS, TRSTR (train on both); of a pipeline with synthesis steps <c>real</c> (those steps suspended) and <c>with synthesis</c>.</param>
/// <param name="Metrics">Metrics by name, see <see cref="CrossValidationResult"/>: mean over the repetitions with its 95 % interval.</param>
/// <param name="Differences">The same less that of the first setting, paired on the test rows; empty for the first setting.</param>
public sealed record UtilitySetting(string Name, IReadOnlyDictionary<string, MetricEstimate> Metrics, IReadOnlyDictionary<string, MetricEstimate> Differences);

/// <summary>What synthetic rows do for a model: the pipeline with and without them, on the same test rows.</summary>
public sealed class UtilityReport
{
    internal UtilityReport(string label, string metric, int repeats, IReadOnlyList<UtilitySetting> settings, IReadOnlyList<string> findings)
        => (LabelColumnName, Metric, Repeats, Settings, Findings) = (label, metric, repeats, settings, findings);

    /// <summary>The label.</summary>
    public string LabelColumnName { get; }

    /// <summary>The metric to look at first: AreaUnderRocCurve, MacroAccuracy or RSquared.</summary>
    public string Metric { get; }

    /// <summary>Repetitions with other seeds.</summary>
    public int Repeats { get; }

    /// <summary>The settings, the one with real rows alone first.</summary>
    public IReadOnlyList<UtilitySetting> Settings { get; }

    /// <summary>What was found, a sentence each.</summary>
    public IReadOnlyList<string> Findings { get; }

    /// <summary>The setting that was trained on real rows alone.</summary>
    public UtilitySetting Real => Settings[0];

    /// <summary>The setting that was trained with synthesis: the whole pipeline, or real and synthetic rows together.</summary>
    public UtilitySetting WithSynthesis => Settings[^1];

    /// <summary>The setting of a name.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists the names.</exception>
    public UtilitySetting this[string name] => Settings.FirstOrDefault(s => s.Name == name)
        ?? throw new ArgumentException($"There is no setting '{name}'. There are {string.Join(", ", Settings.Select(s => $"'{s.Name}'"))}.", nameof(name));

    /// <summary>A table of settings and metrics, with differences from the first setting and the findings.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        int width = Real.Metrics.Keys.Max(m => m.Length), column = Math.Max(16, Settings.Max(s => s.Name.Length) + 2);
        text.Append(' ', width).AppendLine(string.Concat(Settings.Select(s => s.Name.PadLeft(column))));
        foreach (string metric in Real.Metrics.Keys)
        {
            text.Append(metric.PadRight(width)).AppendLine(string.Concat(Settings.Select(s => Cell(s.Metrics, metric))));
            text.Append("  difference".PadRight(width + column)).AppendLine(string.Concat(Settings.Skip(1).Select(s => Cell(s.Differences, metric))));
        }

        foreach (string finding in Findings)
            text.AppendLine(finding);
        return text.ToString();

        string Cell(IReadOnlyDictionary<string, MetricEstimate> metrics, string metric)
            => (metrics.TryGetValue(metric, out var estimate) ? string.Create(CultureInfo.InvariantCulture, $"{estimate.Mean:0.000} ± {estimate.HalfWidth:0.000}") : "–").PadLeft(column);
    }
}
