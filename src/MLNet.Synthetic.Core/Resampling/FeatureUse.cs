// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Which columns a resampler looks at. The others of a new row are copied from the row it grew from.</summary>
public enum FeatureUse
{
    /// <summary>None: new rows are exact copies.</summary>
    None,

    /// <summary>Numeric columns only.</summary>
    Numeric,

    /// <summary>Numeric and nominal columns.</summary>
    NumericAndNominal,
}
