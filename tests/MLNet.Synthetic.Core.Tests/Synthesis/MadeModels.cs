// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;

namespace MLNet.Synthetic.Tests;

/// <summary>Draws whole rows of the training table: the joint distribution is exactly that of the rows, and so is the one given some columns.</summary>
/// <param name="fixable">Columns that can be given; null: all.</param>
internal sealed class WholeRows(IReadOnlyCollection<string>? fixable = null) : ITableSynthesizer
{
    public ITableModel Fit(Table table, TableSchema schema, RunContext run) => new Model(table, schema, fixable);

    private sealed class Model(Table table, TableSchema schema, IReadOnlyCollection<string>? fixable) : ITableModel
    {
        public TableSchema Schema => schema;

        public int BlockRows => 500;

        public bool CanFix(IReadOnlyCollection<string> columnNames) => fixable is null || columnNames.All(fixable.Contains);

        public Table Sample(int rows, Table? given, RunContext run)
        {
            GivenColumns.Check(given, rows, this);
            var drawn = new int[rows];
            var alike = given is null ? null : Enumerable.Range(0, table.Count).ToLookup(i => Key(given.Columns.Select(g => table[g.Name]), i));
            run.ForChunks(rows, 64, (chunk, start, end) =>
            {
                var random = run.Random.Fork("rows").Fork(chunk);
                for (int i = start; i < end; i++)
                    drawn[i] = Draw([.. alike?[Key(given!.Columns, i)] ?? []], random);
            });
            var taken = table.Take(drawn);
            return new([.. taken.Columns.Select(c => given?.Columns.FirstOrDefault(g => g.Name == c.Name) ?? c)]);
        }

        private int Draw(int[] alike, Rng random) => alike.Length == 0 ? random.Next(table.Count) : alike[random.Next(alike.Length)];

        private static string Key(IEnumerable<TableColumn> columns, int row) => string.Join('|', columns.Select(c => TableRows.Number(c, row).ToString("R", CultureInfo.InvariantCulture)));
    }
}

/// <summary>Draws each cell from another row, and numbers with noise and beyond their decimals and range: whatever a constraint demands, it gets wrong.</summary>
internal sealed class LooseCells : ITableSynthesizer
{
    public ITableModel Fit(Table table, TableSchema schema, RunContext run) => new Model(table, schema);

    private sealed class Model(Table table, TableSchema schema) : ITableModel
    {
        public TableSchema Schema => schema;

        public int BlockRows => 500;

        public bool CanFix(IReadOnlyCollection<string> columnNames) => true;

        public Table Sample(int rows, Table? given, RunContext run) => new([.. table.Columns.Select(c => given?.Columns.FirstOrDefault(g => g.Name == c.Name) ?? Draw(c, rows, run))]);

        private static TableColumn Draw(TableColumn column, int rows, RunContext run)
        {
            var random = run.Random.Fork(column.Name);
            int[] drawn = new int[rows];
            for (int i = 0; i < rows; i++)
                drawn[i] = random.Next(column.Count);
            var taken = column.Take(drawn);
            if (taken is NumericColumn { Values: var values })
            {
                for (int i = 0; i < rows; i++)
                    values[i] += 0.3 * random.NextGaussian() * Math.Abs(values[i]);
            }

            return taken;
        }
    }
}
