// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>The columns of a table as numbers that a network makes, and back: needed to train and to sample alike, without TorchSharp.</summary>
/// <remarks>
/// A row is (width) numbers: first the scalar of each column that has one, then a one-hot block of places for each column, those of numbers first and those of categories last, so that the categories, of which a condition can be
/// made, stand together at the end. A constant column has neither.
/// </remarks>
internal sealed class NetworkColumns
{
    private const int RowsPerChunk = 4096;
    private readonly NetworkColumn[] _columns;

    private NetworkColumns(NetworkColumn[] columns)
    {
        _columns = columns;
        int scalars = 0;
        var places = new NetworkPlace[columns.Length];
        for (int j = 0; j < columns.Length; j++)
            places[j] = new(columns[j].HasScalar ? scalars++ : -1, -1, columns[j].Places);
        int at = Scalars = scalars;
        foreach (bool category in new[] { false, true })
        {
            ConditionAt = at;
            for (int j = 0; j < columns.Length; j++)
            {
                if (columns[j].HasScalar == !category && columns[j].Places > 1)
                {
                    places[j] = places[j] with { Block = at };
                    at += columns[j].Places;
                }
            }
        }

        (Width, Places) = (at, places);
        Blocks = [.. Enumerable.Range(0, columns.Length).Where(j => places[j].Block >= 0).OrderBy(j => places[j].Block)];
        Conditions = [.. Blocks.Where(j => places[j].Block >= ConditionAt)];
    }

    /// <summary>The columns, in the order of the schema.</summary>
    public IReadOnlyList<NetworkColumn> Columns => _columns;

    /// <summary>Where each column stands in a row of numbers.</summary>
    public NetworkPlace[] Places { get; }

    /// <summary>Numbers of a row.</summary>
    public int Width { get; }

    /// <summary>Scalars, which come first.</summary>
    public int Scalars { get; }

    /// <summary>Columns that have a block, in the order of their blocks.</summary>
    public int[] Blocks { get; }

    /// <summary>Columns that a condition can name, in the order of their blocks: categories of more than one place.</summary>
    public int[] Conditions { get; }

    /// <summary>First number of the blocks of <see cref="Conditions"/>; from here to the end of the row.</summary>
    public int ConditionAt { get; }

    /// <summary>Numbers of a condition.</summary>
    public int ConditionWidth => Width - ConditionAt;

    /// <summary>Learns columns.</summary>
    /// <param name="numbers">Values of each column as <see cref="ColumnCodec"/> gives them, (d)(n), n ≥ 1.</param>
    /// <param name="table">The table they come from.</param>
    /// <param name="schema">What is known of the columns.</param>
    /// <param name="settings">Settings.</param>
    /// <param name="longTailed">Names of columns of which the logarithm is taken.</param>
    /// <param name="run">Randomness, cancellation and threads.</param>
    public static NetworkColumns Learn(double[][] numbers, Table table, TableSchema schema, NetworkColumnSettings settings, IReadOnlyCollection<string> longTailed, RunContext run)
    {
        var columns = new NetworkColumn[numbers.Length];
        run.ForChunks(columns.Length, 1, (j, _, _) =>
        {
            var column = schema.Columns[j];
            bool isCategory = table.Columns[j] is CategoryColumn || column.Kind == ColumnKind.Category;
            columns[j] = NetworkColumn.Learn(numbers[j], isCategory, longTailed.Contains(column.Name), settings, run.Random.Fork("modes").Fork(column.Name));
        });
        return new(columns);
    }

    /// <summary>The rows of a table as places and scalars.</summary>
    /// <param name="numbers">Values of each column, (d)(n).</param>
    /// <param name="run">Randomness, cancellation and threads.</param>
    public EncodedRows Encode(double[][] numbers, RunContext run)
    {
        int n = numbers[0].Length;
        var (places, scalars) = (new int[_columns.Length][], new float[Scalars][]);
        for (int j = 0; j < _columns.Length; j++)
        {
            var column = _columns[j];
            int[] place = places[j] = new int[n];
            float[] scalar = column.HasScalar ? scalars[Places[j].Scalar] = new float[n] : [];
            var random = run.Random.Fork("encoding").Fork(j);
            run.ForChunks(n, RowsPerChunk, (chunk, start, end) =>
            {
                var own = random.Fork(chunk);
                for (int i = start; i < end; i++)
                {
                    (place[i], float at) = column.Encode(numbers[j][i], own);
                    if (scalar.Length > 0)
                        scalar[i] = at;
                }
            });
        }

        return new(this, places, scalars, n);
    }

    /// <summary>Saves the columns.</summary>
    public void Write(ModelWriter writer)
    {
        foreach (var column in _columns)
            column.Write(writer);
    }

    /// <summary>Reads columns.</summary>
    /// <exception cref="SyntheticDataException">They are not those of the schema.</exception>
    public static NetworkColumns Read(ModelReader reader, TableSchema schema, Table outline)
        => new([.. schema.Columns.Zip(outline.Columns, (column, type) => NetworkColumn.Read(reader, column.Name, (type as CategoryColumn)?.Levels.Length))]);
}

/// <summary>Where a column stands in a row of numbers.</summary>
/// <param name="Scalar">Place of its scalar; −1: it has none.</param>
/// <param name="Block">First number of its block; −1: it has none.</param>
/// <param name="Length">Length of the block.</param>
internal readonly record struct NetworkPlace(int Scalar, int Block, int Length);

/// <summary>Rows of a table as places and scalars, which take a tenth of the memory of the numbers that a network sees.</summary>
/// <param name="columns">The columns.</param>
/// <param name="places">Place of each row in each column, (d)(n).</param>
/// <param name="scalars">Scalars of each row, (scalars)(n).</param>
/// <param name="count">Rows, n.</param>
internal sealed class EncodedRows(NetworkColumns columns, int[][] places, float[][] scalars, int count)
{
    /// <summary>Rows, n.</summary>
    public int Count => count;

    /// <summary>Place of each row in a column, (n).</summary>
    public int[] Places(int column) => places[column];

    /// <summary>Writes a row as a network sees it.</summary>
    /// <param name="row">The row.</param>
    /// <param name="into">Takes it, (width); all 0 before.</param>
    public void Write(int row, Span<float> into)
    {
        for (int s = 0; s < scalars.Length; s++)
            into[s] = scalars[s][row];
        foreach (int j in columns.Blocks)
            into[columns.Places[j].Block + places[j][row]] = 1;
    }

    /// <summary>Writes which scalars of a row say something: 1 where the number lies in a mode, 0 where it has a place of its own.</summary>
    /// <param name="row">The row.</param>
    /// <param name="into">Takes it, (scalars).</param>
    public void WriteModes(int row, Span<float> into)
    {
        for (int j = 0; j < places.Length; j++)
        {
            if (columns.Places[j].Scalar >= 0)
                into[columns.Places[j].Scalar] = columns.Columns[j].IsMode(places[j][row]) ? 1 : 0;
        }
    }
}
