// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Which rows of a large class are near misses of the smallest class.</summary>
public enum NearMissVersion
{
    /// <summary>NearMiss-1: those with the smallest mean distance to their k nearest rows of the smallest class.</summary>
    One,

    /// <summary>NearMiss-2: those with the smallest mean distance to their k farthest rows of the smallest class.</summary>
    Two,

    /// <summary>NearMiss-3: for each row of the smallest class the k rows nearest to it.</summary>
    Three,
}
