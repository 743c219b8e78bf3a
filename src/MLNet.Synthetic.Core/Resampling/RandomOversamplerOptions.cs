// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Settings of <see cref="RandomOversampler"/>.</summary>
public sealed record RandomOversamplerOptions : ResamplingOptions
{
    /// <summary>Which classes grow, and to how many rows.</summary>
    public SamplingStrategy SamplingStrategy { get; init; } = SamplingStrategy.NotMajority;

    /// <summary>
    /// Width of the Gaussian noise around a copied row, in units of the kernel width that is optimal for normal data, ≥ 0. 0: exact copies; 1: ROSE.
    /// </summary>
    public double Shrinkage { get; init; }

    internal RandomOversamplerOptions Validated()
    {
        ValidateShared();
        ArgumentNullException.ThrowIfNull(SamplingStrategy);
        if (!(Shrinkage >= 0 && double.IsFinite(Shrinkage)))
            throw new ArgumentOutOfRangeException(nameof(Shrinkage), Shrinkage, "The shrinkage is a finite number ≥ 0.");
        return this;
    }
}
