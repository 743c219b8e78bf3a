// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Numerics.Tensors;

namespace MLNet.Synthetic;

/// <summary>A table generator, of a GAN or the decoder of an autoencoder: noise, and a condition where it has been trained with one, become rows.</summary>
/// <remarks>
/// The network gives the scalars of a row and the logits of its blocks (<see cref="NetworkColumns"/>). The place in a block is drawn by its softmax, which is what adding Gumbel noise and taking the largest amounts to. A condition names one category:
/// a column at random, and one of its places by its share among the training rows. It makes the category likely, not certain; so a given category is met by drawing under that condition until it comes.
/// </remarks>
internal sealed class GanTableModel : NetworkTableModel
{
    private const string NoiseName = "noise", ConditionName = "condition", RowName = "row";
    private const int MostTries = 200;
    private readonly NetworkColumns _columns;
    private readonly ShareDraw[] _conditions;

    /// <summary>A generator.</summary>
    /// <param name="algorithm">Name of the algorithm.</param>
    /// <param name="schema">What is known of the columns.</param>
    /// <param name="codecs">Values of each column as numbers and back.</param>
    /// <param name="columns">The columns as the network sees them.</param>
    /// <param name="network">The generator.</param>
    /// <param name="noise">Numbers of noise for a row.</param>
    /// <param name="isConditional">Whether it takes a condition.</param>
    /// <exception cref="SyntheticDataException">The network has other inputs or outputs.</exception>
    public GanTableModel(string algorithm, TableSchema schema, IReadOnlyList<ColumnCodec> codecs, NetworkColumns columns, Network network, int noise, bool isConditional)
        : base(schema, codecs, network, Inputs(noise, isConditional ? columns.ConditionWidth : 0), [new(RowName, OnnxElement.Float, [columns.Width])])
    {
        (Algorithm, _columns, NoiseSize, IsConditional) = (algorithm, columns, noise, isConditional);
        _conditions = [.. columns.Conditions.Select(j => new ShareDraw(columns.Columns[j].Shares))];
    }

    /// <summary>Name of the algorithm.</summary>
    public string Algorithm { get; }

    /// <summary>Numbers of noise for a row.</summary>
    public int NoiseSize { get; }

    /// <summary>Whether it takes a condition.</summary>
    public bool IsConditional { get; }

    /// <summary>Builds the network.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="noise">Numbers of noise for a row.</param>
    /// <param name="isConditional">Whether it takes a condition.</param>
    /// <param name="generator">From noise and condition side by side, (rows, noise + condition), to scalars before tanh and logits, (rows, width).</param>
    public static Network Build(NetworkColumns columns, int noise, bool isConditional, Func<OnnxGraph, OnnxValue, OnnxValue> generator)
        => BuildRows(columns, noise, isConditional, (graph, inputs) =>
        {
            var raw = generator(graph, inputs);
            if (columns.Scalars == 0)
                return raw;
            if (columns.Scalars == columns.Width)
                return graph.Tanh(raw);
            var parts = graph.Split(raw, [columns.Scalars, columns.Width - columns.Scalars]);
            return graph.Concat([graph.Tanh(parts[0]), parts[1]]);
        });

    /// <summary>Builds the network of a generator that gives rows as they are decoded.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="noise">Numbers of noise for a row.</param>
    /// <param name="isConditional">Whether it takes a condition.</param>
    /// <param name="generator">From noise and condition side by side, (rows, noise + condition), to scalars in [−1, 1] and logits, (rows, width).</param>
    public static Network BuildRows(NetworkColumns columns, int noise, bool isConditional, Func<OnnxGraph, OnnxValue, OnnxValue> generator)
    {
        var graph = new OnnxGraph("generator");
        var inputs = Inputs(noise, isConditional ? columns.ConditionWidth : 0).Select(port => graph.Input(port.Name, port.RowShape)).ToArray();
        graph.Output(RowName, generator(graph, graph.Concat(inputs)));
        return new(graph);
    }

    /// <inheritdoc/>
    /// <remarks>One category column that a condition can name.</remarks>
    public override bool CanFix(IReadOnlyCollection<string> columnNames) => columnNames.Count == 0
        || (columnNames.Count == 1 && IsConditional && _columns.Conditions.Any(j => Schema.Columns[j].Name == columnNames.First()));

    /// <inheritdoc/>
    public override void Write(ModelWriter writer)
    {
        writer.Write(NoiseSize);
        writer.Write(IsConditional);
        _columns.Write(writer);
    }

    /// <inheritdoc/>
    protected override void DrawBatch(NetworkBatch batch, Rng random, NetworkRows rows)
    {
        int fixedColumn = -1;
        foreach (int j in _columns.Conditions)
        {
            if (rows.IsGiven(j))
                fixedColumn = j;
        }

        if (fixedColumn >= 0)
            DrawGiven(batch, random, rows, fixedColumn);
        else
            DrawAny(batch, random, rows);
    }

