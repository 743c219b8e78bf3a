// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using MLNet.Synthetic.Testing;

namespace MLNet.Synthetic.Tests;

/// <summary>Small tables, and tables a synthesizer could have made of real ones.</summary>
internal static class MadeTables
{
    /// <summary>Tables at the ends of what can be measured: name, training, synthetic and holdout rows.</summary>
    public static IEnumerable<(string Name, Table Train, Table Synthetic, Table? Holdout)> Ends
    {
        get
        {
            Table mixed = Mixed(60, 1), other = Mixed(60, 2), third = Mixed(50, 3);
            yield return ("identical", mixed, mixed, mixed);
            yield return ("independent", mixed, Independent(mixed), other);
            yield return ("disjoint", mixed, Shifted(mixed), other);
            yield return ("no holdout", mixed, other, null);
            yield return ("constant columns", Constant(40), Constant(30), Constant(20));
            yield return ("constant columns, other value synthetic", Constant(40), Numbers([.. Enumerable.Repeat(7.0, 30)], [.. Enumerable.Repeat("b", 30)]), Constant(20));
            yield return ("all missing", Missing(40), Missing(30), Missing(30));
            yield return ("all missing in training only", Missing(40), other, third);
            yield return ("all missing in synthetic only", mixed, Missing(30), other);
            yield return ("one synthetic row", mixed, mixed.Take([3]), other);
            yield return ("one holdout row", mixed, other, third.Take([3]));
            yield return ("two training rows, one of each other", mixed.Take([0, 1]), other.Take([0]), third.Take([0]));
            yield return ("two training rows, no holdout", mixed.Take([0, 1]), other, null);
            yield return ("one number", Only(mixed, "x"), Only(other, "x"), Only(third, "x"));
            yield return ("one category", Only(mixed, "c"), Only(other, "c"), Only(third, "c"));
            yield return ("one category of one level", Only(Constant(40), "c"), Only(Constant(40), "c"), Only(Constant(40), "c"));
            yield return ("huge numbers", Scaled(mixed, 1e307), Scaled(other, 1e307), Scaled(third, 1e307));
            yield return ("all the same row", mixed.Take([.. Enumerable.Repeat(0, 50)]), mixed.Take([.. Enumerable.Repeat(0, 50)]), mixed.Take([.. Enumerable.Repeat(1, 50)]));
        }
    }

    /// <summary>The three real sets, dealt into training, holdout and further fresh rows.</summary>
    public static IEnumerable<object[]> RealSets => RealData.All.Select(set => new object[] { set });

    public static (Table Train, Table Holdout, Table Fresh) Split(RealData set)
    {
        int n = set.Table.Count;
        int[] order = [.. Enumerable.Range(0, n)];
        new Rng(11).Shuffle<int>(order);
        return (set.Table.Take(order.AsSpan(0, n / 2)), set.Table.Take(order.AsSpan(n / 2, n / 4)), set.Table.Take(order.AsSpan(n / 2 + n / 4)));
    }

    public static EvaluationData Compare(Table train, Table synthetic, Table? holdout, string? label = null) => EvaluationData.Of(train, synthetic, holdout, label, run: new(new Rng(5)));

    public static Table Numbers(double[] x, string[]? c = null)
    {
        string[] levels = c is null ? [] : [.. c.Distinct()];
        TableColumn[] columns = c is null ? [new NumericColumn("x", x)] : [new NumericColumn("x", x), new CategoryColumn("c", [.. c.Select(l => Array.IndexOf(levels, l))], levels)];
        return new(columns);
    }

    public static Table Mixed(int rows, long seed)
    {
        var random = new Rng(seed);
        int[] groups = [.. Enumerable.Range(0, rows).Select(_ => random.Next(3))];
        return new(
            new NumericColumn("x", [.. groups.Select(g => 10 * g + random.NextGaussian())]),
            new NumericColumn("n", [.. groups.Select(g => random.Next(10) == 0 ? double.NaN : (double)(g + random.Next(4)))]),
            new CategoryColumn("c", [.. groups.Select(g => random.Next(5) == 0 ? -1 : g)], ["a", "b", "c"]),
            new TimestampColumn("t", [.. groups.Select(g => 630_000_000_000_000_000L + (g * 100 + random.Next(100)) * 864_000_000_000L)]));
    }

