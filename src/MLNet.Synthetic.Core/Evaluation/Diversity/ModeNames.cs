// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;

namespace MLNet.Synthetic;

/// <summary>Names of modes: what sets their rows apart from all rows, e.g. <c>education = HS-grad, age about 23</c>.</summary>
/// <remarks>
/// A level or a missing value is as telling as its share in the mode exceeds its share among all rows; a number as telling as the Kolmogorov-Smirnov distance between the mode's rows and all rows,
/// and is named by the mode's median. The three most telling columns are named, from a difference of 0.2 on, and at least one.
/// </remarks>
internal static class ModeNames
{
    private const int MostParts = 3;
    private const double LeastDifference = 0.2;

    /// <summary>The name of each mode, (k); no two are the same.</summary>
    /// <param name="train">Training rows, (n).</param>
    /// <param name="modes">The mode of each, (n).</param>
    /// <param name="count">Number of modes, k.</param>
    public static string[] Of(Table train, int[] modes, int count)
    {
        var parts = Enumerable.Range(0, count).Select(_ => new List<(string Text, double Difference)>()).ToArray();
        int[][] members = Members(modes, count);
        foreach (var column in train.Columns)
        {
            for (int mode = 0; mode < count; mode++)
                parts[mode].AddRange(column is CategoryColumn categories ? [Level(categories, members[mode])] : Number(column, members[mode]));
        }

        var used = new Dictionary<string, int>();
        return Array.ConvertAll(parts, p => Unique(Name(p), used));
    }

    private static string Name(List<(string Text, double Difference)> parts)
    {
        var ordered = parts.OrderByDescending(p => p.Difference).ToArray();
        int telling = Math.Clamp(ordered.Count(p => p.Difference >= LeastDifference), 1, MostParts);
        return string.Join(", ", ordered.Take(telling).Select(p => p.Text));
    }

    private static string Unique(string name, Dictionary<string, int> used)
    {
        int times = used[name] = used.GetValueOrDefault(name) + 1;
        return times == 1 ? name : string.Create(CultureInfo.InvariantCulture, $"{name} ({times})");
    }

    private static (string Text, double Difference) Level(CategoryColumn column, int[] rows)
    {
        var (all, here) = (new double[column.Levels.Length + 1], new double[column.Levels.Length + 1]);      // missing first
        foreach (int code in column.Codes)
            all[code + 1] += 1.0 / column.Count;
        foreach (int row in rows)
            here[column.Codes[row] + 1] += 1.0 / rows.Length;
        int most = Enumerable.Range(0, all.Length).MaxBy(level => here[level] - all[level]);
        return (most == 0 ? $"{column.Name} missing" : $"{column.Name} = {column.Levels[most - 1]}", here[most] - all[most]);
    }

    private static IEnumerable<(string Text, double Difference)> Number(TableColumn column, int[] rows)
    {
        double[] values = Cells.Numbers(column);
        double[] all = [.. values.Where(v => !double.IsNaN(v)).Order()], here = [.. rows.Select(r => values[r]).Where(v => !double.IsNaN(v)).Order()];
        double missing = 1 - (double)here.Length / rows.Length, missingInAll = 1 - (double)all.Length / values.Length;
        yield return ($"{column.Name} missing", missing - missingInAll);
        if (here.Length > 0)
            yield return ($"{column.Name} about {Text(column, here.Quantile(0.5))}", (1 - missing) * here.Max(v => Math.Max(Gap(v, s => s.CountUpTo(v)), Gap(v, s => s.CountBelow(v)))));

        double Gap(double value, Func<double[], int> count) => Math.Abs((double)count(here) / here.Length - (double)count(all) / all.Length);
    }

    private static string Text(TableColumn column, double value) => column is TimestampColumn
        ? new DateTime((long)value).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
        : value.ToString("G4", CultureInfo.InvariantCulture);

    private static int[][] Members(int[] modes, int count)
    {
        var members = Enumerable.Range(0, count).Select(_ => new List<int>()).ToArray();
        for (int i = 0; i < modes.Length; i++)
            members[modes[i]].Add(i);
        return Array.ConvertAll(members, m => m.ToArray());
    }
}
