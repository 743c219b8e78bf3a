// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic.Tests;

/// <summary>Checks that new rows lie where SMOTE may put them.</summary>
internal static class SegmentsAssert
{
    private const double Tolerance = 1e-9;

    /// <summary>Every new row lies on a segment from its source row to one of the source's k nearest rows of the class, found here by a plain search.</summary>
    /// <param name="input">The real rows.</param>
    /// <param name="rows">The new rows.</param>
    /// <param name="k">Neighbours.</param>
    /// <param name="columns">The numeric columns.</param>
    /// <param name="squaredDistance">Between rows of the class of the given code.</param>
    /// <param name="check">What else must hold: new row, source, the k nearest rows; left out where the k-th and the next are equally near.</param>
    public static void AllOnSegments(
        ResamplingInput input, ResampledRows rows, int k, int[] columns, Func<int, int, int, double> squaredDistance,
        Action<double[], int, int[]>? check = null)
    {
        int[][] members = input.RowsByClass();
        var bySource = Enumerable.Range(0, rows.Count).GroupBy(i => rows.Sources[i]).ToArray();
        Parallel.ForEach(bySource, group =>
        {
            int source = group.Key, label = input.Classes[source];
            var (near, distances) = Plain.Nearest(source, members[label], Math.Min(k + 1, members[label].Length - 1), (a, b) => squaredDistance(label, a, b));
            double farthest = distances[k - 1] * (1 + Tolerance);
            bool unique = near.Length == k || distances[k] > farthest;
            int[] allowed = unique ? near[..k] : [.. members[label].Where(b => b != source && squaredDistance(label, source, b) <= farthest)];
            foreach (int i in group)
            {
                Assert.AreEqual(label, rows.Classes[i]);
                double[] row = rows.Values![i].ToArray();
                Assert.IsTrue(allowed.Any(b => OnSegment(input.X[source], input.X[b], row, columns)), $"new row {i} of source {source}");
                if (unique)
                    check?.Invoke(row, source, near[..k]);
            }
        });
    }

    private static bool OnSegment(ReadOnlySpan<double> a, ReadOnlySpan<double> b, double[] s, int[] columns)
    {
        double u = 0, longest = 0;
        foreach (int j in columns)                                    // u from the column where a and b differ most, relative to their size
        {
            double length = Math.Abs(b[j] - a[j]) / (Math.Abs(a[j]) + Math.Abs(b[j]) + double.Epsilon);
            if (length > longest)
                (longest, u) = (length, (s[j] - a[j]) / (b[j] - a[j]));
        }

        if (u is < -Tolerance or > 1 + Tolerance)
            return false;
        foreach (int j in columns)
        {
            double end = double.IsNaN(b[j]) ? a[j] : b[j];            // a cell missing in the neighbour is the source's
            if (double.IsNaN(a[j]) ? !double.IsNaN(s[j]) : !(Math.Abs(s[j] - (a[j] + u * (end - a[j]))) <= Tolerance * (Math.Abs(a[j]) + Math.Abs(end))))
                return false;
        }

        return true;
    }
}
