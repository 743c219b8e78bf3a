// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Numerics.Tensors;

namespace MLNet.Synthetic;

/// <summary>The two directions in which points differ most (Pearson 1901; principal components).</summary>
/// <remarks>By subspace iteration without the covariance matrix, O(n d) a round; each direction points to where its largest coordinate is positive.</remarks>
internal sealed class PrincipalPlane
{
    private const int Rounds = 50, Directions = 2;
    private readonly double[] _mean;
    private readonly double[][] _directions;

    /// <summary>Finds the directions.</summary>
    /// <param name="points">Points, (n ≥ 1, d ≥ 1).</param>
    /// <param name="random">Draws the first directions.</param>
    public PrincipalPlane(Matrix points, Rng random)
    {
        _mean = new double[points.Columns];
        for (int i = 0; i < points.Rows; i++)
            TensorPrimitives.Add(_mean, points[i], _mean);
        TensorPrimitives.Divide(_mean, points.Rows, _mean);
        var centered = new Matrix(points.Rows, points.Columns);
        for (int i = 0; i < points.Rows; i++)
            TensorPrimitives.Subtract(points[i], _mean, centered[i]);

        _directions = [.. Enumerable.Range(0, Directions).Select(_ => Enumerable.Range(0, points.Columns).Select(_ => random.NextGaussian()).ToArray())];
        Orthonormalise();
        for (int round = 0; round < Rounds; round++)
        {
            _directions = Array.ConvertAll(_directions, direction => Spread(centered, direction));
            Orthonormalise();
        }

        foreach (double[] direction in _directions)
            TensorPrimitives.Multiply(direction, direction[TensorPrimitives.IndexOfMaxMagnitude<double>(direction)] < 0 ? -1 : 1, direction);
    }

    /// <summary>Where points lie on the plane.</summary>
    public PlotSeries Project(string name, Matrix points)
    {
        var (x, y) = (new double[points.Rows], new double[points.Rows]);
        var offset = new double[points.Columns];
        for (int i = 0; i < points.Rows; i++)
        {
            TensorPrimitives.Subtract(points[i], _mean, offset);
            (x[i], y[i]) = (TensorPrimitives.Dot<double>(offset, _directions[0]), TensorPrimitives.Dot<double>(offset, _directions[1]));
        }

        return new(name, x, y);
    }

    /// <summary>Covariance times direction, up to a factor.</summary>
    private static double[] Spread(Matrix centered, double[] direction)
    {
        var spread = new double[direction.Length];
        for (int i = 0; i < centered.Rows; i++)
            TensorPrimitives.MultiplyAdd(centered[i], TensorPrimitives.Dot<double>(centered[i], direction), spread, spread);
        return spread;
    }

    /// <summary>Makes the directions unit vectors at right angles; one without length becomes zero.</summary>
    private void Orthonormalise()
    {
        for (int k = 0; k < Directions; k++)
        {
            double before = TensorPrimitives.Norm<double>(_directions[k]);
            for (int earlier = 0; earlier < k; earlier++)
                TensorPrimitives.MultiplyAdd(_directions[earlier], -TensorPrimitives.Dot<double>(_directions[k], _directions[earlier]), _directions[k], _directions[k]);
            double length = TensorPrimitives.Norm<double>(_directions[k]);
            TensorPrimitives.Multiply(_directions[k], length > 1e-9 * before ? 1 / length : 0, _directions[k]);
        }
    }
}
