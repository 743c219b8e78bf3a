// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Verdicts for figures whose two sides mean different things: too near is copying, too far is not.</summary>
internal static class Verdicts
{
    /// <summary>A share held against the same share of holdout rows, with Wilson's intervals; the verdict goes by a 99 % interval.</summary>
    /// <param name="key">Stable name.</param>
    /// <param name="name">Name for people.</param>
    /// <param name="direction">Which values are good.</param>
    /// <param name="value">The share of the synthetic rows.</param>
    /// <param name="floor">The share of as many holdout rows.</param>
    /// <param name="tolerance">Differences up to this size are within noise.</param>
    /// <param name="below">Verdict when the share is lower than the floor beyond chance and tolerance.</param>
    /// <param name="above">Verdict when it is higher.</param>
    /// <param name="note">What else a reader must know.</param>
    public static Score OfShares(
        string key, string name, ScoreDirection direction, Proportion value, Proportion floor, double tolerance, ScoreVerdict below, ScoreVerdict above, string? note = null)
        => new Score(key, name, direction)
        {
            Value = value.Share,
            Interval = value.Interval,
            Floor = floor.Share,
            FloorInterval = floor.Interval,
            Verdict = Score.Judge(ScoreDirection.NearFloorIsBest, value.Share - floor.Share, value.Less(floor, Proportion.Strict), tolerance),
            Note = note,
        }.Sided(below, above);

    /// <summary>The same figure with another verdict where it differs from its floor.</summary>
    public static Score Sided(this Score score, ScoreVerdict below, ScoreVerdict above)
        => score.Verdict is ScoreVerdict.WithinNoise or ScoreVerdict.NotJudged ? score : score with { Verdict = score.Value < score.Floor ? below : above };
}
