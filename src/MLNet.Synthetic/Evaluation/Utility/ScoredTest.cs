// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;

namespace MLNet.Synthetic;

/// <summary>Test rows with a model's output, in memory, so that they can be measured on many bootstrap samples.</summary>
internal sealed class ScoredTest
{
    private readonly PipelineMetrics _metrics;
    private readonly IDataView _view;

    private ScoredTest(PipelineMetrics metrics, IDataView view, TableColumn label)
        => (_metrics, _view, Label, All) = (metrics, view, label, metrics.Evaluate(view));

    /// <summary>The label of each row, (n).</summary>
    public TableColumn Label { get; }

    /// <summary>Metrics of all rows.</summary>
    public IReadOnlyDictionary<string, double> All { get; }

    /// <summary>Scores test rows.</summary>
    /// <exception cref="ArgumentException">The model does not end with a trainer, or there is no label.</exception>
    /// <exception cref="SyntheticDataException">There are no rows, or all are of one class.</exception>
    public static ScoredTest Of(MLContext ml, ITransformer model, IDataView test, string label)
    {
        var scored = model.Transform(test);
        string[] columns = [scored.Schema.Find(label).Name, .. new[] { "PredictedLabel", "Score", "Probability" }.Where(c => scored.Schema.GetColumnOrNull(c) is not null)];
        var table = DataViewReader.Read(scored, columns);
        return new(new(ml, label), DataViewWriter.ToDataView(table, scored.Schema), table[label]);
    }

    /// <summary>Metrics of a bootstrap sample.</summary>
    /// <param name="times">How often each row was drawn, (n).</param>
    public IReadOnlyDictionary<string, double> Of(int[] times) => _metrics.Evaluate(new RowSubsetView(_view, times));
}
