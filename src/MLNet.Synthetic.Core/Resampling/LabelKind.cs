// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>What kind of label a resampler works with.</summary>
public enum LabelKind
{
    /// <summary>Classes.</summary>
    Classes,

    /// <summary>A number of which some ranges are rare.</summary>
    Quantity,
}
