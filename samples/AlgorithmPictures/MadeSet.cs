// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using MLNet.Synthetic;

namespace AlgorithmPictures;

/// <summary>A made two-class set in the plane.</summary>
internal static class MadeSet
{
    /// <summary>150 common rows in a band, 30 rare ones in two lumps that touch it, 6 of them astray.</summary>
    public static ResamplingInput Create(long seed)
    {
        var random = new Rng(seed);
        var points = new List<double[]>();
        var classes = new List<int>();
        for (int i = 0; i < 150; i++)
            Add(0, -2.2 + 4.4 * random.NextDouble(), -0.3 + 0.75 * random.NextGaussian());
        for (int i = 0; i < 14; i++)
            Add(1, -1.3 + 0.35 * random.NextGaussian(), 1.5 + 0.35 * random.NextGaussian());
        for (int i = 0; i < 10; i++)
            Add(1, 1.4 + 0.3 * random.NextGaussian(), 1.2 + 0.3 * random.NextGaussian());
        for (int i = 0; i < 6; i++)
            Add(1, -2 + 4 * random.NextDouble(), -0.4 + 0.5 * random.NextGaussian());
        return new(Matrix.FromRows(points), [.. classes], featureNames: ["x", "y"], classNames: ["common", "rare"]);

        void Add(int label, double x, double y)
        {
            points.Add([x, y]);
            classes.Add(label);
        }
    }
}
