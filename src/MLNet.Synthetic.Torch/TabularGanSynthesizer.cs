// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;

namespace MLNet.Synthetic;

/// <summary>Trains a generative adversarial network on a table: fitted, it samples synthetic rows, and as a step of a pipeline it adds them to the training rows or puts them in their place.</summary>
/// <remarks><see cref="TabularSynthesizer"/> with the settings of a GAN: everything said there holds here.</remarks>
public sealed class TabularGanSynthesizer : IEstimator<SynthesisTransformer>
{
    private readonly TabularSynthesizer _synthesizer;

    /// <summary>A synthesizer around the network that the options make; <c>ml.Synthetic.TabularGan</c> makes one.</summary>
    /// <param name="ml">The context: its log is told how training goes, its seed decides where the options have none, and its <c>GpuDeviceId</c> and <c>FallbackToCpu</c> say where the network is trained and sampled.</param>
    /// <param name="labelColumnName">Name of the label; null: none.</param>
    /// <param name="options">Settings, which pick the network: <see cref="CtganOptions"/> or <see cref="WganOptions"/>.</param>
    /// <exception cref="ArgumentException">The label is also named as feature or flag, a setting is out of range, or classes are to be balanced without a label.</exception>
    public TabularGanSynthesizer(MLContext ml, string? labelColumnName, TabularGanOptions options) => _synthesizer = new(ml, labelColumnName, options);

    /// <summary>Trains the network on a training view.</summary>
    /// <inheritdoc cref="TabularSynthesizer.Fit"/>
    /// <exception cref="DllNotFoundException">TorchSharp or libtorch does not load; the message names cause and cure.</exception>
    public SynthesisTransformer Fit(IDataView input) => _synthesizer.Fit(input);

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => _synthesizer.GetOutputSchema(inputSchema);
}
