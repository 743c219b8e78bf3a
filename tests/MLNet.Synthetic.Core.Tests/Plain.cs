// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic.Tests;

/// <summary>The definitions, computed the slow and obvious way: what the library's results are held against.</summary>
internal static class Plain
{
    /// <summary>Standard deviation (divisor n) of a column over observed cells; 1 for a constant column and for one of zeros and ones.</summary>
    public static double Deviation(Matrix x, int column)
    {
        double[] values = [.. Enumerable.Range(0, x.Rows).Select(i => x[i, column]).Where(v => !double.IsNaN(v))];
        double deviation = Deviation(values);
        return values.All(v => v is 0 or 1) || deviation == 0 ? 1 : deviation;
    }

    /// <summary>Standard deviation (divisor n).</summary>
    public static double Deviation(IReadOnlyCollection<double> values)
    {
        if (values.Count == 0)
            return 0;
        double mean = values.Average();
        return Math.Sqrt(values.Average(v => (v - mean) * (v - mean)));
    }

    /// <summary>Squared distance over the columns that both rows have, enlarged to all columns.</summary>
    public static double SquaredDistance(Matrix x, int a, int b, double[] scales, IReadOnlyList<FeatureKind>? kinds = null, double penalty = 1)
    {
        var v = x[a];
        var w = x[b];
        double sum = 0;
        int compared = 0;
        for (int j = 0; j < v.Length; j++)
        {
            if (double.IsNaN(v[j]) || double.IsNaN(w[j]))
                continue;
            compared++;
            if (kinds is not null && kinds[j] == FeatureKind.Nominal)
                sum += v[j] == w[j] ? 0 : penalty * penalty;
            else
                sum += (v[j] / scales[j] - w[j] / scales[j]) * (v[j] / scales[j] - w[j] / scales[j]);
        }

        return compared == 0 && v.Length > 0 ? double.PositiveInfinity : compared == v.Length ? sum : sum * v.Length / compared;
    }

    /// <summary>The k nearest candidates other than the query, and their squared distances, ascending.</summary>
    public static (int[] Points, double[] SquaredDistances) Nearest(int query, int[] candidates, int k, Func<int, int, double> squaredDistance)
    {
        var points = new List<int>();
        var distances = new List<double>();
        foreach (int candidate in candidates)
        {
            if (candidate == query)
                continue;
            double distance = squaredDistance(query, candidate);
            if (distances.Count == k && distance >= distances[^1])
                continue;
            int at = distances.Count;
            while (at > 0 && distances[at - 1] > distance)
                at--;
            distances.Insert(at, distance);
            points.Insert(at, candidate);
            if (distances.Count > k)
            {
                distances.RemoveAt(k);
                points.RemoveAt(k);
            }
        }

        return ([.. points], [.. distances]);
    }

    /// <summary>Highest less lowest number of a column; 1 where it is constant.</summary>
    public static double Range(Matrix x, int column)
    {
        double[] values = [.. Enumerable.Range(0, x.Rows).Select(i => x[i, column])];
        return values.Max() > values.Min() ? values.Max() - values.Min() : 1;
    }
}
