// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using TorchSharp;
using static TorchSharp.torch;

namespace MLNet.Synthetic;

/// <summary>What a GAN is trained by.</summary>
/// <param name="Penalty">Weight of the gradient penalty; 0: none.</param>
/// <param name="Clip">Largest weight of the critic; 0: any.</param>
/// <param name="IsConditional">Whether rows are made and drawn under conditions.</param>
/// <param name="UseLogFrequency">Whether conditions come by the logarithm of their frequency.</param>
/// <param name="Information">Weight of the information loss; 0: none.</param>
/// <param name="Downstream">Weight of the downstream loss; 0: none.</param>
internal sealed record GanLoss(double Penalty, double Clip, bool IsConditional, bool UseLogFrequency, double Information, double Downstream);

/// <summary>A Wasserstein GAN for tables in training, with or without conditions.</summary>
internal sealed class GanTraining : NetworkTraining
{
    private const double Beta1 = 0.5, Beta2 = 0.9;
    private readonly GanData _data;
    private readonly TabularGanOptions _options;
    private readonly GanLoss _loss;
    private readonly bool _isConditional;
    private readonly int _batch, _width, _conditionWidth;
    private readonly GanGenerator _generator;
    private readonly GanCritic _critic;
    private readonly Adam _generatorStep, _criticStep;
    private readonly WeightAverage _average;
    private readonly RaggedSoftmax _softmax;
    private readonly GanClassifier? _classifier;

    public GanTraining(string algorithm, GanData data, TabularGanOptions options, GanLoss loss, TorchRun torch, RunContext run) : base(torch)
    {
        (Algorithm, _data, _options, _loss) = (algorithm, data, options, loss);
        _isConditional = loss.IsConditional && data.Columns.Conditions.Length > 0;
        (_batch, _width, _conditionWidth) = (options.BatchSize, data.Columns.Width, _isConditional ? data.Columns.ConditionWidth : 0);
        bool bfloat16 = options.UseBFloat16 && BFloat16.IsFast(torch.Device, run);
        _generator = new(torch, options.NoiseSize + _conditionWidth, options.GeneratorLayers, _width, bfloat16);
        _critic = new(torch, (_width + _conditionWidth) * options.PacSize, options.DiscriminatorLayers, options.Dropout, bfloat16);
        _generatorStep = new(_generator.Parameters, new(options.LearningRate, Beta1, Beta2, options.WeightDecay));
        _criticStep = new(_critic.Parameters, new(options.LearningRate, Beta1, Beta2, options.WeightDecay));
        _average = new([.. _generator.Parameters, .. _generator.Statistics], options.WeightAveraging);
        _softmax = new(torch, [.. data.Columns.Blocks.Select(j => data.Columns.Places[j].Length)]);
        if (loss.Downstream > 0)
            _classifier = new(torch, _width, data.RequireLabel(), options.DiscriminatorLayers, new(options.LearningRate, Beta1, Beta2, options.WeightDecay));
    }

    public override string Algorithm { get; }

    public override int StepsPerEpoch => Math.Max(1, _data.Rows.Count / _batch);

    public override IReadOnlyList<string> LossNames => _isConditional ? ["critic", "generator", "accuracy", "condition"] : ["critic", "generator", "accuracy"];

    public override int? AccuracyIndex => 2;

    private int Pack => (_width + _conditionWidth) * _options.PacSize;

    public override void Step(long step, Rng random, Span<double> losses)
    {
        (losses[0], losses[2]) = (0, 0);
        for (int k = 0; k < _options.DiscriminatorSteps; k++)
        {
            using var scope = NewDisposeScope();
            CriticStep(random.Fork("critic").Fork(k), losses);
        }

        losses[0] /= _options.DiscriminatorSteps;
        losses[2] /= _options.DiscriminatorSteps;
        using (NewDisposeScope())
            GeneratorStep(random.Fork("generator"), losses);
        _average.Update();
    }

    public override void Write(ModelWriter writer)
    {
        _generatorStep.Write(writer);
        _criticStep.Write(writer);
        foreach (var statistic in _generator.Statistics)
            TensorState.Write(writer, statistic);
        _average.Write(writer);
        _classifier?.Write(writer);
    }

