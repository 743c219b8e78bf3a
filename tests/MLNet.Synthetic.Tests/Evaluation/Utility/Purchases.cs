// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic.Tests;

/// <summary>Made tables whose labels can be learned: more is bought with a higher income and a nearer shop.</summary>
internal static class Purchases
{
    private static readonly string[] Levels = ["No", "Yes"], Shops = ["far", "near", "online"], Sizes = ["large", "medium", "small"];

    /// <summary>Columns income, distance, shop, noise, sex, and the labels bought (binary), size (three classes) and spent (a number); all but the label asked for are left out.</summary>
    public static Table Make(int rows, int seed, string label = "bought", double missing = 0)
    {
        var random = new Rng(seed);
        double[] income = new double[rows], distance = new double[rows], noise = new double[rows], spent = new double[rows];
        int[] shop = new int[rows], sex = new int[rows], bought = new int[rows], size = new int[rows];
        for (int i = 0; i < rows; i++)
        {
            (income[i], distance[i], noise[i], shop[i], sex[i]) = (random.NextGaussian(), random.NextGaussian(), random.NextGaussian(), random.Next(3), random.Next(2));
            spent[i] = 2 * income[i] - distance[i] + (shop[i] == 1 ? 1 : 0) + 0.5 * random.NextGaussian();
            bought[i] = spent[i] > 1 ? 1 : 0;
            size[i] = spent[i] > 2 ? 0 : spent[i] > 0 ? 1 : 2;
            if (random.NextDouble() < missing)
                income[i] = double.NaN;
        }

        return new(
            new NumericColumn("income", income), new NumericColumn("distance", distance), new CategoryColumn("shop", shop, Shops), new NumericColumn("noise", noise), new CategoryColumn("sex", sex, ["F", "M"]),
            label switch { "bought" => new CategoryColumn(label, bought, Levels), "size" => new CategoryColumn(label, size, Sizes), _ => (TableColumn)new NumericColumn("spent", spent) });
    }

    /// <summary>The same columns, each shuffled alone.</summary>
    public static Table Shuffled(Table table, int seed)
    {
        var random = new Rng(seed);
        return new([.. table.Columns.Select((column, j) =>
        {
            int[] order = [.. Enumerable.Range(0, table.Count)];
            random.Fork(j).Shuffle<int>(order);
            return column.Take(order);
        })]);
    }
}
