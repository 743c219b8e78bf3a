// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>What stands for the rows of a cluster.</summary>
public enum ClusterReplacement
{
    /// <summary>Their mean: a new row. Columns that are not features are copied from the row of the cluster nearest to it.</summary>
    Centroid,

    /// <summary>The row of the cluster nearest to their mean: every row that stays is real.</summary>
    NearestRow,
}
