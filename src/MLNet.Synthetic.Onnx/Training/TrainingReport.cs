// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Text.Json;
using System.Text.Json.Serialization;

namespace MLNet.Synthetic;

/// <summary>How a network was trained: losses of each epoch, the quality of the data it made on the way, and what was decided.</summary>
public sealed record TrainingReport
{
    /// <summary>Name of the report in a saved synthesizer.</summary>
    internal const string Entry = "training.json";

    /// <summary>Name of the algorithm.</summary>
    public required string Algorithm { get; init; }

    /// <summary>Names of the losses of each <see cref="TrainingPoint"/>.</summary>
    public required IReadOnlyList<string> LossNames { get; init; }

    /// <summary>Training steps of one epoch.</summary>
    public required int StepsPerEpoch { get; init; }

    /// <summary>Rows that were trained on.</summary>
    public required int TrainingRows { get; init; }

    /// <summary>Rows that were kept to judge the quality by; 0: training rows were used.</summary>
    public required int HoldoutRows { get; init; }

    /// <summary>Where it was trained, such as <c>CPU, 1 thread</c>.</summary>
    public required string Device { get; init; }

    /// <summary>The epochs, in order.</summary>
    public IReadOnlyList<TrainingPoint> Points { get; init; } = [];

    /// <summary>The epoch after which the network was kept, from 1.</summary>
    public int BestEpoch { get; init; }

    /// <summary>Why training ended.</summary>
    public TrainingEnd End { get; init; }

    /// <summary>What was noticed and decided, in order.</summary>
    public IReadOnlyList<string> Events { get; init; } = [];

    /// <summary>Computing time of all epochs, looks at the quality included.</summary>
    public TimeSpan Elapsed => TimeSpan.FromSeconds(Points.Count == 0 ? 0 : Points[^1].Seconds);

    /// <summary>The quality of the data of the network that was kept; null: it was not looked at.</summary>
    public TrainingQuality? Quality => Points.FirstOrDefault(p => p.Epoch == BestEpoch)?.Quality;

    /// <summary>The curves of the losses and of the quality as SVG images in an HTML page that needs no other file.</summary>
    public string ToHtml() => TrainingCurves.Page(this);

    /// <summary>The curves of the losses as one SVG image.</summary>
    public string ToSvg() => TrainingCurves.Losses(this).ToString();

    internal byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, TrainingJson.Default.TrainingReport);

    /// <exception cref="SyntheticDataException">The bytes hold no report.</exception>
    internal static TrainingReport FromJson(ReadOnlySpan<byte> json)
    {
        try
        {
            var report = JsonSerializer.Deserialize(json, TrainingJson.Default.TrainingReport) ?? throw new JsonException("It is null.");
            return report.Points.All(p => p is not null && p.Losses.Count == report.LossNames.Count) ? report : throw new JsonException("A point has other losses than are named.");
        }
        catch (JsonException e)
        {
            throw new SyntheticDataException($"The report of the training cannot be understood: {e.Message} Get the file anew, or save the synthesizer again.", e);
        }
    }
}

/// <summary>One epoch of a training.</summary>
/// <param name="Epoch">Number of the epoch, from 1.</param>
/// <param name="Seconds">Computing time since the beginning.</param>
/// <param name="Losses">Mean of each loss over the steps of the epoch, in the order of <see cref="TrainingReport.LossNames"/>; finite.</param>
/// <param name="Quality">Quality of the data after the epoch; null: it was not looked at.</param>
public sealed record TrainingPoint(int Epoch, double Seconds, IReadOnlyList<double> Losses, TrainingQuality? Quality = null);

/// <summary>A quick look at the data that a network makes: some thousand rows beside as many real ones.</summary>
/// <param name="PairTrends">How alike the relations of pairs of columns are, in [0, 1], higher is better; null: there are no pairs.</param>
/// <param name="PairTrendsFloor">The same of fresh real rows.</param>
/// <param name="Detection">Area under the ROC curve of boosted trees that tell synthetic from real rows, 0.5 (cannot be told) to 1; null: too few rows.</param>
/// <param name="LostCategories">Categories that real rows have and synthetic ones lack, beyond chance.</param>
/// <param name="LostModes">Clusters of real rows that synthetic ones do not reach, beyond chance.</param>
/// <param name="Modes">Clusters that were looked at.</param>
/// <param name="ModeBalance">How alike the shares of rows in these clusters are, 1 − total variation distance, in [0, 1].</param>
public sealed record TrainingQuality(
    double? PairTrends, double? PairTrendsFloor, double? Detection, IReadOnlyList<string> LostCategories, IReadOnlyList<string> LostModes, int Modes, double ModeBalance)
{
    private const int FewestModes = 3;
    private const double CollapsedBalance = 0.3;

    /// <summary>
    /// The figure by which networks are compared, in [0, 1], higher is better: the mean of pair trends and of 2 (1 − AUC), which are both 1 for perfect data, less the share of modes that are lost.
    /// </summary>
    [JsonIgnore]
    public double Figure
    {
        get
        {
            double[] parts = [.. new[] { PairTrends, Detection is double auc ? 2 * (1 - Math.Max(auc, 0.5)) : null }.OfType<double>()];
            double mean = parts.Length == 0 ? 0 : parts.Average();
            return Math.Max(0, mean - (Modes > 0 ? (double)LostModes.Count / Modes : 0));
        }
    }

    /// <summary>Whether the rows crowd into a small part of the clusters: a <see cref="ModeBalance"/> below 0.3.</summary>
    [JsonIgnore]
    public bool IsCollapsed => Modes >= FewestModes && ModeBalance < CollapsedBalance;
}

/// <summary>Why a training ended.</summary>
public enum TrainingEnd
{
    /// <summary>All epochs were run.</summary>
    Completed,

    /// <summary>The quality of the data did not rise any more.</summary>
    NoImprovement,

    /// <summary>The time was up.</summary>
    TimeUp,

    /// <summary>A loss was not a number any more: the best network before is kept.</summary>
    NotANumber,

    /// <summary>The discriminator told all rows apart and the generator learned no more: the best network before is kept.</summary>
    Saturated,

    /// <summary>The generator made only a small part of what there is: the best network before is kept.</summary>
    Collapsed,
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true, MaxDepth = 16)]
[JsonSerializable(typeof(TrainingReport))]
internal sealed partial class TrainingJson : JsonSerializerContext;
