// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>What <see cref="FamilySynthesizer"/> learned. As a table model it draws parents, with their number of children as the last column; <see cref="SampleChildren"/> draws the children of parents.</summary>
public sealed class FamilyModel : ITableModel
{
    private const int ChildrenAtOnce = 65_536, FewestFamilies = 64, MostFamilies = 16_384, MostRedraws = 16, MostChildrenAtOnce = 1 << 27;

    internal FamilyModel(ITableModel parents, ITableModel first, ITableModel? later, FamilyLayout layout, SiblingOrder? order, FamilySizes sizes)
    {
        (Parents, First, Later, Layout, Order, Sizes) = (parents, first, later, layout, order, sizes);
        ParentRowColumnName = "parent row";
        while (layout.Children.Contains(ParentRowColumnName))
            ParentRowColumnName += "'";
    }

    /// <summary>The columns of the parents, and the number of children.</summary>
    public TableSchema Schema => Parents.Schema;

    /// <inheritdoc/>
    public int BlockRows => Parents.BlockRows;

    /// <summary>Name of the column of <see cref="Schema"/> that holds the number of children.</summary>
    public string CountColumnName => Sizes.Column;

    /// <summary>Name of the column of <see cref="SampleChildren"/> that holds the number of the parent row.</summary>
    public string ParentRowColumnName { get; }

    /// <summary>Fewest children a parent had, ≥ 0.</summary>
    public int FewestChildren => Sizes.Fewest;

    /// <summary>Most children a parent had.</summary>
    public int MostChildren => Sizes.Most;

    /// <summary>Parents whose children are drawn together, ≥ 1: <see cref="SampleChildren"/> is called for so many at a time, from the first of a block on, for rows that do not depend on how many are asked for.</summary>
    public int FamiliesAtOnce => (int)Math.Clamp((long)ChildrenAtOnce * Sizes.Parents / Math.Max(Sizes.Children, 1), FewestFamilies, MostFamilies);

    internal ITableModel Parents { get; }

    internal ITableModel First { get; }

    internal ITableModel? Later { get; }

    internal FamilyLayout Layout { get; }

    internal SiblingOrder? Order { get; }

    internal FamilySizes Sizes { get; }

    /// <inheritdoc/>
    public bool CanFix(IReadOnlyCollection<string> columnNames) => Parents.CanFix(columnNames);

    /// <inheritdoc/>
    public Table Sample(int rows, Table? given, RunContext run) => Parents.Sample(rows, given, run);

    /// <summary>How many children each parent has, (n): whole, and within what was seen.</summary>
    /// <param name="parents">Parents that the model drew.</param>
    public int[] CountsOf(Table parents)
    {
        ArgumentNullException.ThrowIfNull(parents);
        return Array.ConvertAll(((NumericColumn)parents[CountColumnName]).Values, v => double.IsNaN(v) ? FewestChildren : (int)Math.Clamp(Math.Round(v), FewestChildren, MostChildren));
    }

    /// <summary>The children of some parents, family by family, each in its order.</summary>
    /// <param name="parents">Parents that the model drew.</param>
    /// <param name="firstParent">Number of the first of them in the whole table: children depend on it and on the stream of the run.</param>
    /// <param name="run">Randomness, progress, messages, cancellation and threads: the context of the whole table.</param>
    /// <returns>The columns of the children, and the number of the parent row in <see cref="ParentRowColumnName"/>.</returns>
    /// <exception cref="SyntheticDataException">They have more than 2²⁷ children.</exception>
    /// <exception cref="OperationCanceledException">The run was asked to stop.</exception>
    public Table SampleChildren(Table parents, long firstParent, RunContext run)
    {
        ArgumentNullException.ThrowIfNull(parents);
        ArgumentNullException.ThrowIfNull(run);
        var random = run.Random.Fork("children").Fork(firstParent);
        int[] counts = CountsOf(parents);
        if (counts.Sum(count => (long)count) > MostChildrenAtOnce)
            throw new SyntheticDataException($"{counts.Length:N0} parents have over {MostChildrenAtOnce:N0} children, which is more than can be drawn together. Draw the children of fewer parents at a time.");
        var given = Layout.OfParents(parents);
        int[] owner = [.. counts.SelectMany((count, p) => Enumerable.Repeat(p, count))];
        var children = Later is null && !Layout.HasSequence
            ? OwnColumns(First.Sample(owner.Length, given.Take(owner), run.With(random)))
            : InSequence(counts, given, run.With(random));
        return new([.. children.Columns, new NumericColumn(ParentRowColumnName, Array.ConvertAll(owner, p => (double)(firstParent + p)))]);
    }

