// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;
using System.Text;
using Microsoft.ML;

namespace MLNet.Synthetic;

/// <summary>What one fold gave.</summary>
/// <param name="Model">The pipeline fitted on the fold's training rows.</param>
/// <param name="ScoredTestSet">The fold's test rows with the model's output.</param>
/// <param name="Metrics">Metrics by name; see <see cref="CrossValidationResult"/>.</param>
/// <param name="Repeat">Number of the repetition, from 0.</param>
/// <param name="Fold">Number of the fold within it, from 0.</param>
public sealed record CrossValidatedModel(ITransformer Model, IDataView ScoredTestSet, IReadOnlyDictionary<string, double> Metrics, int Repeat, int Fold);

/// <summary>A metric over all folds.</summary>
/// <param name="Name">Name of the metric.</param>
/// <param name="Mean">Mean over the folds.</param>
/// <param name="HalfWidth">Half the width of the 95 % interval of the mean.</param>
public sealed record MetricEstimate(string Name, double Mean, double HalfWidth)
{
    /// <summary>E.g. <c>0.812 ± 0.013</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Mean:0.000} ± {HalfWidth:0.000}");

    /// <summary>Nadeau and Bengio's interval of the values of folds.</summary>
    /// <param name="name">Name of the metric.</param>
    /// <param name="values">Its value in each fold, ≥ 2.</param>
    /// <param name="testToTrain">Test rows for each training row.</param>
    internal static MetricEstimate OfFolds(string name, double[] values, double testToTrain)
        => new(name, values.Average(), StudentT.TwoSided95(values.Length - 1) * StandardErrorOfFolds(values, testToTrain));

    /// <summary>√((1/folds + test rows/training rows) s²).</summary>
    internal static double StandardErrorOfFolds(double[] values, double testToTrain)
    {
        double mean = values.Average();
        double variance = values.Sum(v => (v - mean) * (v - mean)) / Math.Max(1, values.Length - 1);
        return Math.Sqrt((1.0 / values.Length + testToTrain) * variance);
    }
}

/// <summary>The folds of a cross-validation, and their metrics with intervals.</summary>
/// <remarks>
/// Names are those of ML.NET's metrics and of <see cref="ImbalanceMetrics"/>. Binary: AreaUnderRocCurve, AreaUnderPrecisionRecallCurve, F1Score, Accuracy, PositivePrecision,
/// PositiveRecall, with probabilities LogLoss (bits). Multi-class: MicroAccuracy, MacroAccuracy, LogLoss (nats). Both: GMean, BalancedAccuracy, MatthewsCorrelation, and with
/// probabilities BrierScore and ExpectedCalibrationError. Regression: RSquared, RootMeanSquaredError, MeanAbsoluteError. Intervals are Student's with the variance of Nadeau and Bengio (2003), "Inference for the generalization error", Machine
/// Learning 52: (1/folds + test rows/training rows) s², since folds share their training rows.
/// </remarks>
public sealed class CrossValidationResult
{
    private readonly double _testToTrain;

    internal CrossValidationResult(IReadOnlyList<CrossValidatedModel> folds, int numberOfFolds)
        => (Folds, _testToTrain) = (folds, 1.0 / (numberOfFolds - 1));

    /// <summary>The folds of all repetitions.</summary>
    public IReadOnlyList<CrossValidatedModel> Folds { get; }

    /// <summary>Names of the metrics.</summary>
    public IEnumerable<string> MetricNames => Folds[0].Metrics.Keys;

    /// <summary>A metric over all folds.</summary>
    /// <exception cref="ArgumentException">There is no such metric; the message lists the names.</exception>
    public MetricEstimate this[string metric]
    {
        get
        {
            if (!Folds[0].Metrics.ContainsKey(metric))
                throw new ArgumentException($"There is no metric '{metric}'. There are {string.Join(", ", MetricNames)}.", nameof(metric));
            return Estimate(metric, [.. Folds.Select(f => f.Metrics[metric])]);
        }
    }

    /// <summary>How much better this result is than another on the same folds (same data, seed, folds and repetitions).</summary>
    /// <param name="other">The other result.</param>
    /// <param name="metric">Name of the metric.</param>
    /// <returns>The mean of the paired differences, this minus other, with its interval: an interval without 0 is a difference beyond chance.</returns>
    /// <exception cref="ArgumentException">The results have different folds.</exception>
    public MetricEstimate Minus(CrossValidationResult other, string metric)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (!Folds.Select(f => (f.Repeat, f.Fold)).SequenceEqual(other.Folds.Select(f => (f.Repeat, f.Fold))))
            throw new ArgumentException("The two results come from different folds.", nameof(other));
        return Estimate(metric, [.. Folds.Zip(other.Folds, (a, b) => a.Metrics[metric] - b.Metrics[metric])]);
    }

    /// <summary>A table of metrics: mean ± half the 95 % interval.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        int width = MetricNames.Max(n => n.Length);
        foreach (string name in MetricNames)
            text.AppendLine(CultureInfo.InvariantCulture, $"{name.PadRight(width)}  {this[name]}");
        return text.ToString();
    }

    private MetricEstimate Estimate(string name, double[] values) => MetricEstimate.OfFolds(name, values, _testToTrain);
}
