// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Fitted <see cref="IndependentColumns"/>.</summary>
internal sealed class IndependentColumnsModel(TableSchema schema, MarginalColumn[] columns) : ITableModel
{
    private const int RowsBetweenLooks = 1024;                    // at whether to stop

    public TableSchema Schema => schema;

    /// <summary>The columns.</summary>
    public IReadOnlyList<MarginalColumn> Columns => columns;

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
