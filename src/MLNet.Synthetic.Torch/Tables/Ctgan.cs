// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>CTGAN: a generative adversarial network for tables of numbers and categories, trained under conditions so that rare categories are not forgotten.</summary>
/// <remarks>
/// <para>Xu, Skoularidou, Cuesta-Infante, Veeramachaneni (2019), "Modeling tabular data using conditional GAN", NeurIPS 32. With the Wasserstein loss and gradient penalty of Gulrajani et al. (2017), packs of rows of Lin et al. (2018, PacGAN),
/// and as options the long-tailed and mixed columns, the information loss and the downstream loss of Zhao et al. (2021, CTAB-GAN; 2022, CTAB-GAN+).</para>
/// <para>
/// A number is a mode of a mixture of normal distributions and its place within it (<see cref="NetworkColumn"/>). A training step draws a column of categories and one of its levels, by log frequency; real rows with that level go to the critic C beside
/// rows that the generator G makes under that condition c. Critic: C(G(z, c)) − C(x) + λ (‖∇C(x̂)‖ − 1)². Generator: −C(G(z, c)) + the cross-entropy of the condition and the level it made.
/// </para>
/// <para>
/// Differences from the paper: the mixture is fitted by expectation maximization; frequent numbers are modes of their own; the running mean of the generator's weights is kept; the quality of the data decides which epoch is kept; by default
/// rows are judged one by one and without dropout (set <see cref="TabularGanOptions.PacSize"/> to 10 and <see cref="TabularGanOptions.Dropout"/> to 0.5 for the paper's critic). Some 39 ms of one core for a step at batch 500 and 180 numbers a row.
/// </para>
/// </remarks>
public sealed class Ctgan : NetworkSynthesizer
{
    private readonly CtganOptions _options;

    /// <summary>The algorithm with its settings.</summary>
    /// <param name="options">Settings; null: the defaults.</param>
    /// <exception cref="ArgumentException">A setting is out of range; the message names it.</exception>
    public Ctgan(CtganOptions? options = null) : base((options ??= new()).Validated()) => _options = options;

    private protected override NetworkTraining CreateTraining(Table table, TableSchema schema, TorchRun torch, RunContext run) => new GanTraining(
        nameof(Ctgan), GanData.Encode(table, schema, _options, run), _options, new(_options.GradientPenalty, 0, IsConditional: true, _options.UseLogFrequency, _options.InformationWeight, _options.DownstreamWeight), torch, run);
}
