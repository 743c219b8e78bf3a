// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Settings of <see cref="Smogn"/>.</summary>
public sealed record SmognOptions : RareLabelOptions
{
    /// <summary>Deviation of the Gaussian noise in deviations of each column, ≥ 0; less where a row's neighbours are nearer than that.</summary>
    public double Perturbation { get; init; } = 0.02;

    internal SmognOptions Validated()
    {
        ValidateRare();
        if (!(Perturbation >= 0 && double.IsFinite(Perturbation)))
            throw new ArgumentOutOfRangeException(nameof(Perturbation), Perturbation, "The perturbation is a finite number ≥ 0.");
        return this;
    }
}
