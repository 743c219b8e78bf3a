// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>What every resampling step can be told, whatever its algorithm.</summary>
public abstract record ResamplingOptions : StepOptions
{
    /// <summary>
    /// Whether new numbers look like those of their column: rounded to the decimals that occur there (whole numbers stay whole; more than 6 decimals are not rounded) and kept within its range.
    /// Off, a number is as the algorithm draws it, which is what papers and other libraries do with columns of type float. Slots of a vector column are never rounded; integer columns always are.
    /// </summary>
    public bool KeepDecimals { get; init; }
}
