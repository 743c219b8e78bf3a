// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using TorchSharp;
using static TorchSharp.torch;

namespace MLNet.Synthetic;

/// <summary>A running mean of weights: what a network has been lately, without the noise of the last steps.</summary>
/// <remarks>mean ← mean + (1 − d) (weights − mean) with d = min(decay, (1 + t) / (10 + t)) at update t, so that the beginning is forgotten fast.</remarks>
internal sealed class WeightAverage : IDisposable
{
    private readonly IReadOnlyList<Tensor> _weights;
    private readonly Tensor[] _means;
    private readonly double _decay;
    private long _updates;

    /// <summary>A mean of some tensors.</summary>
    /// <param name="weights">The tensors.</param>
    /// <param name="decay">Share of the mean that an update keeps, in [0, 1); 0: the weights themselves.</param>
    public WeightAverage(IReadOnlyList<Tensor> weights, double decay)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        (_weights, _decay) = (weights, decay);
        _means = decay == 0 ? [] : [.. weights.Select(w => w.detach().clone().DetachFromDisposeScope())];
    }

    /// <summary>Takes the weights as they are now into the mean.</summary>
    public void Update()
    {
        _updates++;
        double keep = Math.Min(_decay, (1.0 + _updates) / (10.0 + _updates));
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        using var share = tensor((float)(1 - keep), device: _weights[0].device);
        for (int k = 0; k < _means.Length; k++)
            _means[k].lerp_(_weights[k], share);
    }

    /// <summary>The numbers of the means, in the order of the tensors.</summary>
    public float[][] Values() => [.. (_means.Length > 0 ? _means : _weights).Select(TensorState.ToArray)];

    /// <summary>Saves the means.</summary>
    public void Write(ModelWriter writer)
    {
        writer.Write(_updates);
        foreach (var mean in _means)
            TensorState.Write(writer, mean);
    }

    /// <summary>Reads what was saved.</summary>
    public void Read(ModelReader reader)
    {
        _updates = reader.ReadInt64(0, long.MaxValue, "the number of updates");
        foreach (var mean in _means)
            TensorState.Read(reader, mean);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var mean in _means)
            mean.Dispose();
    }
}