    /// <summary>All first children, then all second ones, ...; put into the order of families at the end.</summary>
    private Table InSequence(int[] counts, Table given, RunContext run)
    {
        var drawn = new List<Table>();
        var starts = new List<int>();                                 // row at which each place starts
        int rows = 0;
        int[] open = [.. Enumerable.Range(0, counts.Length).Where(f => counts[f] > 0)];
        var siblings = new Siblings(counts.Length, [.. Layout.Earlier.Select(c => OwnColumns(First.Sample(0, null, run))[c])]);
        var rowOf = new List<int>[counts.Length];
        for (int f = 0; f < rowOf.Length; f++)
            rowOf[f] = new(counts[f]);
        for (int place = 0; place == 0 || open.Length > 0; place++)
        {
            run.Cancellation.ThrowIfCancellationRequested();
            var inPlace = run.With(run.Random.Fork(place));
            var ofParents = given.Take(open);
            var children = place == 0 ? OwnColumns(First.Sample(open.Length, ofParents, inPlace)) : DrawLater(ofParents, siblings, open, inPlace);
            siblings.Add(open, children);
            drawn.Add(children);
            starts.Add(rows);
            for (int i = 0; i < open.Length; i++)
                rowOf[open[i]].Add(rows + i);
            rows += open.Length;
            open = Array.FindAll(open, f => counts[f] > place + 1);
        }

        return TableRows.Concat(drawn).Take([.. rowOf.SelectMany(r => r)]);
    }

    /// <summary>The next child of some families; one that would stand behind the last value of the order column is drawn anew, and in the end set to that value.</summary>
    private Table DrawLater(Table ofParents, Siblings siblings, int[] families, RunContext run)
    {
        var given = Layout.OfLater(ofParents, siblings, families);
        var children = OwnColumns(Later!.Sample(families.Length, given, run.With(run.Random.Fork("drawn"))));
        if (Order is null)
            return children;

        var previous = siblings.Previous(Order.Column, families);
        for (int attempt = 0; attempt < MostRedraws && Order.Beyond(children, previous) is { Length: > 0 } beyond; attempt++)
        {
            var anew = OwnColumns(Later.Sample(beyond.Length, given.Take(beyond), run.With(run.Random.Fork("drawn anew").Fork(attempt))));
            int[] rows = [.. Enumerable.Range(0, families.Length)];
            for (int i = 0; i < beyond.Length; i++)
                rows[beyond[i]] = families.Length + i;
            children = TableRows.Concat([children, anew]).Take(rows);
        }

        return Order.FromSteps(children, previous);
    }

    private Table OwnColumns(Table drawn) => new([.. Layout.Children.Select(c => drawn[c])]);
}

/// <summary>How many children parents had.</summary>
/// <param name="Column">Name of the column of the parents that holds it.</param>
/// <param name="Fewest">Fewest of a parent, ≥ 0.</param>
/// <param name="Most">Most of a parent.</param>
/// <param name="Parents">Parents that were learned from.</param>
/// <param name="Children">Children that were learned from.</param>
internal sealed record FamilySizes(string Column, int Fewest, int Most, int Parents, int Children);
