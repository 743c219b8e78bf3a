// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>What a column is for.</summary>
public enum ColumnRole
{
    /// <summary>It is synthesized.</summary>
    Feature,

    /// <summary>It holds the class.</summary>
    Label,

    /// <summary>It names a row; it says nothing about others.</summary>
    Id,

    /// <summary>It is left alone.</summary>
    Ignore,
}
