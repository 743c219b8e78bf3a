// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Text.Json;

namespace MLNet.Synthetic;

/// <summary>How fitted <see cref="SequentialTrees"/> are saved: one entry with the codes of the columns and a tree for each (docs/synth-format.md).</summary>
internal sealed class SequentialTreesFormat : TableModelFormat
{
    private const string Entry = "trees.bin";
    private const int Numbers = 1, Categories = 2;                    // the first number of each column
    private const int MostEdges = 255;

    public override string Algorithm => nameof(SequentialTrees);

    public override string Package => "MLNet.Synthetic.Core";

    public override bool IsOf(ITableModel model) => model is SequentialTreesModel;

    public override JsonElement? Describe(SynthesisOptions options) => options switch
    {
        SequentialTreesOptions own => JsonSerializer.SerializeToElement(own, OptionsJson.Default.SequentialTreesOptions),
        TabularOptions tabular => JsonSerializer.SerializeToElement(tabular, OptionsJson.Default.TabularOptions),
        _ => null,
    };

    public override void Write(ITableModel model, SavedEntries entries) => entries.Add(Entry, writer =>
    {
        var fitted = (SequentialTreesModel)model;
        writer.Write(fitted.TrainingRows);
        writer.Write(fitted.Donors == DonorDraw.Random);
        foreach (var column in fitted.Codes)
        {
            writer.Write(column is NumberCodes ? Numbers : Categories);
            column.Write(writer);
        }

        writer.Write(fitted.Places);
        foreach (var tree in fitted.Trees)
            Write(tree, writer);
    });

    public override ITableModel Read(SavedEntries entries, TableSchema schema, Table outline) => entries.Read(Entry, reader =>
    {
        int rows = reader.ReadInt32(1, int.MaxValue, "the number of training rows"), d = schema.Columns.Count;
        var donors = reader.ReadBoolean() ? DonorDraw.Random : DonorDraw.Systematic;
        ColumnCodes[] codes = [.. schema.Columns.Zip(outline.Columns, (column, type) => ReadCodes(reader, column, type))];
        int[] order = reader.ReadInt32s();
        reader.Require(order.Length == d && order.Order().SequenceEqual(Enumerable.Range(0, d)), "the order of the columns is not one of them all");
        var trees = new ConditionalTree[d];
        for (int at = 0; at < d; at++)
            trees[at] = ReadTree(reader, order.AsSpan(0, at), codes, codes[order[at]].MissingDonor);
        return new SequentialTreesModel(schema, codes, order, trees, rows, donors);
    });

    private static ColumnCodes ReadCodes(ModelReader reader, ColumnSchema schema, TableColumn outline)
    {
        int kind = reader.ReadInt32(Numbers, Categories, "the code of a column");
        reader.Require(outline is NumericColumn || kind == (outline is CategoryColumn ? Categories : Numbers), $"column '{schema.Name}' has codes of another type than the manifest says");
        return kind == Numbers ? NumberCodes.Read(reader, schema, outline) : CategoryCodes.Read(reader, schema, outline);
    }

    private static void Write(ConditionalTree tree, ModelWriter writer)
    {
        writer.Write(tree.Combined.Length);
        foreach (var combined in tree.Combined)
        {
            writer.Write(combined.OfRanks);
            writer.Write(combined.Columns);
            writer.Write(combined.Means);
            writer.Write(combined.Slopes);
            writer.Write(combined.MissingCodes);
            writer.Write(combined.Edges);
        }

        writer.Write(tree.Column);
        writer.Write(tree.Cut);
        writer.Write(tree.Child);
        writer.Write(tree.Sets);
        writer.Write(tree.LeafStarts);
        writer.Write(tree.Donors);
    }

    /// <summary>Reads a tree on the columns before it.</summary>
    /// <param name="reader">Reads it.</param>
    /// <param name="before">Places of these columns.</param>
    /// <param name="codes">Codes of all columns.</param>
    /// <param name="mostDonor">The last donor of the column.</param>
    private static ConditionalTree ReadTree(ModelReader reader, ReadOnlySpan<int> before, ColumnCodes[] codes, int mostDonor)
    {
        var known = new bool[codes.Length + CombinedPredictor.Most];  // the places that a node may ask for
        foreach (int place in before)
            known[place] = true;
        var combined = new CombinedPredictor[reader.ReadInt32(0, CombinedPredictor.Most, "the number of combined predictors")];
        for (int i = 0; i < combined.Length; i++)
        {
            combined[i] = ReadCombined(reader, known, codes);
            known[codes.Length + i] = true;
        }

        var tree = new ConditionalTree(combined, reader.ReadInt32s(), reader.ReadInt32s(), reader.ReadInt32s(), reader.ReadUInt64s(), reader.ReadInt32s(), reader.ReadInt32s());
        int nodes = tree.Column.Length, sets = tree.Sets.Length / ConditionalTree.SetWords;
        reader.Require(nodes > 0 && tree.Cut.Length == nodes && tree.Child.Length == nodes, "a tree has no nodes, or nodes without cuts or children");
        reader.Require(tree.LeafStarts.Length > 1 && tree.LeafStarts[0] == 0 && SavedArrays.Ascends(tree.LeafStarts) && tree.LeafStarts[^1] == tree.Donors.Length, "the leaves of a tree do not share out its donors");
        reader.Require(Array.TrueForAll(tree.Donors, donor => donor >= 0 && donor <= mostDonor), "a donor is not one of its column");
        for (int node = 0; node < nodes; node++)
        {
            int column = tree.Column[node], cut = tree.Cut[node], child = tree.Child[node];
            if (column == -1)
                reader.Require(child >= 0 && child < tree.Leaves, "a node leads to a leaf that is not there");
            else
                reader.Require(column >= 0 && column < known.Length && known[column] && (cut >= 0 || ~cut < sets) && child > node && child < nodes - 1, "a node asks for what is not there");
        }

        return tree;
    }

    private static CombinedPredictor ReadCombined(ModelReader reader, bool[] known, ColumnCodes[] codes)
    {
        var combined = new CombinedPredictor(reader.ReadBoolean(), reader.ReadInt32s(), reader.ReadDoubles(), reader.ReadDoubles(), reader.ReadBytes(), reader.ReadDoubles());
        int columns = combined.Columns.Length;
        reader.Require(combined.Means.Length == columns && combined.Slopes.Length == columns && combined.MissingCodes.Length == columns, "a combined predictor lacks numbers");
        reader.Require(Array.TrueForAll(combined.Columns, c => c >= 0 && c < codes.Length && known[c] && codes[c].IsOrdered), "a combined predictor asks for what is not there");
        reader.Require(Array.TrueForAll(combined.Means, double.IsFinite) && Array.TrueForAll(combined.Slopes, double.IsFinite), "a combined predictor is not finite");
        reader.Require(combined.Edges.Length <= MostEdges && SavedArrays.Ascends(combined.Edges), "the steps of a combined predictor do not ascend");
        return combined;
    }
}
