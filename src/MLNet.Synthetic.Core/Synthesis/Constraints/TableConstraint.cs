// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>A rule that every row obeys: real ones as far as they are learned from, and synthetic ones without exception.</summary>
/// <remarks>
/// A cell that is missing breaks no rule: an order is kept among the cells that are there, and any other constraint holds in a row in which one of its cells is missing.
/// </remarks>
public abstract class TableConstraint
{
    private protected TableConstraint(IReadOnlyList<string> columnNames, int fewest)
    {
        ArgumentNullException.ThrowIfNull(columnNames);
        if (columnNames.Count < fewest)
            throw new ArgumentException($"At least {fewest} columns are needed, but {columnNames.Count} are named.", nameof(columnNames));
        if (columnNames.GroupBy(n => n).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new ArgumentException($"Column '{twice.Key}' is named twice.", nameof(columnNames));
        ColumnNames = [.. columnNames];
    }

    /// <summary>The columns it is about.</summary>
    public IReadOnlyList<string> ColumnNames { get; }

    /// <summary>Each number or time is at most the next one: a ≤ b ≤ c.</summary>
    /// <param name="columnNames">Two or more columns, all of numbers or all of times.</param>
    /// <exception cref="ArgumentException">Fewer than two columns are named, or one twice.</exception>
    public static TableConstraint Ordered(params IReadOnlyList<string> columnNames) => new OrderConstraint(columnNames, strict: false);

    /// <summary>Each number or time is below the next one: a &lt; b &lt; c.</summary>
    /// <inheritdoc cref="Ordered"/>
    public static TableConstraint StrictlyOrdered(params IReadOnlyList<string> columnNames) => new OrderConstraint(columnNames, strict: true);

    /// <summary>Only combinations of values that occur in the training rows (city and country).</summary>
    /// <param name="columnNames">Two or more columns.</param>
    /// <exception cref="ArgumentException">Fewer than two columns are named, or one twice.</exception>
    public static TableConstraint FixedCombinations(params IReadOnlyList<string> columnNames) => new CombinationConstraint(columnNames, oneHot: false);

    /// <summary>Exactly one of the columns is 1 (or true), the others are 0 (or false), in a combination that occurs in the training rows.</summary>
    /// <param name="columnNames">Two or more columns of the numbers 0 and 1, or of the categories 0 and 1 or False and True.</param>
    /// <exception cref="ArgumentException">Fewer than two columns are named, or one twice.</exception>
    public static TableConstraint OneHot(params IReadOnlyList<string> columnNames) => new CombinationConstraint(columnNames, oneHot: true);

    /// <summary>A number is in a range.</summary>
    /// <param name="columnName">A column of numbers.</param>
    /// <param name="minimum">Smallest number allowed; null: none.</param>
    /// <param name="maximum">Largest number allowed; null: none.</param>
    /// <exception cref="ArgumentException">No bound is given, one is not a number, or the minimum is above the maximum.</exception>
    public static TableConstraint Between(string columnName, double? minimum, double? maximum) => new RangeConstraint(columnName, minimum, maximum);

    /// <summary>A time is in a range.</summary>
    /// <param name="columnName">A column of times.</param>
    /// <param name="earliest">Earliest time allowed; null: none.</param>
    /// <param name="latest">Latest time allowed; null: none.</param>
    /// <exception cref="ArgumentException">No bound is given, or the earliest time is after the latest.</exception>
    public static TableConstraint Between(string columnName, DateTime? earliest, DateTime? latest) => new RangeConstraint(columnName, earliest, latest);

    /// <summary>A total is the sum of its parts, up to half a unit of the last decimal of the total (where the total has no fixed number of decimals: to a millionth of the largest part).</summary>
    /// <param name="totalColumnName">A column of numbers.</param>
    /// <param name="partColumnNames">One or more columns of numbers.</param>
    /// <exception cref="ArgumentException">No part is named, or a column twice.</exception>
    public static TableConstraint Sum(string totalColumnName, params IReadOnlyList<string> partColumnNames) => new SumConstraint(totalColumnName, partColumnNames);

    /// <summary>Whatever a function says. Rows that break it are drawn anew: it cannot be met by construction.</summary>
    /// <param name="description">What the constraint demands, for messages.</param>
    /// <param name="columnNames">The columns the function looks at; it is not asked about a row in which one of them is missing.</param>
    /// <param name="holds">Whether a row obeys. Called from several threads, and must give the same answer every time.</param>
    /// <exception cref="ArgumentException">No column is named, or one twice.</exception>
    public static TableConstraint Custom(string description, IReadOnlyList<string> columnNames, Func<TableRow, bool> holds)
        => new CustomConstraint(description, columnNames, holds);

    /// <summary>What the constraint demands.</summary>
    public abstract override string ToString();

    /// <summary>The constraint with what it takes from the training table.</summary>
    /// <param name="table">Training rows, with all columns of the constraint.</param>
    /// <param name="schema">What is known of them.</param>
    /// <exception cref="ArgumentException">A column is of a kind the constraint cannot be about.</exception>
    internal abstract RowRule Learn(Table table, TableSchema schema);

    private protected ArgumentException WrongKind(TableColumn column, string wanted)
        => new($"The constraint '{this}' needs {wanted}, but column '{column.Name}' holds {(column is CategoryColumn ? "categories" : column is TimestampColumn ? "times" : column.Kind.ToString())}.");
}
