// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>WGAN and WGAN-GP for tables: the plain Wasserstein generative adversarial network, without conditions. What <see cref="Ctgan"/> adds shows beside it.</summary>
/// <remarks>
/// Arjovsky, Chintala, Bottou (2017), "Wasserstein generative adversarial networks", ICML; Gulrajani, Ahmed, Arjovsky, Dumoulin, Courville (2017), "Improved training of Wasserstein GANs", NeurIPS 30. Columns are encoded as for <see cref="Ctgan"/>.
/// Critic: C(G(z)) − C(x) + λ (‖∇C(x̂)‖ − 1)², or with clipped weights without the penalty; generator: −C(G(z)). Optimized with Adam in both cases, where the first paper used RMSProp.
/// </remarks>
public sealed class Wgan : NetworkSynthesizer
{
    private readonly WganOptions _options;

    /// <summary>The algorithm with its settings.</summary>
    /// <param name="options">Settings; null: the defaults.</param>
    /// <exception cref="ArgumentException">A setting is out of range; the message names it.</exception>
    public Wgan(WganOptions? options = null) : base((options ??= new()).Validated()) => _options = options;

    private protected override NetworkTraining CreateTraining(Table table, TableSchema schema, TorchRun torch, RunContext run) => new GanTraining(
        nameof(Wgan), GanData.Encode(table, schema, _options, run), _options,
        new(_options.GradientPenalty ?? 0, _options.GradientPenalty is null ? _options.WeightClip : 0, IsConditional: false, UseLogFrequency: false, 0, 0), torch, run);
}
