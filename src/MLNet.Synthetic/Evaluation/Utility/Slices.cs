// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;

namespace MLNet.Synthetic;

/// <summary>Groups of rows by one column: a level each, or a band between quantiles of a number.</summary>
/// <param name="Name">The group, e.g. <c>sex = Female</c> or <c>age &lt; 28</c>.</param>
/// <param name="Column">The column.</param>
/// <param name="Level">The level or band alone, e.g. <c>Female</c> or <c>&lt; 28</c>.</param>
/// <param name="Contains">Whether each row is in it, (n).</param>
internal sealed record Slice(string Name, string Column, string Level, bool[] Contains)
{
    private const int Bands = 4;

    /// <summary>The groups of a column.</summary>
    /// <param name="reference">The column in the rows whose quartiles bound the bands.</param>
    /// <param name="rows">The column in the rows to group, with the same levels.</param>
    /// <returns>Groups with at least one row; rows with a missing value are a group of their own.</returns>
    public static IEnumerable<Slice> Of(TableColumn reference, TableColumn rows)
    {
        var (codes, names) = rows is CategoryColumn category ? (category.Codes, Array.ConvertAll(category.Levels, l => $"= {l}")) : Band(Values(reference), Values(rows), rows is TimestampColumn ? Date : Number);
        for (int code = -1; code < names.Length; code++)
        {
            bool[] contains = Array.ConvertAll(codes, c => c == code);
            string level = code < 0 ? "missing" : names[code];
            if (contains.Contains(true))
                yield return new($"{rows.Name} {level}", rows.Name, level.StartsWith("= ", StringComparison.Ordinal) ? level[2..] : level, contains);
        }
    }

    /// <summary>Bands between the different quartiles of the reference: below the first, up to the last.</summary>
    private static (int[] Codes, string[] Names) Band(double[] reference, double[] values, Func<double, string> text)
    {
        double[] sorted = [.. reference.Where(double.IsFinite).Order()];
        double[] edges = sorted.Length == 0 ? [] : [.. Enumerable.Range(1, Bands - 1).Select(q => sorted[(int)((long)q * sorted.Length / Bands)]).Distinct().Where(e => e > sorted[0])];
        int[] codes = Array.ConvertAll(values, v => double.IsFinite(v) ? edges.Count(e => v >= e) : -1);
        string[] names = [.. Enumerable.Range(0, edges.Length + 1).Select(k => (k, edges.Length) switch
        {
            (_, 0) => "any",
            (0, _) => $"< {text(edges[0])}",
            var (band, count) when band == count => $"≥ {text(edges[^1])}",
            _ => $"{text(edges[k - 1])} to {text(edges[k])}",
        })];
        return (codes, names);
    }

    private static double[] Values(TableColumn column) => column switch
    {
        NumericColumn { Values: var values } => values,
        TimestampColumn { Ticks: var ticks } => Array.ConvertAll(ticks, t => t == TimestampColumn.MissingTicks ? double.NaN : t),
        _ => throw new SyntheticDataException($"Column '{column.Name}' is of kind {column.Kind}, which has no groups."),
    };

    private static string Number(double value) => value.ToString("G6", CultureInfo.InvariantCulture);

    private static string Date(double ticks) => new DateTime((long)ticks).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
