// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>A constraint with what it has taken from the training rows: it can tell whether a row obeys, and may know how to mend one.</summary>
internal abstract class RowRule(TableConstraint constraint)
{
    /// <summary>What the user asked for.</summary>
    public TableConstraint Constraint { get; } = constraint;

    /// <summary>Tells of each row of a table, by number, whether it obeys.</summary>
    public abstract Predicate<int> Over(Table table);

    /// <summary>Changes cells of a row so that it obeys, as far as the rule knows how.</summary>
    /// <param name="table">The table; its arrays are written to.</param>
    /// <param name="row">Number of the row.</param>
    /// <param name="isFree">Whether the cells of a column may be changed.</param>
    public virtual void Repair(Table table, int row, Predicate<string> isFree)
    {
    }

    /// <summary>A test that leaves out rows in which one of some cells is missing.</summary>
    protected static Predicate<int> WhereObserved(Table table, IReadOnlyList<string> columnNames, Predicate<int> test)
    {
        TableColumn[] columns = [.. columnNames.Select(name => table[name])];
        return row => Array.Exists(columns, c => double.IsNaN(TableRows.Number(c, row))) || test(row);
    }
}
