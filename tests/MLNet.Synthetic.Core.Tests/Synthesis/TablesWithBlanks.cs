// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic.Tests;

/// <summary>Tables with a column of each type in which no cell, some cells and all cells are missing.</summary>
internal static class TablesWithBlanks
{
    private static readonly (string Name, double Share)[] s_shares = [("none", 0), ("some", 0.3), ("all", 1)];

    /// <summary>Numbers, numbers that are codes, categories and days, each three times; and a label of two classes.</summary>
    public static Table Of(int rows)
    {
        var columns = new List<TableColumn>();
        foreach (var (name, share) in s_shares)
        {
            columns.Add(new NumericColumn($"number {name}", Cells(rows, $"number {name}", share, double.NaN, r => Math.Round(r.NextGaussian(), 2))));
            columns.Add(new NumericColumn($"code {name}", Cells(rows, $"code {name}", share, double.NaN, r => 10.0 + r.Next(4))));
            columns.Add(new CategoryColumn($"category {name}", Cells(rows, $"category {name}", share, CategoryColumn.MissingCode, r => r.Next(3)), ["a", "b", "c"]));
            columns.Add(new TimestampColumn($"time {name}", Cells(rows, $"time {name}", share, TimestampColumn.MissingTicks, r => new DateTime(2024, 1, 1).AddDays(r.Next(300)).Ticks)));
        }

        return new([.. columns, new CategoryColumn("label", Cells(rows, "label", 0, 0, r => r.Next(2)), ["no", "yes"])]);
    }

    /// <summary>The schema of <see cref="Of"/>.</summary>
    public static TableSchema SchemaOf(Table table) => TableSchema.Infer(table, "label", [.. s_shares.Select(s => $"code {s.Name}")]);

    private static T[] Cells<T>(int rows, string column, double missingShare, T missing, Func<Rng, T> draw)
    {
        var random = new Rng(3).Fork(column);
        return [.. Enumerable.Range(0, rows).Select(_ => random.NextDouble() < missingShare ? missing : draw(random))];
    }
}
