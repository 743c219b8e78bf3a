// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Settings of <see cref="PriorCorrector"/>.</summary>
public sealed record PriorCorrectionOptions
{
    /// <summary>
    /// Share of each class in the real world by class name, each in (0, 1), summing to 1; of a Boolean label <c>True</c> alone is enough.
    /// Null: the shares that the resampling step left with the label.
    /// </summary>
    public IReadOnlyDictionary<string, double>? RealPriors { get; init; }

    /// <summary>The trainer's score column.</summary>
    public string ScoreColumnName { get; init; } = "Score";

    /// <summary>The trainer's probability column (binary labels).</summary>
    public string ProbabilityColumnName { get; init; } = "Probability";

    /// <summary>The trainer's predicted label column.</summary>
    public string PredictedLabelColumnName { get; init; } = "PredictedLabel";

    internal PriorCorrectionOptions Validated()
    {
        ArgumentException.ThrowIfNullOrEmpty(ScoreColumnName);
        ArgumentException.ThrowIfNullOrEmpty(ProbabilityColumnName);
        ArgumentException.ThrowIfNullOrEmpty(PredictedLabelColumnName);
        if (RealPriors is null)
            return this;
        if (RealPriors.Count == 0 || RealPriors.Values.Any(p => !(p > 0 && p < 1)))
            throw new ArgumentOutOfRangeException(nameof(RealPriors), "Every share lies above 0 and below 1.");
        if (RealPriors.Count > 1 && Math.Abs(RealPriors.Values.Sum() - 1) > 1e-3)
            throw new ArgumentException($"The shares sum to {RealPriors.Values.Sum():0.####}, not to 1.", nameof(RealPriors));
        return this;
    }
}
