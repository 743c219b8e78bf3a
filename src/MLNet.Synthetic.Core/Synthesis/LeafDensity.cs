// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>How the values of a number or time are distributed in a leaf of an <see cref="AdversarialForest"/>.</summary>
public enum LeafDensity
{
    /// <summary>As the training values in the leaf are; a rare one is moved among its neighbours. Spikes and grids stay.</summary>
    Empirical,

    /// <summary>The paper's: a normal distribution with the mean and deviation of the leaf, cut off at the bounds of the leaf and of the column. No training value is copied.</summary>
    TruncatedNormal,
}
