// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Settings of <c>ml.Synthetic.EvaluateUtility</c> and <c>WithReport</c>.</summary>
public sealed record UtilityOptions
{
    /// <summary>How often synthesis, or the drawing of training rows, is repeated with another seed, ≥ 2.</summary>
    public int Repeats { get; init; } = 5;

    /// <summary>Bootstrap samples of the test rows behind the intervals, ≥ 2.</summary>
    public int Bootstraps { get; init; } = 50;

    /// <summary>Seed of the drawing; null: drawn from the <c>MLContext</c>.</summary>
    public int? Seed { get; init; }

    /// <summary>Asks the work to stop between fits.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>Told after each fit.</summary>
    public IProgress<RunProgress>? Progress { get; init; }

    internal UtilityOptions Validated()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Repeats, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(Bootstraps, 2);
        return this;
    }
}
