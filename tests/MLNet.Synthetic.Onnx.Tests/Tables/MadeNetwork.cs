// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Text.Json;
using MLNet.Synthetic;

namespace MLNet.Synthetic.Tests.Tables;

/// <summary>A small model with a network, as an algorithm would make it: columns of numbers come from the network as they are, categories are the place of the largest of their scores.</summary>
internal sealed class MadeNetworkModel(TableSchema schema, IReadOnlyList<ColumnCodec> codecs, int[] widths, Network network)
    : NetworkTableModel(schema, codecs, network, [new("noise", OnnxElement.Float, [NoiseLength])], [new("row", OnnxElement.Float, [widths.Sum()])])
{
    public const int NoiseLength = 4;

    public override int BatchRows => 32;

    public override bool CanFix(IReadOnlyCollection<string> columnNames) => columnNames.All(name => name == "amount");   // independent of the others

    /// <summary>A model of a number, a category of three levels and a day, with random weights.</summary>
    public static MadeNetworkModel Create()
    {
        var table = new Table(
            new NumericColumn("amount", [-50.25, 70.5, 12]),
            new CategoryColumn("kind", [0, 1, 2], ["a", "b", "c"]),
            new TimestampColumn("day", [new DateTime(2024, 1, 1).Ticks, new DateTime(2024, 12, 31).Ticks, new DateTime(2024, 3, 1).Ticks]));
        var schema = TableSchema.Infer(table, "kind");
        return new(schema, [.. table.Columns.Zip(schema.Columns, ColumnCodec.For)], [1, 3, 1], Net(5));
    }

    /// <summary>Two layers with random weights.</summary>
    public static Network Net(int outputs, string operatorBetween = "Tanh")
    {
        var random = new Rng(3);
        var graph = new OnnxGraph("made");
        var x = graph.Input("noise", NoiseLength);
        var h = graph.Node(operatorBetween, [graph.Linear(x, Weights(8 * NoiseLength), Weights(8))]);
        var parts = graph.Split(graph.Linear(h, Weights(outputs * 8), Weights(outputs)), [1, outputs - 1]);
        graph.Output("row", graph.Concat([graph.Multiply(parts[0], graph.Scalar(20)), parts[1]]));
        graph.Metadata("algorithm", "made");
        return new(graph);

        float[] Weights(int count)
        {
            var weights = new float[count];
            Noise.FillGaussian(random, weights);
            return weights;
        }
    }

    public override void Write(ModelWriter writer) => writer.Write(widths);

    public int[] Widths => widths;

    protected override void DrawBatch(NetworkBatch batch, Rng random, NetworkRows rows)
    {
        Noise.FillGaussian(random, batch.Input("noise"));
        batch.Run();
        var output = batch.Output("row");
        for (int j = 0, first = 0, all = widths.Sum(); j < widths.Length; first += widths[j++])
        {
            if (rows.IsGiven(j))
                continue;
            var numbers = rows.Drawn(j);
            for (int i = 0; i < rows.Count; i++)
            {
                var scores = output.Slice(i * all + first, widths[j]);
                numbers[i] = widths[j] == 1 ? scores[0] : scores.IndexOf(System.Numerics.Tensors.TensorPrimitives.Max(scores));
            }
        }
    }
}

/// <summary>How it is saved.</summary>
internal sealed class MadeNetworkFormat : NetworkTableFormat<MadeNetworkModel>
{
    public override string Algorithm => "MadeNetwork";

    protected override MadeNetworkModel Read(
        ModelReader reader, TableSchema schema, Table outline, ColumnCodec[] codecs, Network network, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> attachments)
    {
        int[] widths = reader.ReadInt32s();
        reader.Require(widths.Length == codecs.Length && widths.All(w => w is > 0 and < 100), "widths");
        for (int j = 0; j < widths.Length; j++)
            reader.Require(widths[j] == (outline.Columns[j] is CategoryColumn categories ? categories.Levels.Length : 1), "widths");
        return new(schema, codecs, widths, network) { Attachments = attachments };
    }
}

/// <summary>Settings of <see cref="MadeNetwork"/>.</summary>
internal sealed record MadeNetworkOptions : SynthesisOptions, IDescribedOptions
{
    public int Depth { get; init; } = 1;

    public override ITableSynthesizer CreateSynthesizer() => new MadeNetwork();

    JsonElement IDescribedOptions.Describe() => JsonSerializer.SerializeToElement(new Dictionary<string, int> { ["depth"] = Depth });
}

/// <summary>Learns the columns but not how they are distributed: the network is made by chance.</summary>
internal sealed class MadeNetwork : ITableSynthesizer
{
    public ITableModel Fit(Table table, TableSchema schema, RunContext run)
    {
        int[] widths = [.. table.Columns.Select(c => c is CategoryColumn categories ? categories.Levels.Length : 1)];
        return new MadeNetworkModel(schema, [.. table.Columns.Zip(schema.Columns, ColumnCodec.For)], widths, MadeNetworkModel.Net(widths.Sum()));
    }
}
