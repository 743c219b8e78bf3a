// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.Synthetic;

/// <summary>Fits a binary pipeline, and the threshold at which an objective is best on rows the pipeline was not trained on.</summary>
/// <remarks>
/// The training rows are dealt into stratified folds; the pipeline is fitted on all but one and scores that one, which no resampling step has touched. The threshold is the best of those
/// midway between neighbouring out-of-fold values, pooled over the folds: of <c>Probability</c> where there is one, else of <c>Score</c> (whose scale may differ from fold to fold: a calibrator helps).
/// Then the pipeline is fitted on all rows, and <c>Score</c> and <c>PredictedLabel</c> are rewritten with ML.NET's own transforms, so that its evaluators see the threshold (they count <c>Score</c> &gt; 0):
/// Score becomes log-odds of the probability less log-odds of the threshold, or score less threshold. <c>Probability</c> stays what it was. The objective of the curve is that of the rows the threshold was chosen on,
/// a little too good; cross-validate the tuner for an honest figure.
/// Provost (2000), "Machine learning from imbalanced data sets 101"; Sheng, Ling (2006), "Thresholding for making classifiers cost-sensitive", AAAI.
/// </remarks>
public sealed class ThresholdTuner : IEstimator<TunedThresholdTransformer>
{
    private const float Even = 0.5f;
    private readonly MLContext _ml;
    private readonly HostLog _log;
    private readonly IEstimator<ITransformer> _pipeline;
    private readonly string _label;
    private readonly ThresholdTunerOptions _options;
    private readonly BinaryOutput _output;
    private readonly int _seed;

    /// <summary>A tuner around a pipeline.</summary>
    /// <param name="ml">The context.</param>
    /// <param name="pipeline">The whole pipeline, resampling steps, trainer and prior correction included.</param>
    /// <param name="labelColumnName">Name of the label, in the pipeline's input and output.</param>
    /// <param name="options">Settings; null: the defaults.</param>
    public ThresholdTuner(MLContext ml, IEstimator<ITransformer> pipeline, string labelColumnName = "Label", ThresholdTunerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(ml);
        ArgumentNullException.ThrowIfNull(pipeline);
        ArgumentException.ThrowIfNullOrEmpty(labelColumnName);
        (_ml, _pipeline, _label, _options) = (ml, pipeline, labelColumnName, (options ?? new()).Validated());
        _log = new(ml, nameof(ThresholdTuner));
        _output = new(ml, _options.ScoreColumnName, _options.ProbabilityColumnName, _options.PredictedLabelColumnName);
        _seed = _options.Seed ?? _log.DrawSeed();
    }

    /// <summary>Finds the threshold and fits the pipeline on all rows.</summary>
    /// <param name="input">The training rows.</param>
    /// <exception cref="ArgumentException">A column is missing, or the pipeline does not end with a binary trainer.</exception>
    /// <exception cref="SyntheticDataException">All rows are of one class, a class has fewer rows than there are folds, or a row cannot be scored.</exception>
    /// <exception cref="OperationCanceledException">The work was asked to stop.</exception>
    public TunedThresholdTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var (curve, column) = OutOfFold(input);
        bool isProbability = column == _options.ProbabilityColumnName;
        float untuned = isProbability ? Even : 0;
        var chosen = curve.Best(_options.Objective, untuned);
        _log.Info(string.Create(CultureInfo.InvariantCulture,
            $"A row is positive above {column} {chosen.Threshold:0.######} (before: {untuned}): {_options.Objective} is {_options.Objective.Value(chosen):0.####} on held-out rows, ") +
            string.Create(CultureInfo.InvariantCulture, $"precision {chosen.Precision:0.###}, recall {chosen.Recall:0.###}."));

        _options.Cancellation.ThrowIfCancellationRequested();
        var model = _pipeline.Fit(input);
        var shift = isProbability ? _output.AboveProbability(chosen.Threshold) : _output.AboveScore(chosen.Threshold);
        var shifted = shift.Fit(model.Transform(input));
        Report(_options.NumberOfFolds * _options.Repeats + 1);
        return new(model, new(model, shifted), chosen, column, _options.Objective, curve);
    }

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        var scored = _pipeline.GetOutputSchema(inputSchema);
        bool isProbability = scored.Any(c => c.Name == _options.ProbabilityColumnName);
        return (isProbability ? _output.AboveProbability(Even) : _output.AboveScore(0)).GetOutputSchema(scored);
    }

    private (ThresholdCurve Curve, string Column) OutOfFold(IDataView input)
    {
        var folds = new CrossValidator(_ml, _label, new()
        {
            NumberOfFolds = _options.NumberOfFolds,
            Repeats = _options.Repeats,
            Seed = _seed,
            StratificationColumnName = _options.StratificationColumnName,
        }).Split(input);
        var values = new List<float>();
        var positive = new List<bool>();
        string column = _options.ScoreColumnName;
        for (int f = 0; f < folds.Count; f++)
        {
            _options.Cancellation.ThrowIfCancellationRequested();
            var scored = _pipeline.Fit(folds[f].TrainSet).Transform(folds[f].TestSet);
            column = ThresholdColumn(scored.Schema);
            var table = DataViewReader.Read(scored, [_label, column]);
            positive.AddRange(LabelClasses.PositivesOf(table[_label]));
            values.AddRange(table[column].Finite());
            Report(f + 1);
        }

        if (positive.TrueForAll(p => p == positive[0]))
            throw new SyntheticDataException($"All rows have '{_label}' {positive[0]}: a threshold needs positive and negative rows.");
        return column == _options.ProbabilityColumnName
            ? (ThresholdCurve.OfProbabilities([.. values], [.. positive]), column)
            : (ThresholdCurve.OfScores([.. values], [.. positive]), column);
    }

    private string ThresholdColumn(DataViewSchema scored)
    {
        var score = scored.Find(_options.ScoreColumnName);
        var predicted = scored.Find(_options.PredictedLabelColumnName);
        if (score.Type is not NumberDataViewType || predicted.Type is not BooleanDataViewType)
        {
            throw new ArgumentException(
                $"'{score.Name}' is {score.Type} and '{predicted.Name}' is {predicted.Type}, but thresholds are for binary classifiers, which give a number and a Boolean.");
        }

        return scored.GetColumnOrNull(_options.ProbabilityColumnName) is { Type: NumberDataViewType } ? _options.ProbabilityColumnName : _options.ScoreColumnName;
    }

    private void Report(int done) => _options.Progress?.Report(new("threshold", done, _options.NumberOfFolds * _options.Repeats + 1));
}
