// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>A model that also says how likely a row is: for outliers, membership tests and the weighing of rows.</summary>
public interface ITableDensity : ITableModel
{
    /// <summary>The log-likelihood of each row.</summary>
    /// <param name="table">Rows, n ≥ 0, with columns of the types and levels the model was fitted on. Columns that are not there are summed out.</param>
    /// <param name="run">Messages, cancellation and threads.</param>
    /// <returns>Natural logarithms, (n), finite; comparable between rows of one model.</returns>
    /// <exception cref="ArgumentException">A column is not in the schema of the model or of another type.</exception>
    double[] LogLikelihood(Table table, RunContext run);
}
