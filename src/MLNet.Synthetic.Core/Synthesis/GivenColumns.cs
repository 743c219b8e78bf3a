// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Columns whose values are given when rows are drawn.</summary>
internal static class GivenColumns
{
    /// <summary>Checks that columns are given as a model can take them.</summary>
    /// <param name="given">The columns; null: none.</param>
    /// <param name="rows">Rows that are drawn.</param>
    /// <param name="model">The model.</param>
    /// <exception cref="ArgumentException">A column is not in the schema, there are other than <paramref name="rows"/> rows, or the model cannot fix these columns.</exception>
    public static void Check(Table? given, int rows, ITableModel model)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        if (given is null)
            return;
        foreach (var column in given.Columns)
            _ = model.Schema[column.Name];
        if (given.Columns.Count > 0 && given.Count != rows)
            throw new ArgumentException($"{rows} rows are drawn, but values for {given.Count} are given.", nameof(given));
        if (!model.CanFix([.. given.Columns.Select(c => c.Name)]))
            throw new ArgumentException($"The model cannot fix {string.Join(", ", given.Columns.Select(c => $"'{c.Name}'"))}.", nameof(given));
    }

    /// <summary>What a model says that can fix any of its columns: true.</summary>
    /// <exception cref="ArgumentException">A column is not in the schema.</exception>
    public static bool CanFixAny(IReadOnlyCollection<string> columnNames, TableSchema schema)
    {
        ArgumentNullException.ThrowIfNull(columnNames);
        foreach (string name in columnNames)
            _ = schema[name];
        return true;
    }

    /// <summary>The given column of a name; null: it is not given.</summary>
    public static TableColumn? Find(Table? given, string name) => given?.Columns.FirstOrDefault(c => c.Name == name);
}
