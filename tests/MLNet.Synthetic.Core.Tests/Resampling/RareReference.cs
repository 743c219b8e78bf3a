// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic.Tests;

/// <summary>SMOTER's and SMOGN's geometry computed plainly, pair by pair, for one bump of rare rows.</summary>
internal sealed class RareReference
{
    private const int Neighbors = 5;
    private readonly ResamplingInput _input;
    private readonly double[] _ranges;

    public RareReference(ResamplingInput input, Extremes extremes)
    {
        _input = input;
        var relevance = RelevanceFunction.OfBoxPlot(input.Target!, extremes);
        Rare = [.. Enumerable.Range(0, input.X.Rows).Where(i => relevance.Of(input.Target![i]) >= 0.8)];
        _ranges = [.. Enumerable.Range(0, input.X.Columns).Select(j =>
        {
            double[] column = [.. Enumerable.Range(0, input.X.Rows).Select(i => input.X[i, j]).Where(v => !double.IsNaN(v))];
            return column.Max() > column.Min() ? column.Max() - column.Min() : 1;
        })];
    }

    public int[] Rare { get; }

    /// <summary>HEOM's distance over the cells that both rows have, enlarged to all.</summary>
    public double Distance(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        int seen = 0;
        for (int j = 0; j < a.Length; j++)
        {
            if (double.IsNaN(a[j]) || double.IsNaN(b[j]))
                continue;
            seen++;
            sum += _input.Kinds[j] == FeatureKind.Nominal ? (a[j] == b[j] ? 0 : 1) : Math.Pow((a[j] - b[j]) / _ranges[j], 2);
        }

        return Math.Sqrt(sum * a.Length / seen);
    }

    /// <summary>Distances from a rare row to the others, ascending.</summary>
    public (int Row, double Distance)[] Others(int row)
        => [.. Rare.Where(r => r != row).Select(r => (r, Distance(_input.X[row], _input.X[r]))).OrderBy(r => r.Item2)];

    /// <summary>The rare rows as near as the k-th nearest, ties and rounding included.</summary>
    public (int Row, double Distance)[] Nearest(int row)
    {
        var others = Others(row);
        return [.. others.TakeWhile(o => o.Distance <= others[Neighbors - 1].Distance + 1e-9)];
    }

    /// <summary>Whether a new row lies between its source and one of the nearest rows, with the label that belongs there.</summary>
    public bool IsBetween(ResampledRows rows, int number)
    {
        int source = rows.Sources[number];
        return Nearest(source).Any(n => IsBetween(source, n.Row, rows.Values![number], rows.Targets![number]));
    }

    private bool IsBetween(int source, int toward, ReadOnlySpan<double> s, double label)
    {
        var a = _input.X[source];
        var b = _input.X[toward];
        double u = double.NaN;
        for (int j = 0; j < s.Length; j++)
        {
            if (double.IsNaN(a[j]) || double.IsNaN(b[j]))
            {
                if (!s[j].Equals(a[j]))
                    return false;
            }
            else if (_input.Kinds[j] == FeatureKind.Nominal)
            {
                if (s[j] != a[j] && s[j] != b[j])
                    return false;
            }
            else if (a[j] == b[j])
            {
                if (s[j] != a[j])
                    return false;
            }
            else
            {
                double share = (s[j] - a[j]) / (b[j] - a[j]);
                if (share is < 0 or > 1 || Math.Abs(share - u) > 1e-6)   // false while u is not known
                    return false;
                u = share;
            }
        }

        double[] common = [.. s];                                     // the cells that both seeds have
        for (int j = 0; j < common.Length; j++)
            common[j] = double.IsNaN(b[j]) ? double.NaN : common[j];
        double fromA = Distance(common, a), fromB = Distance(common, b), ya = _input.Target![source], yb = _input.Target![toward];
        double expected = fromA + fromB == 0 ? (ya + yb) / 2 : (fromB * ya + fromA * yb) / (fromA + fromB);
        return Math.Abs(expected - label) <= 1e-6 * Math.Max(1, Math.Abs(expected));
    }
}
