// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>TVAE: a variational autoencoder for tables of numbers and categories. Trains in a fraction of the time of <see cref="Ctgan"/>, and steadily: there is no opponent.</summary>
/// <remarks>
/// <para>Xu, Skoularidou, Cuesta-Infante, Veeramachaneni (2019), "Modeling tabular data using conditional GAN", NeurIPS 32, section 4.5; Kingma, Welling (2014), "Auto-encoding variational Bayes", ICLR. Columns are encoded as for <see cref="Ctgan"/>.</para>
/// <para>
/// The encoder makes of a row x a normal distribution q(z | x) = N(μ, diag σ²) of codes, the decoder of a code the distribution p(x | z) of rows: α ~ N(tanh ᾱ, δ²) for the place of a number within its mode, with a learned δ for each column, and
/// shares of modes and categories by softmax. Loss: −factor · E log p(x | z) + KL(q(z | x) ‖ N(0, I)). New rows are drawn from p(x | z) of z ~ N(0, I).
/// </para>
/// <para>
/// Differences from the paper: as <see cref="Ctgan"/>'s in the columns, in the running mean of weights and in the quality that decides which epoch is kept; and where a number has a place of its own, its α is left out of the loss.
/// </para>
/// </remarks>
public sealed class Tvae : NetworkSynthesizer
{
    private readonly TvaeOptions _options;

    /// <summary>The algorithm with its settings.</summary>
    /// <param name="options">Settings; null: the defaults.</param>
    /// <exception cref="ArgumentException">A setting is out of range; the message names it.</exception>
    public Tvae(TvaeOptions? options = null) : base((options ??= new()).Validated()) => _options = options;

    private protected override NetworkTraining CreateTraining(Table table, TableSchema schema, TorchRun torch, RunContext run) => new TvaeTraining(GanData.Encode(table, schema, _options, run), _options, torch);
}
