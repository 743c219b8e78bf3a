// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>The labels of held-out rows, and how well predictions of them do.</summary>
internal sealed class PredictedLabel
{
    private const int Bootstraps = 200;
    private readonly double[] _values;                                // number or class of each row, (n); NaN: missing
    private readonly int[] _judged;                                   // classes that are told from the rest

    private PredictedLabel(double[]? classes, double[] values, int[] judged) => (Classes, _values, _judged) = (classes, values, judged);

    /// <summary>The different values of a label that holds classes, ascending; null: it holds a quantity.</summary>
    public double[]? Classes { get; }

    private string Metric => Classes is null ? "R²" : "AUC";

    /// <summary>The labels of some rows.</summary>
    /// <param name="label">The label.</param>
    /// <param name="columns">Its values, in the order of the predictions.</param>
    /// <param name="mostClasses">Most classes to be told apart.</param>
    /// <param name="reason">Why predictions cannot be judged; null: they can.</param>
    /// <returns>The labels; null where they cannot.</returns>
    public static PredictedLabel? Of(ColumnSchema label, TableColumn[] columns, int mostClasses, out string? reason)
    {
        double[] values = [.. columns.SelectMany(c => Enumerable.Range(0, c.Count).Select(i => TableRows.Number(c, i)))];
        double[] different = [.. values.Where(v => !double.IsNaN(v)).Distinct().Order()];
        bool isClass = label.Kind == ColumnKind.Category;
        reason = different.Length < 2 ? $"'{label.Name}' has one value in the rows held out"
            : isClass && different.Length > mostClasses ? $"'{label.Name}' has {different.Length} classes, more than {mostClasses}"
            : null;
        if (reason is not null)
            return null;
        if (!isClass)
            return new(null, values, []);
        int[] all = [.. Enumerable.Range(0, different.Length)];
        return new(different, values, all.Length == 2 ? [all.MinBy(c => values.Count(v => v == different[c]))] : all);   // of two classes the rarer one says all
    }

    /// <summary>The figures of predictions after training on real rows, and on two kinds of synthetic ones, (n × classes) each; a quantity has one.</summary>
    public PrivacyCost Cost(double[][] real, double[][] before, double[][] after, RunContext run)
    {
        Func<int[], double> figureBefore = Figure(before), figureAfter = Figure(after);
        int[] once = [.. Enumerable.Repeat(1, _values.Length)];
        double[] losses = BootstrapCounts.Replicates(Bootstraps, _values.Length, run.Random.Fork("utility bootstrap"), run, w => figureBefore(w) - figureAfter(w));
        double[] sorted = [.. losses.Where(double.IsFinite).Order()];
        double middle = figureBefore(once) - figureAfter(once);
        return new(Metric, Figure(real)(once), figureBefore(once), figureAfter(once), sorted.Length == 0 ? new(middle, middle) : new(sorted.Quantile(0.025), sorted.Quantile(0.975)));
    }

    /// <summary>A figure of predictions, given how often each row counts.</summary>
    private Func<int[], double> Figure(double[][] predicted)
    {
        if (Classes is not { } classes)
            return weights => ExplainedVariance(predicted, weights);
        int[][] orders = Array.ConvertAll(_judged, c => Enumerable.Range(0, _values.Length).Where(i => !double.IsNaN(_values[i])).OrderBy(i => predicted[i][c]).ToArray());
        return weights =>
        {
            double sum = 0, total = 0;
            for (int j = 0; j < _judged.Length; j++)
            {
                int c = _judged[j];
                var (area, positives) = Area(orders[j], i => predicted[i][c], i => _values[i] == classes[c], weights);
                if (double.IsFinite(area))
                    (sum, total) = (sum + positives * area, total + positives);
            }

            return sum / total;
        };
    }

    /// <summary>The chance that a positive is ranked above a negative, ties counting half.</summary>
    private static (double Area, double Positives) Area(int[] ascending, Func<int, double> score, Func<int, bool> isPositive, int[] weights)
    {
        double positives = 0, negatives = 0, above = 0;
        for (int at = 0, end; at < ascending.Length; at = end)
        {
            double tiedPositives = 0, tiedNegatives = 0;
            for (end = at; end < ascending.Length && score(ascending[end]) == score(ascending[at]); end++)
            {
                if (isPositive(ascending[end]))
                    tiedPositives += weights[ascending[end]];
                else
                    tiedNegatives += weights[ascending[end]];
            }

            above += tiedPositives * (negatives + tiedNegatives / 2);
            (positives, negatives) = (positives + tiedPositives, negatives + tiedNegatives);
        }

        return (above / (positives * negatives), positives);
    }

    /// <summary>R² = 1 − Σ w (y − ŷ)² / Σ w (y − ȳ)².</summary>
    private double ExplainedVariance(double[][] predicted, int[] weights)
    {
        double total = 0, mean = 0, error = 0, spread = 0;
        for (int i = 0; i < _values.Length; i++)
        {
            if (!double.IsNaN(_values[i]))
                (total, mean) = (total + weights[i], mean + weights[i] * _values[i]);
        }

        mean /= total;
        for (int i = 0; i < _values.Length; i++)
        {
            if (double.IsNaN(_values[i]))
                continue;
            error += weights[i] * (_values[i] - predicted[i][0]) * (_values[i] - predicted[i][0]);
            spread += weights[i] * (_values[i] - mean) * (_values[i] - mean);
        }

        return 1 - error / spread;
    }
}
