// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Settings of <see cref="RelationalEvaluation"/>.</summary>
public sealed record RelationalEvaluationOptions
{
    /// <summary>Name of the column of the child table that holds the key of the parent; null: as in the parent table.</summary>
    public string? ForeignKeyColumnName { get; init; }

    /// <summary>Column of the child table in whose order the children of a parent stand; null: in the order of the table.</summary>
    public string? OrderColumnName { get; init; }

    /// <summary>Numeric columns of either table that hold codes of categories.</summary>
    public IReadOnlyList<string> CategoricalColumnNames { get; init; } = [];

    /// <summary>Columns of either table to leave out.</summary>
    public IReadOnlyList<string> IgnoredColumnNames { get; init; } = [];

    /// <summary>Most rows of each table to use, ≥ 2; a larger table is sampled.</summary>
    public int MaxRows { get; init; } = 50_000;

    /// <summary>Bootstrap samples behind each interval, ≥ 2.</summary>
    public int Bootstraps { get; init; } = 50;

    /// <summary>Seed of everything random; null: drawn from the <c>MLContext</c>.</summary>
    public int? Seed { get; init; }

    /// <summary>Told how far the work has come; may be called from any thread.</summary>
    public IProgress<RunProgress>? Progress { get; init; }

    /// <summary>Asks the work to stop: it then throws <see cref="OperationCanceledException"/>.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>Most threads to use, ≥ 1; null: all cores. The figures do not depend on it.</summary>
    public int? MaxDegreeOfParallelism { get; init; }
}
