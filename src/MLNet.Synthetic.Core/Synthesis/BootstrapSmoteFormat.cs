// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Text.Json;

namespace MLNet.Synthetic;

/// <summary>How a fitted <see cref="BootstrapSmote"/> is saved: the training rows, and the neighbours of each (docs/synth-format.md).</summary>
internal sealed class BootstrapSmoteFormat : TableModelFormat
{
    private const string Entry = "rows.bin";

    public override string Algorithm => nameof(BootstrapSmote);

    public override string Package => "MLNet.Synthetic.Core";

    public override bool HoldsTrainingRows(ITableModel model) => true;

    public override bool IsOf(ITableModel model) => model is BootstrapSmoteModel;

    public override JsonElement? Describe(SynthesisOptions options)
        => options is BootstrapSmoteOptions own ? JsonSerializer.SerializeToElement(own, OptionsJson.Default.BootstrapSmoteOptions) : null;

    public override void Write(ITableModel model, SavedEntries entries) => entries.Add(Entry, writer =>
    {
        var fitted = (BootstrapSmoteModel)model;
        writer.Write(fitted.MostNeighbors);
        foreach (var column in fitted.Columns)
        {
            column.Codec.Write(writer);
            writer.Write(column.Values);
        }

        writer.Write(fitted.Neighbors.SelectMany(near => near).ToArray());
    });

    public override ITableModel Read(SavedEntries entries, TableSchema schema, Table outline) => entries.Read(Entry, reader =>
    {
        int k = reader.ReadInt32(1, BootstrapSmoteOptions.MostNeighbors, "the number of neighbours");
        BootstrapColumn[] columns = [.. schema.Columns.Zip(outline.Columns, (known, type) => ReadColumn(reader, known, type))];
        int n = columns[0].Values.Length;
        reader.Require(n > 0 && columns.All(c => c.Values.Length == n), "there are no rows, or columns of several lengths");
        return new BootstrapSmoteModel(schema, columns, ReadNeighbors(reader, columns, n, k), k);
    });

    private static BootstrapColumn ReadColumn(ModelReader reader, ColumnSchema known, TableColumn type)
    {
        var codec = ColumnCodec.Read(reader, known, type);
        double[] values = reader.ReadDoubles();
        int? levels = (type as CategoryColumn)?.Levels.Length;
        foreach (double value in values)
        {
            bool isMissing = double.IsNaN(value);
            reader.Require(isMissing || double.IsFinite(value), $"column '{known.Name}' holds {value}");
            reader.Require(isMissing || levels is null || (value >= 0 && value < levels && value == Math.Floor(value)), $"column '{known.Name}' holds {value}, which is not one of its {levels} levels");
        }

        return new(known, codec, values, known.Kind == ColumnKind.Category);
    }

    private static int[][] ReadNeighbors(ModelReader reader, BootstrapColumn[] columns, int n, int k)
    {
        var classes = BootstrapColumn.Classes(columns);
        int[] classOf = new int[n], counts = new int[n];
        foreach (int[] members in classes.Values)
        {
            foreach (int row in members)
                (classOf[row], counts[row]) = (members[0], Math.Min(k, members.Length - 1));
        }

        int[] all = reader.ReadInt32s();
        reader.Require(all.Length == counts.Sum(c => (long)c), $"{all.Length} neighbours stand where {counts.Sum(c => (long)c)} belong");
        var neighbors = new int[n][];
        for (int row = 0, first = 0; row < n; first += counts[row++])
        {
            neighbors[row] = all[first..(first + counts[row])];
            foreach (int near in neighbors[row])
                reader.Require(near >= 0 && near < n && near != row && classOf[near] == classOf[row], $"row {near} is no neighbour of row {row}");
        }

        return neighbors;
    }
}
