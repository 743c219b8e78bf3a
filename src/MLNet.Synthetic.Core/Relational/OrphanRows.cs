// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>What is done with child rows of the training data that belong to no parent row.</summary>
public enum OrphanRows
{
    /// <summary>They are an error, which counts them and shows the first.</summary>
    Refuse,

    /// <summary>They are left out, with a warning that counts them and shows the first.</summary>
    Drop,
}
