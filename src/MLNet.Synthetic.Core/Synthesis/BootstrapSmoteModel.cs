// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Fitted <see cref="BootstrapSmote"/>: the training rows, and the neighbours of each.</summary>
internal sealed class BootstrapSmoteModel(TableSchema schema, BootstrapColumn[] columns, int[][] neighbors, int mostNeighbors) : ITableModel
{
    private const int RowsPerChunk = 1024;
    private readonly SortedDictionary<double, int[]> _classes = BootstrapColumn.Classes(columns);

    public TableSchema Schema => schema;

    /// <summary>The training rows, column by column.</summary>
    public IReadOnlyList<BootstrapColumn> Columns => columns;

    /// <summary>Neighbours of each training row, all of its class, (n, k or fewer).</summary>
    public int[][] Neighbors => neighbors;

    /// <summary>Neighbours of a row of a large class, k.</summary>
    public int MostNeighbors => mostNeighbors;

    public int BlockRows => 1 << 14;

    public bool CanFix(IReadOnlyCollection<string> columnNames) => columnNames.All(name => columns.Any(c => c.Schema.Name == name && c.IsClass));

    public Table Sample(int rows, Table? given, RunContext run)
    {
        ArgumentNullException.ThrowIfNull(run);
        GivenColumns.Check(given, rows, this);
        var bases = given is null || given.Columns.Count == 0 ? null : RowsOfClasses(given.Columns[0]);
        var segments = new Segment[rows];
        run.ForChunks(rows, RowsPerChunk, (chunk, start, end) =>
        {
            var random = run.Random.Fork(chunk);
            for (int i = start; i < end; i++)
            {
                int a = bases is null ? random.Next(neighbors.Length) : bases[i][random.Next(bases[i].Length)];
                segments[i] = new(a, neighbors[a].Length == 0 ? 0 : random.Next(neighbors[a].Length), random.NextDouble());
            }
        });

        var drawn = new TableColumn[columns.Length];
        run.ForChunks(columns.Length, 1, (j, _, _) => drawn[j] = GivenColumns.Find(given, columns[j].Schema.Name) ?? columns[j].Between(segments, neighbors));
        return new(drawn);
    }

    /// <summary>The training rows of the class that each row is given, (rows, m).</summary>
    private int[][] RowsOfClasses(TableColumn given)
    {
        double[] classes = columns.Single(c => c.IsClass).Codec.Encode(given);
        var rows = new int[classes.Length][];
        for (int i = 0; i < rows.Length; i++)
        {
            rows[i] = _classes.TryGetValue(classes[i], out int[]? members) ? members : throw new ArgumentException(
                $"Column '{given.Name}' is given as {TableRows.Text(given, i)} in row {i}, which did not occur in the training rows.", nameof(given));
        }

        return rows;
    }
}
