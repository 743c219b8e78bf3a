// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>The columns of the tables that children are learned from: what is given (of the parent, of siblings), then the child's own columns under their names.</summary>
internal sealed class FamilyLayout
{
    private readonly string _ofParent, _ofPrevious, _ofEarlier, _place;

    /// <param name="parents">Columns of the parents, the number of children included.</param>
    /// <param name="children">Columns of the children.</param>
    /// <param name="order">Column in whose order siblings stand; null: none.</param>
    /// <param name="siblings">What a child is drawn given of its siblings.</param>
    public FamilyLayout(IReadOnlyList<string> parents, IReadOnlyList<string> children, string? order, SiblingContext siblings)
    {
        (_ofParent, _ofPrevious, _ofEarlier, _place) = (Apart("parent."), Apart("previous."), Apart("earlier."), Apart("place"));
        (Parents, Children, Order, Context) = (parents, children, order, siblings);
        Previous = siblings == SiblingContext.None ? order is null ? [] : [order] : [.. children];
        Earlier = siblings == SiblingContext.Earlier ? [.. children.Where(c => c != order)] : [];
        FirstGiven = [.. parents.Select(p => _ofParent + p)];
        LaterGiven = [.. FirstGiven, _place, .. Previous.Select(PreviousName), .. Earlier.Select(c => _ofEarlier + c)];

        string Apart(string word)                                     // from the names of children
        {
            while (children.Any(c => c.StartsWith(word, StringComparison.Ordinal)))
                word = "." + word;
            return word;
        }
    }

    /// <summary>Columns of the parents, the number of children included.</summary>
    public IReadOnlyList<string> Parents { get; }

    /// <summary>Columns of the children.</summary>
    public IReadOnlyList<string> Children { get; }

    /// <summary>Column in whose order siblings stand; null: none.</summary>
    public string? Order { get; }

    /// <summary>What a child is drawn given of its siblings.</summary>
    public SiblingContext Context { get; }

    /// <summary>Child columns whose last value is known.</summary>
    public string[] Previous { get; }

    /// <summary>Child columns that are summed up.</summary>
    public string[] Earlier { get; }

    /// <summary>Columns that are given for the first child of a family, or for all where nothing is known of siblings.</summary>
    public string[] FirstGiven { get; }

    /// <summary>Columns that are given for every later child.</summary>
    public string[] LaterGiven { get; }

    /// <summary>Whether the first child is learned apart from the later ones.</summary>
    public bool HasSequence => Previous.Length > 0;

    /// <summary>Name of the given column that holds the last value of a child column.</summary>
    public string PreviousName(string child) => _ofPrevious + child;

    /// <summary>The columns of parents, as given.</summary>
    public Table OfParents(Table parents) => new([.. Parents.Select(p => Named(parents[p], _ofParent + p))]);

    /// <summary>What is given for the next child of some families.</summary>
    /// <param name="parents">Their parents, as given, (families).</param>
    /// <param name="siblings">What is known of their children.</param>
    /// <param name="families">The families.</param>
    public Table OfLater(Table parents, Siblings siblings, int[] families) => new(
    [
        .. parents.Columns,
        siblings.Place(_place, families.Length),
        .. Previous.Select(c => Named(siblings.Previous(c, families), PreviousName(c))),
        .. Earlier.Select(c => Named(siblings.Earlier(c, families), _ofEarlier + c)),
    ]);

    private static TableColumn Named(TableColumn column, string name) => column switch
    {
        NumericColumn numbers => new NumericColumn(name, numbers.Values),
        CategoryColumn categories => new CategoryColumn(name, categories.Codes, categories.Levels),
        TimestampColumn times => new TimestampColumn(name, times.Ticks),
        _ => throw new ArgumentException($"Column '{column.Name}' of kind {column.Kind} cannot be learned.", nameof(column)),
    };
}
