// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>The different combinations of values in some columns, numbered in the order in which they first occur. A missing value is a value.</summary>
internal sealed class Combinations
{
    private readonly Dictionary<(int Before, long Value), int>[] _steps;   // of column j: number of the combination of the columns before it, value → number of that with it

    private Combinations(Table table, Dictionary<(int, long), int>[] steps, int[] counts) => (Table, _steps, Counts) = (table, steps, counts);

    /// <summary>The combinations, one a row.</summary>
    public Table Table { get; }

    /// <summary>Training rows of each combination.</summary>
    public int[] Counts { get; }

    /// <summary>Looks at every row.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="weights">How many training rows each row stands for; null: one.</param>
    public static Combinations Of(TableColumn[] columns, int[]? weights = null)
    {
        var steps = new Dictionary<(int, long), int>[columns.Length];
        var codes = new int[columns[0].Count];
        for (int j = 0; j < columns.Length; j++)
        {
            steps[j] = [];
            for (int i = 0; i < codes.Length; i++)
            {
                var key = (codes[i], Value(columns[j], i));
                if (!steps[j].TryGetValue(key, out int code))
                    steps[j].Add(key, code = steps[j].Count);
                codes[i] = code;
            }
        }

        var counts = new int[steps[^1].Count];
        var firsts = new int[counts.Length];
        for (int i = codes.Length - 1; i >= 0; i--)
        {
            counts[codes[i]] += weights?[i] ?? 1;
            firsts[codes[i]] = i;
        }

        return new(new Table([.. columns.Select(c => c.Take(firsts))]), steps, counts);
    }

    /// <summary>The combination of each row, (n); −1: an unknown one.</summary>
    public int[] CodesOf(TableColumn[] columns)
    {
        var codes = new int[columns[0].Count];
        for (int j = 0; j < columns.Length; j++)
        {
            for (int i = 0; i < codes.Length; i++)
                codes[i] = codes[i] >= 0 && _steps[j].TryGetValue((codes[i], Value(columns[j], i)), out int code) ? code : -1;
        }

        return codes;
    }

    /// <summary>The valid combination that shares most cells with a row, all those that are not free among them; null: there is none.</summary>
    public int? Nearest(TableColumn[] columns, int row, bool[] free, Predicate<int> isValid)
    {
        int? nearest = null;
        int most = -1;
        for (int k = 0; k < Counts.Length; k++)
        {
            int shared = 0;
            bool fits = isValid(k);
            for (int j = 0; j < columns.Length && fits; j++)
            {
                bool same = Value(columns[j], row) == Value(Table.Columns[j], k);
                shared += same ? 1 : 0;
                fits = same || free[j];
            }

            if (fits && shared > most)
                (nearest, most) = (k, shared);
        }

        return nearest;
    }

    /// <summary>Writes a combination into a row.</summary>
    public void Write(int code, TableColumn[] columns, int row)
    {
        for (int j = 0; j < columns.Length; j++)
        {
            switch (columns[j], Table.Columns[j])
            {
                case (NumericColumn to, NumericColumn from):
                    to.Values[row] = from.Values[code];
                    break;
                case (CategoryColumn to, CategoryColumn from):
                    to.Codes[row] = from.Codes[code];
                    break;
                case (TimestampColumn to, TimestampColumn from):
                    to.Ticks[row] = from.Ticks[code];
                    break;
            }
        }
    }

    private static long Value(TableColumn column, int row) => column switch
    {
        NumericColumn { Values: var values } => BitConverter.DoubleToInt64Bits(double.IsNaN(values[row]) ? double.NaN : values[row] + 0.0),   // one NaN, one zero
        CategoryColumn { Codes: var codes } => codes[row],
        _ => ((TimestampColumn)column).Ticks[row],
    };
}
