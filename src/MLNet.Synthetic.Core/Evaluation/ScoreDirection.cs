// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Which values of a score are good.</summary>
public enum ScoreDirection
{
    /// <summary>The higher the better.</summary>
    HigherIsBetter,

    /// <summary>The lower the better.</summary>
    LowerIsBetter,

    /// <summary>The nearer to the noise floor the better, on either side: an AUC of 0.5, a share of one half.</summary>
    NearFloorIsBest,
}