    private void DrawAny(NetworkBatch batch, Rng random, NetworkRows rows)
    {
        Noise.FillGaussian(random, batch.Input(NoiseName));
        if (IsConditional && _conditions.Length > 0)
        {
            var condition = batch.Input(ConditionName);
            condition.Clear();
            for (int i = 0; i < batch.Rows; i++)
            {
                int c = random.Next(_conditions.Length);
                condition[i * _columns.ConditionWidth + BlockOfCondition(_columns.Conditions[c]) + _conditions[c].Next(random)] = 1;
            }
        }

        batch.Run();
        var output = batch.Output(RowName);
        Span<float> scratch = new float[_columns.Width];
        for (int i = 0; i < rows.Count; i++)
            Decode(output.Slice(i * _columns.Width, _columns.Width), i, rows, random, scratch);
    }

    /// <summary>Draws under the conditions that the given values make, until each row has come out with its value.</summary>
    private void DrawGiven(NetworkBatch batch, Rng random, NetworkRows rows, int column)
    {
        var given = rows.Given(column);
        var place = _columns.Places[column];
        int[] wanted = new int[rows.Count];
        for (int i = 0; i < wanted.Length; i++)
        {
            wanted[i] = _columns.Columns[column].PlaceOf(given[i]) ?? throw new ArgumentException(
                $"'{Schema.Columns[column].Name}' is given a value that did not occur in the training rows.", nameof(rows));
        }

        Span<float> scratch = new float[_columns.Width];
        List<int> open = [.. Enumerable.Range(0, rows.Count)];
        for (int attempt = 0; open.Count > 0; attempt++)
        {
            if (attempt == MostTries)
            {
                throw new SyntheticDataException(
                    $"The generator hardly ever makes {TableRows.Text(Codecs[column].Decode([given[open[0]]]), 0)} in '{Schema.Columns[column].Name}', not even when asked to: {MostTries * (long)batch.Rows:N0} rows were drawn in vain. " +
                    "Train longer, merge rare categories, or use an algorithm that fixes columns itself (sequential trees).");
            }

            Noise.FillGaussian(random, batch.Input(NoiseName));
            var condition = batch.Input(ConditionName);
            condition.Clear();
            for (int i = 0; i < batch.Rows; i++)
                condition[i * _columns.ConditionWidth + BlockOfCondition(column) + wanted[open[i % open.Count]]] = 1;
            batch.Run();
            var output = batch.Output(RowName);
            var found = new HashSet<int>();
            for (int i = 0; i < batch.Rows; i++)
            {
                int row = open[i % open.Count];
                var numbers = output.Slice(i * _columns.Width, _columns.Width);
                if (!found.Contains(row) && Draw(numbers.Slice(place.Block, place.Length), random, scratch) == wanted[row])
                {
                    found.Add(row);
                    Decode(numbers, row, rows, random, scratch);
                }
            }

            open.RemoveAll(found.Contains);
        }
    }

    /// <summary>Writes a row of numbers as the values of its columns.</summary>
    private void Decode(ReadOnlySpan<float> numbers, int row, NetworkRows rows, Rng random, Span<float> scratch)
    {
        for (int j = 0; j < _columns.Places.Length; j++)
        {
            if (rows.IsGiven(j))
                continue;
            var place = _columns.Places[j];
            int at = place.Block < 0 ? 0 : Draw(numbers.Slice(place.Block, place.Length), random, scratch);
            rows.Drawn(j)[row] = _columns.Columns[j].Decode(at, place.Scalar < 0 ? 0 : numbers[place.Scalar], random);
        }
    }

    /// <summary>Draws a place by the softmax of its logits.</summary>
    private static int Draw(ReadOnlySpan<float> logits, Rng random, Span<float> scratch)
    {
        var weights = scratch[..logits.Length];
        TensorPrimitives.Subtract(logits, TensorPrimitives.Max(logits), weights);
        TensorPrimitives.Exp<float>(weights, weights);
        float u = (float)random.NextDouble() * TensorPrimitives.Sum<float>(weights);
        int place = 0;
        while ((u -= weights[place]) >= 0 && place < weights.Length - 1)
            place++;
        return place;
    }

    private int BlockOfCondition(int column) => _columns.Places[column].Block - _columns.ConditionAt;

    private static OnnxPort[] Inputs(int noise, int condition)
        => condition > 0 ? [new(NoiseName, OnnxElement.Float, [noise]), new(ConditionName, OnnxElement.Float, [condition])] : [new(NoiseName, OnnxElement.Float, [noise])];
}

/// <summary>How generators are saved.</summary>
/// <param name="algorithm">Name of the algorithm.</param>
internal sealed class GanTableFormat(string algorithm) : NetworkTableFormat<GanTableModel>
{
    private const int MostNoise = 100_000;

    public override string Algorithm => algorithm;

    /// <inheritdoc/>
    protected override bool IsOwn(GanTableModel model) => model.Algorithm == algorithm;

    /// <inheritdoc/>
    protected override GanTableModel Read(ModelReader reader, TableSchema schema, Table outline, ColumnCodec[] codecs, Network network, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> attachments)
    {
        int noise = reader.ReadInt32(1, MostNoise, "the size of the noise");
        bool isConditional = reader.ReadBoolean();
        var columns = NetworkColumns.Read(reader, schema, outline);
        reader.Require(columns.Width > 0, "no column varies");
        return new(algorithm, schema, codecs, columns, network, noise, isConditional) { Attachments = attachments };
    }
}
