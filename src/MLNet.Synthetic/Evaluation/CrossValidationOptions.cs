// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Settings of <c>ml.Synthetic.CrossValidate</c> and <c>CrossValidationSplit</c>.</summary>
public sealed record CrossValidationOptions
{
    /// <summary>Parts the rows are dealt into, ≥ 2.</summary>
    public int NumberOfFolds { get; init; } = 5;

    /// <summary>How often the rows are dealt anew, ≥ 1: more repetitions give narrower intervals.</summary>
    public int Repeats { get; init; } = 1;

    /// <summary>Seed of the dealing; null: drawn from the <c>MLContext</c>.</summary>
    public int? Seed { get; init; }

    /// <summary>Column whose classes every fold gets its share of; null: the label.</summary>
    public string? StratificationColumnName { get; init; }

    /// <summary>Asks the work to stop between folds.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>Told after each fold.</summary>
    public IProgress<RunProgress>? Progress { get; init; }

    internal CrossValidationOptions Validated()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(NumberOfFolds, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(Repeats, 1);
        return this;
    }
}
