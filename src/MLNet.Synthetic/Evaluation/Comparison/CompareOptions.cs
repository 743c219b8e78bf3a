// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Settings of <c>ml.Synthetic.Compare</c>.</summary>
public sealed record CompareOptions
{
    /// <summary>What to try beside the pipeline as it is; null: class weights, the threshold (binary labels), random over- and undersampling, SMOTE of the kind that suits the columns, and the Gaussian copula balancing classes; for a quantity SMOTER and SMOGN.</summary>
    public IReadOnlyList<CompareCandidate>? Candidates { get; init; }

    /// <summary>Name of the metric, see <see cref="CrossValidationResult"/>; null: MatthewsCorrelation, which counts decisions and no large class can flatter, MacroAccuracy of several classes, RSquared of a quantity.</summary>
    public string? Metric { get; init; }

    /// <summary>Parts the rows are dealt into, ≥ 2.</summary>
    public int NumberOfFolds { get; init; } = 5;

    /// <summary>How often the rows are dealt anew, ≥ 1: with few fits hardly anything stands out among several candidates.</summary>
    public int Repeats { get; init; } = 3;

    /// <summary>Seed of the dealing and of thresholds; null: drawn from the <c>MLContext</c>. Named steps have seeds of their own.</summary>
    public int? Seed { get; init; }

    /// <summary>Time for all fits, &gt; 0. After the first fold the dearest candidates that would not fit in are left out, and the result says so. Figures do not depend on time; which candidates are finished may.</summary>
    public TimeSpan TimeBudget { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Asks the work to stop between fits.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>Told after each fit.</summary>
    public IProgress<RunProgress>? Progress { get; init; }

    internal CompareOptions Validated()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(NumberOfFolds, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(Repeats, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(TimeBudget, TimeSpan.Zero);
        if (Candidates?.GroupBy(c => c.Name).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new ArgumentException($"Two candidates are named '{twice.Key}'.", nameof(Candidates));
        return this;
    }
}
