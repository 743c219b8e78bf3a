// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>How much rows repeat each other.</summary>
/// <remarks>
/// The effective sample size is the inverse of Simpson's index (Simpson 1949, "Measurement of diversity", Nature 163; Hill 1973's number of order 2): 1 / Σ (n_g / n)² over groups of near duplicates,
/// rows of the same categories whose numbers fall into the same tenths of the training rows. n rows all different count n, n copies of one row count 1.
/// </remarks>
internal static class Repetition
{
    private const int Tenths = 10;
    private const double Z = 1.959964;

    /// <summary>Share of rows that repeat another one, 1 − different rows / rows, with its standard error.</summary>
    public static Estimate DuplicateShare(Table table) => Mean(SizesByRow(RowGroups.Of([table])), size => 1 - 1.0 / size);

    /// <summary>Simpson's index Σ (n_g / n)², with its standard error.</summary>
    /// <param name="train">Rows whose tenths are the classes of numbers.</param>
    /// <param name="table">The rows.</param>
    public static Estimate SimpsonIndex(Table train, Table table)
    {
        string[] columns = [.. train.Columns.Select(c => c.Name)];
        var groups = RowGroups.Of([table], columns, column => column is CategoryColumn ? Cells.Identities(column) : Classes(Cells.Numbers(train[column.Name]), Cells.Numbers(column)));
        var (index, error) = Mean(SizesByRow(groups), size => (double)size / table.Count);
        return new(index, 2 * error);                                 // each row counts in both places of a pair
    }

    /// <summary>A figure with its standard error.</summary>
    public readonly record struct Estimate(double Value, double Error)
    {
        /// <summary>The 95 % interval within [0, 1].</summary>
        public ScoreInterval Interval => new(Math.Max(0, Value - Z * Error), Math.Min(1, Value + Z * Error));

        /// <summary>The 95 % interval of the difference of this figure and another.</summary>
        public ScoreInterval Less(Estimate other)
        {
            double half = Z * Math.Sqrt(Error * Error + other.Error * other.Error);
            return new(Value - other.Value - half, Value - other.Value + half);
        }

        /// <summary>The same for logarithms: of their quotient.</summary>
        public Estimate Log() => new(Math.Log(Value), Error / Value);
    }

    private static int[] SizesByRow(RowGroups groups)
    {
        int[] sizes = groups.Sizes(0);
        return Array.ConvertAll(groups.Groups[0], group => sizes[group]);
    }

    private static Estimate Mean(int[] sizes, Func<int, double> value)
    {
        double mean = sizes.Average(value), squares = sizes.Average(s => (value(s) - mean) * (value(s) - mean));
        return new(mean, Math.Sqrt(squares / sizes.Length));
    }

    private static long[] Classes(double[] train, double[] values)
    {
        double[] sorted = [.. train.Where(v => !double.IsNaN(v)).Order()];
        double[] edges = sorted.Length == 0 ? [] : [.. Enumerable.Range(1, Tenths - 1).Select(t => sorted.Quantile((double)t / Tenths)).Distinct()];
        return Array.ConvertAll(values, v => double.IsNaN(v) ? -1L : edges.CountBelow(v));
    }
}