    /// <summary>Each column shuffled by itself.</summary>
    public static Table Independent(Table table) => new([.. table.Columns.Select((c, j) =>
    {
        int[] order = [.. Enumerable.Range(0, table.Count)];
        new Rng(3).Fork(j).Shuffle<int>(order);
        return c.Take(order);
    })]);

    /// <summary>Numbers moved by a share of their range at random.</summary>
    public static Table Jittered(Table table, double share) => Changed(table, (column, i, v) => v + share * Range(column) * new Rng(9).Fork(column.Name).Fork(i).NextGaussian());

    /// <summary>Rows of one table and as many of another.</summary>
    public static Table HalfOf(Table table, Table other)
    {
        int half = Math.Min(table.Count, other.Count);
        return new([.. table.Columns.Zip(other.Columns, (a, b) => (TableColumn)(a switch
        {
            NumericColumn n => new NumericColumn(n.Name, [.. n.Values.Take(half), .. ((NumericColumn)b).Values.Take(half)]),
            CategoryColumn c => new CategoryColumn(c.Name, [.. c.Codes.Take(half), .. ((CategoryColumn)b).Codes.Take(half)], c.Levels),
            _ => throw new NotSupportedException(),
        }))]);
    }

    private static double Range(NumericColumn column)
    {
        double[] values = [.. column.Values.Where(v => !double.IsNaN(v))];
        return values.Max() - values.Min();
    }

    private static Table Shifted(Table table) => new([.. Changed(table, (_, _, v) => v + 1000).Columns.Select(c => c is CategoryColumn categories ? new CategoryColumn(c.Name, categories.Codes, ["p", "q", "r"]) : c)]);

    private static Table Scaled(Table table, double factor) => Changed(table, (_, _, v) => v * factor / 40);

    private static Table Changed(Table table, Func<NumericColumn, int, double, double> change)
        => new([.. table.Columns.Select(c => c is NumericColumn n ? new NumericColumn(n.Name, [.. n.Values.Select((v, i) => change(n, i, v))]) : c)]);

    private static Table Only(Table table, string column) => new([table[column]]);

    private static Table Constant(int rows) => Numbers([.. Enumerable.Repeat(5.0, rows)], [.. Enumerable.Repeat("a", rows)]);

    private static Table Missing(int rows) => new(
        new NumericColumn("x", [.. Enumerable.Repeat(double.NaN, rows)]),
        new NumericColumn("n", [.. Enumerable.Repeat(double.NaN, rows)]),
        new CategoryColumn("c", [.. Enumerable.Repeat(-1, rows)], ["a", "b", "c"]));

    /// <summary>What every section promises: figures are finite or say why there are none, and keys are unique and begin with the section's name.</summary>
    public static void AssertSound(ReportSection section, string prefix)
    {
        Assert.IsGreaterThan(5, section.Scores.Count);
        Assert.HasCount(section.Scores.Count, section.Scores.Select(s => s.Key).Distinct());
        foreach (var score in section.Scores)
        {
            StringAssert.StartsWith(score.Key, prefix);
            Assert.IsTrue(score.Value is double value ? double.IsFinite(value) : !string.IsNullOrEmpty(score.Note), $"{score.Key}: {score.Value} {score.Note}");
            foreach (double? part in new[] { score.Floor, score.Interval?.Low, score.Interval?.High, score.FloorInterval?.Low, score.FloorInterval?.High })
                Assert.IsTrue(part is null || double.IsFinite(part.Value), $"{score.Key}: {part}");
        }

        Assert.IsTrue(section.Findings.Concat(section.Limits).All(f => f.EndsWith('.') && !f.Contains("NaN", StringComparison.Ordinal)), string.Join(" | ", section.Findings));
        Assert.IsNotEmpty(section.Limits);
    }
}
