// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>How well one class is told from the rest.</summary>
/// <param name="Class">Name of the class.</param>
/// <param name="Support">Rows that are of the class.</param>
/// <param name="Predicted">Rows that are predicted to be of the class.</param>
/// <param name="Precision">Share of the predicted rows that are of the class, in [0, 1]; 0 where none is predicted.</param>
/// <param name="Recall">Share of the rows of the class that are predicted, in [0, 1]; null where no row is of the class.</param>
/// <param name="Specificity">Share of the other rows that are predicted to be of another class, in [0, 1].</param>
/// <param name="F1Score">Harmonic mean of precision and recall, in [0, 1]; 0 where both are 0; null where no row is of the class.</param>
/// <param name="GeometricMean">√(recall · specificity), in [0, 1]; null where no row is of the class.</param>
/// <param name="IndexOfBalancedAccuracy">(1 + α (recall − specificity)) · recall · specificity; null where no row is of the class.</param>
public sealed record ClassMetrics(
    string Class,
    int Support,
    int Predicted,
    double Precision,
    double? Recall,
    double Specificity,
    double? F1Score,
    double? GeometricMean,
    double? IndexOfBalancedAccuracy);
