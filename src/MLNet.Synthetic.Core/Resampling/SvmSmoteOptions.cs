// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Settings of <see cref="SvmSmote"/>.</summary>
public sealed record SvmSmoteOptions : ResamplingOptions
{
    /// <summary>Which classes grow, and to how many rows.</summary>
    public SamplingStrategy SamplingStrategy { get; init; } = SamplingStrategy.NotMajority;

    /// <summary>Nearest rows of the class to grow towards or away from, k ≥ 1.</summary>
    public int Neighbors { get; init; } = 5;

    /// <summary>Nearest rows of all classes that decide between interpolation and extrapolation, m ≥ 1.</summary>
    public int BorderNeighbors { get; init; } = 10;

    /// <summary>Cost of a row on the wrong side of the margin, C &gt; 0.</summary>
    public double Cost { get; init; } = 1;

    /// <summary>γ &gt; 0 of the kernel exp(−γ |x − y|²); null: 1 / the sum of the variances of the scaled features, which for features of deviation 1 is 1 / d.</summary>
    public double? Gamma { get; init; }

    /// <summary>How far the optimality conditions of the support vector machine may be violated, in [1e-5, 1).</summary>
    public double Tolerance { get; init; } = 1e-3;

    /// <summary>
    /// Most rounds of training, ≥ 1, each at most a pass of 4,096 rows over all rows (8,192 where there are over 200,000). When they do not suffice, the
    /// support vectors found by then are used, with a warning.
    /// </summary>
    public int MaxRounds { get; init; } = 200;

    /// <summary>How features are brought to one scale before distances are measured.</summary>
    public FeatureScaling FeatureScaling { get; init; } = FeatureScaling.Standard;

    internal SvmSmoteOptions Validated()
    {
        ValidateShared();
        ArgumentNullException.ThrowIfNull(SamplingStrategy);
        ArgumentOutOfRangeException.ThrowIfLessThan(Neighbors, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(BorderNeighbors, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxRounds, 1);
        if (!(Cost > 0 && double.IsFinite(Cost)))
            throw new ArgumentOutOfRangeException(nameof(Cost), Cost, "The cost is a finite number above 0.");
        if (Gamma is double gamma && !(gamma > 0 && double.IsFinite(gamma)))
            throw new ArgumentOutOfRangeException(nameof(Gamma), gamma, "γ is a finite number above 0.");
        if (!(Tolerance >= 1e-5 && Tolerance < 1))
            throw new ArgumentOutOfRangeException(nameof(Tolerance), Tolerance, "The tolerance lies in [1e-5, 1).");
        return this;
    }
}
