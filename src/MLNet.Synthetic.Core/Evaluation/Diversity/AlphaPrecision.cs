// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Numerics.Tensors;

namespace MLNet.Synthetic;

/// <summary>α-precision: whether other rows lie as near to the middle of the real rows as real rows do.</summary>
/// <remarks>
/// Alaa, van Breugel, Saveliev, van der Schaar (2022), "How faithful is your synthetic data?", ICML. P(α) is the share of rows within the smallest ball around the mean of the real rows that
/// holds the share α of them; the figure is 1 − 2 ∫ |P(α) − α| dα. The paper learns an embedding in which real rows fill a ball; here it is <see cref="RankEmbedding"/>.
/// </remarks>
internal sealed class AlphaPrecision
{
    private const int Levels = 100;                                   // of α
    private readonly double[] _center;
    private readonly double[] _radii;                                 // of the balls that hold 1 %, 2 %, ..., 100 % of the real rows

    /// <summary>Learns the balls.</summary>
    /// <param name="real">Points of the real rows, (n, d).</param>
    public AlphaPrecision(Matrix real)
    {
        _center = Center(real);
        double[] distances = Distances(real, _center);
        Array.Sort(distances);
        _radii = [.. Enumerable.Range(1, Levels).Select(level => distances.Quantile((double)level / Levels))];
    }

    /// <summary>The level of the smallest ball that holds each row, (n): 1 to 100, and 101 for a row outside of all.</summary>
    public int[] LevelsOf(Matrix points) => Array.ConvertAll(Distances(points, _center), d => 1 + _radii.CountBelow(d));

    /// <summary>The figure.</summary>
    /// <param name="levels">Level of each row, (n).</param>
    /// <param name="weights">How often each row is taken, (n), summing to n.</param>
    public static double Of(int[] levels, int[] weights)
    {
        var first = new int[Levels + 2];
        for (int i = 0; i < levels.Length; i++)
            first[levels[i]] += weights[i];
        return Curve.Agreement(first.AsSpan(0, Levels + 1), levels.Length);
    }

    /// <summary>Row numbers, those nearest to the mean of all rows first.</summary>
    public static int[] TypicalFirst(Matrix points)
    {
        double[] distances = Distances(points, Center(points));
        int[] order = [.. Enumerable.Range(0, points.Rows)];
        Array.Sort(distances, order);
        return order;
    }

    private static double[] Center(Matrix points)
    {
        var center = new double[points.Columns];
        for (int i = 0; i < points.Rows; i++)
            TensorPrimitives.Add(center, points[i], center);
        TensorPrimitives.Divide(center, points.Rows, center);
        return center;
    }

    private static double[] Distances(Matrix points, double[] center)
    {
        var distances = new double[points.Rows];
        for (int i = 0; i < points.Rows; i++)
            distances[i] = points.Columns == 0 ? 0 : TensorPrimitives.Distance(points[i], center);
        return distances;
    }
}
