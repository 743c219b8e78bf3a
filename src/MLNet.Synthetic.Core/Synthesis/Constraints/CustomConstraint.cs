// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>A rule in the user's own code.</summary>
internal sealed class CustomConstraint : TableConstraint
{
    private readonly string _description;
    private readonly Func<TableRow, bool> _holds;

    public CustomConstraint(string description, IReadOnlyList<string> columnNames, Func<TableRow, bool> holds) : base(columnNames, fewest: 1)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(description);
        ArgumentNullException.ThrowIfNull(holds);
        (_description, _holds) = (description, holds);
    }

    /// <inheritdoc/>
    public override string ToString() => _description;

    /// <summary>Whether another constraint goes by the same description and is about the same columns.</summary>
    public bool IsNamedLike(CustomConstraint other) => _description == other._description && ColumnNames.SequenceEqual(other.ColumnNames);

    internal override RowRule Learn(Table table, TableSchema schema) => Learn();

    /// <summary>The rule: it takes nothing from the training rows.</summary>
    public RowRule Learn() => new Rule(this);

    private sealed class Rule(CustomConstraint custom) : RowRule(custom)
    {
        public override Predicate<int> Over(Table table) => WhereObserved(table, custom.ColumnNames, row => custom._holds(new TableRow(table, row)));
    }
}
