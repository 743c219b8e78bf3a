// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Every column drawn on its own: right in each column and wrong between any two. The baseline that a synthesizer has to beat.</summary>
/// <remarks>
/// The product of the empirical margins: x_j = F_j⁻¹(u), u ~ U[0, 1), for each column j on its own. Categories, missing values and numbers that at least 5 rows share come back with their shares; a rarer number
/// is smoothed over the stretch halfway to the numbers beside it, so that no single row's number is copied. O(n log n) a column to learn, O(log n) a cell to draw.
/// </remarks>
public sealed class IndependentColumns : ITableSynthesizer
{
    /// <summary>The algorithm with its settings.</summary>
    /// <param name="options">Settings; null: the defaults.</param>
    /// <exception cref="ArgumentException">A setting is out of range; the message names it.</exception>
    public IndependentColumns(IndependentColumnsOptions? options = null) => options?.Validated();

    /// <inheritdoc/>
    public ITableModel Fit(Table table, TableSchema schema, RunContext run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return new IndependentColumnsModel(schema, MarginalColumn.Learn(table, schema, orderByLabel: false, run));
    }
}
