// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>How a fitted <see cref="FamilySynthesizer"/> is saved: the three table models as files in the file, and what binds them (docs/synth-format.md).</summary>
internal sealed class RelationalFormat : TableModelFormat
{
    private const string Entry = "families.bin", ParentsEntry = "parents.synth", FirstEntry = "first-children.synth", LaterEntry = "later-children.synth";

    public override string Algorithm => "Relational";

    public override string Package => "MLNet.Synthetic.Core";

    public override bool IsOf(ITableModel model) => model is FamilyModel;

    public override bool HoldsTrainingRows(ITableModel model)
    {
        var family = (FamilyModel)model;
        return new[] { family.Parents, family.First, family.Later }.Any(part => part is not null && SavedSynthesizer.HoldsTrainingRows(part));
    }

    public override void Write(ITableModel model, SavedEntries entries)
    {
        var family = (FamilyModel)model;
        entries.Add(Entry, writer =>
        {
            writer.Write(family.Sizes.Column);
            writer.Write(family.Sizes.Fewest);
            writer.Write(family.Sizes.Most);
            writer.Write(family.Sizes.Parents);
            writer.Write(family.Sizes.Children);
            writer.Write((int)family.Layout.Context);
            writer.Write(family.Layout.Children.Count);
            foreach (string child in family.Layout.Children)
                writer.Write(child);
            writer.Write(family.Order is not null);
            if (family.Order is { } order)
            {
                writer.Write(order.Column);
                writer.Write(order.Latest);
                writer.Write(order.Largest);
                writer.Write(order.Decimals);
            }
        });
        entries.Add(ParentsEntry, Nested(family.Parents, family.Sizes.Parents));
        entries.Add(FirstEntry, Nested(family.First, family.Sizes.Children));
        if (family.Later is not null)
            entries.Add(LaterEntry, Nested(family.Later, family.Sizes.Children));
    }

    public override ITableModel Read(SavedEntries entries, TableSchema schema, Table outline) => entries.Read(Entry, reader =>
    {
        const int MostDecimals = 15;
        var sizes = new FamilySizes(
            reader.ReadString(), reader.ReadInt32(0, int.MaxValue, "the fewest children"), reader.ReadInt32(1, int.MaxValue, "the most children"),
            reader.ReadInt32(1, int.MaxValue, "the number of parents"), reader.ReadInt32(1, int.MaxValue, "the number of children"));
        reader.Require(sizes.Fewest <= sizes.Most && sizes.Most <= sizes.Children && (long)sizes.Fewest * sizes.Parents <= sizes.Children, "the numbers of children contradict each other");
        var siblings = (SiblingContext)reader.ReadInt32(0, (int)SiblingContext.Earlier, "the context of siblings");
        var children = new string[reader.ReadCount(sizeof(int), "columns of children")];
        for (int j = 0; j < children.Length; j++)
            children[j] = reader.ReadString();
        reader.Require(children.Length > 0 && children.Distinct().Count() == children.Length, "the columns of the children are not different ones");
        var order = reader.ReadBoolean()
            ? new SiblingOrder(reader.ReadString(), reader.ReadInt64(0, DateTime.MaxValue.Ticks, "the latest time"), reader.ReadDouble(), reader.ReadInt32(-1, MostDecimals, "the decimals of the order"))
            : null;
        reader.Require(order is null || (double.IsFinite(order.Largest) && children.Contains(order.Column)), "the order of the children is none of their columns");

        var parents = SavedSynthesizer.ReadNested(entries[ParentsEntry], Algorithm);
        var layout = new FamilyLayout([.. parents.Schema.Columns.Select(c => c.Name)], children, order?.Column, siblings);
        var first = SavedSynthesizer.ReadNested(entries[FirstEntry], Algorithm);
        var later = entries.Names.Contains(LaterEntry) ? SavedSynthesizer.ReadNested(entries[LaterEntry], Algorithm) : null;
        reader.Require(schema.Columns.Select(c => c.Name).SequenceEqual(layout.Parents), "the parents are not those of the manifest");
        reader.Require(sizes.Most == 1 || (later is not null) == layout.HasSequence, "there is no model of later children, or one too many");

        Table ofParents = Outline(parents), ofFirst = Outline(first);
        reader.Require(ofParents.Columns.FirstOrDefault(c => c.Name == sizes.Column) is NumericColumn, "the parents have no number of children");
        RequireColumns(ofFirst, [.. layout.FirstGiven, .. children]);
        RequireLike(layout.OfParents(ofParents), ofFirst);
        RequireOrder(ofFirst, isStep: false);
        reader.Require(first.CanFix(layout.FirstGiven), "children cannot be drawn given their parents");
        if (later is not null)
        {
            var ofLater = Outline(later);
            RequireColumns(ofLater, [.. layout.LaterGiven, .. children]);
            var known = new Siblings(0, [.. layout.Earlier.Select(c => ofFirst[c])]);
            known.Add([], ofFirst);
            RequireLike(layout.OfLater(layout.OfParents(ofParents), known, []), ofLater);
            RequireLike(new([.. children.Where(c => c != order?.Column).Select(c => ofFirst[c])]), ofLater);
            RequireOrder(ofLater, isStep: true);
            reader.Require(later.CanFix(layout.LaterGiven), "later children cannot be drawn given their siblings");
        }

        return new FamilyModel(parents, first, later, layout, order, sizes);

        void RequireColumns(Table table, string[] names)
            => reader.Require(table.Columns.Count == names.Length && table.Columns.Select(c => c.Name).ToHashSet().SetEquals(names), "the columns of a model of children are others");

        void RequireLike(Table given, Table taken)
        {
            foreach (var column in given.Columns)
            {
                reader.Require(
                    column.GetType() == taken[column.Name].GetType() && (column is not CategoryColumn { Levels: var levels } || levels.AsSpan().SequenceEqual(((CategoryColumn)taken[column.Name]).Levels)),
                    "a column of one model is of another type or has other levels in the next");
            }
        }

        void RequireOrder(Table table, bool isStep)
        {
            if (order is not null)
                reader.Require(table[order.Column] is NumericColumn || (!isStep && table[order.Column] is TimestampColumn), "the order of the children is no number and no time");
        }
    });

    private static Table Outline(ITableModel model) => model.Sample(0, null, new RunContext(new Rng(0)));

    private static byte[] Nested(ITableModel model, int rows)
    {
        using var stream = new MemoryStream();
        SavedSynthesizer.Write(stream, model, new SavedModelInfo { RowCount = rows });
        return stream.ToArray();
    }
}
