// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Text.Json;
using TorchSharp;
using static TorchSharp.torch;

namespace MLNet.Synthetic.Tests;

/// <summary>Settings of <see cref="ToySynthesizer"/>.</summary>
internal sealed record ToyOptions : NetworkOptions, IDescribedOptions
{
    /// <summary>Step at which the loss is NaN; null: never.</summary>
    public int? FailAt { get; init; }

    /// <summary>Epoch from which on all rows are the same.</summary>
    public int? CollapseAt { get; init; }

    /// <summary>Accuracy that is reported.</summary>
    public double Accuracy { get; init; } = 0.5;

    /// <summary>Told the weights when the training is exported for good.</summary>
    public Action<float[]>? Trained { get; init; }

    /// <summary>Called at each step.</summary>
    public Action<long>? Stepped { get; init; }

    public override ITableSynthesizer CreateSynthesizer()
    {
        ValidateTraining();
        return new ToySynthesizer(this);
    }

    JsonElement IDescribedOptions.Describe() => JsonSerializer.SerializeToElement(new { Epochs, BatchSize, LearningRate }, JsonSerializerOptions.Web);
}

/// <summary>A network of 40 numbers that go to 3, and rows that are the better the nearer they are.</summary>
internal sealed class ToySynthesizer(ToyOptions options) : NetworkSynthesizer(options)
{
    private protected override NetworkTraining CreateTraining(Table table, TableSchema schema, TorchRun torch, RunContext run) => new Training(table, schema, options, torch);

    private sealed class Training : NetworkTraining
    {
        private readonly Table _table;
        private readonly TableSchema _schema;
        private readonly ToyOptions _options;
        private readonly Tensor _weights;
        private readonly Adam _adam;
        private int _epoch;

        public Training(Table table, TableSchema schema, ToyOptions options, TorchRun torch) : base(torch)
        {
            (_table, _schema, _options) = (table, schema, options);
            _weights = torch.Uniform(40).DetachFromDisposeScope().requires_grad_();
            _adam = new([_weights], new(options.LearningRate));
        }

        public override string Algorithm => "Toy";

        public override int StepsPerEpoch => Math.Max(1, _table.Count / _options.BatchSize);

        public override IReadOnlyList<string> LossNames => ["distance", "accuracy"];

        public override int? AccuracyIndex => 1;

        public override void Step(long step, Rng random, Span<double> losses)
        {
            _options.Stepped?.Invoke(step);
            var loss = _weights.Plus(-3).Plus(Torch.Normal(40), 0.01 * random.NextDouble()).Squared().mean();
            _adam.Minimize(loss);
            (losses[0], losses[1]) = (step == _options.FailAt ? double.NaN : loss.item<float>(), _options.Accuracy);
        }

        public override void EpochEnded(int epoch, IReadOnlyList<double> losses) => _epoch = epoch;

        public override void Write(ModelWriter writer) => _adam.Write(writer);

        public override void Read(ModelReader reader) => _adam.Read(reader);

        public override ITableModel Export(TrainingReport? report)
        {
            float[] weights = TensorState.ToArray(_weights);
            if (report is not null)
                _options.Trained?.Invoke(weights);
            return new ToyModel(_table, _schema, Math.Clamp(weights.Average() / 3, 0, 1), _epoch >= _options.CollapseAt, report);
        }

        public override void Dispose()
        {
            _adam.Dispose();
            _weights.Dispose();
        }
    }
}

/// <summary>Rows of the table, of which a share of cells comes from other rows.</summary>
internal sealed class ToyModel(Table table, TableSchema schema, double quality, bool isCollapsed, TrainingReport? report) : ITableModel
{
    public TrainingReport? Report => report;

    public TableSchema Schema => schema;

    public int BlockRows => 100;

    public bool CanFix(IReadOnlyCollection<string> columnNames) => columnNames.Count == 0;

    public Table Sample(int rows, Table? given, RunContext run)
    {
        int[] row = [.. Enumerable.Range(0, rows).Select(i => isCollapsed ? 0 : run.Random.Fork(i).Next(table.Count))];
        return new([.. table.Columns.Select((c, j) => c.Take([.. row.Select((r, i) =>
        {
            var random = run.Random.Fork(i).Fork(j + 1);
            return !isCollapsed && random.NextDouble() > quality ? random.Next(table.Count) : r;
        })]))]);
    }
}
