// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Settings of <see cref="FamilySynthesizer"/>: two tables, one row of the first (the parent) to any number of rows of the second (its children).</summary>
public sealed record RelationalOptions
{
    /// <summary>Name of the column of the child table that holds the key of the parent; null: as in the parent table.</summary>
    public string? ForeignKeyColumnName { get; init; }

    /// <summary>Name of the child table's own key: new ones are made. Null: a column of different whole numbers or texts whose name ends in "id" is taken for one.</summary>
    public string? ChildKeyColumnName { get; init; }

    /// <summary>
    /// Column of the child table, a number or a time without missing values, in whose order the children of a parent stand: each child is then drawn as a step ≥ 0 from the one before it.
    /// Null: in the order of the table.
    /// </summary>
    public string? OrderColumnName { get; init; }

    /// <summary>What a child row is drawn given, besides the columns of its parent.</summary>
    public SiblingContext Siblings { get; init; } = SiblingContext.Earlier;

    /// <summary>What is done with child rows that belong to no parent row.</summary>
    public OrphanRows Orphans { get; init; } = OrphanRows.Refuse;

    /// <summary>What learns the parent table, and how: the algorithm, columns, constraints. Its seed, mode, flag, progress, cancellation and threads are not used.</summary>
    public SynthesisOptions Parent { get; init; } = new SequentialTreesOptions();

    /// <summary>What learns the child table, and how, as for <see cref="Parent"/>. The algorithm must be able to draw rows given any columns: sequential trees, a hidden tree, a copula or independent columns.</summary>
    public SynthesisOptions Child { get; init; } = new SequentialTreesOptions();

    /// <summary>Seed; null: drawn from the <c>MLContext</c>.</summary>
    public int? Seed { get; init; }

    /// <summary>Told how far the work has come; may be called from any thread.</summary>
    public IProgress<RunProgress>? Progress { get; init; }

    /// <summary>Asks the work to stop: it then throws <see cref="OperationCanceledException"/>.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>Most threads to use, ≥ 1; null: all cores. The rows do not depend on it.</summary>
    public int? MaxDegreeOfParallelism { get; init; }

    /// <summary>Checks the settings.</summary>
    /// <exception cref="ArgumentException">A setting is out of range; the message names it.</exception>
    internal RelationalOptions Validated()
    {
        ArgumentNullException.ThrowIfNull(Parent);
        ArgumentNullException.ThrowIfNull(Child);
        if (MaxDegreeOfParallelism is int degree)
            ArgumentOutOfRangeException.ThrowIfLessThan(degree, 1, nameof(MaxDegreeOfParallelism));
        if (!Enum.IsDefined(Siblings))
            throw new ArgumentOutOfRangeException(nameof(Siblings), Siblings, "There is no such context.");
        if (!Enum.IsDefined(Orphans))
            throw new ArgumentOutOfRangeException(nameof(Orphans), Orphans, "There is no such choice.");
        foreach (var (name, value) in ((string, string?)[])[(nameof(ForeignKeyColumnName), ForeignKeyColumnName), (nameof(ChildKeyColumnName), ChildKeyColumnName), (nameof(OrderColumnName), OrderColumnName)])
        {
            if (value is not null)
                ArgumentException.ThrowIfNullOrWhiteSpace(value, name);
        }

        return this;
    }
}
