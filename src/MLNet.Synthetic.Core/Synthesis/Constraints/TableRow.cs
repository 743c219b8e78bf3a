// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>One row of a table, for functions of the user's own.</summary>
public readonly struct TableRow
{
    private readonly Table _table;
    private readonly int _row;

    internal TableRow(Table table, int row) => (_table, _row) = (table, row);

    /// <summary>A number; NaN where missing.</summary>
    /// <exception cref="ArgumentException">There is no such column, or it does not hold numbers.</exception>
    public double Number(string columnName) => Column<NumericColumn>(columnName, "numbers").Values[_row];

    /// <summary>A category; null where missing.</summary>
    /// <exception cref="ArgumentException">There is no such column, or it does not hold categories.</exception>
    public string? Level(string columnName)
    {
        var column = Column<CategoryColumn>(columnName, "categories");
        int code = column.Codes[_row];
        return code == CategoryColumn.MissingCode ? null : column.Levels[code];
    }

    /// <summary>A point in time; <c>default</c> where missing.</summary>
    /// <exception cref="ArgumentException">There is no such column, or it does not hold times.</exception>
    public DateTime Time(string columnName) => new(Column<TimestampColumn>(columnName, "times").Ticks[_row]);

    /// <summary>Whether a cell is missing.</summary>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public bool IsMissing(string columnName) => double.IsNaN(TableRows.Number(_table[columnName], _row));

    private T Column<T>(string name, string what) where T : TableColumn
        => _table[name] as T ?? throw new ArgumentException($"Column '{name}' does not hold {what}.", nameof(name));
}
