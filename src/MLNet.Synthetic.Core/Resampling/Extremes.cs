// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>At which end of a numeric label the rare values lie.</summary>
public enum Extremes
{
    /// <summary>At both ends.</summary>
    Both,

    /// <summary>Among the low values only.</summary>
    Low,

    /// <summary>Among the high values only.</summary>
    High,
}
