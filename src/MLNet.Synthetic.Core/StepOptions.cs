// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Text.Json.Serialization;

namespace MLNet.Synthetic;

/// <summary>What every step that changes training data can be told, whatever it does to them.</summary>
public abstract record StepOptions
{
    /// <summary>Seed of the step; null: drawn from the <c>MLContext</c>, so that its seed decides.</summary>
    public int? Seed { get; init; }

    /// <summary>
    /// Columns that the step works on besides the label; null: those it finds fit. A resampling step (<see cref="ResamplingOptions"/>) takes the numeric vector column
    /// <c>Features</c> where there is one, else every visible column that is numeric, Boolean, text, key, time or a numeric vector, and copies all other columns of a new row from the
    /// row it grew from. A synthesis step (<see cref="SynthesisOptions"/>) takes every such column but ids and free text; of the others, ids get new numbers and the rest is missing.
    /// </summary>
    public IReadOnlyList<string>? FeatureColumnNames { get; init; }

    /// <summary>Numeric feature columns that are really codes of categories (a month, a postal code). Text, key and Boolean columns are nominal without being named.</summary>
    public IReadOnlyList<string> CategoricalColumnNames { get; init; } = [];

    /// <summary>Name of a Boolean column to add: true for synthetic rows, false everywhere else; null: none.</summary>
    public string? SyntheticFlagColumnName { get; init; }

    /// <summary>Told how far the work has come; may be called from any thread.</summary>
    [JsonIgnore]
    public IProgress<RunProgress>? Progress { get; init; }

    /// <summary>Asks the step to stop: it then throws <see cref="OperationCanceledException"/>.</summary>
    [JsonIgnore]
    public CancellationToken Cancellation { get; init; }

    /// <summary>Most threads to use, ≥ 1; null: all cores. The rows do not depend on it.</summary>
    public int? MaxDegreeOfParallelism { get; init; }

    /// <summary>Checks what all steps share.</summary>
    /// <exception cref="ArgumentException">A setting is out of range; the message names it.</exception>
    private protected void ValidateShared()
    {
        if (MaxDegreeOfParallelism is int degree)
            ArgumentOutOfRangeException.ThrowIfLessThan(degree, 1, nameof(MaxDegreeOfParallelism));
        if (SyntheticFlagColumnName is not null)
            ArgumentException.ThrowIfNullOrWhiteSpace(SyntheticFlagColumnName, nameof(SyntheticFlagColumnName));
        if (FeatureColumnNames is { Count: 0 })
            throw new ArgumentException("Name at least one column, or leave it null for all.", nameof(FeatureColumnNames));
        ArgumentNullException.ThrowIfNull(CategoricalColumnNames);
    }
}
