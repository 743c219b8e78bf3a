// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>What a binary classifier does at one threshold: a row is positive when its score lies above it.</summary>
/// <param name="Threshold">The threshold.</param>
/// <param name="TruePositives">Positive rows called positive.</param>
/// <param name="FalsePositives">Negative rows called positive.</param>
/// <param name="FalseNegatives">Positive rows called negative.</param>
/// <param name="TrueNegatives">Negative rows called negative.</param>
public readonly record struct ThresholdPoint(float Threshold, int TruePositives, int FalsePositives, int FalseNegatives, int TrueNegatives)
{
    /// <summary>Share of the rows called positive that are, in [0, 1]; 0 where none is called positive.</summary>
    public double Precision => Share(TruePositives, FalsePositives);

    /// <summary>Share of the positive rows called positive (sensitivity), in [0, 1]; 0 where there are none.</summary>
    public double Recall => Share(TruePositives, FalseNegatives);

    /// <summary>Share of the negative rows called negative, in [0, 1]; 0 where there are none.</summary>
    public double Specificity => Share(TrueNegatives, FalsePositives);

    /// <summary>Harmonic mean of precision and recall, in [0, 1]; 0 without a true positive.</summary>
    public double F1Score => FBeta(1);

    /// <summary>Geometric mean of recall and specificity, in [0, 1] (Kubat, Matwin 1997).</summary>
    public double GMean => Math.Sqrt(Recall * Specificity);

    /// <summary>Mean of recall and specificity, in [0, 1].</summary>
    public double BalancedAccuracy => (Recall + Specificity) / 2;

    /// <summary>Matthews correlation, in [−1, 1]; 0 where all rows are called the same or are of one class (Matthews 1975).</summary>
    public double MatthewsCorrelation
    {
        get
        {
            double tp = TruePositives, fp = FalsePositives, fn = FalseNegatives, tn = TrueNegatives;
            double square = (tp + fp) * (tp + fn) * (tn + fp) * (tn + fn);
            return square == 0 ? 0 : (tp * tn - fp * fn) / Math.Sqrt(square);
        }
    }

    /// <summary>F measure that weighs recall β times as much as precision, in [0, 1]; 0 without a true positive (van Rijsbergen 1979).</summary>
    /// <param name="beta">β &gt; 0.</param>
    public double FBeta(double beta)
    {
        double square = beta * beta, tp = (1 + square) * TruePositives;
        return TruePositives == 0 ? 0 : tp / (tp + square * FalseNegatives + FalsePositives);
    }

    private static double Share(double part, double rest) => part == 0 ? 0 : part / (part + rest);
}
