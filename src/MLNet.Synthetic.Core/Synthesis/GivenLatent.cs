// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Numerics.Tensors;

namespace MLNet.Synthetic;

/// <summary>The latent normal numbers behind given values: each within the interval of its value.</summary>
/// <remarks>
/// One column after the other is drawn from its truncated conditional law given those before it; Gibbs sweeps then let those before it know of those behind (Geweke 1991, "Efficient simulation from the
/// multivariate normal and student-t distributions subject to linear constraints"). With a single interval that is wider than a point no sweeps are needed: its full conditional law is the exact one.
/// </remarks>
internal sealed class GivenLatent
{
    private const double Bound = 8;                                   // Φ(−8) is 6e-16: an interval that ends further out ends nowhere
    private readonly Matrix _l, _precision;
    private readonly (double Low, double High)[][] _intervals;
    private readonly int _sweeps;

    /// <param name="l">Cholesky factor of the correlations, (d, d), the given columns first.</param>
    /// <param name="intervals">Interval of each row in each given column, (m)(rows).</param>
    /// <param name="sweeps">Gibbs sweeps.</param>
    public GivenLatent(Matrix l, (double Low, double High)[][] intervals, int sweeps)
        => (_l, _precision, _intervals, _sweeps) = (l, Inverse(l, intervals.Length), intervals, sweeps);

    /// <summary>Draws the latent numbers of one row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="random">The stream to draw from.</param>
    /// <param name="e">The independent normal numbers behind them, L⁻¹ z; its first m numbers are written.</param>
    public void Draw(int row, Rng random, Span<double> e)
    {
        int m = _intervals.Length, wide = 0;
        Span<double> z = m <= 64 ? stackalloc double[m] : new double[m];
        for (int j = 0; j < m; j++)
        {
            double mean = Before(j, e);
            wide += Width(j, row) > 0 ? 1 : 0;
            z[j] = DrawOne(j, row, mean, _l[j, j], random);
            e[j] = (z[j] - mean) / _l[j, j];
        }

        for (int sweep = 0; sweep < (m == 1 || wide == 0 ? 0 : wide == 1 ? 1 : _sweeps); sweep++)
        {
            for (int j = 0; j < m; j++)
            {
                if (Width(j, row) == 0)
                    continue;
                double q = _precision[j, j];
                double mean = z[j] - TensorPrimitives.Dot<double>(_precision[j], z) / q;
                z[j] = DrawOne(j, row, mean, 1 / Math.Sqrt(q), random);
            }
        }

        for (int j = 0; j < m; j++)
            e[j] = (z[j] - Before(j, e)) / _l[j, j];
    }

    private double Before(int j, ReadOnlySpan<double> e) => TensorPrimitives.Dot<double>(_l[j][..j], e[..j]);

    private double Width(int j, int row) => _intervals[j][row].High - _intervals[j][row].Low;

    private double DrawOne(int j, int row, double mean, double deviation, Rng random)
    {
        var (low, high) = _intervals[j][row];
        return low == high ? Math.Clamp(low, -Bound, Bound) : NormalDistribution.Truncated(mean, deviation, low, high, random.NextDouble());
    }

    /// <summary>(L Lᵀ)⁻¹ for the first m rows and columns of L.</summary>
    private static Matrix Inverse(Matrix l, int m)
    {
        var inverse = new Matrix(m, m);                               // of L, by substitution, column by column
        for (int c = 0; c < m; c++)
        {
            for (int i = c; i < m; i++)
            {
                double sum = i == c ? 1 : 0;
                for (int k = c; k < i; k++)
                    sum -= l[i, k] * inverse[k, c];
                inverse[i, c] = sum / l[i, i];
            }
        }

        var precision = new Matrix(m, m);
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < m; j++)
            {
                for (int k = Math.Max(i, j); k < m; k++)
                    precision[i, j] += inverse[k, i] * inverse[k, j];
            }
        }

        return precision;
    }
}
