// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>A column that was learned on its own.</summary>
/// <param name="Schema">What is known of it.</param>
/// <param name="Codec">Its values as numbers, and back.</param>
/// <param name="Margin">How they are distributed.</param>
internal sealed record MarginalColumn(ColumnSchema Schema, ColumnCodec Codec, Margin Margin)
{
    private const int RowsOfACommonCategory = 20;

    /// <summary>Learns every column of a table on its own.</summary>
    /// <param name="table">The table.</param>
    /// <param name="schema">Its columns.</param>
    /// <param name="orderByLabel">Whether the order of categories is to follow the label; where not, or without a label, the most frequent category comes first.</param>
    /// <param name="run">Cancellation and threads.</param>
    /// <exception cref="ArgumentException">The schema is not that of the table.</exception>
    /// <exception cref="SyntheticDataException">There are no rows or columns, or a number is infinite.</exception>
    public static MarginalColumn[] Learn(Table table, TableSchema schema, bool orderByLabel, RunContext run)
    {
        Check(table, schema);
        var codecs = table.Columns.Zip(schema.Columns, ColumnCodec.For).ToArray();
        int label = orderByLabel ? schema.Columns.ToList().FindIndex(c => c.Role == ColumnRole.Label) : -1;
        double[]? scores = label < 0 ? null : Learn(table.Columns[label], schema.Columns[label], codecs[label], order: null).Scores(table.Columns[label]);
        var learned = new MarginalColumn[table.Columns.Count];
        run.ForChunks(learned.Length, 1, (j, _, _) => learned[j] = Learn(table.Columns[j], schema.Columns[j], codecs[j], j == label ? null : scores));
        return learned;
    }

    /// <summary>The normal score of each cell: the mean of the standard normal part that it takes, (φ(a) − φ(b)) / share.</summary>
    public double[] CellScores()
    {
        var scores = new double[Margin.Cells];
        for (int k = 0; k < scores.Length; k++)
        {
            var (from, to) = Margin.Places(k);
            scores[k] = (NormalDistribution.Density(NormalDistribution.Quantile(from)) - NormalDistribution.Density(NormalDistribution.Quantile(to))) / (to - from);
        }

        return scores;
    }

    /// <summary>The normal score of each row of the column it was learned from, (n).</summary>
    public double[] Scores(TableColumn column)
    {
        double[] cells = CellScores();
        return Array.ConvertAll(Codec.Encode(column), value => cells[Margin.CellOf(value)]);
    }

    /// <summary>Saves the column without its schema.</summary>
    public void Write(ModelWriter writer)
    {
        Codec.Write(writer);
        Margin.Write(writer);
    }

    /// <summary>Reads the columns that were saved one behind the other.</summary>
    /// <exception cref="SyntheticDataException">They are not those of the schema.</exception>
    public static MarginalColumn[] ReadAll(ModelReader reader, TableSchema schema, Table outline) => [.. schema.Columns.Zip(outline.Columns, (column, type) =>
        new MarginalColumn(column, ColumnCodec.Read(reader, column, type), Margin.Read(reader, column.Name, (type as CategoryColumn)?.Levels.Length)))];

    private static MarginalColumn Learn(TableColumn column, ColumnSchema schema, ColumnCodec codec, double[]? order)
    {
        double[] numbers = codec.Encode(column);
        return new(schema, codec, column is CategoryColumn
            ? Margin.OfCategories(numbers, order, RowsOfACommonCategory)
            : Margin.OfNumbers(numbers, areCodes: schema.Kind == ColumnKind.Category));
    }

    /// <summary>Checks that there is something to learn.</summary>
    /// <exception cref="ArgumentException">The schema is not that of the table.</exception>
    /// <exception cref="SyntheticDataException">There are no rows or columns, or a number is infinite.</exception>
    public static void Check(Table table, TableSchema schema)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(schema);
        if (!table.Columns.Select(c => c.Name).SequenceEqual(schema.Columns.Select(c => c.Name)))
            throw new ArgumentException("The schema names other columns than the table.", nameof(schema));
        if (table.Columns.Count == 0)
            throw new SyntheticDataException("There is no column to learn.");
        if (table.Count == 0)
            throw new SyntheticDataException("There are no rows to learn from.");
        foreach (var column in table.Columns.OfType<NumericColumn>())
        {
            int infinite = Array.FindIndex(column.Values, double.IsInfinity);
            if (infinite >= 0)
                throw new SyntheticDataException($"Column '{column.Name}' is {column.Values[infinite]} in row {infinite}. Replace such values, by a missing one for example, or leave the column out.");
        }
    }
}
