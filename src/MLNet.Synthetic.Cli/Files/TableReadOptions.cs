// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic.Cli;

/// <summary>How a file of a table is read.</summary>
internal sealed record TableReadOptions
{
    /// <summary>Format; null: by the ending of the name.</summary>
    public FileFormat? Format { get; init; }

    /// <summary>Separator of values; null: found in the first line.</summary>
    public char? Separator { get; init; }

    /// <summary>Whether numbers have a decimal comma: 1.234,5.</summary>
    public bool DecimalComma { get; init; }

    /// <summary>Texts that stand for a missing cell in any column, besides an empty one.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>Columns that hold categories, whatever their cells look like.</summary>
    public IReadOnlyList<string> Categorical { get; init; } = [];

    /// <summary>Columns that number the rows: not read, and numbered anew where they are written.</summary>
    public IReadOnlyList<string> Ids { get; init; } = [];

    /// <summary>Columns that are not read.</summary>
    public IReadOnlyList<string> Ignore { get; init; } = [];

    /// <summary>Whether a file may lack columns that are named above: they are then those of another file.</summary>
    public bool IsOneOfSeveral { get; init; }
}
