// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;

namespace MLNet.Synthetic;

/// <summary>Settings of <see cref="SyntheticCatalog.Evaluate"/>.</summary>
public sealed record EvaluationOptions
{
    /// <summary>
    /// Real rows that the synthesizer has not seen: the noise floor of every score. Null: the training rows are split in halves to have a floor, and what needs unseen rows
    /// (whether training rows were copied or can be recognised) is not judged.
    /// </summary>
    public IDataView? Holdout { get; init; }

    /// <summary>Name of the label that models are to predict; null: none, and utility and fairness are not measured.</summary>
    public string? LabelColumnName { get; init; }

    /// <summary>Columns of protected groups (sex, age band); fairness is measured for each.</summary>
    public IReadOnlyList<string> ProtectedColumnNames { get; init; } = [];

    /// <summary>Columns that an attacker may know of a person; empty: chosen from the data, and the report says which.</summary>
    public IReadOnlyList<string> QuasiIdentifierColumnNames { get; init; } = [];

    /// <summary>Columns whose values are to stay secret; empty: chosen from the data, and the report says which.</summary>
    public IReadOnlyList<string> SensitiveColumnNames { get; init; } = [];

    /// <summary>Numeric columns that are really codes of categories (a month, a postal code).</summary>
    public IReadOnlyList<string> CategoricalColumnNames { get; init; } = [];

    /// <summary>Columns to leave out. They are not read.</summary>
    public IReadOnlyList<string> IgnoredColumnNames { get; init; } = [];

    /// <summary>Most rows of each table to measure, ≥ 2: of a larger one as many are drawn at random, and the report says so.</summary>
    public int MaxRows { get; init; } = 50_000;

    /// <summary>Bootstrap samples behind each 95 % interval, ≥ 2.</summary>
    public int Bootstraps { get; init; } = 50;

    /// <summary>Parts to measure.</summary>
    public EvaluationSections Sections { get; init; } = EvaluationSections.All;

    /// <summary>Seed of everything random; null: drawn from the <c>MLContext</c>.</summary>
    public int? Seed { get; init; }

    /// <summary>Told how far the work has come; may be called from any thread.</summary>
    public IProgress<RunProgress>? Progress { get; init; }

    /// <summary>Asks the evaluation to stop: it then throws <see cref="OperationCanceledException"/>.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>Most threads to use, ≥ 1; null: all cores. The figures do not depend on it.</summary>
    public int? MaxDegreeOfParallelism { get; init; }

    internal EvaluationOptions Validated()
    {
        foreach (var (names, property) in new[]
        {
            (ProtectedColumnNames, nameof(ProtectedColumnNames)), (QuasiIdentifierColumnNames, nameof(QuasiIdentifierColumnNames)),
            (SensitiveColumnNames, nameof(SensitiveColumnNames)), (CategoricalColumnNames, nameof(CategoricalColumnNames)), (IgnoredColumnNames, nameof(IgnoredColumnNames)),
        })
        {
            ArgumentNullException.ThrowIfNull(names, property);
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(MaxRows, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(Bootstraps, 2);
        if (MaxDegreeOfParallelism is int degree)
            ArgumentOutOfRangeException.ThrowIfLessThan(degree, 1, nameof(MaxDegreeOfParallelism));
        if ((Sections & EvaluationSections.All) == EvaluationSections.None)
            throw new ArgumentException("Name at least one section to measure.", nameof(Sections));
        return this;
    }
}
