// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>How numeric features are brought to one scale before distances are measured. New rows keep the units of the data.</summary>
public enum FeatureScaling
{
    /// <summary>
    /// Each feature is divided by its standard deviation over all rows (observed cells, divisor n), so that an amount in cents does not outvote an age
    /// in years. Features that hold only 0 and 1 keep their scale: dividing a rare indicator by its small deviation would let it outvote all others.
    /// </summary>
    Standard,

    /// <summary>Features are compared as they are, as in the papers.</summary>
    None,

    /// <summary>Each feature is divided by the distance between its lowest and its highest value over all rows, as in HEOM.</summary>
    Range,
}
