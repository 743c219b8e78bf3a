// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>One model's predictions on test rows, ready to be measured many times with the rows weighted anew.</summary>
/// <param name="Value">The metric under the weight of each row, (n), ≥ 0; NaN where it is not defined, e.g. when one class has no weight.</param>
internal sealed record PredictionMetric(Func<int[], double> Value)
{
    /// <summary>The metric of a task: area under the ROC curve, macro accuracy or R².</summary>
    /// <param name="task">What was learned.</param>
    /// <param name="predictions">Predictions, (n, columns).</param>
    /// <param name="targets">True classes or numbers, (n).</param>
    public static PredictionMetric Of(LabelTask task, Matrix predictions, double[] targets) => task.Kind switch
    {
        LearningKind.Binary => AreaUnderRocCurve([.. predictions.Values], Array.ConvertAll(targets, t => t == task.Positive)),
        LearningKind.Multiclass => MacroAccuracy(Largest(predictions), Array.ConvertAll(targets, t => (int)t), task.Classes.Length),
        _ => RSquared([.. predictions.Values], targets),
    };

    /// <summary>The same for a group of rows, where R² and the mean over classes say little: AUC, accuracy, and minus the mean absolute error.</summary>
    /// <inheritdoc cref="Of"/>
    public static PredictionMetric OfSlice(LabelTask task, Matrix predictions, double[] targets)
    {
        if (task.Kind == LearningKind.Binary)
            return Of(task, predictions, targets);
        int[] largest = Largest(predictions);
        double[] gains = [.. targets.Select((t, i) => task.Kind == LearningKind.Multiclass ? (largest[i] == (int)t ? 1.0 : 0) : -Math.Abs(predictions[i, 0] - t))];
        return new(weights =>
        {
            double sum = 0, total = 0;
            for (int i = 0; i < gains.Length; i++)
                (sum, total) = (sum + weights[i] * gains[i], total + weights[i]);
            return sum / total;
        });
    }

    /// <summary>Name of <see cref="OfSlice"/>.</summary>
    public static string SliceName(LabelTask task) => task.Kind switch
    {
        LearningKind.Binary => task.Metric,
        LearningKind.Multiclass => "MicroAccuracy",
        _ => "MeanAbsoluteError (negative)",
    };

    /// <summary>The place of the largest number of each row, (n): the first of equal ones.</summary>
    public static int[] Largest(Matrix predictions)
    {
        var largest = new int[predictions.Rows];
        for (int i = 0; i < largest.Length; i++)
        {
            var row = predictions[i];
            for (int c = 1; c < row.Length; c++)
                largest[i] = row[c] > row[largest[i]] ? c : largest[i];
        }

        return largest;
    }

    /// <summary>P(a positive row scores above a negative one), ties counting half (Hanley, McNeil 1982).</summary>
    public static PredictionMetric AreaUnderRocCurve(double[] scores, bool[] positive)
    {
        int[] order = [.. Enumerable.Range(0, scores.Length).OrderBy(i => scores[i])];
        return new(weights =>
        {
            double below = 0, positives = 0, concordant = 0;          // negatives with lower scores, positives, pairs in the right order
            for (int i = 0; i < order.Length;)
            {
                double tiedPositives = 0, tiedNegatives = 0, score = scores[order[i]];
                for (; i < order.Length && scores[order[i]] == score; i++)
                {
                    if (positive[order[i]])
                        tiedPositives += weights[order[i]];
                    else
                        tiedNegatives += weights[order[i]];
                }

                concordant += tiedPositives * (below + tiedNegatives / 2);
                (below, positives) = (below + tiedNegatives, positives + tiedPositives);
            }

            return concordant / (positives * below);
        });
    }

    /// <summary>Mean over the classes that occur of the share of their rows that are predicted right.</summary>
    public static PredictionMetric MacroAccuracy(int[] predicted, int[] actual, int classes) => new(weights =>
    {
        double[] right = new double[classes], all = new double[classes];
        for (int i = 0; i < actual.Length; i++)
        {
            all[actual[i]] += weights[i];
            right[actual[i]] += predicted[i] == actual[i] ? weights[i] : 0;
        }

        int[] occurring = [.. Enumerable.Range(0, classes).Where(c => all[c] > 0)];
        return occurring.Length == 0 ? double.NaN : occurring.Average(c => right[c] / all[c]);
    });

    /// <summary>1 − Σ (y − ŷ)² / Σ (y − ȳ)².</summary>
    public static PredictionMetric RSquared(double[] predicted, double[] actual) => new(weights =>
    {
        double total = 0, sum = 0, error = 0, variance = 0;
        for (int i = 0; i < actual.Length; i++)
            (total, sum) = (total + weights[i], sum + weights[i] * actual[i]);
        double mean = sum / total;
        for (int i = 0; i < actual.Length; i++)
        {
            error += weights[i] * (actual[i] - predicted[i]) * (actual[i] - predicted[i]);
            variance += weights[i] * (actual[i] - mean) * (actual[i] - mean);
        }

        return variance > 0 ? 1 - error / variance : double.NaN;
    });
}
