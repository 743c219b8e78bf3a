// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;

namespace MLNet.Synthetic;

/// <summary>A quick look at the data that a network makes, during training.</summary>
/// <remarks>
/// As many synthetic rows as there are in the holdout, at most 2,000: pair trends against as many training rows (<see cref="PairTrends"/>), the AUC of 50 boosted trees that have learned from one half of synthetic and holdout rows and
/// tell the other half, categories that are lost, and clusters of training rows that are not reached. Some 0.3 s of CPU time for 15 columns. The synthetic rows come from the same stream at every look, so that looks differ by the network only.
/// </remarks>
internal sealed class QualityLook(Table train, Table? holdout, TableSchema schema)
{
    private const int MostRows = 2000, FewestRows = 20, Trees = 50;

    /// <summary>Rows that are trained on.</summary>
    public int TrainingRows => train.Count;

    /// <summary>Rows that are kept to compare with; 0: training rows are used.</summary>
    public int HoldoutRows => holdout?.Count ?? 0;

    /// <summary>Looks at a model; null: there are too few rows for it.</summary>
    public TrainingQuality? Measure(ITableModel model, RunContext run)
    {
        int rows = Math.Min(MostRows, holdout?.Count ?? train.Count);
        if (rows < 2)
            return null;
        var random = run.Random.Fork("quality");
        var quiet = new RunContext(random, cancellation: run.Cancellation, device: run.Device);
        var synthetic = model.Sample(rows, null, quiet.With(random.Fork("rows")));
        string[] codes = [.. schema.Columns.Zip(train.Columns).Where(c => c.First.Kind == ColumnKind.Category && c.Second is NumericColumn).Select(c => c.First.Name)];
        string? label = schema.Columns.FirstOrDefault(c => c.Role == ColumnRole.Label)?.Name;
        var data = EvaluationData.Of(train, synthetic, holdout ?? train, label, codes, maxRows: MostRows, run: quiet, bootstraps: 2);

        var columns = ComparedColumn.Of(data);
        var trends = PairTrends.Of(columns, new BootstrapWeights(data.Rows, data.Bootstraps, random.Fork("fidelity"), quiet), quiet).Similarity();
        var modes = Modes(data, quiet);
        return new(trends?.Value, trends?.Floor, Detection(data, quiet), LostCategories.Of(data.Train, data.Synthetic, data.Holdout).Names, modes.Lost, modes.Count, modes.Balance);
    }

    private static double? Detection(EvaluationData data, RunContext run)
    {
        if (data.Rows < FewestRows)
            return null;
        var pooled = PooledRows.Of(data.HoldoutSample, data.SyntheticSample, folds: 2, run.Random.Fork("folds"));
        return DetectionRoc.Of([TreeDetector.Score(new MLContext(seed: 1), pooled, fold: 0, Trees)])?.Auc;
    }

    private static (IReadOnlyList<string> Lost, int Count, double Balance) Modes(EvaluationData data, RunContext run)
    {
        var embedding = new RankEmbedding(data.Train);
        var modes = MLNet.Synthetic.Modes.Find(embedding.Points(data.Train), embedding.Points(data.SyntheticSample), embedding.Points(data.HoldoutSample), run);
        bool[] lost = modes.Lost(modes.Synthetic, modes.Holdout);
        if (!lost.Contains(true))
            return ([], modes.Count, modes.Balance(modes.Synthetic));
        string[] names = ModeNames.Of(data.Train, modes.Real, modes.Count);
        return ([.. names.Where((_, mode) => lost[mode])], modes.Count, modes.Balance(modes.Synthetic));
    }
}