    public override void Read(ModelReader reader)
    {
        _generatorStep.Read(reader);
        _criticStep.Read(reader);
        foreach (var statistic in _generator.Statistics)
            TensorState.Read(reader, statistic);
        _average.Read(reader);
        _classifier?.Read(reader);
    }

    public override ITableModel Export(TrainingReport? report)
    {
        float[][] numbers = _average.Values();
        int parameters = _generator.Parameters.Count;
        var network = GanTableModel.Build(_data.Columns, _options.NoiseSize, _isConditional, (graph, x) => _generator.Emit(graph, x, numbers[..parameters], numbers[parameters..]));
        return new GanTableModel(Algorithm, _data.Schema, _data.Codecs, _data.Columns, network, _options.NoiseSize, _isConditional) { Training = report };
    }

    public override void Dispose()
    {
        _generatorStep.Dispose();
        _criticStep.Dispose();
        _average.Dispose();
        _softmax.Dispose();
        _classifier?.Dispose();
        _generator.Dispose();
        _critic.Dispose();
    }

    /// <summary>One update of the critic: C(fake) − C(real) + λ (‖∇C(x̂)‖ − 1)², all three kinds of packs in one pass.</summary>
    private void CriticStep(Rng random, Span<double> losses)
    {
        int packs = _batch / _options.PacSize;
        var conditions = DrawConditions(random.Fork("conditions"));
        Tensor packed, real;
        using (no_grad())                                             // the generator is not trained here
        {
            var condition = ToTensor(conditions);
            var fake = Packs(_softmax.Activate(_generator.Forward(Inputs(condition)), _data.Columns.Scalars, Torch), condition);      // (packs, Pack)
            real = RealPacks(conditions, random.Fork("rows"));
            packed = _loss.Penalty > 0 ? cat([fake, real, lerp(fake, real, Torch.Uniform(packs, 1))], 0) : cat([fake, real], 0);
        }

        var judgement = _critic.Forward(packed);
        var (onFake, onReal) = (judgement.Scores.narrow(0, 0, packs), judgement.Scores.narrow(0, packs, packs));
        var loss = onFake.mean() - onReal.mean();
        if (_loss.Penalty > 0)
        {
            var slope = _critic.InputGradient(judgement, 2 * packs, packs).Squared().sum(1).Plus(1e-12).sqrt();                      // (packs)
            loss = loss.Plus(slope.Plus(-1).Squared().mean(), _loss.Penalty);
        }

        _criticStep.Minimize(loss);
        if (_loss.Clip > 0)
            Clip();
        _classifier?.Learn(real.view(_batch, -1).narrow(1, 0, _width));
        losses[0] += loss.item<float>();
        losses[2] += Accuracy(TensorState.ToArray(onFake.detach()), TensorState.ToArray(onReal.detach()));
    }

    /// <summary>One update of the generator: −C(fake), the cross-entropy of the condition, and what the options add.</summary>
    private void GeneratorStep(Rng random, Span<double> losses)
    {
        var conditions = DrawConditions(random.Fork("conditions"));
        var condition = ToTensor(conditions);
        var raw = _generator.Forward(Inputs(condition));                                                                             // (B, width)
        var rows = _softmax.Activate(raw, _data.Columns.Scalars, Torch);
        var judgement = _critic.Forward(Packs(rows, condition));
        var loss = -judgement.Scores.mean();
        losses[1] = loss.item<float>();
        if (_isConditional)
        {
            var entropy = ConditionLoss(raw, conditions);
            loss = loss.Plus(entropy);
            losses[3] = entropy.item<float>();
        }

        if (_classifier is not null)
            loss = loss.Plus(_classifier.Loss(rows), _loss.Downstream);
        if (_loss.Information > 0)
        {
            Tensor real;
            using (no_grad())
                real = _critic.Forward(RealPacks(conditions, random.Fork("rows"))).Features;
            var (f, r) = (judgement.Features, real);
            loss = loss.Plus(Distance(f.mean([0]), r.mean([0])), _loss.Information).Plus(Distance(Spread(f), Spread(r)), _loss.Information);
        }

        _generatorStep.Minimize(loss);

        static Tensor Distance(Tensor a, Tensor b) => (a - b).Squared().sum().Plus(1e-12).sqrt();

        static Tensor Spread(Tensor x) => (x - x.mean([0], keepdim: true)).Squared().mean([0]).Plus(1e-12).sqrt();
    }

