// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>What <see cref="SequentialTrees"/> learned: a tree for each column, in the order in which columns are drawn.</summary>
/// <param name="schema">The columns.</param>
/// <param name="codes">How each column is coded, in the order of the schema.</param>
/// <param name="order">Places of the columns in the order of drawing.</param>
/// <param name="trees">Tree of each column, in the order of drawing.</param>
/// <param name="trainingRows">Rows that were learned from.</param>
/// <param name="donorDraw">How rows choose among the donors of their leaf.</param>
internal sealed class SequentialTreesModel(TableSchema schema, ColumnCodes[] codes, int[] order, ConditionalTree[] trees, int trainingRows, DonorDraw donorDraw) : ITableModel
{
    private const int LeastBlock = 1024, MostBlock = 65_536, RowsPerChunk = 4096, LeavesPerChunk = 32;

    /// <inheritdoc/>
    public TableSchema Schema { get; } = schema;

    /// <summary>As many rows as were learned from, between 1,024 and 65,536: the rows of a block share the donors of a leaf evenly.</summary>
    public int BlockRows { get; } = Math.Clamp(trainingRows, LeastBlock, MostBlock);

    /// <summary>Columns in the order of drawing.</summary>
    public IEnumerable<string> Order => order.Select(j => Schema.Columns[j].Name);

    /// <summary>The trees, in the order of drawing.</summary>
    public IReadOnlyList<ConditionalTree> Trees => trees;

    /// <summary>Whether the columns are those drawn first.</summary>
    public bool CanFix(IReadOnlyCollection<string> columnNames)
    {
        ArgumentNullException.ThrowIfNull(columnNames);
        var names = columnNames.ToHashSet();
        return Order.Take(names.Count).All(names.Contains);
    }

    /// <inheritdoc/>
    public Table Sample(int rows, Table? given, RunContext run)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentNullException.ThrowIfNull(run);
        CheckGiven(rows, given);

        var drawn = new DrawnColumn[order.Length];                    // in the order of the schema
        byte[][] known = new byte[order.Length][];
        int fixedColumns = given?.Columns.Count ?? 0;
        for (int at = 0; at < order.Length; at++)
        {
            int j = order[at];
            drawn[j] = at < fixedColumns ? codes[j].Given(given![Schema.Columns[j].Name]) : Draw(at, known, rows, run);
            known[j] = drawn[j].Codes;
        }

        return new(Array.ConvertAll(drawn, column => column.ToColumn()));
    }

    private DrawnColumn Draw(int at, byte[][] known, int rows, RunContext run)
    {
        var tree = trees[at];
        var column = codes[order[at]].Draw(rows);
        var leaves = LeafRows.Of(tree, known, rows, RowsPerChunk, run);
        var random = run.Random.Fork(Schema.Columns[order[at]].Name);
        run.ForChunks(tree.Leaves, LeavesPerChunk, (_, first, end) =>
        {
            for (int leaf = first; leaf < end; leaf++)
            {
                var inLeaf = leaves.Rows(leaf);
                if (inLeaf.Length > 0)
                    Share(tree.DonorsOf(leaf), inLeaf, column, random.Fork(leaf));
            }
        });
        return column;
    }

    /// <summary>
    /// Gives the rows of a leaf its donors. Systematic: in random order, row i of g takes donor ⌊(i + u) c / g⌋ of c in ascending order, one u ~ U[0, 1) for all. Each donor is taken
    /// ⌊g / c⌋ or ⌈g / c⌉ times.
    /// </summary>
    private void Share(ReadOnlySpan<int> donors, Span<int> rows, DrawnColumn column, Rng random)
    {
        if (donorDraw == DonorDraw.Random)
        {
            foreach (int row in rows)
                column.Set(row, donors[random.Next(donors.Length)], random);
            return;
        }

        random.Shuffle(rows);
        double u = random.NextDouble();
        for (int i = 0; i < rows.Length; i++)
        {
            int donor = (int)((i + u) * donors.Length / rows.Length);
            column.Set(rows[i], donors[Math.Min(donor, donors.Length - 1)], random);
        }
    }

    private void CheckGiven(int rows, Table? given)
    {
        if (given is null)
            return;
        string[] names = [.. given.Columns.Select(c => c.Name)];
        foreach (string name in names)
            _ = Schema[name];
        if (!CanFix(names))
        {
            throw new ArgumentException(
                $"Rows cannot be drawn exactly given {string.Join(", ", names)}: columns are drawn in the order {string.Join(", ", Order)}, and only the first ones can be given. " +
                $"Name them in {nameof(SequentialTreesOptions)}.{nameof(SequentialTreesOptions.FirstColumnNames)}.", nameof(given));
        }

        if (given.Count != rows && names.Length > 0)
            throw new ArgumentException($"{rows} rows are asked for but {given.Count} are given.", nameof(given));
    }
}
