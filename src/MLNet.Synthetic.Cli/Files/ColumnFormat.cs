// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;

namespace MLNet.Synthetic.Cli;

/// <summary>What the cells of a column are.</summary>
internal enum CellType
{
    /// <summary>Numbers.</summary>
    Number,

    /// <summary>Categories or free text.</summary>
    Text,

    /// <summary>Times.</summary>
    Time,

    /// <summary>Numbers of rows: not read, and counted from 1 where they are written.</summary>
    Id,

    /// <summary>Whether a row is synthetic.</summary>
    Flag,
}

/// <summary>How the cells of a column are written.</summary>
/// <param name="Name">Name of the column.</param>
/// <param name="Type">What they are.</param>
/// <param name="TimeFormat">Format of a time, as .NET writes it; null: no times.</param>
/// <param name="IsWhole">Whether all numbers are whole.</param>
internal sealed record ColumnFormat(string Name, CellType Type, string? TimeFormat = null, bool IsWhole = false)
{
    /// <summary>Formats of times that are recognised, the most exact ones of a kind first.</summary>
    public static readonly string[] TimeFormats =
    [
        "yyyy-MM-dd", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-ddTHH:mm:ss'Z'", "yyyy-MM-dd HH:mm", "yyyy-MM-ddTHH:mm", "yyyy-MM-dd HH:mm:ss.fff", "yyyy-MM-dd HH:mm:ss.ffffff",
        "yyyy-MM-ddTHH:mm:ss.fff", "yyyy-MM-ddTHH:mm:ss.fff'Z'", "yyyy/MM/dd", "yyyy/MM/dd HH:mm:ss", "dd.MM.yyyy", "dd.MM.yyyy HH:mm", "dd.MM.yyyy HH:mm:ss",
        "MM/dd/yyyy", "MM/dd/yyyy HH:mm:ss", "dd/MM/yyyy", "dd/MM/yyyy HH:mm:ss",
    ];

    /// <summary>A time of a cell; null: it is none of this format.</summary>
    public static DateTime? ParseTime(string cell, string format)
        => DateTime.TryParseExact(cell, format, CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces, out var time) ? DateTime.SpecifyKind(time, DateTimeKind.Unspecified) : null;

    /// <summary>What the column is called in messages.</summary>
    public string TypeInWords => Type switch
    {
        CellType.Number => "a number",
        CellType.Text => "text",
        _ => $"a time such as {new DateTime(2024, 12, 31, 23, 59, 58).ToString(TimeFormat, CultureInfo.InvariantCulture)}",
    };
}
