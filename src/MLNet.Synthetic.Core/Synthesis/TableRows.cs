// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;

namespace MLNet.Synthetic;

/// <summary>Rows of tables that a model drew: all of one schema, with columns of numbers, categories and times.</summary>
internal static class TableRows
{
    /// <summary>The rows of several tables, one behind the other.</summary>
    public static Table Concat(IReadOnlyList<Table> tables) => tables.Count == 1
        ? tables[0]
        : new([.. tables[0].Columns.Select((column, j) => (TableColumn)(column switch
        {
            NumericColumn => new NumericColumn(column.Name, [.. tables.SelectMany(t => ((NumericColumn)t.Columns[j]).Values)]),
            CategoryColumn categories => new CategoryColumn(column.Name, [.. tables.SelectMany(t => ((CategoryColumn)t.Columns[j]).Codes)], categories.Levels),
            TimestampColumn => new TimestampColumn(column.Name, [.. tables.SelectMany(t => ((TimestampColumn)t.Columns[j]).Ticks)]),
            _ => throw NotDrawn(column),
        }))]);

    /// <summary>The first rows of a table.</summary>
    public static Table First(Table table, int rows) => rows == table.Count
        ? table
        : new([.. table.Columns.Select(column => (TableColumn)(column switch
        {
            NumericColumn numbers => new NumericColumn(column.Name, numbers.Values[..rows]),
            CategoryColumn categories => new CategoryColumn(column.Name, categories.Codes[..rows], categories.Levels),
            TimestampColumn times => new TimestampColumn(column.Name, times.Ticks[..rows]),
            _ => throw NotDrawn(column),
        }))]);

    /// <summary>A cell as a number: a category's code, a time's ticks; NaN is missing.</summary>
    public static double Number(TableColumn column, int row) => column switch
    {
        NumericColumn numbers => numbers.Values[row],
        CategoryColumn categories => categories.Codes[row] == CategoryColumn.MissingCode ? double.NaN : categories.Codes[row],
        TimestampColumn times => times.Ticks[row] == TimestampColumn.MissingTicks ? double.NaN : times.Ticks[row],
        _ => throw NotDrawn(column),
    };

    /// <summary>A cell as text for a message.</summary>
    public static string Text(TableColumn column, int row) => column switch
    {
        NumericColumn numbers => numbers.Values[row].ToString("R", CultureInfo.InvariantCulture),
        CategoryColumn { Codes: var codes, Levels: var levels } => codes[row] < 0 ? "a missing value" : $"'{levels[codes[row]]}'",
        TimestampColumn { Ticks: var ticks } => ticks[row] == TimestampColumn.MissingTicks ? "a missing value" : new DateTime(ticks[row]).ToString("u", CultureInfo.InvariantCulture),
        _ => throw NotDrawn(column),
    };

    private static SyntheticDataException NotDrawn(TableColumn column)
        => new($"Column '{column.Name}' is of kind {column.Kind}: a model draws numbers, categories and times.");
}
