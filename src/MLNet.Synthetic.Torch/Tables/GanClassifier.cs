// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using TorchSharp;
using static TorchSharp.torch;

namespace MLNet.Synthetic;

/// <summary>A classifier of the label by the other columns, which learns from real rows while the generator is trained and tells it where a synthetic label does not fit its row.</summary>
/// <remarks>Zhao et al. (2021), "CTAB-GAN: effective table data synthesizing", ACML 157, section 3: the downstream loss.</remarks>
internal sealed class GanClassifier : IDisposable
{
    private const double Slope = 0.2;
    private readonly NetworkPlace _label;
    private readonly int _width;
    private readonly Tensor[] _parameters;                            // weight and bias of each layer
    private readonly Adam _step;

    /// <summary>A classifier with weights from the generator of random numbers of a run.</summary>
    /// <param name="torch">Device and random numbers.</param>
    /// <param name="width">Numbers of a row.</param>
    /// <param name="label">The block of the label.</param>
    /// <param name="layers">Units of the hidden layers.</param>
    /// <param name="settings">Settings of the optimizer.</param>
    public GanClassifier(TorchRun torch, int width, NetworkPlace label, IReadOnlyList<int> layers, AdamSettings settings)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        (_label, _width) = (label, width);
        int inputs = width - label.Length;
        var parameters = new List<Tensor>();
        foreach (int units in layers.Append(label.Length))
        {
            parameters.AddRange([torch.Weight(inputs, units, inputs), torch.Weight(inputs, units)]);
            inputs = units;
        }

        _parameters = [.. parameters.Select(p => p.DetachFromDisposeScope().requires_grad_())];
        _step = new(_parameters, settings);
    }

    /// <summary>Cross-entropy of the label of rows and what the others columns say of it.</summary>
    /// <param name="rows">Rows, (B, width).</param>
    public Tensor Loss(Tensor rows)
    {
        var x = cat([rows.narrow(1, 0, _label.Block), rows.narrow(1, _label.Block + _label.Length, _width - _label.Block - _label.Length)], 1);
        for (int l = 0; l < _parameters.Length; l += 2)
        {
            x = nn.functional.linear(x, _parameters[l], _parameters[l + 1]);
            if (l < _parameters.Length - 2)
                x = maximum(x, x.Times(Slope));
        }

        return (rows.narrow(1, _label.Block, _label.Length) * nn.functional.log_softmax(x, 1)).sum(1).mean().neg();
    }

    /// <summary>One update by real rows, (B, width).</summary>
    public void Learn(Tensor rows) => _step.Minimize(Loss(rows));

    /// <summary>Saves the classifier.</summary>
    public void Write(ModelWriter writer) => _step.Write(writer);

    /// <summary>Reads what was saved.</summary>
    public void Read(ModelReader reader) => _step.Read(reader);

    /// <inheritdoc/>
    public void Dispose()
    {
        _step.Dispose();
        foreach (var parameter in _parameters)
            parameter.Dispose();
    }
}
