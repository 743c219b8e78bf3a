// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Rows and typed columns in memory.</summary>
public sealed class Table
{
    private readonly Dictionary<string, TableColumn> _byName;

    /// <summary>A table of columns of one length.</summary>
    /// <exception cref="ArgumentException">The columns differ in length or two share a name.</exception>
    public Table(params IReadOnlyList<TableColumn> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        Columns = columns;
        _byName = new(columns.Count);
        foreach (var column in columns)
        {
            if (column.Count != Count)
                throw new ArgumentException($"Column '{column.Name}' has {column.Count} rows but '{columns[0].Name}' has {Count}.", nameof(columns));
            if (!_byName.TryAdd(column.Name, column))
                throw new ArgumentException($"Two columns are named '{column.Name}'.", nameof(columns));
        }
    }

    /// <summary>Columns, in order.</summary>
    public IReadOnlyList<TableColumn> Columns { get; }

    /// <summary>Number of rows, n.</summary>
    public int Count => Columns.Count == 0 ? 0 : Columns[0].Count;

    /// <summary>The column of a name.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists the names.</exception>
    public TableColumn this[string name] => _byName.TryGetValue(name, out var column)
        ? column
        : throw new ArgumentException($"There is no column '{name}'. The columns are {string.Join(", ", Columns.Select(c => $"'{c.Name}'"))}.", nameof(name));

    /// <summary>Some rows, in the order given; a row may be taken more than once.</summary>
    public Table Take(ReadOnlySpan<int> rows)
    {
        var taken = new TableColumn[Columns.Count];
        for (int i = 0; i < taken.Length; i++)
            taken[i] = Columns[i].Take(rows);
        return new(taken);
    }
}
