// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Levels of category columns that real rows have and other rows lack beyond chance.</summary>
/// <remarks>
/// A level of share p among n training rows is lacking by chance in m rows with chance (1 − p)ᵐ. It is judged when that is below 0.05 divided by the number of levels, and then lost when no row has it.
/// </remarks>
internal sealed class LostCategories
{
    private const double Error = 0.05;

    private LostCategories(int judged, IReadOnlyList<string> names) => (Judged, Names) = (judged, names);

    /// <summary>Levels that are frequent enough to judge.</summary>
    public int Judged { get; }

    /// <summary>The lost ones, as <c>column = level</c>, most frequent first.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Share of the judged levels that are reached, in [0, 1].</summary>
    public double Reached => 1 - (double)Names.Count / Judged;

    /// <summary>Looks for them.</summary>
    /// <param name="train">Real rows, (n).</param>
    /// <param name="other">Synthetic or holdout rows, (m).</param>
    /// <param name="control">Rows that must reach a level for its loss to count; null: none.</param>
    public static LostCategories Of(Table train, Table other, Table? control)
    {
        var levels = new List<(string Name, double Share, int Count, bool Reached)>();
        foreach (var column in train.Columns.OfType<CategoryColumn>())
        {
            int[] real = Counts(column), found = Counts(other[column.Name]), expected = control is null ? real : Counts(control[column.Name]);
            for (int level = 0; level < real.Length; level++)
            {
                if (real[level] > 0)
                    levels.Add(($"{column.Name} = {column.Levels[level]}", (double)real[level] / column.Count, found[level], expected[level] > 0));
            }
        }

        var judged = levels.Where(l => Math.Pow(1 - l.Share, other.Count) < Error / levels.Count).ToArray();
        return new(judged.Length, [.. judged.Where(l => l.Count == 0 && l.Reached).OrderByDescending(l => l.Share).Select(l => l.Name)]);
    }

    private static int[] Counts(TableColumn column)
    {
        var categories = (CategoryColumn)column;
        var counts = new int[categories.Levels.Length];
        foreach (int code in categories.Codes)
        {
            if (code >= 0)
                counts[code]++;
        }

        return counts;
    }
}
