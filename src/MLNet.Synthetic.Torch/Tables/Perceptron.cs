// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using TorchSharp;
using static TorchSharp.torch;

namespace MLNet.Synthetic;

/// <summary>Linear layers with relu between them.</summary>
internal sealed class Perceptron : IDisposable
{
    private readonly Tensor[] _parameters;                            // weight and bias of each layer

    /// <summary>Layers with weights from the generator of random numbers of a run.</summary>
    /// <param name="torch">Device and random numbers.</param>
    /// <param name="inputs">Numbers that go in.</param>
    /// <param name="layers">Units of the hidden layers.</param>
    /// <param name="outputs">Numbers that come out.</param>
    public Perceptron(TorchRun torch, int inputs, IReadOnlyList<int> layers, int outputs)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var parameters = new List<Tensor>();
        foreach (int units in layers.Append(outputs))
        {
            parameters.AddRange([torch.Weight(inputs, units, inputs), torch.Weight(inputs, units)]);
            inputs = units;
        }

        _parameters = [.. parameters.Select(p => p.DetachFromDisposeScope().requires_grad_())];
    }

    /// <summary>What is trained.</summary>
    public IReadOnlyList<Tensor> Parameters => _parameters;

    /// <summary>What comes out, (B, outputs).</summary>
    /// <param name="x">What goes in, (B, inputs).</param>
    public Tensor Forward(Tensor x)
    {
        for (int l = 0; l < _parameters.Length; l += 2)
        {
            x = nn.functional.linear(x, _parameters[l], _parameters[l + 1]);
            if (l < _parameters.Length - 2)
                x = nn.functional.relu(x);
        }

        return x;
    }

    /// <summary>The layers with given weights as ONNX operators.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="x">What goes in.</param>
    /// <param name="parameters">Numbers of <see cref="Parameters"/>.</param>
    public static OnnxValue Emit(OnnxGraph graph, OnnxValue x, ReadOnlySpan<float[]> parameters)
    {
        for (int l = 0; l < parameters.Length; l += 2)
        {
            x = graph.Linear(x, parameters[l], parameters[l + 1]);
            if (l < parameters.Length - 2)
                x = graph.Relu(x);
        }

        return x;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var parameter in _parameters)
            parameter.Dispose();
    }
}
