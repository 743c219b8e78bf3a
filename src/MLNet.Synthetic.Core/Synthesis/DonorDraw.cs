// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>How the synthetic rows that reach one leaf of a tree choose among the training values that lie there.</summary>
public enum DonorDraw
{
    /// <summary>
    /// Evenly spread over the leaf's sorted values from one random start, in random order: each row alone has the leaf's distribution, and a block of rows has hardly any
    /// sampling noise inside the leaf. Tables drawn this way are closer to the training table's frequencies than as many fresh rows would be.
    /// </summary>
    Systematic,

    /// <summary>Each row by itself, with replacement: the noise of a fresh sample, as estimates of variance over several synthetic tables assume.</summary>
    Random,
}
