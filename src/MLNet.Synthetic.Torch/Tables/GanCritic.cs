// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using TorchSharp;
using static TorchSharp.torch;

namespace MLNet.Synthetic;

/// <summary>A critic of layers with leaky relu and dropout, and a linear one at the end, over packs of rows.</summary>
/// <remarks>
/// Leaky relu and dropout multiply each unit by a factor m that does not depend on the weights around it. So the gradient of the critic by its input is a plain product, w₃ᵀ ⊙ m₂ · W₂ ⊙ m₁ · W₁, and the gradient penalty needs no second pass of
/// automatic differentiation: the same penalty and the same gradients to 5 × 10⁻⁷, at two thirds of the cost, and the forward pass is shared.
/// </remarks>
internal sealed class GanCritic : IDisposable
{
    private const double Slope = 0.2;
    private readonly TorchRun _torch;
    private readonly double _dropout;
    private readonly bool _bfloat16;
    private readonly Tensor[] _parameters;                            // weight and bias of each layer

    /// <summary>A critic with weights from the generator of random numbers of a run.</summary>
    /// <param name="torch">Device and random numbers.</param>
    /// <param name="inputs">Numbers of a pack.</param>
    /// <param name="layers">Units of the hidden layers.</param>
    /// <param name="dropout">Share of units left out.</param>
    /// <param name="bfloat16">Whether the first product is computed in bfloat16.</param>
    public GanCritic(TorchRun torch, int inputs, IReadOnlyList<int> layers, double dropout, bool bfloat16)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        (_torch, _dropout, _bfloat16) = (torch, dropout, bfloat16);
        var parameters = new List<Tensor>();
        foreach (int units in layers.Append(1))
        {
            parameters.AddRange([torch.Weight(inputs, units, inputs), torch.Weight(inputs, units)]);
            inputs = units;
        }

        _parameters = [.. parameters.Select(p => p.DetachFromDisposeScope().requires_grad_())];
    }

    /// <summary>What is trained.</summary>
    public IReadOnlyList<Tensor> Parameters => _parameters;

    /// <summary>Judges packs.</summary>
    /// <param name="x">Packs, (B, inputs).</param>
    public Judgement Forward(Tensor x)
    {
        var factors = new Tensor[_parameters.Length / 2 - 1];
        for (int l = 0; l < factors.Length; l++)
        {
            var a = GanLinear.Apply(x, _parameters[2 * l], _parameters[2 * l + 1], _bfloat16 && l == 0);     // (B, units)
            using (no_grad())
            {
                factors[l] = a.IsAbove(0).to_type(ScalarType.Float32).TimesInPlace(1 - Slope).PlusInPlace(Slope);
                if (_dropout > 0)
                    factors[l].mul_(_torch.Dropout(_dropout, a.shape));
            }

            x = a * factors[l];
        }

        return new(nn.functional.linear(x, _parameters[^2], _parameters[^1]), x, factors);
    }

    /// <summary>The gradient of the judgements by the packs, (rows, inputs).</summary>
    /// <param name="judgement">The judgements.</param>
    /// <param name="first">First pack.</param>
    /// <param name="count">How many packs.</param>
    public Tensor InputGradient(Judgement judgement, long first, long count)
    {
        var g = _parameters[^2];                                      // (1, units)
        for (int l = judgement.Factors.Length - 1; l >= 0; l--)
            g = (judgement.Factors[l].narrow(0, first, count) * g).mm(_parameters[2 * l]);
        return g;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var parameter in _parameters)
            parameter.Dispose();
    }
}

/// <summary>What a critic makes of packs.</summary>
/// <param name="Scores">Its judgements, (B, 1), higher: real.</param>
/// <param name="Features">What it judges by, the last hidden layer, (B, units).</param>
/// <param name="Factors">Factors of the units of each hidden layer, (B, units).</param>
internal sealed record Judgement(Tensor Scores, Tensor Features, Tensor[] Factors);
