// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;

namespace MLNet.Synthetic;

/// <summary>Fits a pipeline on the training rows of each fold and measures it on the test rows.</summary>
internal sealed class CrossValidator(MLContext ml, string label, CrossValidationOptions options)
{
    private readonly CrossValidationOptions _options = options.Validated();
    private readonly HostLog _log = new(ml, nameof(CrossValidator));
    private readonly PipelineMetrics _metrics = new(ml, label);

    public IReadOnlyList<CrossValidationFold> Split(IDataView data)
    {
        ArgumentNullException.ThrowIfNull(data);
        string stratum = _options.StratificationColumnName ?? label;
        var column = DataViewReader.Read(data, [stratum]).Columns[0];
        var random = new Rng(_options.Seed ?? _log.DrawSeed());
        return [.. Enumerable.Range(0, _options.Repeats).SelectMany(repeat => StratifiedFolds.Split(
            data, StratifiedFolds.Deal(column, _options.NumberOfFolds, random.Fork(repeat), _log), _options.NumberOfFolds, repeat))];
    }

    public CrossValidationResult Validate(IDataView data, IEstimator<ITransformer> pipeline)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        var folds = Split(data);
        var models = new List<CrossValidatedModel>();
        foreach (var fold in folds)
        {
            _options.Cancellation.ThrowIfCancellationRequested();
            var model = pipeline.Fit(fold.TrainSet);
            var scored = model.Transform(fold.TestSet);
            models.Add(new(model, scored, _metrics.Evaluate(scored), fold.Repeat, fold.Fold));
            _options.Progress?.Report(new("cross-validation", models.Count, folds.Count));
        }

        return new(models, _options.NumberOfFolds);
    }
}
