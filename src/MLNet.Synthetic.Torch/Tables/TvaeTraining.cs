// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using TorchSharp;
using static TorchSharp.torch;

namespace MLNet.Synthetic;

/// <summary>A variational autoencoder for tables in training.</summary>
internal sealed class TvaeTraining : NetworkTraining
{
    private readonly GanData _data;
    private readonly TvaeOptions _options;
    private readonly int _batch, _width, _scalars;
    private readonly Perceptron _encoder;
    private readonly TvaeDecoder _decoder;
    private readonly Adam _step;
    private readonly WeightAverage _average;
    private readonly RaggedSoftmax _softmax;
    private readonly int[] _order;                                    // rows of the epoch, in the order of training
    private long _epoch = -1;

    public TvaeTraining(GanData data, TvaeOptions options, TorchRun torch) : base(torch)
    {
        (_data, _options, _batch, _width, _scalars) = (data, options, options.BatchSize, data.Columns.Width, data.Columns.Scalars);
        _encoder = new(torch, _width, options.EncoderLayers, 2 * options.LatentSize);
        _decoder = new(torch, options.LatentSize, options.DecoderLayers, _scalars, _width);
        _step = new([.. _encoder.Parameters, .. _decoder.Parameters], new(options.LearningRate, WeightDecay: options.WeightDecay));
        _average = new(_decoder.Parameters, options.WeightAveraging);
        _softmax = new(torch, [.. data.Columns.Blocks.Select(j => data.Columns.Places[j].Length)]);
        _order = new int[data.Rows.Count];
    }

    public override string Algorithm => nameof(Tvae);

    public override int StepsPerEpoch => Math.Max(1, _data.Rows.Count / _batch);

    public override IReadOnlyList<string> LossNames => ["reconstruction", "divergence"];

    /// <summary>One update: −log p(x | z) of the rows x with z drawn from q(z | x), times its weight, + KL(q(z | x) ‖ N(0, I)).</summary>
    public override void Step(long step, Rng random, Span<double> losses)
    {
        var (rows, modes) = Batch(step, random);
        var code = _encoder.Forward(rows);                            // (B, 2 codes)
        var (mean, logVariance) = (code.narrow(1, 0, _options.LatentSize), code.narrow(1, _options.LatentSize, _options.LatentSize));
        var z = mean.Plus(logVariance.Times(0.5).exp() * Torch.Normal(_batch, _options.LatentSize));
        var reconstruction = Reconstruction(_decoder.Forward(z), rows, modes);
        var divergence = (mean.Squared().Plus(logVariance.exp()) - logVariance).Plus(-1).sum(1).mean().Times(0.5);
        _step.Minimize(divergence.Plus(reconstruction, _options.ReconstructionWeight));
        _decoder.Hold();
        _average.Update();
        losses[0] = reconstruction.item<float>();
        losses[1] = divergence.item<float>();
    }

    public override void Write(ModelWriter writer)
    {
        _step.Write(writer);
        _average.Write(writer);
    }

    public override void Read(ModelReader reader)
    {
        _step.Read(reader);
        _average.Read(reader);
    }

    public override ITableModel Export(TrainingReport? report)
    {
        float[][] numbers = _average.Values();
        var network = GanTableModel.BuildRows(_data.Columns, _decoder.NoiseSize, isConditional: false, (graph, noise) => _decoder.Emit(graph, noise, numbers));
        return new GanTableModel(Algorithm, _data.Schema, _data.Codecs, _data.Columns, network, _decoder.NoiseSize, isConditional: false) { Training = report };
    }

    public override void Dispose()
    {
        _step.Dispose();
        _average.Dispose();
        _softmax.Dispose();
        _decoder.Dispose();
        _encoder.Dispose();
    }

    /// <summary>−log p(x | z) without its constants, the mean of the batch: α by a normal distribution around tanh ᾱ where there is a mode, places by cross-entropy.</summary>
    /// <param name="raw">What the decoder made of the codes, (B, width).</param>
    /// <param name="rows">The rows, (B, width).</param>
    /// <param name="modes">1 where a scalar lies in a mode, else 0, (B, scalars).</param>
    private Tensor Reconstruction(Tensor raw, Tensor rows, Tensor modes)
    {
        Tensor? loss = null;
        if (_scalars > 0)
        {
            var squares = ((raw.narrow(1, 0, _scalars).tanh() - rows.narrow(1, 0, _scalars)).Squared() * modes).sum([0]);      // (scalars)
            loss = (squares / _decoder.Deviations.Squared()).Times(0.5).Plus(_decoder.Deviations.log() * modes.sum([0])).sum().Times(1.0 / _batch);
        }

        if (_width > _scalars)
        {
            var logits = raw.narrow(1, _scalars, _width - _scalars);
            var entropy = (_softmax.LogSums(logits).sum(1) - (logits * rows.narrow(1, _scalars, _width - _scalars)).sum(1)).mean();
            loss = loss is null ? entropy : loss.Plus(entropy);
        }

        return loss!;
    }

    /// <summary>The rows of a step, (B, width), and which of their scalars lie in a mode, (B, scalars). Each row comes once an epoch, in another order each time; where there are fewer than a batch, rows are drawn.</summary>
    private (Tensor Rows, Tensor Modes) Batch(long step, Rng random)
    {
        var (epoch, at) = Math.DivRem(step, StepsPerEpoch);
        if (epoch != _epoch)
        {
            for (int i = 0; i < _order.Length; i++)
                _order[i] = i;
            Torch.Random.Fork("order").Fork(epoch).Shuffle<int>(_order);
            _epoch = epoch;
        }

        var (numbers, modes) = (new float[_batch * _width], new float[_batch * _scalars]);
        for (int i = 0; i < _batch; i++)
        {
            int row = _order.Length < _batch ? random.Next(_order.Length) : _order[at * _batch + i];
            _data.Rows.Write(row, numbers.AsSpan(i * _width, _width));
            _data.Rows.WriteModes(row, modes.AsSpan(i * _scalars, _scalars));
        }

        return (Torch.ToTensor(numbers, _batch, _width), Torch.ToTensor(modes, _batch, _scalars));
    }
}
