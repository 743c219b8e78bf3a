// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic.Testing;

/// <summary>A table with a column of every kind and known dependence, made from a seed.</summary>
/// <remarks>
/// Behind a row stand two normal numbers z and w of correlation 0.8. label: z &gt; 1, amount: exp(z) to 2 decimals, age: whole, follows w, city: follows w, with some missing, rating: the codes 1 to 5, follows z, income: follows z, a
/// fifth missing, when: days of 2024, follows w, half: mostly 0, one: constant, none: all missing, owner: a coin.
/// </remarks>
public static class MadeTable
{
    /// <summary>The name of the label.</summary>
    public const string Label = "label";

    private static readonly string[] Cities = ["Basel", "Lyon", "Porto", "Turin", "Never"];
    private static readonly DateTime NewYear = new(2024, 1, 1);

    /// <summary>The table.</summary>
    /// <param name="rows">Number of rows.</param>
    /// <param name="seed">Seed of the data.</param>
    public static Table Of(int rows, long seed = 1)
    {
        var random = new Rng(seed);
        double[] z = new double[rows], w = new double[rows], u = new double[rows], v = new double[rows];
        for (int i = 0; i < rows; i++)
        {
            var row = random.Fork(i);
            z[i] = row.NextGaussian();
            w[i] = 0.8 * z[i] + 0.6 * row.NextGaussian();
            (u[i], v[i]) = (row.NextDouble(), row.NextDouble());
        }

        return new(
            new CategoryColumn(Label, Array.ConvertAll(z, x => x > 1 ? 1 : 0), ["no", "yes"]),
            new NumericColumn("amount", Array.ConvertAll(z, x => Math.Round(100 * Math.Exp(x), 2))),
            new NumericColumn("age", Array.ConvertAll(w, x => Math.Round(40 + 10 * x))),
            new CategoryColumn("city", [.. w.Select((x, i) => u[i] < 0.05 ? CategoryColumn.MissingCode : Math.Clamp((int)Math.Floor(x + 2), 0, 3))], Cities),
            new NumericColumn("rating", Array.ConvertAll(z, x => Math.Clamp(Math.Round(x + 3), 1, 5))),
            new NumericColumn("income", [.. z.Select((x, i) => v[i] < 0.2 ? double.NaN : 1000 + 250 * x)]),
            new TimestampColumn("when", Array.ConvertAll(w, x => NewYear.AddDays(Math.Clamp(Math.Round(180 + 60 * x), 0, 365)).Ticks)),
            new NumericColumn("half", [.. z.Select((x, i) => u[i] < 0.7 ? 0 : Math.Round(1000 * Math.Abs(x)))]),
            new NumericColumn("one", [.. Enumerable.Repeat(7.5, rows)]),
            new NumericColumn("none", [.. Enumerable.Repeat(double.NaN, rows)]),
            new CategoryColumn("owner", Array.ConvertAll(v, x => x < 0.5 ? 0 : 1), ["False", "True"]));
    }

    /// <summary>What is known of a table, with <c>label</c> as label and <c>rating</c> as codes where it has them.</summary>
    public static TableSchema SchemaOf(Table table)
    {
        bool Has(string name) => table.Columns.Any(c => c.Name == name);
        return TableSchema.Infer(table, Has(Label) ? Label : null, Has("rating") ? ["rating"] : []);
    }
}
