// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Settings of <see cref="ThresholdTuner"/>.</summary>
public sealed record ThresholdTunerOptions
{
    /// <summary>What the threshold shall make best on held-out rows.</summary>
    public ThresholdObjective Objective { get; init; } = ThresholdObjective.F1;

    /// <summary>Parts the training rows are dealt into, ≥ 2; each is scored by a model trained on the others.</summary>
    public int NumberOfFolds { get; init; } = 5;

    /// <summary>How often the rows are dealt anew, ≥ 1: with few positive rows more repetitions give a steadier threshold.</summary>
    public int Repeats { get; init; } = 1;

    /// <summary>Seed of the dealing; null: drawn from the <c>MLContext</c>.</summary>
    public int? Seed { get; init; }

    /// <summary>Column of the pipeline's input whose classes every fold gets its share of; null: the label.</summary>
    public string? StratificationColumnName { get; init; }

    /// <summary>The trainer's score column.</summary>
    public string ScoreColumnName { get; init; } = "Score";

    /// <summary>The trainer's probability column; where there is none, the threshold is one of scores.</summary>
    public string ProbabilityColumnName { get; init; } = "Probability";

    /// <summary>The trainer's predicted label column.</summary>
    public string PredictedLabelColumnName { get; init; } = "PredictedLabel";

    /// <summary>Asks the work to stop between folds.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>Told after each fit.</summary>
    public IProgress<RunProgress>? Progress { get; init; }

    internal ThresholdTunerOptions Validated()
    {
        ArgumentNullException.ThrowIfNull(Objective);
        ArgumentOutOfRangeException.ThrowIfLessThan(NumberOfFolds, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(Repeats, 1);
        ArgumentException.ThrowIfNullOrEmpty(ScoreColumnName);
        ArgumentException.ThrowIfNullOrEmpty(ProbabilityColumnName);
        ArgumentException.ThrowIfNullOrEmpty(PredictedLabelColumnName);
        return this;
    }
}
