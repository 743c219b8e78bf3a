// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using MLNet.Synthetic;

namespace AlgorithmPictures;

/// <summary>A made set with a rare and a common group, and where its rows lie in a picture.</summary>
/// <param name="Input">The rows.</param>
/// <param name="IsRare">Whether a row is of the rare group, (n).</param>
/// <param name="Place">Where a row lies: its features, its label where that is a number, and a number that spreads equal rows.</param>
internal sealed record MadeSet(ResamplingInput Input, bool[] IsRare, Func<double[], double, int, (double X, double Y)> Place)
{
    private const int Levels = 4;

    /// <summary>150 common rows in a band, 30 rare ones in two lumps that touch it, 6 of them astray.</summary>
    public static MadeSet Numbers(long seed)
    {
        var random = new Rng(seed);
        var rows = new List<(bool Rare, double[] X)>();
        for (int i = 0; i < 150; i++)
            rows.Add((false, [-2.2 + 4.4 * random.NextDouble(), -0.3 + 0.75 * random.NextGaussian()]));
        for (int i = 0; i < 14; i++)
            rows.Add((true, [-1.3 + 0.35 * random.NextGaussian(), 1.5 + 0.35 * random.NextGaussian()]));
        for (int i = 0; i < 10; i++)
            rows.Add((true, [1.4 + 0.3 * random.NextGaussian(), 1.2 + 0.3 * random.NextGaussian()]));
        for (int i = 0; i < 6; i++)
            rows.Add((true, [-2 + 4 * random.NextDouble(), -0.4 + 0.5 * random.NextGaussian()]));
        return Of(rows, [FeatureKind.Numeric, FeatureKind.Numeric], (x, _, _) => (x[0], x[1]));
    }

    /// <summary>A number and a category of four levels; the rare class prefers the upper ones.</summary>
    public static MadeSet Mixed(long seed)
    {
        var random = new Rng(seed);
        var rows = Enumerable.Range(0, 130).Select(i => i < 105
            ? (false, new[] { -0.5 + 0.9 * random.NextGaussian(), random.Next(Levels) })
            : (true, [0.9 + 0.6 * random.NextGaussian(), random.Next(5) > 0 ? 2 + random.Next(2) : random.Next(2)])).ToList();
        return Of(rows, [FeatureKind.Numeric, FeatureKind.Nominal], (x, _, i) => (x[0], Band(x[1], i)));
    }

    /// <summary>Two categories of four levels.</summary>
    public static MadeSet Categories(long seed)
    {
        var random = new Rng(seed);
        var rows = Enumerable.Range(0, 130).Select(i => i < 105
            ? (false, new double[] { random.Next(Levels), random.Next(Levels) })
            : (true, [Math.Max(random.Next(Levels), random.Next(Levels)), Math.Max(random.Next(Levels), random.Next(Levels))])).ToList();
        return Of(rows, [FeatureKind.Nominal, FeatureKind.Nominal], (x, _, i) => (Band(x[0], i * i), Band(x[1], i)));
    }

    /// <summary>A number and a label with a few high values.</summary>
    public static MadeSet Quantity(long seed)
    {
        var random = new Rng(seed);
        double[] x = [.. Enumerable.Range(0, 170).Select(_ => -2.2 + 4.4 * random.NextDouble())];
        double[] y = [.. x.Select(v => -1.6 + Math.Exp(0.75 * v - 0.6) + 0.18 * random.NextGaussian())];
        var input = new ResamplingInput(Matrix.FromRows([.. x.Select(v => new[] { v })]), y);
        var relevance = Relevance.BoxPlot().For(y);
        return new(input, [.. y.Select(v => relevance.Of(v) >= 0.8)], (row, label, _) => (row[0], label));
    }

    private static MadeSet Of(List<(bool Rare, double[] X)> rows, FeatureKind[] kinds, Func<double[], double, int, (double, double)> place)
        => new(new(Matrix.FromRows([.. rows.Select(r => r.X)]), [.. rows.Select(r => r.Rare ? 1 : 0)], kinds), [.. rows.Select(r => r.Rare)], place);

    /// <summary>The middle of a level's band, and a little beside it, so that equal rows can be seen.</summary>
    private static double Band(double level, int i) => -1.8 + 1.2 * level + 0.8 * (i * 0.618 % 1 - 0.5);
}
