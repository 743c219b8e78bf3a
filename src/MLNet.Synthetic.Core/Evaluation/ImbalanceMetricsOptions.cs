// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Settings of <see cref="ImbalanceMetrics"/>.</summary>
public sealed record ImbalanceMetricsOptions
{
    /// <summary>Bins of equal width of the expected calibration error, ≥ 1.</summary>
    public int CalibrationBins { get; init; } = 10;

    /// <summary>Weight of dominance in the index of balanced accuracy, α in [0, 1].</summary>
    public double DominanceWeight { get; init; } = 0.1;

    /// <summary>The trainer's score column.</summary>
    public string ScoreColumnName { get; init; } = "Score";

    /// <summary>The trainer's probability column (binary labels).</summary>
    public string ProbabilityColumnName { get; init; } = "Probability";

    /// <summary>The trainer's predicted label column.</summary>
    public string PredictedLabelColumnName { get; init; } = "PredictedLabel";

    internal ImbalanceMetricsOptions Validated()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(CalibrationBins, 1);
        if (!(DominanceWeight is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(DominanceWeight), DominanceWeight, "The weight lies in [0, 1].");
        ArgumentException.ThrowIfNullOrEmpty(ScoreColumnName);
        ArgumentException.ThrowIfNullOrEmpty(ProbabilityColumnName);
        ArgumentException.ThrowIfNullOrEmpty(PredictedLabelColumnName);
        return this;
    }
}
