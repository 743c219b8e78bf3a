// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Settings that all generative adversarial networks for tables share.</summary>
/// <remarks>Defaults are those of CTGAN's paper, but for those that come from later work (<see cref="TabularNetworkOptions.WeightAveraging"/>, <see cref="TabularNetworkOptions.SpikeShare"/>) and two that measured better: see <see cref="PacSize"/> and <see cref="Dropout"/>.</remarks>
public abstract record TabularGanOptions : TabularNetworkOptions
{
    /// <summary>Numbers of noise for a row, ≥ 1.</summary>
    public int NoiseSize { get; init; } = 128;

    /// <summary>Units of each hidden layer of the generator, ≥ 1.</summary>
    public IReadOnlyList<int> GeneratorLayers { get; init; } = [256, 256];

    /// <summary>Units of each hidden layer of the discriminator, ≥ 1.</summary>
    public IReadOnlyList<int> DiscriminatorLayers { get; init; } = [256, 256];

    /// <summary>Updates of the discriminator for each of the generator, ≥ 1.</summary>
    public int DiscriminatorSteps { get; init; } = 1;

    /// <summary>
    /// Rows that the discriminator judges together, ≥ 1 (PacGAN, Lin et al. 2018): rows that are all alike give themselves away. <see cref="NetworkOptions.BatchSize"/> is a multiple of it. The paper's 10 gives the discriminator a tenth of the
    /// judgements and less to learn of single rows: on Adult the data were worse in every respect, and no mode was lost with 1.
    /// </summary>
    public int PacSize { get; init; } = 1;

    /// <summary>Share of units that are left out of the discriminator at random, in [0, 0.95]. The paper's 0.5 blurs what the discriminator sees: the gradient penalty alone is enough.</summary>
    public double Dropout { get; init; }

    /// <summary>Weight of the squared weights of the generator in its loss, ≥ 0.</summary>
    public double WeightDecay { get; init; } = 1e-6;

    /// <summary>
    /// Whether the discriminator's and generator's products are computed in bfloat16: faster where the processor has instructions for it (AVX-512 BF16), a little noisier. Where it has not, float32 is used and the log says so.
    /// </summary>
    public bool UseBFloat16 { get; init; }

    /// <summary>Checks what all of them share.</summary>
    /// <exception cref="ArgumentException">A setting is out of range; the message names it.</exception>
    private protected void ValidateGan()
    {
        ValidateColumns();
        ArgumentOutOfRangeException.ThrowIfLessThan(NoiseSize, 1);
        Layers(GeneratorLayers, nameof(GeneratorLayers));
        Layers(DiscriminatorLayers, nameof(DiscriminatorLayers));
        ArgumentOutOfRangeException.ThrowIfLessThan(DiscriminatorSteps, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(PacSize, 1);
        if (BatchSize % PacSize != 0)
            throw new ArgumentException($"{nameof(BatchSize)} ({BatchSize}) is not a multiple of {nameof(PacSize)} ({PacSize}).", nameof(BatchSize));
        Within(Dropout, 0, 0.95, nameof(Dropout));
        Within(WeightDecay, 0, 1, nameof(WeightDecay));
    }
}
