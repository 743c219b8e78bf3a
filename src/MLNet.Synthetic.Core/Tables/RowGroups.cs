// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Rows of several tables put into groups: those whose cells are the same.</summary>
internal sealed class RowGroups
{
    private RowGroups(int[][] groups, int count) => (Groups, Count) = (groups, count);

    /// <summary>The group of each row of each table, (tables, n), from 0.</summary>
    public int[][] Groups { get; }

    /// <summary>Number of groups of all tables together.</summary>
    public int Count { get; }

    /// <summary>Groups rows whose cells are equal, missing ones included.</summary>
    /// <param name="tables">Tables of the same columns, categories with the same levels.</param>
    /// <param name="columns">Names of the columns to look at; null: all.</param>
    public static RowGroups Of(Table[] tables, IReadOnlyCollection<string>? columns = null)
        => Of(tables, columns ?? [.. tables[0].Columns.Select(c => c.Name)], Cells.Identities);

    /// <summary>Groups rows by what is made of their cells.</summary>
    /// <param name="tables">Tables of the same columns.</param>
    /// <param name="columns">Names of the columns to look at.</param>
    /// <param name="identities">Makes a whole number of each cell of a column, (n); cells of the same number are the same.</param>
    public static RowGroups Of(Table[] tables, IReadOnlyCollection<string> columns, Func<TableColumn, long[]> identities)
    {
        int[][] groups = [.. tables.Select(t => new int[t.Count])];
        int count = 1;
        foreach (string column in columns)                            // the groups so far are divided by one column after the other
        {
            var places = new Dictionary<(int Group, long Cell), int>();
            for (int t = 0; t < tables.Length; t++)
            {
                long[] cells = identities(tables[t][column]);
                for (int i = 0; i < cells.Length; i++)
                {
                    var key = (groups[t][i], cells[i]);
                    if (!places.TryGetValue(key, out int place))
                        places.Add(key, place = places.Count);
                    groups[t][i] = place;
                }
            }

            count = Math.Max(1, places.Count);
        }

        return new(groups, count);
    }

    /// <summary>How many rows of a table each group has, (number of groups).</summary>
    public int[] Sizes(int table)
    {
        var sizes = new int[Count];
        foreach (int group in Groups[table])
            sizes[group]++;
        return sizes;
    }
}
