// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic.Tests;

/// <summary>Tables whose columns hang together, made from a seed.</summary>
internal static class TreeTables
{
    /// <summary>A hidden group of three decides a number, a whole number, a category, a time, a code and the label; some cells are missing.</summary>
    public static Table Mixed(int rows, long seed = 1)
    {
        var (number, whole, code) = (new double[rows], new double[rows], new double[rows]);
        var (category, label) = (new int[rows], new int[rows]);
        var time = new long[rows];
        var random = new Rng(seed);
        for (int i = 0; i < rows; i++)
        {
            int group = random.Next(3);
            number[i] = random.NextDouble() < 0.05 ? double.NaN : 3 * group + random.NextGaussian();
            whole[i] = Math.Round(10 * group + 5 * random.NextDouble());
            code[i] = random.NextDouble() < 0.8 ? 100 + group : 100 + random.Next(5);
            category[i] = random.NextDouble() < 0.05 ? -1 : random.NextDouble() < 0.8 ? group : random.Next(4);
            time[i] = new DateTime(2020, 1, 1).AddDays(100 * group + random.Next(50)).Ticks;
            label[i] = random.NextDouble() < 0.1 + 0.4 * group ? 1 : 0;
        }

        return new(new NumericColumn("number", number), new NumericColumn("whole", whole), new NumericColumn("code", code), new CategoryColumn("category", category, ["a", "b", "c", "d", "never"]),
            new TimestampColumn("time", time), new CategoryColumn("label", label, ["no", "yes"]));
    }

    /// <summary>The schema of <see cref="Mixed"/>.</summary>
    public static TableSchema SchemaOf(Table mixed) => TableSchema.Infer(mixed, "label", ["code"]);

    /// <summary>Three columns of categories, of 2, 3 and 2 levels, each following the one before it in most rows.</summary>
    public static Table Tiny(int rows, long seed = 1)
    {
        int[] a = new int[rows], b = new int[rows], c = new int[rows];
        var random = new Rng(seed);
        for (int i = 0; i < rows; i++)
        {
            a[i] = random.Next(2);
            b[i] = random.NextDouble() < 0.7 ? a[i] : random.Next(3);
            c[i] = random.NextDouble() < 0.8 ? Math.Min(b[i], 1) : random.Next(2);
        }

        return new(new CategoryColumn("a", a, ["0", "1"]), new CategoryColumn("b", b, ["0", "1", "2"]), new CategoryColumn("c", c, ["0", "1"]));
    }

    /// <summary>Every row there can be in a table like <see cref="Tiny"/>, (12).</summary>
    public static Table TinyCells()
    {
        int[] cells = [.. Enumerable.Range(0, 12)];
        return new(new CategoryColumn("a", [.. cells.Select(i => i / 6)], ["0", "1"]), new CategoryColumn("b", [.. cells.Select(i => i / 2 % 3)], ["0", "1", "2"]),
            new CategoryColumn("c", [.. cells.Select(i => i % 2)], ["0", "1"]));
    }

    /// <summary>A context with a seed and a number of threads.</summary>
    public static RunContext Run(long seed = 1, int? threads = null) => new(new Rng(seed), maxDegreeOfParallelism: threads);

    /// <summary>Whether two tables hold the same values.</summary>
    public static void AssertSame(Table expected, Table actual) => Assert.AreEqual(TableHash.Of(expected), TableHash.Of(actual));
}
