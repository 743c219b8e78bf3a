// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>What a resampler returns: which old rows stay, and the new rows behind them.</summary>
public sealed class ResampledRows
{
    /// <summary>Describes the resampled rows.</summary>
    /// <param name="kept">Numbers of the old rows that stay, ascending; null: all.</param>
    /// <param name="sources">The old row that each new row grew from, (m). Columns that were not features are copied from it.</param>
    /// <param name="classes">Class code of each new row, (m); empty when labels are numbers.</param>
    /// <param name="values">Features of the new rows, (m, d); null: each is an exact copy of its source.</param>
    /// <param name="targets">Numeric label of each new row, (m), where labels are numbers; null: that of its source.</param>
    /// <exception cref="ArgumentException">Lengths do not match.</exception>
    public ResampledRows(int[]? kept, int[] sources, int[] classes, Matrix? values, double[]? targets = null)
    {
        ArgumentNullException.ThrowIfNull(sources);
        ArgumentNullException.ThrowIfNull(classes);
        if ((classes.Length != sources.Length && targets is null) || (targets is not null && targets.Length != sources.Length) || (values is not null && values.Rows != sources.Length))
            throw new ArgumentException($"{sources.Length} sources but {targets?.Length ?? classes.Length} labels and {values?.Rows} rows of values.", nameof(sources));
        (Kept, Sources, Classes, Values, Targets) = (kept, sources, classes, values, targets);
    }

    /// <summary>Numbers of the old rows that stay, ascending; null: all of them.</summary>
    public int[]? Kept { get; }

    /// <summary>The old row that each new row grew from, (m).</summary>
    public int[] Sources { get; }

    /// <summary>Class code of each new row, (m); empty when labels are numbers.</summary>
    public int[] Classes { get; }

    /// <summary>Numeric label of each new row, (m); null: classes, or that of its source.</summary>
    public double[]? Targets { get; }

    /// <summary>Features of the new rows, (m, d); null: each new row is an exact copy of its source.</summary>
    public Matrix? Values { get; }

    /// <summary>Number of new rows, m.</summary>
    public int Count => Sources.Length;
}
