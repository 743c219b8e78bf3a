// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.Synthetic;

/// <summary>Measures the output of any binary, multi-class or regression pipeline, with one set of names for its metrics.</summary>
internal sealed class PipelineMetrics(MLContext ml, string label)
{
    private const string Probability = "Probability", PredictedLabel = "PredictedLabel", Score = "Score";

    /// <summary>Whether small values of a metric are good: those that measure errors.</summary>
    public static bool IsLowerBetter(string metric)
        => metric is "LogLoss" or "BrierScore" or "ExpectedCalibrationError" or "RootMeanSquaredError" or "MeanAbsoluteError";

    /// <summary>Metrics by name; see <see cref="CrossValidationResult"/>.</summary>
    /// <param name="scored">Rows with labels and the output of a pipeline that ends with a trainer.</param>
    /// <exception cref="ArgumentException">There is no such output.</exception>
    public Dictionary<string, double> Evaluate(IDataView scored)
    {
        var schema = scored.Schema;
        return schema.GetColumnOrNull(PredictedLabel)?.Type switch
        {
            BooleanDataViewType => Imbalance(scored, schema.GetColumnOrNull(Probability) is not null
                ? Calibrated(ml.BinaryClassification.Evaluate(scored, label))
                : Binary(ml.BinaryClassification.EvaluateNonCalibrated(scored, label))),
            KeyDataViewType => Imbalance(scored, Multiclass(ml.MulticlassClassification.Evaluate(scored, label))),
            null when schema.GetColumnOrNull(Score) is { Type: NumberDataViewType } => Regression(ml.Regression.Evaluate(scored, label)),
            _ => throw new ArgumentException(
                $"The pipeline's output has no '{PredictedLabel}' of type Boolean or key and no numeric '{Score}': it must end with a binary, multi-class or regression trainer (and steps behind it that keep those columns)."),
        };
    }

    private Dictionary<string, double> Imbalance(IDataView scored, Dictionary<string, double> all)
    {
        var metrics = ImbalanceEvaluator.Evaluate(scored, label, new());
        all.Add(nameof(metrics.GMean), metrics.GMean);
        all.Add(nameof(metrics.BalancedAccuracy), metrics.BalancedAccuracy);
        all.Add(nameof(metrics.MatthewsCorrelation), metrics.MatthewsCorrelation);
        if (metrics is { BrierScore: double brier, ExpectedCalibrationError: double error })
        {
            all.Add(nameof(metrics.BrierScore), brier);
            all.Add(nameof(metrics.ExpectedCalibrationError), error);
        }

        return all;
    }

    private static Dictionary<string, double> Calibrated(CalibratedBinaryClassificationMetrics metrics)
    {
        var all = Binary(metrics);
        all.Add(nameof(metrics.LogLoss), metrics.LogLoss);
        return all;
    }

    private static Dictionary<string, double> Binary(BinaryClassificationMetrics metrics) => new()
    {
        [nameof(metrics.AreaUnderRocCurve)] = metrics.AreaUnderRocCurve,
        [nameof(metrics.AreaUnderPrecisionRecallCurve)] = metrics.AreaUnderPrecisionRecallCurve,
        [nameof(metrics.F1Score)] = double.IsNaN(metrics.F1Score) ? 0 : metrics.F1Score,   // no true positive: ML.NET's 0/0
        [nameof(metrics.Accuracy)] = metrics.Accuracy,
        [nameof(metrics.PositivePrecision)] = metrics.PositivePrecision,
        [nameof(metrics.PositiveRecall)] = metrics.PositiveRecall,
    };

    private static Dictionary<string, double> Multiclass(MulticlassClassificationMetrics metrics) => new()
    {
        [nameof(metrics.MicroAccuracy)] = metrics.MicroAccuracy,
        [nameof(metrics.MacroAccuracy)] = metrics.MacroAccuracy,
        [nameof(metrics.LogLoss)] = metrics.LogLoss,
    };

    private static Dictionary<string, double> Regression(RegressionMetrics metrics) => new()
    {
        [nameof(metrics.RSquared)] = metrics.RSquared,
        [nameof(metrics.RootMeanSquaredError)] = metrics.RootMeanSquaredError,
        [nameof(metrics.MeanAbsoluteError)] = metrics.MeanAbsoluteError,
    };
}
