// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using TorchSharp;
using static TorchSharp.torch;

namespace MLNet.Synthetic;

/// <summary>An autoregressive network in training: the sum of the cross-entropies of all columns under a new order at every step, AdamW, and a step size that is halved where rows that are held back gain nothing any more.</summary>
/// <remarks>What is handed over, and looked at, is the network that was best for the rows held back: a later one knows its training rows better, and others worse.</remarks>
internal sealed class ArgnTraining : NetworkTraining
{
    private const double Factor = 0.5, LeastShareOfRate = 0.1, LeastGain = 1e-4;
    private const int PlateauEpochs = 2;
    private readonly ArgnData _data;
    private readonly TabularArgnOptions _options;
    private readonly ArgnNetwork _network;
    private readonly Adam _adam;
    private readonly int[] _offsets, _rows, _validation;              // rows that are trained on, in the order of the epoch, and rows that are held back
    private long _epoch = -1;
    private double _best = double.PositiveInfinity;
    private float[][] _kept;                                          // parameters of the best network
    private int _waiting;

    public ArgnTraining(ArgnData data, TabularArgnOptions options, TorchRun torch) : base(torch)
    {
        (_data, _options, _network, _offsets) = (data, options, new(data, torch), ArgnTableModel.Offsets(data.Columns));
        _kept = Weights();
        _adam = new(_network.Parameters, new(options.LearningRate, DecoupledDecay: options.WeightDecay));
        int[] rows = [.. Enumerable.Range(0, data.Rows)];
        torch.Random.Fork("validation").Shuffle<int>(rows);
        int held = (int)(options.ValidationShare * rows.Length);
        (_validation, _rows) = (held > 0 ? rows[..held] : rows, rows[held..]);
    }

    public override string Algorithm => nameof(TabularArgn);

    /// <summary>The step size as it is now.</summary>
    internal double LearningRate => _adam.LearningRate;

    public override int StepsPerEpoch => Math.Max(1, _rows.Length / _options.BatchSize);

    public override IReadOnlyList<string> LossNames => ["training", "validation"];

    public override void Step(long step, Rng random, Span<double> losses)
    {
        var (epoch, at) = Math.DivRem(step, StepsPerEpoch);
        if (epoch != _epoch)
        {
            _rows.AsSpan().Sort();                                    // the order depends on the epoch, not on the one before
            Torch.Random.Fork("epoch").Fork(_epoch = epoch).Shuffle<int>(_rows);
        }

        int[] batch = [.. Enumerable.Range(0, _options.BatchSize).Select(i => _rows[(at * _options.BatchSize + i) % _rows.Length])];
        var loss = Loss(batch, Order(random), _options.Dropout);
        losses[0] = loss.item<float>();
        _adam.Minimize(loss);

        using var _ = no_grad();                                      // a part of the rows held back at every step: each epoch the same ones under the same orders
        int first = (int)(at * _validation.Length / StepsPerEpoch), end = (int)((at + 1) * _validation.Length / StepsPerEpoch);
        int[] held = _validation[first..Math.Clamp(end, first + 1, first + _options.BatchSize)];
        losses[1] = Loss(held, Order(Torch.Random.Fork("validation orders").Fork(at)), dropout: 0).item<float>();
    }

    public override void EpochEnded(int epoch, IReadOnlyList<double> losses)
    {
        if (losses[1] < _best * (1 - LeastGain))
        {
            (_best, _kept, _waiting) = (losses[1], Weights(), 0);
        }
        else if (++_waiting > PlateauEpochs)
        {
            _adam.LearningRate = Math.Max(_adam.LearningRate * Factor, _options.LearningRate * LeastShareOfRate);
            _waiting = 0;
        }
    }

    public override void Write(ModelWriter writer)
    {
        _adam.Write(writer);
        writer.Write(_best);
        writer.Write(_waiting);
        foreach (float[] weights in _kept)
            writer.Write((ReadOnlySpan<float>)weights);
    }

    public override void Read(ModelReader reader)
    {
        _adam.Read(reader);
        _best = reader.ReadDouble();
        _waiting = reader.ReadInt32(0, PlateauEpochs, "the epochs without gain");
        for (int k = 0; k < _kept.Length; k++)
        {
            float[] weights = reader.ReadSingles();
            reader.Require(weights.Length == _kept[k].Length, $"{weights.Length} numbers stand where {_kept[k].Length} belong");
            _kept[k] = weights;
        }
    }

    public override ITableModel Export(TrainingReport? report) => new ArgnTableModel(_data.Schema, _data.Codecs, _data.Columns, _network.Emit(_kept)) { Training = report };

    public override void Dispose()
    {
        _adam.Dispose();
        _network.Dispose();
    }

    private float[][] Weights() => [.. _network.Parameters.Select(TensorState.ToArray)];

    /// <summary>Mean over rows of the sum of the cross-entropies of their codes.</summary>
    private Tensor Loss(int[] rows, int[] order, double dropout)
    {
        int d = _data.Columns.Length, b = rows.Length;
        var (inputs, targets, weights) = (new long[b * d], new long[d * b], new float[d * b]);
        for (int j = 0; j < d; j++)
        {
            for (int i = 0; i < b; i++)
            {
                byte code = _data.Codes[j][rows[i]];
                bool isKnown = code < _data.Columns[j].Count;
                inputs[i * d + j] = isKnown ? _offsets[j] + code : _offsets[d];
                (targets[j * b + i], weights[j * b + i]) = isKnown ? (code, 1f / b) : (0, 0);
            }
        }

        var logits = _network.Forward(inputs, order, dropout);
        var (codes, shares) = (Torch.ToTensor(targets).view(d, b, 1), Torch.ToTensor(weights, d, b, 1));
        return cat([.. logits.Select((l, j) => nn.functional.log_softmax(l, 1).gather(1, codes[j]) * shares[j])], 1).sum().neg();
    }

    private int[] Order(Rng random)
    {
        int[] order = [.. Enumerable.Range(0, _data.Columns.Length)];
        random.Fork("order").Shuffle<int>(order);
        return order;
    }
}
