// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;
using System.Text.Json.Serialization;

namespace MLNet.Synthetic;

/// <summary>How the strength of the stop rule was found for a wanted DCR share (<see cref="TabularOptions.TargetDcrShare"/>), and what it costs.</summary>
/// <remarks>
/// All figures are of models learned from three quarters of the training rows, beside the quarter that they have not seen. The model that is handed out is learned from all rows with the strength that was found: more rows of
/// the same kind bring it no closer to any of them.
/// </remarks>
public sealed record PrivacySearch
{
    /// <summary>The DCR share that was asked for.</summary>
    public required double TargetDcrShare { get; init; }

    /// <summary>The strength that was found: its share is the nearest to the one asked for.</summary>
    public required double StopStrength { get; init; }

    /// <summary>All strengths that were tried, in the order of the search; the first is the one of <see cref="TabularOptions.Trees"/>.</summary>
    public required IReadOnlyList<PrivacyTry> Tries { get; init; }

    /// <summary>Rows held out, over all splits.</summary>
    public required int HeldOutRows { get; init; }

    /// <summary>Whether the wanted share lies within the noise of the one found: its 95 % interval. Where not, no strength has it.</summary>
    public required bool IsReached { get; init; }

    /// <summary>What the found strength costs in utility, compared with the one the search began with; null: not measured, and <see cref="NoCost"/> says why.</summary>
    public PrivacyCost? Cost { get; init; }

    /// <summary>Why the cost was not measured; null: it was.</summary>
    public string? NoCost { get; init; }

    /// <summary>What was measured at the strength found.</summary>
    [JsonIgnore]
    public PrivacyTry Found => Tries.First(t => t.StopStrength == StopStrength);

    /// <summary>The search behind a model; null: its strength was given, or it has none.</summary>
    public static PrivacySearch? Of(ITableModel model) => model switch
    {
        SequentialTreesModel trees => trees.Search,
        ConstrainedModel constrained => Of(constrained.Inner),
        _ => null,
    };

    /// <summary>Whether the figures can be those of a search, for files that are not to be trusted.</summary>
    internal bool IsConsistent => Tries.Count > 0 && Tries.All(t => t is { StopStrength: >= 0, DcrShare: >= 0 and <= 1 }) && Tries.Any(t => t.StopStrength == StopStrength)
        && HeldOutRows > 0 && TargetDcrShare is >= 0 and <= 1 && (Cost is null) == (NoCost is not null);

    /// <summary>In words, one sentence for each finding.</summary>
    public override string ToString()
    {
        string found = string.Create(CultureInfo.InvariantCulture,
            $"Stop strength {StopStrength:0.##} has a DCR share of {Found.DcrShare:0.000} ({Found.Interval}, {HeldOutRows:N0} rows held out; {TargetDcrShare:0.###} was asked for; {Tries.Count} tries).");
        return $"{found} {(Cost is null ? $"The cost in utility was not measured: {NoCost}." : Cost.ToString(Tries[0].StopStrength, StopStrength))}";
    }
}

/// <summary>A strength that was tried.</summary>
/// <param name="StopStrength">The strength.</param>
/// <param name="DcrShare">The share of synthetic rows closer to training than to held-out rows.</param>
/// <param name="Interval">95 % interval of the share.</param>
public sealed record PrivacyTry(double StopStrength, double DcrShare, ScoreInterval Interval);

/// <summary>What a strength costs: how well a learner does on held-out real rows after training on synthetic ones.</summary>
/// <param name="Metric"><c>AUC</c> for classes (with more than two, the mean of each against the rest, by frequency), <c>R²</c> for a quantity.</param>
/// <param name="Real">After training on the real rows.</param>
/// <param name="Before">After training on synthetic rows of the strength the search began with.</param>
/// <param name="After">After training on synthetic rows of the strength that was found.</param>
/// <param name="Loss">95 % interval of <paramref name="Before"/> less <paramref name="After"/>: bootstrap over the held-out rows, the same for both.</param>
public sealed record PrivacyCost(string Metric, double Real, double Before, double After, ScoreInterval Loss)
{
    internal string ToString(double before, double after) => before == after
        ? string.Create(CultureInfo.InvariantCulture, $"{Metric} of bagged trees on held-out rows: {After:0.000} trained on synthetic rows, {Real:0.000} on real ones.")
        : string.Create(CultureInfo.InvariantCulture,
            $"{Metric} of bagged trees on held-out rows: {After:0.000} trained on its rows, {Before:0.000} on those of strength {before:0.##}, {Real:0.000} on real ones; the cost is {Before - After:0.000} ({Loss}).");
}
