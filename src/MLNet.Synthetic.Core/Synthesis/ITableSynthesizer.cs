// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>An algorithm that learns how the rows of a table are distributed, so that new rows can be drawn.</summary>
/// <remarks>Implementations keep no state between calls and do not change their input: the same table, schema and seed give the same model.</remarks>
public interface ITableSynthesizer
{
    /// <summary>Learns a table.</summary>
    /// <param name="table">
    /// The columns to learn, all with the role <see cref="ColumnRole.Feature"/> or <see cref="ColumnRole.Label"/> and of kind
    /// <see cref="ColumnKind.Numeric"/>, <see cref="ColumnKind.Category"/> or <see cref="ColumnKind.Timestamp"/>; n ≥ 1 rows. Not changed.
    /// A <see cref="NumericColumn"/> whose schema says <see cref="ColumnKind.Category"/> holds codes of categories.
    /// </param>
    /// <param name="schema">What is known of exactly these columns, in the same order.</param>
    /// <param name="run">Randomness, progress, messages, cancellation and threads.</param>
    /// <exception cref="SyntheticDataException">The table cannot be learned.</exception>
    /// <exception cref="OperationCanceledException">The run was asked to stop.</exception>
    ITableModel Fit(Table table, TableSchema schema, RunContext run);
}
