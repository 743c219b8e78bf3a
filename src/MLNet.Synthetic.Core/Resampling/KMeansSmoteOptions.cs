// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Settings of <see cref="KMeansSmote"/>.</summary>
public sealed record KMeansSmoteOptions : ResamplingOptions
{
    /// <summary>Which classes grow, and to how many rows.</summary>
    public SamplingStrategy SamplingStrategy { get; init; } = SamplingStrategy.NotMajority;

    /// <summary>Clusters that all rows are divided into, ≥ 1; never more than there are rows.</summary>
    public int Clusters { get; init; } = 50;

    /// <summary>Neighbours within the cluster to interpolate towards, k ≥ 1; fewer in a cluster with k rows of the class or fewer.</summary>
    public int Neighbors { get; init; } = 5;

    /// <summary>A cluster is used for a class when (its rows of other classes + 1) / (its rows of the class + 1) is below this, &gt; 0.</summary>
    public double ImbalanceThreshold { get; init; } = 1;

    /// <summary>Power of the mean distance in the density of a cluster, ≥ 0; null: the number of features, as in the paper.</summary>
    public double? DensityExponent { get; init; }

    /// <summary>How features are brought to one scale before distances are measured.</summary>
    public FeatureScaling FeatureScaling { get; init; } = FeatureScaling.Standard;

    internal KMeansSmoteOptions Validated()
    {
        ValidateShared();
        ArgumentNullException.ThrowIfNull(SamplingStrategy);
        ArgumentOutOfRangeException.ThrowIfLessThan(Clusters, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Neighbors, 1);
        if (!(ImbalanceThreshold > 0))
            throw new ArgumentOutOfRangeException(nameof(ImbalanceThreshold), ImbalanceThreshold, "The threshold is a number above 0.");
        if (DensityExponent is double exponent && !(exponent >= 0 && double.IsFinite(exponent)))
            throw new ArgumentOutOfRangeException(nameof(DensityExponent), exponent, "The exponent is a finite number ≥ 0.");
        if (!Enum.IsDefined(FeatureScaling))
            throw new ArgumentOutOfRangeException(nameof(FeatureScaling), FeatureScaling, "No such choice.");
        return this;
    }
}
