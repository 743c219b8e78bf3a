// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Columns that a model does not see as they are but as another column, or not at all, so that what it draws obeys a constraint whatever it draws.</summary>
internal abstract class ColumnRewrite
{
    /// <summary>Columns that must be there to make <see cref="Writes"/>; they stay as they are.</summary>
    public abstract IReadOnlyList<string> Reads { get; }

    /// <summary>Columns that are made from the others and from the one that stands for them.</summary>
    public abstract IReadOnlyList<string> Writes { get; }

    /// <summary>What is known of the column that stands for <see cref="Writes"/>; null: nothing does.</summary>
    public abstract ColumnSchema? Schema { get; }

    /// <summary>The column that stands for <see cref="Writes"/>; null when rows with these values cannot be drawn or nothing stands for them.</summary>
    /// <param name="table">Rows with <see cref="Reads"/> and <see cref="Writes"/>.</param>
    public abstract TableColumn? Encode(Table table);

    /// <summary>The columns <see cref="Writes"/>, in that order.</summary>
    /// <param name="standIn">What stands for them, as drawn.</param>
    /// <param name="columns">The other columns by name.</param>
    public abstract TableColumn[] Decode(TableColumn? standIn, Func<string, TableColumn> columns);

    /// <summary>What is known of numbers that stand for a column: its name and role, and their range.</summary>
    protected static ColumnSchema Describe(ColumnSchema column, double[] values)
        => TableSchema.Infer(new Table(new NumericColumn(column.Name, values))).Columns[0] with { Kind = ColumnKind.Numeric, Role = column.Role };
}
