// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using TorchSharp;
using static TorchSharp.torch;

namespace MLNet.Synthetic;

/// <summary>Softmax in blocks of different lengths, all at once.</summary>
/// <remarks>
/// e = exp(y − max of the block), e / (e M Mᵀ) with M the membership of each number in its block (0 or 1): two small products in place of a softmax for each block. The maximum is that of the block: with that of the row, blocks far below it come out as 0.
/// Gumbel-softmax (Jang et al. 2017; Maddison et al. 2017): y = (logits + Gumbel noise) / τ.
/// </remarks>
internal sealed class RaggedSoftmax : IDisposable
{
    private const double Temperature = 0.2;
    private readonly int[] _lengths;
    private readonly Tensor _membership, _transposed, _blockOf;       // (numbers, blocks), (blocks, numbers), (numbers)

    /// <summary>A softmax of blocks of these lengths, one behind the other.</summary>
    public RaggedSoftmax(TorchRun torch, int[] lengths)
    {
        _lengths = lengths;
        int numbers = lengths.Sum(), at = 0;
        var (member, block) = (new float[numbers * lengths.Length], new long[numbers]);
        for (int k = 0; k < lengths.Length; k++)
        {
            for (int i = 0; i < lengths[k]; i++, at++)
                (member[at * lengths.Length + k], block[at]) = (1, k);
        }

        using var scope = NewDisposeScope();
        _membership = torch.ToTensor(member, numbers, lengths.Length).DetachFromDisposeScope();
        _transposed = _membership.t().contiguous().DetachFromDisposeScope();
        _blockOf = torch.ToTensor(block).DetachFromDisposeScope();
    }

    /// <summary>Raw numbers of rows as rows: tanh of the scalars, Gumbel-softmax of the blocks.</summary>
    /// <param name="raw">Raw numbers, (B, scalars + numbers).</param>
    /// <param name="scalars">How many scalars come first.</param>
    /// <param name="torch">Random numbers.</param>
    public Tensor Activate(Tensor raw, int scalars, TorchRun torch)
    {
        if (_lengths.Length == 0)
            return raw.tanh();
        var logits = raw.narrow(1, scalars, _blockOf.numel());
        Tensor noise;
        using (no_grad())
            noise = torch.Gumbel(logits.shape);
        var shares = Softmax(logits.Plus(noise).Times(1 / Temperature));
        return scalars == 0 ? shares : cat([raw.narrow(1, 0, scalars).tanh(), shares], 1);
    }

    /// <summary>Softmax of each block, (B, numbers).</summary>
    public Tensor Softmax(Tensor y)
    {
        var e = (y - Largest(y).index_select(1, _blockOf)).exp();
        return e / e.mm(_membership).mm(_transposed);
    }

    /// <summary>log Σ exp(y) of each block, (B, blocks).</summary>
    public Tensor LogSums(Tensor y)
    {
        var largest = Largest(y);
        return (y - largest.index_select(1, _blockOf)).exp().mm(_membership).log().Plus(largest);
    }

    /// <summary>The maximum of each block, (B, blocks), as a constant.</summary>
    private Tensor Largest(Tensor y)
    {
        using var _ = no_grad();
        var blocks = new Tensor[_lengths.Length];
        long at = 0;
        for (int k = 0; k < blocks.Length; at += _lengths[k++])
            blocks[k] = y.narrow(1, at, _lengths[k]).amax([1], true);
        return cat(blocks, 1);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _membership.Dispose();
        _transposed.Dispose();
        _blockOf.Dispose();
    }
}