    /// <summary>Cross-entropy of the level that was asked for and the logits of its block, over the batch.</summary>
    private Tensor ConditionLoss(Tensor raw, Condition[] conditions)
    {
        var (target, mask) = (new long[_batch], new float[_batch * _conditionWidth]);
        Array.Fill(mask, -1e30f);                                     // all but the block that was asked for
        for (int i = 0; i < _batch; i++)
        {
            var place = Block(conditions[i]);
            target[i] = place.Block + conditions[i].Place;
            mask.AsSpan(i * _conditionWidth + place.Block - _data.Columns.ConditionAt, place.Length).Clear();
        }

        var logits = raw.narrow(1, _data.Columns.ConditionAt, _conditionWidth).Plus(Torch.ToTensor(mask, _batch, _conditionWidth));
        return (logits.logsumexp(1) - raw.gather(1, Torch.ToTensor(target).unsqueeze(1)).squeeze(1)).mean();
    }

    private Condition[] DrawConditions(Rng random)
    {
        if (!_isConditional)
            return [];
        var conditions = new Condition[_batch];
        for (int i = 0; i < _batch; i++)
            conditions[i] = _data.DrawCondition(random, _loss.UseLogFrequency);
        return conditions;
    }

    /// <summary>Conditions as one-hot codes, (B, condition width); null: there are none.</summary>
    private Tensor? ToTensor(Condition[] conditions)
    {
        if (!_isConditional)
            return null;
        var codes = new float[_batch * _conditionWidth];
        for (int i = 0; i < _batch; i++)
            codes[i * _conditionWidth + Block(conditions[i]).Block - _data.Columns.ConditionAt + conditions[i].Place] = 1;
        return Torch.ToTensor(codes, _batch, _conditionWidth);
    }

    /// <summary>Noise and condition side by side, (B, inputs).</summary>
    private Tensor Inputs(Tensor? condition)
    {
        var noise = Torch.Normal(_batch, _options.NoiseSize);
        return condition is null ? noise : cat([noise, condition], 1);
    }

    private Tensor Packs(Tensor rows, Tensor? condition) => (condition is null ? rows : cat([rows, condition], 1)).view(-1, Pack);

    /// <summary>Real rows with the levels that were asked for, in another order, so that a pack of real rows is as mixed as one of fake rows, (packs, Pack).</summary>
    private Tensor RealPacks(Condition[] conditions, Rng random)
    {
        int width = _width + _conditionWidth;
        var numbers = new float[_batch * width];
        int[] order = [.. Enumerable.Range(0, _batch)];
        random.Shuffle<int>(order);
        for (int i = 0; i < _batch; i++)
        {
            var into = numbers.AsSpan(i * width, width);
            if (!_isConditional)
            {
                _data.Rows.Write(random.Next(_data.Rows.Count), into);
                continue;
            }

            var condition = conditions[order[i]];
            _data.Rows.Write(_data.DrawRow(random, condition), into);
            into[_width + Block(condition).Block - _data.Columns.ConditionAt + condition.Place] = 1;
        }

        return Torch.ToTensor(numbers, _batch / _options.PacSize, Pack);
    }

    private NetworkPlace Block(Condition condition) => _data.Columns.Places[_data.Columns.Conditions[condition.Which]];

    private void Clip()
    {
        using var _ = no_grad();
        foreach (var parameter in _critic.Parameters)
            parameter.WithinInPlace(-_loss.Clip, _loss.Clip);
    }

    /// <summary>Share of packs on the right side of the middle between the mean judgements.</summary>
    private static double Accuracy(float[] fake, float[] real)
    {
        float middle = (fake.Average() + real.Average()) / 2;
        return (fake.Count(s => s < middle) + real.Count(s => s > middle)) / (double)(fake.Length + real.Length);
    }
}
