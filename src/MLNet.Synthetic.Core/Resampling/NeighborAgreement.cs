// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>What the neighbours of a row must do for a cleaning algorithm to keep it.</summary>
public enum NeighborAgreement
{
    /// <summary>No other class may have more of the neighbours than the row's own, as in the papers. A tie keeps the row.</summary>
    Majority,

    /// <summary>All neighbours must be of the row's class: removes many more rows.</summary>
    All,
}
