// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Numerics.Tensors;
using System.Text.Json;

namespace MLNet.Synthetic;

/// <summary>How a fitted <see cref="HiddenChowLiuTree"/> is saved: one entry with the codes of the columns and the tree (docs/synth-format.md).</summary>
internal sealed class HiddenChowLiuTreeFormat : TableModelFormat
{
    private const string Entry = "tree.bin";
    private const float Rounding = 1e-3f;

    public override string Algorithm => nameof(HiddenChowLiuTree);

    public override string Package => "MLNet.Synthetic.Core";

    public override bool IsOf(ITableModel model) => model is HiddenChowLiuTreeModel;

    public override JsonElement? Describe(SynthesisOptions options)
        => options is HiddenChowLiuTreeOptions own ? JsonSerializer.SerializeToElement(own, OptionsJson.Default.HiddenChowLiuTreeOptions) : null;

    public override void Write(ITableModel model, SavedEntries entries) => entries.Add(Entry, writer =>
    {
        var fitted = (HiddenChowLiuTreeModel)model;
        var tree = fitted.Tree;
        writer.Write(fitted.TrainingRows);
        foreach (var column in fitted.Columns)
            ColumnCodeFormat.Write(column, writer);
        writer.Write(tree.States);
        writer.Write(tree.Parents);
        writer.Write(tree.Order);
        writer.Write(tree.Prior);
        for (int c = 0; c < tree.Parents.Length; c++)
        {
            writer.Write(tree.Transitions[c]);
            writer.Write(tree.Emissions[c]);
        }
    });

    public override ITableModel Read(SavedEntries entries, TableSchema schema, Table outline) => entries.Read(Entry, reader =>
    {
        int rows = reader.ReadInt32(1, int.MaxValue, "the number of training rows");
        ColumnCode[] columns = [.. schema.Columns.Select((column, c) => ColumnCodeFormat.Read(column, outline.Columns[c], reader))];
        return new HiddenChowLiuTreeModel(schema, columns, ReadTree(reader, [.. columns.Select(c => c.Count)]), rows);
    });

    private static HiddenTree ReadTree(ModelReader reader, int[] counts)
    {
        int d = counts.Length, k = reader.ReadInt32(1, HiddenChowLiuTreeOptions.MostStates, "the number of states");
        int[] parents = reader.ReadInt32s(), order = reader.ReadInt32s();
        reader.Require(IsTree(parents, order, d), "the columns do not form a tree");
        reader.Require(sizeof(float) * ((long)k + (d - 1L) * k * k + counts.Sum(count => (long)count * k)) <= reader.Left, "probabilities are missing");

        var tree = new HiddenTree(parents, order, counts, k);
        Fill(tree.Prior, reader);
        RequireDistributions(tree.Prior, k, reader);
        for (int c = 0; c < d; c++)
        {
            Fill(tree.Transitions[c], reader);
            RequireDistributions(tree.Transitions[c], k, reader);
            Fill(tree.Emissions[c], reader);
            RequireEmissions(tree.Emissions[c], k, reader);
        }

        return tree;
    }

    private static bool IsTree(int[] parents, int[] order, int d)
    {
        if (parents.Length != d || order.Length != d)
            return false;
        var met = new bool[d];
        for (int i = 0; i < d; i++)
        {
            int c = order[i];
            if (c < 0 || c >= d || met[c])
                return false;
            int parent = parents[c];
            if (i == 0 ? parent != -1 : parent < 0 || parent >= d || !met[parent])
                return false;
            met[c] = true;
        }

        return true;
    }

    private static void Fill(float[] target, ModelReader reader)
    {
        float[] values = reader.ReadSingles();
        reader.Require(values.Length == target.Length, $"{values.Length} probabilities stand where {target.Length} belong");
        foreach (float value in values)
            reader.Require(value is >= 0 and <= 1 + Rounding, "a probability is not from 0 to 1");
        values.CopyTo(target, 0);
    }

    private static void RequireDistributions(float[] rows, int k, ModelReader reader)
    {
        for (int start = 0; start < rows.Length; start += k)
            RequireOne(TensorPrimitives.Sum<float>(rows.AsSpan(start, k)), reader);
    }

    private static void RequireEmissions(float[] emissions, int k, ModelReader reader)
    {
        var sums = new float[k];
        for (int start = 0; start < emissions.Length; start += k)
            TensorPrimitives.Add(sums, emissions.AsSpan(start, k), sums);
        foreach (float sum in sums)
            RequireOne(sum, reader);
    }

    private static void RequireOne(float sum, ModelReader reader) => reader.Require(Math.Abs(sum - 1) < Rounding, "probabilities do not sum to 1");
}
