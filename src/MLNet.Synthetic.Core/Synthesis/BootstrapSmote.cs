// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>SMOTE for a whole table: rows on the segments between a training row, drawn with replacement, and its nearest rows of the same class. A baseline: simple, and of poor privacy.</summary>
/// <remarks>
/// Chawla, Bowyer, Hall, Kegelmeyer (2002), "SMOTE: Synthetic Minority Over-sampling Technique", JAIR 16, 321–357, grown to a generator as in Kotelnikov, Baranchuk, Rubachev, Babenko (2023), "TabDDPM", ICML,
/// where it is the baseline of utility. s = a + u (b − a), u ~ U[0, 1), b one of the k nearest rows of the class of a; classes keep their shares. Neighbours are exact, by Gower's distance.
/// Differences: a category is that of the nearer end; a missing value, and a number that at least 5 % of the rows share, is kept; where b has such a one, the next neighbour that has a number of its own takes its
/// place. Without a label, or where it is a quantity, all rows are one class. Not for release: every row lies beside a real one, and a saved model holds the training rows. O(Σ m² d) to learn, m the rows of a
/// class; O(d) a row to draw.
/// </remarks>
/// <param name="options">Settings; null: the defaults.</param>
/// <exception cref="ArgumentException">A setting is out of range; the message names it.</exception>
public sealed class BootstrapSmote(BootstrapSmoteOptions? options = null) : ITableSynthesizer
{
    private readonly BootstrapSmoteOptions _options = (options ?? new()).Validated();

    /// <inheritdoc/>
    public ITableModel Fit(Table table, TableSchema schema, RunContext run)
    {
        ArgumentNullException.ThrowIfNull(run);
        MarginalColumn.Check(table, schema);
        run.Cancellation.ThrowIfCancellationRequested();
        BootstrapColumn[] columns = [.. table.Columns.Zip(schema.Columns, BootstrapColumn.Of)];
        var classes = BootstrapColumn.Classes(columns);
        var compared = Compared(table, schema);
        var points = new GowerSpace(compared).Rows(compared);

        var neighbors = new int[table.Count][];                       // of each row, nearest first: (k), fewer in a small class
        int done = 0, alone = 0;
        foreach (int[] members in classes.Values)                     // row numbers of a class, (m)
        {
            int k = Math.Min(_options.Neighbors, members.Length - 1);
            var rows = points.Take(members);
            var nearest = k == 0 ? null : new GowerSearch(rows).Nearest(rows, k, run, same: true);
            for (int i = 0; i < members.Length; i++)
                neighbors[members[i]] = nearest is null ? [] : [.. nearest[i].ToArray().Select(near => members[near])];
            alone += k == 0 ? 1 : 0;
            run.Step("SMOTE: neighbours", done += members.Length, table.Count);
        }

        if (alone > 0)
            run.Warn($"SMOTE: {alone:N0} rows have no other row of their class and come back as they are.");
        return new BootstrapSmoteModel(schema, columns, neighbors, _options.Neighbors);
    }

    /// <summary>The table with numbers that are codes as categories: two different ones are no nearer for being close. Within a class the label adds nothing to a distance.</summary>
    private static Table Compared(Table table, TableSchema schema) => new([.. table.Columns.Zip(schema.Columns, (column, known) =>
    {
        if (column is CategoryColumn || known.Kind != ColumnKind.Category)
            return column;
        var values = RowGroups.Of([new Table(column)]);
        return new CategoryColumn(column.Name, values.Groups[0], [.. Enumerable.Range(0, values.Count).Select(code => $"{code}")]);
    })]);
}
