// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using TorchSharp;
using static TorchSharp.torch;

namespace MLNet.Synthetic;

/// <summary>A generator of residual layers, x ← [relu(bn(W x + b)), x], and a linear one at the end.</summary>
internal sealed class GanGenerator : IDisposable
{
    private const double Epsilon = 1e-5;
    private readonly int[] _inputs;                                   // of each linear layer, the last one included
    private readonly int _outputs;
    private readonly bool _bfloat16;
    private readonly Tensor[] _parameters;                            // weight, bias, scale and shift of each residual layer; weight and bias of the last one
    private readonly Tensor[] _statistics;                            // running mean and variance of each residual layer

    /// <summary>A generator with weights from the generator of random numbers of a run.</summary>
    /// <param name="torch">Device and random numbers.</param>
    /// <param name="inputs">Numbers of noise and condition.</param>
    /// <param name="layers">Units of the residual layers.</param>
    /// <param name="outputs">Numbers of a row.</param>
    /// <param name="bfloat16">Whether products are computed in bfloat16.</param>
    public GanGenerator(TorchRun torch, int inputs, IReadOnlyList<int> layers, int outputs, bool bfloat16)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        (_outputs, _bfloat16) = (outputs, bfloat16);
        var (parameters, statistics, widths) = (new List<Tensor>(), new List<Tensor>(), new List<int>());
        foreach (int units in layers)
        {
            parameters.AddRange([torch.Weight(inputs, units, inputs), torch.Weight(inputs, units), ones(units, device: torch.Device), zeros(units, device: torch.Device)]);
            statistics.AddRange([zeros(units, device: torch.Device), ones(units, device: torch.Device)]);
            widths.Add(inputs);
            inputs += units;
        }

        parameters.AddRange([torch.Weight(inputs, outputs, inputs), torch.Weight(inputs, outputs)]);
        _inputs = [.. widths, inputs];
        _parameters = [.. parameters.Select(p => p.DetachFromDisposeScope().requires_grad_())];
        _statistics = [.. statistics.Select(s => s.DetachFromDisposeScope())];
    }

    /// <summary>What is trained.</summary>
    public IReadOnlyList<Tensor> Parameters => _parameters;

    /// <summary>Running mean and variance of each residual layer.</summary>
    public IReadOnlyList<Tensor> Statistics => _statistics;

    /// <summary>Raw numbers of rows, (B, outputs), by the statistics of the batch, which move the running ones.</summary>
    /// <param name="x">Noise and condition, (B, inputs).</param>
    public Tensor Forward(Tensor x)
    {
        for (int l = 0; l < _inputs.Length - 1; l++)
        {
            Tensor[] p = _parameters[(4 * l)..(4 * l + 4)];
            var h = nn.functional.batch_norm(Linear(x, p[0], p[1]), _statistics[2 * l], _statistics[2 * l + 1], p[2], p[3], training: true, momentum: 0.1, eps: Epsilon);
            x = cat([nn.functional.relu(h), x], 1);                   // (B, units + inputs)
        }

        return Linear(x, _parameters[^2], _parameters[^1]);
    }

    /// <summary>Raw numbers of rows by the running statistics: what the exported network computes.</summary>
    /// <param name="x">Noise and condition, (B, inputs).</param>
    public Tensor Evaluate(Tensor x)
    {
        for (int l = 0; l < _inputs.Length - 1; l++)
        {
            Tensor[] p = _parameters[(4 * l)..(4 * l + 4)];
            var h = nn.functional.batch_norm(nn.functional.linear(x, p[0], p[1]), _statistics[2 * l], _statistics[2 * l + 1], p[2], p[3], training: false, eps: Epsilon);
            x = cat([nn.functional.relu(h), x], 1);
        }

        return nn.functional.linear(x, _parameters[^2], _parameters[^1]);
    }

    /// <summary>The network with given weights as ONNX operators: batch normalization by running statistics is part of the linear layer before it.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="x">Noise and condition.</param>
    /// <param name="parameters">Numbers of <see cref="Parameters"/>.</param>
    /// <param name="statistics">Numbers of <see cref="Statistics"/>.</param>
    public OnnxValue Emit(OnnxGraph graph, OnnxValue x, IReadOnlyList<float[]> parameters, IReadOnlyList<float[]> statistics)
    {
        for (int l = 0; l < _inputs.Length - 1; l++)
        {
            float[] weight = [.. parameters[4 * l]], bias = [.. parameters[4 * l + 1]], scale = parameters[4 * l + 2], shift = parameters[4 * l + 3];
            for (int u = 0; u < bias.Length; u++)
            {
                double factor = scale[u] / Math.Sqrt(statistics[2 * l + 1][u] + Epsilon);
                bias[u] = (float)((bias[u] - statistics[2 * l][u]) * factor + shift[u]);
                foreach (ref float w in weight.AsSpan(u * _inputs[l], _inputs[l]))
                    w = (float)(w * factor);
            }

            x = graph.Concat([graph.Relu(graph.Linear(x, weight, bias)), x]);
        }

        return graph.Linear(x, parameters[^2], parameters[^1]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var tensor in _parameters.Concat(_statistics))
            tensor.Dispose();
    }

    private Tensor Linear(Tensor x, Tensor weight, Tensor bias) => GanLinear.Apply(x, weight, bias, _bfloat16);
}

/// <summary>A linear layer in one of two precisions.</summary>
internal static class GanLinear
{
    public static Tensor Apply(Tensor x, Tensor weight, Tensor bias, bool bfloat16) => bfloat16
        ? nn.functional.linear(x.to_type(ScalarType.BFloat16), weight.to_type(ScalarType.BFloat16), bias.to_type(ScalarType.BFloat16)).to_type(ScalarType.Float32)
        : nn.functional.linear(x, weight, bias);
}
