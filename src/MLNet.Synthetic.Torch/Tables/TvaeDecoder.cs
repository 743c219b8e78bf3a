// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using TorchSharp;
using static TorchSharp.torch;

namespace MLNet.Synthetic;

/// <summary>From codes to the distribution of rows: means of scalars before tanh, logits of blocks, and the deviation of each scalar, which does not depend on the code.</summary>
internal sealed class TvaeDecoder : IDisposable
{
    private const double FirstDeviation = 0.1, LeastDeviation = 0.01, MostDeviation = 1;
    private readonly int _codes, _scalars, _width;
    private readonly Perceptron _layers;
    private readonly Tensor _deviations;                              // (scalars)

    /// <summary>A decoder with weights from the generator of random numbers of a run.</summary>
    /// <param name="torch">Device and random numbers.</param>
    /// <param name="codes">Numbers of a code.</param>
    /// <param name="layers">Units of the hidden layers.</param>
    /// <param name="scalars">Scalars of a row, which come first.</param>
    /// <param name="width">Numbers of a row.</param>
    public TvaeDecoder(TorchRun torch, int codes, IReadOnlyList<int> layers, int scalars, int width)
    {
        (_codes, _scalars, _width) = (codes, scalars, width);
        _layers = new(torch, codes, layers, width);
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        _deviations = zeros(scalars, device: torch.Device).PlusInPlace(FirstDeviation).DetachFromDisposeScope().requires_grad_();
    }

    /// <summary>What is trained, the deviations last.</summary>
    public IReadOnlyList<Tensor> Parameters => _scalars > 0 ? [.. _layers.Parameters, _deviations] : _layers.Parameters;

    /// <summary>Deviation of each scalar, (scalars).</summary>
    public Tensor Deviations => _deviations;

    /// <summary>Numbers of noise that a row is drawn from: its code, and what its scalars differ from their means by.</summary>
    public int NoiseSize => _codes + _scalars;

    /// <summary>Means of scalars before tanh and logits, (B, width).</summary>
    /// <param name="codes">Codes, (B, codes).</param>
    public Tensor Forward(Tensor codes) => _layers.Forward(codes);

    /// <summary>Keeps the deviations in their range, after a step.</summary>
    public void Hold()
    {
        using var _ = no_grad();
        _deviations.WithinInPlace(LeastDeviation, MostDeviation);
    }

    /// <summary>Drawn scalars and logits, (B, width): what the exported network computes.</summary>
    /// <param name="noise">Standard normal numbers, (B, noise).</param>
    public Tensor Draw(Tensor noise)
    {
        var raw = Forward(noise.narrow(1, 0, _codes));
        var scalars = raw.narrow(1, 0, _scalars).tanh().Plus(noise.narrow(1, _codes, _scalars) * _deviations).Within(-1, 1);
        return cat([scalars, raw.narrow(1, _scalars, _width - _scalars)], 1);
    }

    /// <summary><see cref="Draw"/> with given weights as ONNX operators.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="noise">Standard normal numbers.</param>
    /// <param name="parameters">Numbers of <see cref="Parameters"/>.</param>
    public OnnxValue Emit(OnnxGraph graph, OnnxValue noise, float[][] parameters)
    {
        if (_scalars == 0)
            return Perceptron.Emit(graph, noise, parameters);
        var parts = graph.Split(noise, [_codes, _scalars]);
        var raw = Perceptron.Emit(graph, parts[0], parameters.AsSpan(0, parameters.Length - 1));
        var differences = graph.Multiply(parts[1], graph.Constant(parameters[^1], _scalars));
        if (_scalars == _width)
            return Scalars(raw);
        var row = graph.Split(raw, [_scalars, _width - _scalars]);
        return graph.Concat([Scalars(row[0]), row[1]]);

        OnnxValue Scalars(OnnxValue means) => graph.Clip(graph.Add(graph.Tanh(means), differences), -1, 1);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _layers.Dispose();
        _deviations.Dispose();
    }
}
