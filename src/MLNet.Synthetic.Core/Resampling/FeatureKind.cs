// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>What a feature column holds.</summary>
public enum FeatureKind
{
    /// <summary>Numbers on an interval scale: differences mean something, and so does what lies between two values.</summary>
    Numeric,

    /// <summary>Codes of categories: only equal or different.</summary>
    Nominal,
}
