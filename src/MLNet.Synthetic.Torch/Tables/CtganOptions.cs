// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Text.Json;

namespace MLNet.Synthetic;

/// <summary>Settings of <see cref="Ctgan"/>. Which defaults are not the paper's is said at <see cref="TabularGanOptions"/>.</summary>
public sealed record CtganOptions : TabularGanOptions, IDescribedOptions
{
    /// <summary>Weight of the gradient penalty, &gt; 0 (Gulrajani et al. 2017).</summary>
    public double GradientPenalty { get; init; } = 10;

    /// <summary>
    /// Whether a condition names categories by the logarithm of their frequency, so that rare ones are trained more often; false: by the frequency itself.
    /// </summary>
    public bool UseLogFrequency { get; init; } = true;

    /// <summary>Weight of the difference between real and synthetic rows in the mean and spread of what the discriminator sees in them, ≥ 0; 0: none (information loss of CTAB-GAN).</summary>
    public double InformationWeight { get; init; }

    /// <summary>Weight of the disagreement between the label of a synthetic row and what a classifier of real rows would say, ≥ 0; 0: none (downstream loss of CTAB-GAN). Needs a label of classes.</summary>
    public double DownstreamWeight { get; init; }

    /// <inheritdoc/>
    public override ITableSynthesizer CreateSynthesizer() => new Ctgan(this);

    JsonElement IDescribedOptions.Describe() => JsonSerializer.SerializeToElement(this, NetworkOptionsJson.Default.CtganOptions);

    internal CtganOptions Validated()
    {
        ValidateGan();
        RequirePositive(GradientPenalty, nameof(GradientPenalty));
        Within(InformationWeight, 0, 1000, nameof(InformationWeight));
        Within(DownstreamWeight, 0, 1000, nameof(DownstreamWeight));
        return this;
    }
}
