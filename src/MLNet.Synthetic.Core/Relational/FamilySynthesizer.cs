// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Learns two tables, of which one row of the first (a customer) has any number of rows in the second (its orders): the parents with their numbers of children, and the children given their parent.</summary>
/// <remarks>
/// The number of children is a column of the parent table and learned with the others. A child row is drawn by a model of [parent's columns, child's columns] given the former, as relational synthesis by
/// conditioning does (Gueye, Attabi, Dumas 2023, "Row conditional-TGAN for generating synthetic relational databases", ICASSP; Solatorio and Dupriez 2023, "REaLTabFormer", arXiv:2302.02041), here with the table
/// synthesizer of choice. The first child of a family and the later ones have a model each: a later one is also given its place, the row before it and a summary of all rows before it
/// (<see cref="SiblingContext"/>), so that rows of a family share what they share in the training data. Where an order column is named, later children have the step from the row before in its place.
/// O(cost of the table synthesizer for n parents, and for m children with three times their columns).
/// </remarks>
/// <param name="options">Settings; null: the defaults.</param>
/// <exception cref="ArgumentException">A setting is out of range; the message names it.</exception>
public sealed class FamilySynthesizer(RelationalOptions? options = null)
{
    private const string CountColumn = "ChildCount";
    private readonly RelationalOptions _options = (options ?? new()).Validated();

    /// <summary>Learns two tables.</summary>
    /// <param name="tables">The tables. Not changed.</param>
    /// <param name="run">Randomness, progress, messages, cancellation and threads.</param>
    /// <exception cref="ArgumentException">The order column cannot order rows, or the child algorithm cannot draw rows given others.</exception>
    /// <exception cref="SyntheticDataException">A table cannot be learned.</exception>
    /// <exception cref="OperationCanceledException">The run was asked to stop.</exception>
    public FamilyModel Fit(FamilyTables tables, RunContext run)
    {
        ArgumentNullException.ThrowIfNull(tables);
        ArgumentNullException.ThrowIfNull(run);
        if (_options.OrderColumnName is { } ordered && _options.Child.Constraints.FirstOrDefault(c => c.ColumnNames.Contains(ordered)) is { } constraint)
            throw new ArgumentException($"The constraint '{constraint}' is on '{ordered}', in whose order siblings stand: it is learned as steps, which no constraint knows. Drop the constraint, or {nameof(RelationalOptions.OrderColumnName)}.");
        int[][] families = tables.Checked().Families(_options.OrderColumnName);
        var (parents, count) = WithCounts(tables.Parents, families);
        var schema = new TableSchema([.. tables.ParentSchema.Columns, TableSchema.Infer(new Table(count)).Columns[0] with { Role = ColumnRole.Feature }]);
        var layout = new FamilyLayout([.. parents.Columns.Select(c => c.Name)], [.. tables.Children.Columns.Select(c => c.Name)], _options.OrderColumnName, _options.Siblings);
        var order = layout.Order is null ? null : SiblingOrder.Of(tables.Children[layout.Order], tables.ChildSchema[layout.Order]);

        var parentModel = Synthesizer(_options.Parent).Fit(parents, schema, run.With(run.Random.Fork("parents")));
        var (first, later) = Lay(tables.Children, parents, families, layout, order, run);
        HashSet<string> codes = [.. layout.FirstGiven.Zip(schema.Columns).Where(p => p.Second.Kind == ColumnKind.Category).Select(p => p.First),
            .. tables.ChildSchema.Columns.Where(c => c.Kind == ColumnKind.Category).SelectMany(c => new[] { c.Name, layout.PreviousName(c.Name) })];
        int rowsOfFamily = (int)Math.Ceiling(families.Sum(f => (double)f.Length * f.Length) / tables.Children.Count);   // in the family of a random child
        var firstModel = FitChildren(first, layout.FirstGiven, codes, layout.HasSequence ? 1 : rowsOfFamily, run.With(run.Random.Fork("first children")));
        var laterModel = later is null ? null : FitChildren(later, layout.LaterGiven, codes, rowsOfFamily, run.With(run.Random.Fork("later children")));
        int[] sizes = Array.ConvertAll(families, f => f.Length);
        return new(parentModel, firstModel, laterModel, layout, order, new(count.Name, sizes.Min(), sizes.Max(), parents.Count, tables.Children.Count));
    }

