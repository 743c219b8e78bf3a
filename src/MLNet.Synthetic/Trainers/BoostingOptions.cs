// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Settings of boosting by weighted resampling.</summary>
public record BoostingOptions : EnsembleOptions
{
    /// <summary>M2 uses the members' probabilities; M1 their predicted labels, for trainers without probabilities.</summary>
    public AdaBoostVariant Variant { get; init; } = AdaBoostVariant.M2;

    internal override EnsembleOptions Validated()
    {
        if (!Enum.IsDefined(Variant))
            throw new ArgumentOutOfRangeException(nameof(Variant), Variant, "There are M1 and M2.");
        return base.Validated();
    }
}

/// <summary>Settings of RUSBoost.</summary>
public sealed record RusBoostOptions : BoostingOptions
{
    /// <summary>Rows of the larger class that stay in a round for each row of the smaller, &gt; 0; 1 balances the classes.</summary>
    public double MajorityToMinority { get; init; } = 1;

    internal override EnsembleOptions Validated()
    {
        RequireRatio(MajorityToMinority);
        return base.Validated();
    }
}

/// <summary>Settings of SMOTEBoost.</summary>
public sealed record SmoteBoostOptions : BoostingOptions
{
    /// <summary>How many new rows each round makes and how; its seed is not used. Columns named here, or else <c>Features</c>, are interpolated.</summary>
    public SmoteOptions Smote { get; init; } = new();

    internal override EnsembleOptions Validated()
    {
        ArgumentNullException.ThrowIfNull(Smote);
        if (Smote.SyntheticFlagColumnName is not null)
            throw new ArgumentException($"New rows are gone after a round: leave {nameof(SmoteOptions.SyntheticFlagColumnName)} out.", nameof(Smote));
        return base.Validated();
    }
}
