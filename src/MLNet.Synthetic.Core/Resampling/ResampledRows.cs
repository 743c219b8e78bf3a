// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>What a resampler returns: which old rows stay, and the new rows behind them.</summary>
public sealed class ResampledRows
{
    /// <summary>Describes the resampled rows.</summary>
    /// <param name="kept">Numbers of the old rows that stay, ascending; null: all.</param>
    /// <param name="sources">The old row that each new row grew from, (m). Columns that were not features are copied from it.</param>
    /// <param name="classes">Class code of each new row, (m).</param>
    /// <param name="values">Features of the new rows, (m, d); null: each is an exact copy of its source.</param>
    /// <exception cref="ArgumentException">Lengths do not match.</exception>
    public ResampledRows(int[]? kept, int[] sources, int[] classes, Matrix? values)
    {
        ArgumentNullException.ThrowIfNull(sources);
        ArgumentNullException.ThrowIfNull(classes);
        if (classes.Length != sources.Length || (values is not null && values.Rows != sources.Length))
            throw new ArgumentException($"{sources.Length} sources but {classes.Length} classes and {values?.Rows} rows of values.", nameof(sources));
        (Kept, Sources, Classes, Values) = (kept, sources, classes, values);
    }

    /// <summary>Numbers of the old rows that stay, ascending; null: all of them.</summary>
    public int[]? Kept { get; }

    /// <summary>The old row that each new row grew from, (m).</summary>
    public int[] Sources { get; }

    /// <summary>Class code of each new row, (m).</summary>
    public int[] Classes { get; }

    /// <summary>Features of the new rows, (m, d); null: each new row is an exact copy of its source.</summary>
    public Matrix? Values { get; }

    /// <summary>Number of new rows, m.</summary>
    public int Count => Sources.Length;
}