    private static (Table Parents, NumericColumn Count) WithCounts(Table parents, int[][] families)
    {
        string name = CountColumn;
        while (parents.Columns.Any(c => c.Name == name))
            name += "'";
        var count = new NumericColumn(name, Array.ConvertAll(families, f => (double)f.Length));
        return (new([.. parents.Columns, count]), count);
    }

    /// <summary>The rows that first children, and later ones, are learned from: what is given, then the child's columns.</summary>
    private static (Table First, Table? Later) Lay(Table children, Table parents, int[][] families, FamilyLayout layout, SiblingOrder? order, RunContext run)
    {
        var given = layout.OfParents(parents);
        if (!layout.HasSequence)
        {
            int[] parentOf = [.. families.SelectMany((family, p) => Enumerable.Repeat(p, family.Length))];
            return (Beside(given.Take(parentOf), children.Take([.. families.SelectMany(f => f)])), null);
        }

        Table? first = null;
        var later = new List<Table>();
        var siblings = new Siblings(families.Length, [.. layout.Earlier.Select(c => children[c])]);
        int[] open = [.. Enumerable.Range(0, families.Length).Where(f => families[f].Length > 0)];
        for (int place = 0; open.Length > 0; place++)
        {
            run.Cancellation.ThrowIfCancellationRequested();
            var rows = children.Take(Array.ConvertAll(open, f => families[f][place]));
            var ofParents = given.Take(open);
            if (place == 0)
                first = Beside(ofParents, rows);
            else
                later.Add(Beside(layout.OfLater(ofParents, siblings, open), order is null ? rows : order.ToSteps(rows, siblings.Previous(order.Column, open))));
            siblings.Add(open, rows);
            open = Array.FindAll(open, f => families[f].Length > place + 1);
        }

        return (first!, later.Count == 0 ? null : TableRows.Concat(later));
    }

    private ITableModel FitChildren(Table table, string[] given, HashSet<string> codes, int rowsOfFamily, RunContext run)
    {
        var schema = new TableSchema([.. TableSchema.Infer(table).Columns.Select((c, j) => c with
        {
            Role = ColumnRole.Feature,
            Kind = codes.Contains(c.Name) ? ColumnKind.Category : table.Columns[j].Kind,
        })]);
        var model = Synthesizer(_options.Child is SequentialTreesOptions trees ? Conditioned(trees, given, rowsOfFamily) : _options.Child).Fit(table, schema, run);
        return model.CanFix(given)
            ? model
            : throw new ArgumentException(
                $"{nameof(RelationalOptions.Child)} is {_options.Child.GetType().Name}, whose rows cannot be drawn given the columns of a parent. Use {nameof(SequentialTreesOptions)}, {nameof(HiddenChowLiuTreeOptions)}, {nameof(GaussianCopulaOptions)} or {nameof(IndependentColumnsOptions)}, and no constraint that rewrites columns.");
    }

    /// <summary>Settings under which what is given comes first, and a leaf has the rows of several families: rows of one family repeat what their parent says, and would otherwise make leaves of their own.</summary>
    private static SequentialTreesOptions Conditioned(SequentialTreesOptions trees, string[] given, int rowsOfFamily)
        => trees with { FirstColumnNames = [.. given, .. trees.FirstColumnNames], GivenColumnNames = given, MinimumLeafRows = (int)Math.Min((long)trees.MinimumLeafRows * rowsOfFamily, int.MaxValue) };

    private static ITableSynthesizer Synthesizer(SynthesisOptions options) => options.Constraints.Count == 0
        ? options.CreateSynthesizer()
        : new ConstrainedSynthesizer(options.CreateSynthesizer(), options.Constraints, options.ConstraintOptions);

    private static Table Beside(Table left, Table right) => new([.. left.Columns, .. right.Columns]);
}
