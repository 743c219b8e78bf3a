// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic.Testing;

/// <summary>Which reorderings of the feature columns leave the new rows the same, column for column.</summary>
public enum ColumnReordering
{
    /// <summary>Every one.</summary>
    Any,

    /// <summary>Those that keep the nominal columns in their order among themselves.</summary>
    OfNumericColumns,

    /// <summary>None.</summary>
    None,
}

/// <summary>An oversampler under the contract that all of them keep.</summary>
/// <param name="Name">What the test report calls it.</param>
/// <param name="Create">Makes the oversampler with its default settings and a strategy.</param>
/// <param name="Columns">The kinds of columns it is tested on.</param>
public sealed record ResamplerCase(string Name, Func<SamplingStrategy, IResampler> Create, FeatureMix Columns)
{
    /// <summary>Neighbours it looks for; 0: it needs none, so that a class of a single row can grow.</summary>
    public int Neighbors { get; init; } = 5;

    /// <summary>Whether a missing cell is data to it; where not, it refuses the rows.</summary>
    public bool TakesMissing { get; init; } = true;

    /// <summary>Reorderings of the columns that reorder the new rows in the same way.</summary>
    public ColumnReordering Reordering { get; init; } = ColumnReordering.Any;

    /// <summary>Why not every reordering does; null: every one does.</summary>
    public string? ReorderingReason { get; init; }

    /// <summary>Made rows of the columns it takes.</summary>
    /// <param name="rowsByClass">Rows of class a, b, c, ...</param>
    /// <param name="seed">Seed of the data.</param>
    public ResamplingInput Rows(int[] rowsByClass, long seed = 1) => MadeData.Of(Columns, rowsByClass, seed);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
