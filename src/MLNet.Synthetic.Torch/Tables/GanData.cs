// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>A table as a network of modes and one-hot codes trains on it: encoded rows, and which of them have which category.</summary>
internal sealed class GanData
{
    private readonly ShareDraw[] _byFrequency, _byLogFrequency;
    private readonly int[][][] _rowsOf;                               // condition, place, row

    private GanData(TableSchema schema, ColumnCodec[] codecs, NetworkColumns columns, EncodedRows rows)
    {
        (Schema, Codecs, Columns, Rows) = (schema, codecs, columns, rows);
        _rowsOf = [.. columns.Conditions.Select(j => RowsOf(rows.Places(j), columns.Places[j].Length))];
        _byFrequency = [.. _rowsOf.Select(of => new ShareDraw(of.Select(r => (double)r.Length)))];
        _byLogFrequency = [.. _rowsOf.Select(of => new ShareDraw(of.Select(r => Math.Log(1.0 + r.Length))))];
    }

    /// <summary>What is known of the columns.</summary>
    public TableSchema Schema { get; }

    /// <summary>Values of each column as numbers and back.</summary>
    public ColumnCodec[] Codecs { get; }

    /// <summary>The columns as the network sees them.</summary>
    public NetworkColumns Columns { get; }

    /// <summary>The rows.</summary>
    public EncodedRows Rows { get; }

    /// <summary>Learns the columns of a table and encodes its rows.</summary>
    public static GanData Encode(Table table, TableSchema schema, TabularNetworkOptions options, RunContext run)
    {
        foreach (string name in options.LongTailColumnNames)
        {
            if (schema[name].Kind != ColumnKind.Numeric)
                throw new ArgumentException($"Column '{name}' of {nameof(TabularNetworkOptions.LongTailColumnNames)} holds no numbers.");
        }

        ColumnCodec[] codecs = [.. table.Columns.Zip(schema.Columns, ColumnCodec.For)];
        double[][] numbers = [.. codecs.Zip(table.Columns, (codec, column) => codec.Encode(column))];
        var columns = NetworkColumns.Learn(numbers, table, schema, new(options.MaxModes, options.SpikeShare, options.MaxLevels), options.LongTailColumnNames, run);
        if (columns.Width == 0)
            throw new SyntheticDataException("No column varies among the rows that are trained on. Set HoldoutShare to 0, or use another algorithm.");
        return new(schema, codecs, columns, columns.Encode(numbers, run));
    }

    /// <summary>The block of the label.</summary>
    /// <exception cref="ArgumentException">There is no label of classes.</exception>
    public NetworkPlace RequireLabel()
    {
        int label = Enumerable.Range(0, Schema.Columns.Count).FirstOrDefault(j => Schema.Columns[j].Role == ColumnRole.Label, -1);
        return label >= 0 && Columns.Conditions.Contains(label)
            ? Columns.Places[label]
            : throw new ArgumentException($"{nameof(CtganOptions.DownstreamWeight)} needs a label of at least two classes.");
    }

    /// <summary>Draws a condition: a column of categories, each as likely as the others, and one of its places.</summary>
    /// <param name="random">The stream.</param>
    /// <param name="byLogFrequency">Whether places come by the logarithm of their frequency.</param>
    public Condition DrawCondition(Rng random, bool byLogFrequency)
    {
        int which = random.Next(_rowsOf.Length);
        return new(which, (byLogFrequency ? _byLogFrequency : _byFrequency)[which].Next(random));
    }

    /// <summary>Draws a row that meets a condition.</summary>
    public int DrawRow(Rng random, Condition condition)
    {
        int[] rows = _rowsOf[condition.Which][condition.Place];
        return rows[random.Next(rows.Length)];
    }

    private static int[][] RowsOf(int[] places, int count)
    {
        var rows = new int[count][];
        var filled = new int[count];
        foreach (int place in places)
            filled[place]++;
        for (int place = 0; place < count; place++)
            rows[place] = new int[filled[place]];
        Array.Clear(filled);
        for (int i = 0; i < places.Length; i++)
            rows[places[i]][filled[places[i]]++] = i;
        return rows;
    }
}

/// <summary>A category that rows are to have.</summary>
/// <param name="Which">Its column, as a place among <see cref="NetworkColumns.Conditions"/>.</param>
/// <param name="Place">Its place in the block of the column.</param>
internal readonly record struct Condition(int Which, int Place);
