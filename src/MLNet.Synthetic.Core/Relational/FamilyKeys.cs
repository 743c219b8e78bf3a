// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;

namespace MLNet.Synthetic;

/// <summary>Which parent row each child row belongs to.</summary>
public static class FamilyKeys
{
    private const int Shown = 3;

    /// <summary>Finds the parent row of each child row.</summary>
    /// <param name="parents">Keys of the parent table, (n): whole numbers or texts, all different, none missing.</param>
    /// <param name="children">Keys of their parents in the child table, (m), of the same kind.</param>
    /// <returns>Parent row of each child row, (m), from 0; −1 where there is none.</returns>
    /// <exception cref="SyntheticDataException">Keys of parents are missing or occur twice, or the two columns hold different things; the message counts them and shows the first.</exception>
    public static int[] Match(TableColumn parents, TableColumn children)
    {
        ArgumentNullException.ThrowIfNull(parents);
        ArgumentNullException.ThrowIfNull(children);
        if (parents is not (NumericColumn or CategoryColumn))
            throw new SyntheticDataException($"The key '{parents.Name}' of the parent table holds {Held(parents)}; a key is a whole number up to 2⁵³ or a text. Convert it to text in both tables.");
        if (parents.GetType() != children.GetType())
            throw new SyntheticDataException($"The key '{parents.Name}' of the parent table holds {Held(parents)}, but '{children.Name}' of the child table {Held(children)}. Convert one of them.");

        return (parents, children) is (NumericColumn a, NumericColumn b)
            ? Match(a.Values, b.Values, v => double.IsNaN(v), v => v.ToString("R", CultureInfo.InvariantCulture), parents.Name)
            : Match(Texts((CategoryColumn)parents), Texts((CategoryColumn)children), v => v.Length == 0, v => $"'{v}'", parents.Name);
    }

    /// <summary>The child rows without a parent as a message shows them: how many, and the first.</summary>
    /// <param name="parentOf">Parent row of each child row, (m); −1: none.</param>
    /// <param name="children">Keys of their parents, (m).</param>
    public static string DescribeOrphans(int[] parentOf, TableColumn children)
    {
        ArgumentNullException.ThrowIfNull(parentOf);
        int[] orphans = [.. Enumerable.Range(0, parentOf.Length).Where(i => parentOf[i] < 0)];
        return string.Create(CultureInfo.InvariantCulture, $"{orphans.Length:N0} of {parentOf.Length:N0} child rows belong to no parent row: {Rows(orphans, i => TableRows.Text(children, i))}");
    }

    private static int[] Match<T>(T[] parents, T[] children, Predicate<T> isMissing, Func<T, string> text, string name) where T : notnull
    {
        var rows = new Dictionary<T, int>(parents.Length);
        var (missing, twice) = (new List<int>(), new List<int>());
        for (int i = 0; i < parents.Length; i++)
        {
            if (isMissing(parents[i]))
                missing.Add(i);
            else if (!rows.TryAdd(parents[i], i))
                twice.Add(i);
        }

        if (missing.Count > 0)
            throw new SyntheticDataException(string.Create(CultureInfo.InvariantCulture, $"The key '{name}' is missing in {missing.Count:N0} of {parents.Length:N0} parent rows: {Rows(missing, null)}. Remove these rows, or give them keys."));
        if (twice.Count > 0)
        {
            throw new SyntheticDataException(string.Create(CultureInfo.InvariantCulture,
                $"{twice.Count:N0} of {parents.Length:N0} parent rows have a key '{name}' that another row before them has: {Rows(twice, i => text(parents[i]))}. Keep one row for each key."));
        }

        return Array.ConvertAll(children, key => !isMissing(key) && rows.TryGetValue(key, out int row) ? row : -1);
    }

    private static string Rows(IReadOnlyList<int> rows, Func<int, string>? text)
        => $"row {string.Join(", ", rows.Take(Shown).Select(i => string.Create(CultureInfo.InvariantCulture, $"{i}{(text is null ? "" : $" ({text(i)})")}")))}{(rows.Count > Shown ? ", ..." : "")} (counted from 0)";

    private static string[] Texts(CategoryColumn column) => Array.ConvertAll(column.Codes, code => code < 0 ? "" : column.Levels[code]);

    private static string Held(TableColumn column) => column switch
    {
        NumericColumn => "numbers",
        CategoryColumn => "texts",
        TimestampColumn => "times",
        OtherColumn<long> or OtherColumn<ulong> => "numbers beyond 2⁵³",
        _ => $"{column.Kind} values",
    };
}
