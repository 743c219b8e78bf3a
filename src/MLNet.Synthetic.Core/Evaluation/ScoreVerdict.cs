// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>How a score stands to its noise floor, the same score of real rows that the synthesizer has not seen.</summary>
public enum ScoreVerdict
{
    /// <summary>There is no value, or no floor to hold it against; the note says why.</summary>
    NotJudged,

    /// <summary>As good as fresh real rows, up to chance and the tolerance.</summary>
    WithinNoise,

    /// <summary>Worse than fresh real rows beyond chance and the tolerance.</summary>
    Worse,

    /// <summary>Nearer to the training rows than fresh real rows are, beyond chance and the tolerance: a sign of copying.</summary>
    BetterThanPossible,
}
