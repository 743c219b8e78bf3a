// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Text.Json;

namespace MLNet.Synthetic;

/// <summary>How a fitted <see cref="AdversarialForest"/> is saved: one entry with codes, trees and the distributions in their leaves (docs/synth-format.md).</summary>
internal sealed class AdversarialForestFormat : TableModelFormat
{
    private const string Entry = "forest.bin";
    private const int Numbers = 1, Categories = 2;

    public override string Algorithm => nameof(AdversarialForest);

    public override string Package => "MLNet.Synthetic.Core";

    public override bool IsOf(ITableModel model) => model is AdversarialForestModel;

    public override JsonElement? Describe(SynthesisOptions options)
        => options is AdversarialForestOptions own ? JsonSerializer.SerializeToElement(own, OptionsJson.Default.AdversarialForestOptions) : null;

    public override void Write(ITableModel model, SavedEntries entries) => entries.Add(Entry, writer =>
    {
        var fitted = (AdversarialForestModel)model;
        writer.Write(fitted.TrainingRows);
        writer.Write(fitted.PseudoRows);
        writer.Write(fitted.Donors == DonorDraw.Random);
        foreach (var law in fitted.Laws)
        {
            writer.Write(law.Codes is NumberCodes ? Numbers : Categories);
            law.Codes.Write(writer);
        }

        writer.Write(fitted.Trees.Count);
        foreach (var tree in fitted.Trees)
        {
            writer.Write(tree.Column);
            writer.Write(tree.Cut);
            writer.Write(tree.Child);
            writer.Write(tree.Sets);
        }

        writer.Write(fitted.Starts);
        foreach (var law in fitted.Laws)
        {
            writer.Write(law is NormalLaw);
            law.Write(writer);
        }
    });

    public override ITableModel Read(SavedEntries entries, TableSchema schema, Table outline) => entries.Read(Entry, reader =>
    {
        int rows = reader.ReadInt32(1, int.MaxValue, "the number of training rows");
        double pseudoRows = reader.ReadDouble();
        reader.Require(pseudoRows > 0 && double.IsFinite(pseudoRows), "the pseudo-rows are out of range");
        var donors = reader.ReadBoolean() ? DonorDraw.Random : DonorDraw.Systematic;
        ColumnCodes[] codes = [.. schema.Columns.Zip(outline.Columns, (column, type) => ReadCodes(reader, column, type))];

        var trees = new ForestTree[reader.ReadInt32(1, AdversarialForestOptions.MostTrees, "the number of trees")];
        int leaves = 0;
        for (int t = 0; t < trees.Length; t++)
        {
            trees[t] = ReadTree(reader, codes.Length);
            leaves += trees[t].Column.AsSpan().Count(-1);
        }

        int[] starts = reader.ReadInt32s();
        reader.Require(starts.Length == leaves + 1 && starts[0] == 0 && SavedArrays.Ascends(starts), "the leaves do not share out the rows");
        LeafLaw[] laws = [.. codes.Select(column => ReadLaw(reader, column, starts, pseudoRows))];
        return new AdversarialForestModel(schema, trees, starts, laws, rows, pseudoRows, donors);
    });

    private static ColumnCodes ReadCodes(ModelReader reader, ColumnSchema schema, TableColumn outline)
    {
        int kind = reader.ReadInt32(Numbers, Categories, "the code of a column");
        reader.Require(outline is NumericColumn || kind == (outline is CategoryColumn ? Categories : Numbers), $"column '{schema.Name}' has codes of another type than the manifest says");
        if (kind == Numbers)
            return NumberCodes.Read(reader, schema, outline);
        var codes = CategoryCodes.Read(reader, schema, outline);
        reader.Require(Enumerable.Range(0, codes.MissingDonor).Select(codes.ValueOf).Distinct().Count() == codes.MissingDonor, $"a level of column '{schema.Name}' stands twice");
        return codes;
    }

    private static ForestTree ReadTree(ModelReader reader, int columns)
    {
        var tree = new ForestTree(reader.ReadInt32s(), reader.ReadInt32s(), reader.ReadInt32s(), reader.ReadUInt64s());
        int nodes = tree.Column.Length, sets = tree.Sets.Length / ConditionalTree.SetWords, leaves = tree.Column.AsSpan().Count(-1), children = 1;
        reader.Require(nodes > 0 && tree.Cut.Length == nodes && tree.Child.Length == nodes, "a tree has no nodes, or nodes without cuts or children");
        var depth = new int[nodes];
        var leafMet = new bool[leaves];
        var isChild = new bool[nodes];
        for (int node = 0; node < nodes; node++)
        {
            int column = tree.Column[node], cut = tree.Cut[node], child = tree.Child[node];
            reader.Require(node == 0 || isChild[node], "a node has no parent");
            if (column == -1)
            {
                reader.Require(child >= 0 && child < leaves && !leafMet[child], "a node leads to a leaf that is not there");
                leafMet[child] = true;
                continue;
            }

            reader.Require(column >= 0 && column < columns && (cut >= 0 || ~cut < sets) && child > node && child < nodes - 1 && !isChild[child] && !isChild[child + 1] && depth[node] < ForestTree.MostDepth, "a node asks for what is not there");
            isChild[child] = isChild[child + 1] = true;
            depth[child] = depth[child + 1] = depth[node] + 1;
            children += 2;
        }

        reader.Require(children == nodes, "a tree has nodes that are not reached");
        return tree;
    }

    private static LeafLaw ReadLaw(ModelReader reader, ColumnCodes codes, int[] starts, double pseudoRows)
    {
        if (reader.ReadBoolean())
        {
            reader.Require(codes is NumberCodes, "categories have a normal distribution");
            return NormalLaw.Read(reader, (NumberCodes)codes, starts.Length - 1);
        }

        int[] donors = reader.ReadInt32s();
        reader.Require(donors.Length == starts[^1] && !donors.AsSpan().ContainsAnyExceptInRange(0, codes.MissingDonor), "a donor is not one of its column");
        return new DonorLaw(codes, starts, donors, pseudoRows);
    }
}
