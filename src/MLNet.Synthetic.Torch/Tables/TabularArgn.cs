// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>TabularARGN: an autoregressive network over binned columns, trained under random orders of the columns, so that any columns can be given.</summary>
/// <remarks>
/// <para>Tiwald, Krchova, Sidorenko, Vargas Vieyra, Scriminaci, Platzer (2025), "TabularARGN: a flexible and efficient auto-regressive framework for generating high-fidelity synthetic data", arXiv:2501.12012.</para>
/// <para>
/// p(x) = Π p(x_j | x_k for all k before j). Each column is a category, or a number in one of at most 100 bins. A regressor for each column sees the embeddings of the columns before it, and gives the logits of its codes through one hidden layer. The
/// order is drawn anew for every batch, so the regressors learn all conditional distributions; sampling draws column after column in an order of its own, given columns first.
/// </para>
/// <para>
/// Differences from the paper's implementation: the regressors of all columns are one product of matrices, whose weights are masked by the order; embeddings have one width; a number is one column, not several of its digits; the quality of the data decides
/// when training ends. O(n d² e u) for an epoch, with embeddings of width e and u hidden units a column.
/// </para>
/// </remarks>
public sealed class TabularArgn : NetworkSynthesizer
{
    private readonly TabularArgnOptions _options;

    /// <summary>The algorithm with its settings.</summary>
    /// <param name="options">Settings; null: the defaults.</param>
    /// <exception cref="ArgumentException">A setting is out of range; the message names it.</exception>
    public TabularArgn(TabularArgnOptions? options = null) : base((options ??= new()).Validated()) => _options = options;

    private protected override NetworkTraining CreateTraining(Table table, TableSchema schema, TorchRun torch, RunContext run) => new ArgnTraining(ArgnData.Encode(table, schema, _options, run), _options, torch);
}
