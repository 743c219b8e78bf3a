// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using TorchSharp;
using static TorchSharp.torch;

namespace MLNet.Synthetic;

/// <summary>Regressors of all columns: h_j = relu(W_j (m_j ⊙ x) + b_j), logits_j = V_j h_j + c_j, with x the embeddings of a row side by side and m_j 1 where column j may look.</summary>
/// <remarks>
/// The order is the same for all rows of a batch, so the mask belongs to the weights: one product with W masked in blocks (columns × columns) is the hidden layer of all regressors. The hidden units of a column of k codes are 16 round(ln k), the width of
/// embeddings is max(10, 3 ⌈k^¼⌉) for the largest k, and the logits start at the logarithms of the frequencies.
/// </remarks>
internal sealed class ArgnNetwork : IDisposable
{
    private const int UnitsOfALog = 16, FewestWidths = 10;
    private readonly TorchRun _torch;
    private readonly ColumnCode[] _columns;
    private readonly int[] _units, _starts, _offsets;                 // hidden units of each column, where they start, and where its codes start
    private readonly int _width;                                      // of an embedding, e
    private readonly Tensor _embedding, _hidden, _hiddenBias;         // (codes, e), (units, d e), (units)
    private readonly Tensor[] _heads;                                 // weight (codes of the column, its units) and bias of each column
    private readonly Tensor _columnOfUnit, _columnOfInput;            // (units), (d e)

    /// <summary>A network with weights from the generator of random numbers of a run.</summary>
    public ArgnNetwork(ArgnData data, TorchRun torch)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        (_torch, _columns, _offsets) = (torch, data.Columns, ArgnTableModel.Offsets(data.Columns));
        int d = _columns.Length, total = 0;
        _width = Math.Max(FewestWidths, 3 * (int)Math.Ceiling(Math.Pow(_columns.Max(c => c.Count), 0.25)));
        _units = [.. _columns.Select(c => UnitsOfALog * Math.Max(1, (int)Math.Round(Math.Log(c.Count))))];
        _starts = [.. _units.Select(u => (total += u) - u)];
        _embedding = Leaf(torch.Normal(_offsets[d], _width));
        _hidden = Leaf(torch.Weight(d * _width, total, d * _width));
        _hiddenBias = Leaf(torch.Weight(d * _width, total));
        _heads = [.. _columns.SelectMany((c, j) => new[] { Leaf(torch.Weight(_units[j], c.Count, _units[j])), Leaf(torch.ToTensor(data.LogShares(j), c.Count)) })];
        _columnOfUnit = torch.ToTensor([.. _units.SelectMany((u, j) => Enumerable.Repeat((long)j, u))]).DetachFromDisposeScope();
        _columnOfInput = torch.ToTensor([.. Enumerable.Range(0, d * _width).Select(i => (long)(i / _width))]).DetachFromDisposeScope();

        static Tensor Leaf(Tensor start) => start.DetachFromDisposeScope().requires_grad_();
    }

    /// <summary>What is trained.</summary>
    public IReadOnlyList<Tensor> Parameters => [_embedding, _hidden, _hiddenBias, .. _heads];

    /// <summary>Logits of each column under those before it, (d)(B, codes of the column).</summary>
    /// <param name="codes">Codes of all columns row by row, each as a row of the embeddings, (B d); unknown ones are those behind the last.</param>
    /// <param name="order">Columns, first to last.</param>
    /// <param name="dropout">Share of the embeddings' numbers that are left out.</param>
    public Tensor[] Forward(long[] codes, int[] order, double dropout)
    {
        int d = _columns.Length, b = codes.Length / d;
        var visible = new float[d * d];
        for (int place = 0; place < d; place++)
        {
            foreach (int before in order.AsSpan(0, place))
                visible[order[place] * d + before] = 1;
        }

        var mask = _torch.ToTensor(visible, d, d).index_select(0, _columnOfUnit).index_select(1, _columnOfInput);                    // (units, d e)
        var table = cat([_embedding, zeros(1, _width, device: _torch.Device)], 0);
        var x = table.index_select(0, _torch.ToTensor(codes)).view(b, d * _width);
        if (dropout > 0)
            x = x * _torch.Dropout(dropout, b, d * _width);
        var h = nn.functional.relu(nn.functional.linear(x, _hidden * mask, _hiddenBias));                                            // (B, units)
        return [.. _columns.Select((_, j) => nn.functional.linear(h.narrow(1, _starts[j], _units[j]), _heads[2 * j], _heads[2 * j + 1]))];
    }

    /// <summary>The network with given weights as ONNX, with the regressors of all columns filled up to the largest.</summary>
    /// <param name="parameters">Numbers of <see cref="Parameters"/>.</param>
    public Network Emit(IReadOnlyList<float[]> parameters)
    {
        int d = _columns.Length, inputs = d * _width, units = _units.Max(), most = _columns.Max(c => c.Count);
        float[] weights = parameters[1], biases = parameters[2];
        float[] hidden = new float[d * inputs * units], hiddenBias = new float[d * units], head = new float[d * units * most], headBias = new float[d * most];
        for (int j = 0; j < d; j++)
        {
            float[] weight = parameters[3 + 2 * j], bias = parameters[4 + 2 * j];
            for (int u = 0; u < _units[j]; u++)
            {
                hiddenBias[j * units + u] = biases[_starts[j] + u];
                for (int i = 0; i < inputs; i++)
                    hidden[(j * inputs + i) * units + u] = weights[(_starts[j] + u) * inputs + i];
                for (int c = 0; c < bias.Length; c++)
                    head[(j * units + u) * most + c] = weight[c * _units[j] + u];
            }

            bias.CopyTo(headBias, j * most);
        }

        return ArgnTableModel.Build(_columns, units, [.. parameters[0], .. new float[_width]], hidden, hiddenBias, head, headBias);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var tensor in Parameters.Append(_columnOfUnit).Append(_columnOfInput))
            tensor.Dispose();
    }
}
