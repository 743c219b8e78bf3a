// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;

namespace MLNet.Synthetic;

/// <summary>Says early, and with the column's name, when a label cannot be learned or tested.</summary>
internal static class LabelChecks
{
    /// <summary>The label of a view, which has rows, none without a label, and at least two classes or numbers.</summary>
    /// <param name="view">The view.</param>
    /// <param name="label">Name of the label.</param>
    /// <param name="what">What the view is, e.g. <c>training</c>.</param>
    /// <exception cref="ArgumentException">There is no such column; the message lists those that there are.</exception>
    /// <exception cref="SyntheticDataException">There are no rows, a label is missing, or all are the same.</exception>
    public static TableColumn Require(IDataView view, string label, string what)
    {
        ArgumentNullException.ThrowIfNull(view);
        var column = DataViewReader.Read(view, [label]).Columns[0];
        if (column.Count == 0)
            throw new SyntheticDataException($"The {what} data has no rows.");
        if (LabelClasses.IsQuantity(column))
            return column;
        var classes = LabelClasses.Of(column);
        string[] occurring = [.. classes.Counts().Zip(classes.Names).Where(c => c.First > 0).Select(c => c.Second)];
        return occurring.Length > 1 ? column : throw new SyntheticDataException(
            $"All {column.Count} rows of the {what} data have the same '{label}' ('{occurring[0]}'): a model needs at least two classes. Check the label and the filters before it.");
    }

    /// <summary>Row numbers by class, or all together where the label holds a quantity.</summary>
    public static int[][] Strata(TableColumn label)
    {
        if (LabelClasses.IsQuantity(label))
            return [[.. Enumerable.Range(0, label.Count)]];
        int[] codes = LabelClasses.Of(label).Codes;
        return [.. Enumerable.Range(0, codes.Length).GroupBy(i => codes[i]).OrderBy(g => g.Key).Select(g => g.ToArray())];
    }

    /// <summary>How often each row is drawn when as many rows of each stratum are drawn with replacement as it has, (n).</summary>
    public static int[] Bootstrap(int[][] strata, int rows, Rng random)
    {
        var times = new int[rows];
        for (int s = 0; s < strata.Length; s++)
        {
            var draw = random.Fork(s);
            foreach (int _ in strata[s])
                times[strata[s][draw.Next(strata[s].Length)]]++;
        }

        return times;
    }
}
