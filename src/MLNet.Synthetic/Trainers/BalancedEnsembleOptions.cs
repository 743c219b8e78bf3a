// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Settings of EasyEnsemble and balanced bagging.</summary>
public sealed record BalancedEnsembleOptions : EnsembleOptions
{
    /// <summary>Rows of the larger class that a member sees for each row of the smaller, &gt; 0; 1 balances the classes.</summary>
    public double MajorityToMinority { get; init; } = 1;

    /// <summary>
    /// Whether <c>Probability</c> is brought back from the balanced classes the members saw to the real ones, as <see cref="PriorCorrector"/> does behind a resampling step. A row is then positive when it
    /// is more likely so in the real world; put <see cref="ThresholdTuner"/> around it to decide otherwise.
    /// </summary>
    public bool CorrectPrior { get; init; }

    internal override EnsembleOptions Validated()
    {
        RequireRatio(MajorityToMinority);
        return base.Validated();
    }
}
