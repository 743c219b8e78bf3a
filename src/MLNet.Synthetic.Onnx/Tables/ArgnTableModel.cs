// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Numerics.Tensors;

namespace MLNet.Synthetic;

/// <summary>An autoregressive network over columns of few codes: it gives the distribution of any column under whatever others are known, so that rows are drawn column by column, in any order.</summary>
/// <remarks>Columns that are given come first: what is drawn then follows the model's conditional distribution exactly. Every batch has an order of its own.</remarks>
internal sealed class ArgnTableModel : NetworkTableModel
{
    private const string CodesName = "codes", ColumnName = "column", LogitsName = "logits";
    private readonly ColumnCode[] _columns;
    private readonly int[] _offsets;

    /// <summary>A model.</summary>
    /// <param name="schema">What is known of the columns.</param>
    /// <param name="codecs">Values of each column as numbers and back.</param>
    /// <param name="columns">These numbers as codes and back.</param>
    /// <param name="network">From <see cref="Build"/>.</param>
    /// <exception cref="SyntheticDataException">The network has other inputs or outputs.</exception>
    public ArgnTableModel(TableSchema schema, IReadOnlyList<ColumnCodec> codecs, ColumnCode[] columns, Network network)
        : base(schema, codecs, network, Inputs(columns.Length), [new(LogitsName, OnnxElement.Float, [columns.Max(c => c.Count)])])
        => (_columns, _offsets) = (columns, Offsets(columns));

    /// <summary>First row of each column in the table of embeddings, and last the row of what is not known, (d + 1).</summary>
    public static int[] Offsets(IReadOnlyList<ColumnCode> columns)
    {
        int at = 0;
        return [0, .. columns.Select(c => at += c.Count)];
    }

    /// <summary>Builds the network: regressors of all columns, of which one is asked for.</summary>
    /// <param name="columns">The columns, d.</param>
    /// <param name="units">Hidden units of each regressor, u.</param>
    /// <param name="embedding">Vectors of all codes, and last of what is not known, (codes + 1, e).</param>
    /// <param name="hidden">Weights of the hidden layers, (d, d e, u).</param>
    /// <param name="hiddenBias">(d, u).</param>
    /// <param name="head">Weights of the logits, (d, u, largest number of codes).</param>
    /// <param name="headBias">(d, largest number of codes).</param>
    public static Network Build(ColumnCode[] columns, int units, float[] embedding, float[] hidden, float[] hiddenBias, float[] head, float[] headBias)
    {
        int d = columns.Length, codes = Offsets(columns)[d] + 1, e = embedding.Length / codes, most = columns.Max(c => c.Count);
        var graph = new OnnxGraph("regressors");
        var known = graph.Input(CodesName, OnnxElement.Int64, d);                          // (rows, d)
        var which = graph.Slice(graph.Input(ColumnName, OnnxElement.Int64), 0, 1, axis: 0);// (1): the same for all rows
        OnnxValue Of(float[] numbers, params int[] shape) => graph.Embedding(graph.Constant(numbers, shape), which);   // the part of the column, (1, ...)
        var x = graph.Reshape(graph.Embedding(graph.Constant(embedding, codes, e), known), 0, d * e);
        x = graph.Relu(graph.Add(graph.MatMul(x, graph.Squeeze(Of(hidden, d, d * e, units), 0)), Of(hiddenBias, d, units)));
        graph.Output(LogitsName, graph.Add(graph.MatMul(x, graph.Squeeze(Of(head, d, units, most), 0)), Of(headBias, d, most)));
        return new(graph);
    }

    /// <inheritdoc/>
    /// <remarks>Any columns.</remarks>
    public override bool CanFix(IReadOnlyCollection<string> columnNames) => GivenColumns.CanFixAny(columnNames, Schema);

    /// <inheritdoc/>
    public override void Write(ModelWriter writer)
    {
        foreach (var column in _columns)
            ColumnCodeFormat.Write(column, writer);
    }

    /// <inheritdoc/>
    /// <remarks>A given value that training did not meet, or too rarely, says nothing of the other columns.</remarks>
    protected override void DrawBatch(NetworkBatch batch, Rng random, NetworkRows rows)
    {
        int d = _columns.Length;
        var codes = batch.LongInput(CodesName);
        codes.Fill(_offsets[d]);
        for (int j = 0; j < d; j++)
        {
            if (!rows.IsGiven(j))
                continue;
            byte[] given = _columns[j].Encode(new NumericColumn(_columns[j].Name, rows.Given(j).ToArray()));
            for (int i = 0; i < given.Length; i++)
                codes[i * d + j] = given[i] < _columns[j].Count ? _offsets[j] + given[i] : _offsets[d];
        }

        int[] order = [.. Enumerable.Range(0, d)];
        random.Fork("order").Shuffle<int>(order);
        var (drawn, within) = (new byte[rows.Count], new double[rows.Count]);
        foreach (int j in order)
        {
            if (rows.IsGiven(j))
                continue;
            DrawColumn(batch, j, random.Fork("codes").Fork(j), drawn);
            var place = random.Fork("within").Fork(j);
            for (int i = 0; i < drawn.Length; i++)
                (codes[i * d + j], within[i]) = (_offsets[j] + drawn[i], place.NextDouble());
            ((NumericColumn)_columns[j].Decode(drawn, within)).Values.CopyTo(rows.Drawn(j));
        }
    }

    /// <summary>Draws the codes of a column under what is known of each row.</summary>
    private void DrawColumn(NetworkBatch batch, int column, Rng random, byte[] drawn)
    {
        int count = _columns[column].Count;
        Array.Clear(drawn);
        if (count == 1)
            return;
        batch.LongInput(ColumnName).Fill(column);
        batch.Run();
        var logits = batch.Output(LogitsName);
        int width = logits.Length / batch.Rows;
        Span<float> shares = stackalloc float[ColumnCode.MostCodes];
        shares = shares[..count];
        for (int i = 0; i < drawn.Length; i++)
        {
            TensorPrimitives.SoftMax(logits.Slice(i * width, count), shares);
            float u = (float)random.NextDouble() * TensorPrimitives.Sum<float>(shares);
            int code = 0;
            while ((u -= shares[code]) >= 0 && code < count - 1)
                code++;
            drawn[i] = (byte)code;
        }
    }

    private static OnnxPort[] Inputs(int columns) => [new(CodesName, OnnxElement.Int64, [columns]), new(ColumnName, OnnxElement.Int64, [])];
}

/// <summary>How such networks are saved.</summary>
internal sealed class ArgnTableFormat : NetworkTableFormat<ArgnTableModel>
{
    public override string Algorithm => "TabularArgn";

    /// <inheritdoc/>
    protected override ArgnTableModel Read(ModelReader reader, TableSchema schema, Table outline, ColumnCodec[] codecs, Network network, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> attachments)
    {
        ColumnCode[] columns = [.. schema.Columns.Zip(outline.Columns, (column, type) => ColumnCodeFormat.Read(ArgnColumns.AsNumbers(column, type), new NumericColumn(column.Name, []), reader))];
        foreach (var (code, categories) in columns.Zip(outline.Columns.Select(c => c as CategoryColumn)))
        {
            reader.Require(code.Count > 0, $"column '{code.Name}' has no codes");
            reader.Require(categories is null || (code is NumberLevels levels && levels.Values.All(v => v >= 0 && v < categories.Levels.Length && v == Math.Floor(v))), $"column '{code.Name}' has levels that the manifest lacks");
        }

        return new(schema, codecs, columns, network) { Attachments = attachments };
    }
}
