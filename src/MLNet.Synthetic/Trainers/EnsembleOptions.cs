// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>What every ensemble can be told.</summary>
public abstract record EnsembleOptions
{
    /// <summary>Members to train, ≥ 1; boosting may end with fewer.</summary>
    public int Members { get; init; } = 10;

    /// <summary>Seed of the draws; null: drawn from the <c>MLContext</c>. The member trainer has its own seed.</summary>
    public int? Seed { get; init; }

    /// <summary>Told after each member.</summary>
    public IProgress<RunProgress>? Progress { get; init; }

    /// <summary>Asks the work to stop between members.</summary>
    public CancellationToken Cancellation { get; init; }

    internal virtual EnsembleOptions Validated()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Members, 1);
        return this;
    }

    private protected static void RequireRatio(double majorityToMinority)
    {
        if (!(majorityToMinority > 0 && double.IsFinite(majorityToMinority)))
            throw new ArgumentOutOfRangeException(nameof(majorityToMinority), majorityToMinority, "The ratio is a finite number above 0.");
    }
}
