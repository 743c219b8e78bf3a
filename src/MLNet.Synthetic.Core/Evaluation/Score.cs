// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;

namespace MLNet.Synthetic;

/// <summary>One figure of an evaluation, beside its noise floor.</summary>
/// <param name="Key">Stable name for files and gates, e.g. <c>fidelity.pair-trends</c>.</param>
/// <param name="Name">Name for people, e.g. <c>Pair trends</c>.</param>
/// <param name="Direction">Which values are good.</param>
public sealed record Score(string Key, string Name, ScoreDirection Direction)
{
    /// <summary>The figure, finite; null: it could not be measured, and <see cref="Note"/> says why.</summary>
    public double? Value { get; init; }

    /// <summary>95 % interval of the figure; null: none was computed.</summary>
    public ScoreInterval? Interval { get; init; }

    /// <summary>The same figure for as many real rows that the synthesizer has not seen; null: there is none.</summary>
    public double? Floor { get; init; }

    /// <summary>95 % interval of the floor; null: none was computed.</summary>
    public ScoreInterval? FloorInterval { get; init; }

    /// <summary>How the figure stands to its floor.</summary>
    public ScoreVerdict Verdict { get; init; }

    /// <summary>What else a reader must know: why there is no value, how many rows were sampled; null: nothing.</summary>
    public string? Note { get; init; }

    /// <summary>A figure that could not be measured.</summary>
    public static Score Missing(string key, string name, ScoreDirection direction, string why) => new(key, name, direction) { Note = why };

    /// <summary>A figure held against its floor by the bootstrap.</summary>
    /// <param name="key">Stable name.</param>
    /// <param name="name">Name for people.</param>
    /// <param name="direction">Which values are good.</param>
    /// <param name="value">The figure of the synthetic rows.</param>
    /// <param name="replicates">The same figure of bootstrap samples of the synthetic rows, (B ≥ 2).</param>
    /// <param name="floor">The figure of as many holdout rows.</param>
    /// <param name="floorReplicates">The same figure of bootstrap samples of the holdout rows, (B).</param>
    /// <param name="tolerance">Differences up to this size, ≥ 0, are within noise however sure they are.</param>
    /// <param name="note">What else a reader must know.</param>
    /// <remarks>
    /// A bootstrap sample repeats rows and so looks less like its source than the rows themselves do. That bias is the same on both sides: intervals are those of the replicates, moved so that
    /// their mean is the figure, and the verdict goes by the interval of the difference.
    /// </remarks>
    public static Score Against(
        string key, string name, ScoreDirection direction, double value, ReadOnlySpan<double> replicates, double floor, ReadOnlySpan<double> floorReplicates, double tolerance, string? note = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(tolerance);
        ArgumentOutOfRangeException.ThrowIfLessThan(replicates.Length, 2, nameof(replicates));
        ArgumentOutOfRangeException.ThrowIfNotEqual(floorReplicates.Length, replicates.Length, nameof(floorReplicates));
        if (!double.IsFinite(value) || !double.IsFinite(floor))
            return Missing(key, name, direction, note ?? "not defined for these rows");

        var differences = new double[replicates.Length];
        for (int b = 0; b < differences.Length; b++)
            differences[b] = replicates[b] - floorReplicates[b];
        return new Score(key, name, direction)
        {
            Value = value,
            Interval = Around(value, replicates),
            Floor = floor,
            FloorInterval = Around(floor, floorReplicates),
            Verdict = Judge(direction, value - floor, Around(value - floor, differences), tolerance),
            Note = note,
        };
    }

    /// <summary>The verdict on a difference.</summary>
    /// <param name="direction">Which values are good.</param>
    /// <param name="difference">Figure less floor.</param>
    /// <param name="interval">95 % interval of the difference.</param>
    /// <param name="tolerance">Differences up to this size, ≥ 0, are within noise however sure they are.</param>
    public static ScoreVerdict Judge(ScoreDirection direction, double difference, ScoreInterval interval, double tolerance)
    {
        ArgumentNullException.ThrowIfNull(interval);
        if (Math.Abs(difference) <= tolerance || (interval.Low <= 0 && interval.High >= 0))
            return ScoreVerdict.WithinNoise;
        return direction switch
        {
            ScoreDirection.NearFloorIsBest => ScoreVerdict.Worse,
            ScoreDirection.HigherIsBetter => difference > 0 ? ScoreVerdict.BetterThanPossible : ScoreVerdict.Worse,
            _ => difference < 0 ? ScoreVerdict.BetterThanPossible : ScoreVerdict.Worse,
        };
    }

    /// <summary>E.g. <c>Pair trends 0.983 (floor 0.985): within noise</c>.</summary>
    public override string ToString() => Value is double value
        ? string.Create(CultureInfo.InvariantCulture, $"{Name} {value:0.000}{(Floor is double floor ? $" (floor {floor:0.000})" : "")}: {Verdict.InWords()}")
        : $"{Name}: {Note}";

    /// <summary>The interval of replicates, moved so that their mean is the figure.</summary>
    private static ScoreInterval Around(double value, ReadOnlySpan<double> replicates)
    {
        double[] sorted = replicates.ToArray();
        Array.Sort(sorted);
        double shift = value - sorted.Average();
        return new(Quantile(sorted, 0.025) + shift, Quantile(sorted, 0.975) + shift);
    }

    private static double Quantile(double[] sorted, double p)
    {
        double at = p * (sorted.Length - 1);
        int below = (int)at;
        return below + 1 < sorted.Length ? sorted[below] + (at - below) * (sorted[below + 1] - sorted[below]) : sorted[below];
    }
}

/// <summary>Verdicts in words.</summary>
public static class ScoreVerdicts
{
    /// <summary>E.g. <c>within noise</c>.</summary>
    public static string InWords(this ScoreVerdict verdict) => verdict switch
    {
        ScoreVerdict.WithinNoise => "within noise",
        ScoreVerdict.Worse => "worse than real",
        ScoreVerdict.BetterThanPossible => "nearer than real rows: copying?",
        _ => "not judged",
    };
}
