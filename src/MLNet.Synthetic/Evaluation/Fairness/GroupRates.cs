// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>How one model's decisions fall on groups of test rows, ready to be measured many times with the rows weighted anew.</summary>
/// <remarks>
/// Demographic parity: Dwork, Hardt, Pitassi, Reingold, Zemel (2012), "Fairness through awareness". Equalised odds: Hardt, Price, Srebro (2016), "Equality of opportunity in supervised learning". Calibration by group:
/// Kleinberg, Mullainathan, Raghavan (2016), "Inherent trade-offs in the fair determination of risk scores".
/// </remarks>
/// <param name="Predicted">Whether each row is predicted positive, (n).</param>
/// <param name="Actual">Whether it is positive, (n).</param>
/// <param name="Probabilities">Predicted probability of it to be positive, (n), in [0, 1]; null: the model gives none.</param>
internal sealed record GroupRates(bool[] Predicted, bool[] Actual, double[]? Probabilities)
{
    private const int CalibrationBins = 10;

    /// <summary>Share of a group that is predicted positive; NaN without weight.</summary>
    public double PositiveRate(int[] rows, int[] weights) => Mean(rows, weights, _ => true, i => Predicted[i] ? 1 : 0);

    /// <summary>Share of the positives of a group that are predicted positive; NaN without weight.</summary>
    public double TruePositiveRate(int[] rows, int[] weights) => Mean(rows, weights, i => Actual[i], i => Predicted[i] ? 1 : 0);

    /// <summary>Share of the negatives of a group that are predicted positive; NaN without weight.</summary>
    public double FalsePositiveRate(int[] rows, int[] weights) => Mean(rows, weights, i => !Actual[i], i => Predicted[i] ? 1 : 0);

    /// <summary>Mean predicted probability less share of positives; NaN without weight or probabilities.</summary>
    public double Overconfidence(int[] rows, int[] weights) => Probabilities is null ? double.NaN : Mean(rows, weights, _ => true, i => Probabilities[i] - (Actual[i] ? 1 : 0));

    /// <summary>Expected calibration error of a group: the mean over 10 bins of |probability − share of positives|; null without probabilities.</summary>
    public double? CalibrationError(int[] rows)
    {
        if (Probabilities is null)
            return null;
        var gaps = new double[CalibrationBins];                       // Σ (y − p) over the rows of a bin
        foreach (int i in rows)
            gaps[Math.Min((int)(Probabilities[i] * CalibrationBins), CalibrationBins - 1)] += (Actual[i] ? 1 : 0) - Probabilities[i];
        return gaps.Sum(Math.Abs) / rows.Length;
    }

    /// <summary>Largest less smallest positive rate, in [0, 1].</summary>
    public double DemographicParityDifference(int[][] groups, int[] weights) => Spread(groups, g => PositiveRate(g, weights));

    /// <summary>Smallest over largest positive rate, in [0, 1]; 1 where no group is ever predicted positive.</summary>
    public double DemographicParityRatio(int[][] groups, int[] weights)
    {
        double[] rates = [.. groups.Select(g => PositiveRate(g, weights)).Where(double.IsFinite)];
        return rates.Length < 2 ? double.NaN : rates.Max() == 0 ? 1 : rates.Min() / rates.Max();
    }

    /// <summary>The larger of the spreads of true and of false positive rates, in [0, 1].</summary>
    public double EqualizedOddsDifference(int[][] groups, int[] weights)
    {
        double positives = Spread(groups, g => TruePositiveRate(g, weights)), negatives = Spread(groups, g => FalsePositiveRate(g, weights));
        return double.IsNaN(positives) ? negatives : double.IsNaN(negatives) ? positives : Math.Max(positives, negatives);
    }

    /// <summary>Largest less smallest <see cref="Overconfidence"/>, in [0, 2].</summary>
    public double CalibrationDifference(int[][] groups, int[] weights) => Spread(groups, g => Overconfidence(g, weights));

    private static double Spread(int[][] groups, Func<int[], double> rate)
    {
        double[] rates = [.. groups.Select(rate).Where(double.IsFinite)];
        return rates.Length < 2 ? double.NaN : rates.Max() - rates.Min();
    }

    private static double Mean(int[] rows, int[] weights, Func<int, bool> counts, Func<int, double> value)
    {
        double sum = 0, total = 0;
        foreach (int i in rows)
        {
            if (counts(i))
                (sum, total) = (sum + weights[i] * value(i), total + weights[i]);
        }

        return sum / total;
    }
}
