// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Whether models of real and of synthetic rows lean on the same columns.</summary>
/// <remarks>
/// Breiman (2001), "Random forests", Machine Learning 45: the importance of a column is what the metric loses on real test rows when its values are shuffled among them. Agreement is Spearman's rank correlation of the
/// importances of two models; the floor is that of models of two disjoint halves of the real rows.
/// </remarks>
internal static class ImportanceAgreement
{
    /// <summary>Shuffled predictions of a model: first as they are, then with each column shuffled, (c + 1).</summary>
    public static PredictionMetric[] Shuffled(TableModel model, TrainingSets sets, double[] targets, Rng random)
    {
        var x = model.Features.Encode(sets.Test);
        var metrics = new List<PredictionMetric> { PredictionMetric.Of(sets.Task, model.Predict(x), targets) };
        int[] order = [.. Enumerable.Range(0, x.Rows)];
        random.Shuffle<int>(order);                                   // one order for all columns and models: differences are paired
        foreach (var slots in model.Features.Slots)
        {
            var shuffled = new Matrix(x.Rows, x.Columns, [.. x.Values]);
            for (int i = 0; i < x.Rows; i++)
                x[order[i]][slots].CopyTo(shuffled[i][slots]);
            metrics.Add(PredictionMetric.Of(sets.Task, model.Predict(shuffled), targets));
        }

        return [.. metrics];
    }

    /// <summary>Rank correlation of the importances of two models, for weights of the test rows.</summary>
    public static Func<int[], double> Between(PredictionMetric[] a, PredictionMetric[] b)
        => weights => Spearman(Importances(a, weights), Importances(b, weights));

    /// <summary>Correlation of the ranks, equal values sharing their mean rank, in [−1, 1]; NaN where one side is constant.</summary>
    public static double Spearman(double[] a, double[] b)
    {
        double[] x = Ranks(a), y = Ranks(b);
        double mean = (x.Length + 1) / 2.0, xy = 0, xx = 0, yy = 0;
        for (int i = 0; i < x.Length; i++)
        {
            xy += (x[i] - mean) * (y[i] - mean);
            xx += (x[i] - mean) * (x[i] - mean);
            yy += (y[i] - mean) * (y[i] - mean);
        }

        return xx > 0 && yy > 0 ? xy / Math.Sqrt(xx * yy) : double.NaN;
    }

    private static double[] Importances(PredictionMetric[] model, int[] weights)
    {
        double all = model[0].Value(weights);
        return [.. model.Skip(1).Select(m => all - m.Value(weights))];
    }

    private static double[] Ranks(double[] values)
        => Array.ConvertAll(values, v => values.Count(other => other < v) + (values.Count(other => other == v) + 1) / 2.0);
}
