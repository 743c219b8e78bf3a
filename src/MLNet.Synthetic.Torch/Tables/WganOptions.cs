// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Text.Json;

namespace MLNet.Synthetic;

/// <summary>Settings of <see cref="Wgan"/>.</summary>
public sealed record WganOptions : TabularGanOptions, IDescribedOptions
{
    /// <summary>Settings: five updates of the discriminator for each of the generator.</summary>
    public WganOptions() => DiscriminatorSteps = 5;

    /// <summary>Weight of the gradient penalty, &gt; 0 (WGAN-GP, Gulrajani et al. 2017); null: the weights of the discriminator are clipped instead (WGAN, Arjovsky et al. 2017).</summary>
    public double? GradientPenalty { get; init; } = 10;

    /// <summary>Largest weight of the discriminator where weights are clipped, &gt; 0.</summary>
    public double WeightClip { get; init; } = 0.01;

    /// <inheritdoc/>
    public override ITableSynthesizer CreateSynthesizer() => new Wgan(this);

    JsonElement IDescribedOptions.Describe() => JsonSerializer.SerializeToElement(this, NetworkOptionsJson.Default.WganOptions);

    internal WganOptions Validated()
    {
        ValidateGan();
        if (GradientPenalty is double penalty)
            RequirePositive(penalty, nameof(GradientPenalty));
        RequirePositive(WeightClip, nameof(WeightClip));
        return this;
    }
}
