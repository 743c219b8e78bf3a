// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Where the new rows of <see cref="BorderlineSmote"/> lie.</summary>
public enum BorderlineKind
{
    /// <summary>Borderline-SMOTE1: between a row in danger and one of its nearest rows of the same class.</summary>
    Borderline1,

    /// <summary>
    /// Borderline-SMOTE2: as many of them also between a row in danger and one of its nearest rows of other classes, in the half nearer to the row in danger.
    /// </summary>
    Borderline2,
}
