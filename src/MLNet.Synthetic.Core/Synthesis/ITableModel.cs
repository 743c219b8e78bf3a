// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>What a table synthesizer has learned: immutable, and safe for use by several threads at once.</summary>
public interface ITableModel
{
    /// <summary>What is known of the columns the model makes, in order.</summary>
    TableSchema Schema { get; }

    /// <summary>
    /// Rows that are drawn together, ≥ 1. A long table is drawn in blocks of this size, each from a stream of its own, so that any part of it can be made
    /// without the rest, and a longer table starts with the rows of a shorter one.
    /// </summary>
    int BlockRows { get; }

    /// <summary>Whether rows can be drawn exactly, without rejection, when the values of these columns are given.</summary>
    /// <param name="columnNames">Names of columns of <see cref="Schema"/>.</param>
    bool CanFix(IReadOnlyCollection<string> columnNames);

    /// <summary>Draws rows.</summary>
    /// <param name="rows">How many rows, ≥ 0.</param>
    /// <param name="given">Columns whose values are fixed, each with one value a row (a category column has the levels of the training table); null: none.</param>
    /// <param name="run">Randomness, progress, messages, cancellation and threads. The rows depend on its random stream only, not on the number of threads.</param>
    /// <returns>All columns of <see cref="Schema"/>, (rows): those given as they were given, the others drawn. Category columns have the levels of the training table.</returns>
    /// <exception cref="ArgumentException"><see cref="CanFix"/> denies the given columns, or a column is not in the schema.</exception>
    Table Sample(int rows, Table? given, RunContext run);
}
