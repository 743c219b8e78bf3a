// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Settings that all generative adversarial networks for tables share.</summary>
/// <remarks>Defaults are those of CTGAN's paper, but for those that come from later work (<see cref="WeightAveraging"/>, <see cref="SpikeShare"/>) and two that measured better: see <see cref="PacSize"/> and <see cref="Dropout"/>.</remarks>
public abstract record TabularGanOptions : NetworkOptions
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
    /// Decay of the running mean of the generator's weights that is kept as the network, in [0, 1): 0.999 averages over some thousand steps; 0 keeps the weights of the last step, as in the papers. Yazıcı et al. (2019), "The
    /// unusual effectiveness of averaging in GAN training".
    /// </summary>
    public double WeightAveraging { get; init; } = 0.999;

    /// <summary>Most modes of a column of numbers, from 1 to 100.</summary>
    public int MaxModes { get; init; } = 10;

    /// <summary>
    /// Share of rows from which on a number is a mode of its own, in (0, 1]: a column of incomes that are mostly 0 is a category and a number in one (CTAB-GAN's mixed columns). 1: no number is, as in CTGAN's paper.
    /// </summary>
    public double SpikeShare { get; init; } = 0.05;

    /// <summary>Most places of a category, from 2 to 1,000: the most frequent levels have one each; the others share one, and are drawn by their shares when it comes up. Keeps one-hot codes of postal codes at bay.</summary>
    public int MaxLevels { get; init; } = 200;

    /// <summary>Columns of numbers with a long tail, of which the logarithm is taken (CTAB-GAN).</summary>
    public IReadOnlyList<string> LongTailColumnNames { get; init; } = [];

    /// <summary>
    /// Whether the discriminator's and generator's products are computed in bfloat16: faster where the processor has instructions for it (AVX-512 BF16), a little noisier. Where it has not, float32 is used and the log says so.
    /// </summary>
    public bool UseBFloat16 { get; init; }

    /// <summary>Checks what all of them share.</summary>
    /// <exception cref="ArgumentException">A setting is out of range; the message names it.</exception>
    private protected void ValidateGan()
    {
        ValidateTraining();
        ArgumentOutOfRangeException.ThrowIfLessThan(NoiseSize, 1);
        Layers(GeneratorLayers, nameof(GeneratorLayers));
        Layers(DiscriminatorLayers, nameof(DiscriminatorLayers));
        ArgumentOutOfRangeException.ThrowIfLessThan(DiscriminatorSteps, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(PacSize, 1);
        if (BatchSize % PacSize != 0)
            throw new ArgumentException($"{nameof(BatchSize)} ({BatchSize}) is not a multiple of {nameof(PacSize)} ({PacSize}).", nameof(BatchSize));
        Within(Dropout, 0, 0.95, nameof(Dropout));
        Within(WeightDecay, 0, 1, nameof(WeightDecay));
        Within(WeightAveraging, 0, 0.999999, nameof(WeightAveraging));
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxModes, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxModes, 100);
        Within(SpikeShare, 1e-6, 1, nameof(SpikeShare));
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxLevels, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxLevels, 1000);
        ArgumentNullException.ThrowIfNull(LongTailColumnNames);
    }

    /// <summary>Checks that a number lies within bounds.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It does not.</exception>
    private protected static void Within(double value, double least, double most, string name)
    {
        if (!(value >= least && value <= most))
            throw new ArgumentOutOfRangeException(name, value, FormattableString.Invariant($"{name} is a number from {least} to {most}."));
    }

    private static void Layers(IReadOnlyList<int> layers, string name)
    {
        ArgumentNullException.ThrowIfNull(layers, name);
        if (layers.Count == 0 || layers.Any(units => units < 1))
            throw new ArgumentException($"{name} needs at least one layer, each of at least one unit.", name);
    }
}
