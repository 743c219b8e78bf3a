// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic.Tests;

/// <summary>Neighbours by comparing every row with every other in float64, apart from the library's search and scaling.</summary>
internal static class BruteForce
{
    /// <summary>Features divided by their standard deviation (divisor n), but for those of only 0 and 1 and constant ones, row by row.</summary>
    public static double[][] Scaled(Matrix x)
    {
        double[][] rows = [.. Enumerable.Range(0, x.Rows).Select(i => x[i].ToArray())];
        for (int j = 0; j < x.Columns; j++)
        {
            double[] column = [.. rows.Select(r => r[j])];
            double mean = column.Average();
            double deviation = Math.Sqrt(column.Average(v => (v - mean) * (v - mean)));
            if (deviation <= 1e-12 * Math.Abs(mean) || column.All(v => v is 0 or 1))
                continue;
            foreach (double[] row in rows)
                row[j] /= deviation;
        }

        return rows;
    }

    public static double SquaredDistance(double[] a, double[] b)
    {
        double sum = 0;
        for (int j = 0; j < a.Length; j++)
            sum += (a[j] - b[j]) * (a[j] - b[j]);
        return sum;
    }

    /// <summary>The k candidates nearest to a row other than itself, nearest first, equally near ones by number.</summary>
    public static int[] Nearest(double[][] rows, int row, IEnumerable<int> candidates, int k)
        => [.. candidates.Where(c => c != row).Select(c => (Distance: SquaredDistance(rows[row], rows[c]), c)).Order().Take(k).Select(p => p.c)];

    /// <summary>
    /// How many of the m nearest rows are of another class, as the least and the most that any order of equally near rows (up to rounding) could give.
    /// </summary>
    public static (int Least, int Most) OtherClasses(double[][] rows, int[] classes, int row, int m)
    {
        var sorted = Enumerable.Range(0, rows.Length).Where(c => c != row)
            .Select(c => (Distance: SquaredDistance(rows[row], rows[c]), Other: classes[c] != classes[row] ? 1 : 0)).Order().ToList();
        double farthest = sorted[m - 1].Distance, slack = 1e-9 * (1 + farthest);
        var sure = sorted.TakeWhile(p => p.Distance < farthest - slack).ToList();
        var tied = sorted.Skip(sure.Count).TakeWhile(p => p.Distance <= farthest + slack).ToList();
        int places = m - sure.Count, others = tied.Sum(p => p.Other), known = sure.Sum(p => p.Other);
        return (known + Math.Max(0, places - (tied.Count - others)), known + Math.Min(places, others));
    }

    /// <summary>How far a point lies from the segment a b, and where on it: s ≈ a + u (b − a).</summary>
    public static (double U, double Error) OnSegment(ReadOnlySpan<double> s, ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        int widest = 0;
        for (int j = 0; j < s.Length; j++)
            widest = Math.Abs(b[j] - a[j]) > Math.Abs(b[widest] - a[widest]) ? j : widest;
        double length = b[widest] - a[widest], u = length == 0 ? 0 : (s[widest] - a[widest]) / length, error = 0;
        for (int j = 0; j < s.Length; j++)
            error = Math.Max(error, Math.Abs(s[j] - a[j] - u * (b[j] - a[j])) / (1 + Math.Abs(a[j]) + Math.Abs(b[j])));
        return (u, error);
    }
}
