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

    /// <summary>How each column is coded, in the order of the schema.</summary>
    public IReadOnlyList<ColumnCodes> Codes => codes;

    /// <summary>Places of the columns in the order of drawing.</summary>
    public ReadOnlySpan<int> Places => order;

    /// <summary>Rows that were learned from.</summary>
    public int TrainingRows { get; } = trainingRows;

    /// <summary>How rows choose among the donors of their leaf.</summary>
    public DonorDraw Donors => donorDraw;

    /// <summary>How the strength of the stop rule was found; null: it was given.</summary>
    public PrivacySearch? Search { get; init; }

    /// <summary>The same model with a record of how its strength was found.</summary>
    public SequentialTreesModel With(PrivacySearch? search) => new(Schema, codes, order, trees, TrainingRows, donorDraw) { Search = search };

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
        ArgumentNullException.ThrowIfNull(run);
        GivenColumns.Check(given, rows, this);
        var known = new KnownColumns(rows, order.Length);
        var table = new TableColumn[order.Length];
        for (int at = 0; at < order.Length; at++)
        {
            int j = order[at];
            table[j] = GivenColumns.Find(given, Schema.Columns[j].Name) ?? codes[j].Codec.Decode(Draw(at, known, run));
            double[] numbers = codes[j].Codec.Encode(table[j]);
            known.Codes[j] = Array.ConvertAll(numbers, codes[j].CodeOf);
            known.Numbers[j] = codes[j].IsOrdered ? numbers : null;
        }

        return new(table);
    }

    /// <summary>Draws the numbers of one column, (m).</summary>
    private double[] Draw(int at, KnownColumns known, RunContext run)
    {
        var (tree, column) = (trees[at], codes[order[at]]);
        for (int i = 0; i < tree.Combined.Length; i++)
            tree.Combined[i].CodesOf(known, known.Codes[known.PlaceOf(i)] = new byte[known.Rows]);
        var leaves = LeafRows.Of(tree, known, RowsPerChunk, run);
        var random = run.Random.Fork(column.Schema.Name);
        var numbers = new double[known.Rows];
        run.ForChunks(tree.Leaves, LeavesPerChunk, (_, first, end) =>
        {
            for (int leaf = first; leaf < end; leaf++)
            {
                var rows = leaves.Rows(leaf);
                if (rows.Length > 0)
                    Share(tree.DonorsOf(leaf), rows, column, numbers, random.Fork(leaf));
            }
        });
        return numbers;
    }

    /// <summary>
    /// Gives the rows of a leaf its donors. Systematic: in random order, row i of g takes donor ⌊(i + u) c / g⌋ of c in ascending order, one u ~ U[0, 1) for all. Each donor is taken
    /// ⌊g / c⌋ or ⌈g / c⌉ times.
    /// </summary>
    private void Share(ReadOnlySpan<int> donors, Span<int> rows, ColumnCodes column, double[] numbers, Rng random)
    {
        if (donorDraw == DonorDraw.Random)
        {
            foreach (int row in rows)
                numbers[row] = column.NumberOf(donors[random.Next(donors.Length)], random);
            return;
        }

        random.Shuffle(rows);
        double u = random.NextDouble();
        for (int i = 0; i < rows.Length; i++)
        {
            int donor = (int)((i + u) * donors.Length / rows.Length);
            numbers[rows[i]] = column.NumberOf(donors[Math.Min(donor, donors.Length - 1)], random);
        }
    }
}
