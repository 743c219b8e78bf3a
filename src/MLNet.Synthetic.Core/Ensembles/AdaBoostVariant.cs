// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Which AdaBoost a boosted ensemble follows.</summary>
public enum AdaBoostVariant
{
    /// <summary>AdaBoost.M2: members give probabilities, and the pseudo-loss counts how sure they are.</summary>
    M2,

    /// <summary>AdaBoost.M1: members give predicted labels only.</summary>
    M1,
}
