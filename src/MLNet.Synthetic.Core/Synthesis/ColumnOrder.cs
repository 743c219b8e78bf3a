// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>In which order columns are learned and drawn, each given those before it. The label is first in any case.</summary>
public enum ColumnOrder
{
    /// <summary>Next is the column that shares most information with those before it, so that related columns follow each other.</summary>
    MostShared,

    /// <summary>Numbers and times as they stand in the table, then categories by ascending number of levels.</summary>
    NumbersFirst,

    /// <summary>As the columns stand in the table.</summary>
    AsGiven,
}
