// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Settings of <see cref="GaussianCopula"/>.</summary>
public sealed record GaussianCopulaOptions : SynthesisOptions
{
    internal const int MostSweeps = 1000;

    /// <summary>
    /// Gibbs sweeps over the latent numbers of given columns, from 1 to 1000. They matter only where several given values are categories or common numbers; the law of one such value, and of any number of others,
    /// is exact without them.
    /// </summary>
    public int GibbsSweeps { get; init; } = 10;

    /// <inheritdoc/>
    public override ITableSynthesizer CreateSynthesizer() => new GaussianCopula(this);

    internal GaussianCopulaOptions Validated()
    {
        ValidateSynthesis();
        ArgumentOutOfRangeException.ThrowIfLessThan(GibbsSweeps, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(GibbsSweeps, MostSweeps);
        return this;
    }
}
