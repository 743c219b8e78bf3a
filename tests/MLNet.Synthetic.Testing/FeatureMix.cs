// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic.Testing;

/// <summary>Which kinds of columns a set of rows has.</summary>
public enum FeatureMix
{
    /// <summary>Numbers only.</summary>
    Numeric,

    /// <summary>Numbers and categories, taking turns.</summary>
    Mixed,

    /// <summary>Categories only.</summary>
    Nominal,
}
