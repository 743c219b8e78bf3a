// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic.Cli;

/// <summary>Where and how rows are written.</summary>
/// <param name="Path">Path of the file; <c>-</c>: standard output.</param>
/// <param name="Format">Layout.</param>
/// <param name="Separator">Separator of values.</param>
/// <param name="DecimalComma">Whether numbers have a decimal comma.</param>
/// <param name="Missing">What stands for a missing value.</param>
internal sealed record OutputOptions(string Path, FileFormat Format, char Separator, bool DecimalComma, string Missing)
{
    /// <summary>The path that stands for standard output.</summary>
    public const string StandardOutput = "-";

    /// <summary>Most cursors that read the rows; the bytes do not depend on it.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Whether rows go to standard output.</summary>
    public bool IsStandardOutput => Path == StandardOutput;

    /// <summary>The same with the separator of the input, where none is given and both are CSV.</summary>
    public OutputOptions Following(TableReadOptions read, LoadedTable loaded)
        => read.Separator is null && loaded.Separator is char separator && !FileFormats.IsTabbed(Path) ? this with { Separator = separator } : this;

    /// <summary>What the manifest says of the file.</summary>
    /// <param name="rows">Rows written.</param>
    public FileRecord Record(long rows) => FileRecord.Of(Path) with { Rows = rows, Format = Format, Separator = Format == FileFormat.Csv ? Separator : null };
}
