// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>What a column of a <see cref="Table"/> holds.</summary>
public enum ColumnKind
{
    /// <summary>Numbers, or durations in ticks of 100 ns.</summary>
    Numeric,

    /// <summary>One of a set of levels: text, keys, Booleans.</summary>
    Category,

    /// <summary>Points in time.</summary>
    Timestamp,

    /// <summary>A vector of numbers of known length.</summary>
    NumericVector,

    /// <summary>Free text: levels that hardly ever repeat.</summary>
    Text,

    /// <summary>Anything else (vectors of unknown length or of text, images, row ids): kept and copied, never computed with.</summary>
    Other,
}
