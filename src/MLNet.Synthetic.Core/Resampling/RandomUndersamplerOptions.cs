// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Settings of <see cref="RandomUndersampler"/>.</summary>
public sealed record RandomUndersamplerOptions : ResamplingOptions
{
    /// <summary>Which classes shrink, and to how many rows.</summary>
    public UndersamplingStrategy UndersamplingStrategy { get; init; } = UndersamplingStrategy.NotMinority;

    internal RandomUndersamplerOptions Validated()
    {
        ValidateShared();
        ArgumentNullException.ThrowIfNull(UndersamplingStrategy);
        return this;
    }
}
