// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Runtime.InteropServices;

namespace MLNet.Synthetic;

/// <summary>Rows of two tables put together for a classifier that is to tell them apart.</summary>
/// <param name="Columns">Columns.</param>
/// <param name="IsSecond">Whether each row is of the second table.</param>
/// <param name="Fold">Fold of each row.</param>
/// <param name="AreGrouped">Whether identical rows are all in the same fold.</param>
internal sealed record PooledRows(IReadOnlyList<PooledColumn> Columns, bool[] IsSecond, int[] Fold, bool AreGrouped)
{
    /// <summary>Below this share of different rows, equal ones are no duplicates but cells of a coarse table, which a learner must see in order to compare them.</summary>
    private const double MostlyDifferent = 0.5;

    /// <summary>Number of rows.</summary>
    public int Count => IsSecond.Length;

    /// <summary>Puts together two tables of the same columns and levels.</summary>
    public static PooledRows Of(Table first, Table second, int folds, Rng random)
    {
        PooledColumn[] columns = [.. first.Columns.Select(c => PooledColumn.Of(c, second[c.Name]))];
        bool[] isSecond = [.. Enumerable.Repeat(false, first.Count), .. Enumerable.Repeat(true, second.Count)];
        int[] group = Groups(columns, isSecond.Length);
        bool grouped = group.Max() + 1 >= MostlyDifferent * group.Length;
        return new(columns, isSecond, Deal(grouped ? group : [.. Enumerable.Range(0, group.Length)], isSecond, folds, random), grouped);
    }

    /// <summary>A number for each row, the same for identical rows.</summary>
    private static int[] Groups(PooledColumn[] columns, int rows)
    {
        var group = new int[rows];
        var places = new Dictionary<(int, int), int>();
        foreach (var column in columns)                               // equal so far, and equal in this column
        {
            places.Clear();
            for (int i = 0; i < rows; i++)
                group[i] = Place((group[i], column.Codes[i]));
        }

        return group;

        int Place((int, int) key)
        {
            ref int place = ref CollectionsMarshal.GetValueRefOrAddDefault(places, key, out bool known);
            return known ? place : place = places.Count - 1;
        }
    }

    /// <summary>Deals groups into folds, larger ones first and otherwise in random order, each to the fold that has the fewest rows of its tables.</summary>
    private static int[] Deal(int[] group, bool[] isSecond, int folds, Rng random)
    {
        int groups = group.Max() + 1;
        var size = new (int First, int Second)[groups];
        for (int i = 0; i < group.Length; i++)
        {
            if (isSecond[i])
                size[group[i]].Second++;
            else
                size[group[i]].First++;
        }

        int[] order = [.. Enumerable.Range(0, groups)];
        random.Shuffle<int>(order);
        var (foldOf, filled) = (new int[groups], new (int First, int Second)[folds]);
        foreach (int g in order.OrderByDescending(g => size[g].First + size[g].Second))       // stable: random among equals
        {
            int best = 0;
            for (int f = 1; f < folds; f++)
            {
                if (Load(f, g) < Load(best, g))
                    best = f;
            }

            foldOf[g] = best;
            filled[best] = (filled[best].First + size[g].First, filled[best].Second + size[g].Second);
        }

        return Array.ConvertAll(group, g => foldOf[g]);

        long Load(int fold, int g) => (long)filled[fold].First * size[g].First + (long)filled[fold].Second * size[g].Second;
    }
}

/// <summary>One column of rows of two tables.</summary>
/// <param name="Name">Name.</param>
/// <param name="Codes">0 where missing, else from 1: the rank of a number among the different ones, or of a category in ordinal order.</param>
/// <param name="Numbers">Numbers or ticks; null for categories.</param>
internal sealed record PooledColumn(string Name, int[] Codes, double[]? Numbers)
{
    public static PooledColumn Of(TableColumn first, TableColumn second)
    {
        if (first is CategoryColumn a && second is CategoryColumn b)
        {
            int[] order = [.. Enumerable.Range(0, a.Levels.Length).OrderBy(l => a.Levels[l], StringComparer.Ordinal)];
            var rank = new int[order.Length];
            for (int i = 0; i < order.Length; i++)
                rank[order[i]] = i + 1;
            return new(first.Name, [.. a.Codes.Concat(b.Codes).Select(c => c < 0 ? 0 : rank[c])], null);
        }

        double[] numbers = [.. NumbersOf(first), .. NumbersOf(second)];
        double[] different = [.. numbers.Where(v => !double.IsNaN(v)).Distinct().Order()];
        return new(first.Name, Array.ConvertAll(numbers, v => double.IsNaN(v) ? 0 : Array.BinarySearch(different, v) + 1), numbers);
    }

    private static IEnumerable<double> NumbersOf(TableColumn column) => column is TimestampColumn times ? times.Ticks.Select(t => t == TimestampColumn.MissingTicks ? double.NaN : t) : ((NumericColumn)column).Values;
}
