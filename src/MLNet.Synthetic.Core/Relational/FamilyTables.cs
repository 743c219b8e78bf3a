// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>A parent table and a child table to learn, without their keys.</summary>
/// <param name="Parents">Columns of the parents to learn, n ≥ 1 rows: numbers, categories and times.</param>
/// <param name="ParentSchema">What is known of exactly these columns, in the same order.</param>
/// <param name="Children">Columns of the children to learn, m ≥ 1 rows.</param>
/// <param name="ChildSchema">What is known of exactly these columns, in the same order.</param>
/// <param name="ParentOf">Parent row of each child row, (m), from 0 to n − 1 (<see cref="FamilyKeys"/>).</param>
public sealed record FamilyTables(Table Parents, TableSchema ParentSchema, Table Children, TableSchema ChildSchema, int[] ParentOf)
{
    /// <summary>Checks that the parts fit each other.</summary>
    internal FamilyTables Checked()
    {
        if (Parents.Count == 0 || Children.Count == 0)
            throw new SyntheticDataException($"The {(Parents.Count == 0 ? "parent" : "child")} table has no rows to learn from.");
        if (ParentOf.Length != Children.Count || ParentOf.AsSpan().IndexOfAnyExceptInRange(0, Parents.Count - 1) >= 0)
            throw new ArgumentException($"{nameof(ParentOf)} does not give a row of the parent table for each of the {Children.Count} child rows.");
        return this;
    }

    /// <summary>The child rows of each parent, (n), in order.</summary>
    /// <param name="orderColumnName">Column they are ordered by; null: as they stand.</param>
    /// <exception cref="ArgumentException">The column is absent, or holds no numbers or times.</exception>
    /// <exception cref="SyntheticDataException">The column has missing values.</exception>
    internal int[][] Families(string? orderColumnName)
    {
        var families = new int[Parents.Count][];
        var counts = new int[families.Length];
        foreach (int parent in ParentOf)
            counts[parent]++;
        for (int p = 0; p < families.Length; p++)
            (families[p], counts[p]) = (new int[counts[p]], 0);
        for (int i = 0; i < ParentOf.Length; i++)
            families[ParentOf[i]][counts[ParentOf[i]]++] = i;
        if (orderColumnName is null)
            return families;

        var order = Children[orderColumnName];
        if (order is not (NumericColumn or TimestampColumn) || ChildSchema[orderColumnName].Kind == ColumnKind.Category)
            throw new ArgumentException($"{nameof(RelationalOptions.OrderColumnName)} is '{orderColumnName}', which holds {order.Kind} values: rows are ordered by a number or a time.");
        if (order.Missing > 0)
            throw new SyntheticDataException($"The order column '{orderColumnName}' is missing in {order.Missing} of {order.Count} child rows. Remove these rows, or name another column.");
        long[]? ticks = (order as TimestampColumn)?.Ticks;
        double[] numbers = (order as NumericColumn)?.Values ?? [];
        foreach (int[] family in families)
        {
            if (ticks is not null)
                Array.Sort(family, (a, b) => (ticks[a], a).CompareTo((ticks[b], b)));
            else
                Array.Sort(family, (a, b) => (numbers[a], a).CompareTo((numbers[b], b)));
        }

        return families;
    }
}
