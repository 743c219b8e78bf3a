// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Text.Json;

namespace MLNet.Synthetic;

/// <summary>Settings of <see cref="Tvae"/>: those of the paper, but for <see cref="TabularNetworkOptions.WeightAveraging"/> and <see cref="TabularNetworkOptions.SpikeShare"/>.</summary>
public sealed record TvaeOptions : TabularNetworkOptions, IDescribedOptions
{
    /// <summary>Settings: a step size of 10⁻³.</summary>
    public TvaeOptions() => LearningRate = 1e-3;

    /// <summary>Numbers that a row is encoded as, ≥ 1: the mean and the spread of so many normal distributions.</summary>
    public int LatentSize { get; init; } = 128;

    /// <summary>Units of each hidden layer of the encoder, ≥ 1.</summary>
    public IReadOnlyList<int> EncoderLayers { get; init; } = [128, 128];

    /// <summary>Units of each hidden layer of the decoder, ≥ 1.</summary>
    public IReadOnlyList<int> DecoderLayers { get; init; } = [128, 128];

    /// <summary>Weight of the reconstruction of rows beside the divergence of their codes from the standard normal distribution, &gt; 0. Larger: truer single rows, and less of what is drawn from noise looks like them.</summary>
    public double ReconstructionWeight { get; init; } = 2;

    /// <summary>Weight of the squared weights of both networks in the loss, ≥ 0.</summary>
    public double WeightDecay { get; init; } = 1e-5;

    /// <inheritdoc/>
    public override ITableSynthesizer CreateSynthesizer() => new Tvae(this);

    JsonElement IDescribedOptions.Describe() => JsonSerializer.SerializeToElement(this, NetworkOptionsJson.Default.TvaeOptions);

    internal TvaeOptions Validated()
    {
        ValidateColumns();
        ArgumentOutOfRangeException.ThrowIfLessThan(LatentSize, 1);
        Layers(EncoderLayers, nameof(EncoderLayers));
        Layers(DecoderLayers, nameof(DecoderLayers));
        RequirePositive(ReconstructionWeight, nameof(ReconstructionWeight));
        Within(WeightDecay, 0, 1, nameof(WeightDecay));
        return this;
    }
}
