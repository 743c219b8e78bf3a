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
        return new Model(schema, MarginalColumn.Learn(table, schema, orderByLabel: false, run));
    }

    private sealed class Model(TableSchema schema, MarginalColumn[] columns) : ITableModel
    {
        private const int RowsBetweenLooks = 1024;                    // at whether to stop

        public TableSchema Schema => schema;

        public int BlockRows => 1 << 14;

        public bool CanFix(IReadOnlyCollection<string> columnNames) => columnNames.All(name => schema.Columns.Any(c => c.Name == name));

        public Table Sample(int rows, Table? given, RunContext run)
        {
            ArgumentNullException.ThrowIfNull(run);
            GivenColumns.Check(given, rows, this);
            var drawn = new TableColumn[columns.Length];
            run.ForChunks(columns.Length, 1, (j, _, _) => drawn[j] = GivenColumns.Find(given, columns[j].Schema.Name) ?? Draw(columns[j], rows, run));
            return new(drawn);
        }

        private static TableColumn Draw(MarginalColumn column, int rows, RunContext run)
        {
            var random = run.Random.Fork(column.Schema.Name);         // a stream for each column, whatever its place
            var values = new double[rows];
            for (int i = 0; i < rows; i++)
            {
                if (i % RowsBetweenLooks == 0)
                    run.Cancellation.ThrowIfCancellationRequested();
                values[i] = column.Margin.At(random.NextDouble());
            }

            return column.Codec.Decode(values);
        }
    }
}
