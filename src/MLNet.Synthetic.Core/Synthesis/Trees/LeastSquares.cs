// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Numerics.Tensors;

namespace MLNet.Synthetic;

/// <summary>Linear least squares on standardized columns, with a ridge just large enough for columns that add up.</summary>
internal static class LeastSquares
{
    private const double Ridge = 1e-6;

    /// <summary>Slopes of y on the columns of x.</summary>
    /// <param name="x">Columns, one behind the other, (p · m); a missing value, NaN, counts as the column's mean. Standardized in place.</param>
    /// <param name="y">Target, (m). Standardized in place.</param>
    /// <returns>Mean and slope of each column, (p); a constant column has slope 0.</returns>
    public static (double[] Means, double[] Slopes) Fit(Span<double> x, Span<double> y)
    {
        int m = y.Length, p = x.Length / m;
        var (means, scales) = (new double[p], new double[p]);
        for (int a = 0; a < p; a++)
            (means[a], scales[a]) = Standardize(x.Slice(a * m, m));
        var (_, yScale) = Standardize(y);

        var gram = new double[p, p + 1];                              // normal equations, the right side last
        for (int a = 0; a < p; a++)
        {
            for (int b = 0; b <= p; b++)
                gram[a, b] = b < a ? gram[b, a] : TensorPrimitives.Dot<double>(x.Slice(a * m, m), b < p ? x.Slice(b * m, m) : y);
            gram[a, a] += Ridge * m;
        }

        double[] slopes = Solve(gram);
        for (int a = 0; a < p; a++)
            slopes[a] = scales[a] == 0 ? 0 : slopes[a] * yScale / scales[a];
        return (means, slopes);
    }

    private static (double Mean, double Scale) Standardize(Span<double> values)
    {
        double sum = 0, squares = 0;
        int observed = 0;
        foreach (double v in values)
        {
            if (double.IsNaN(v))
                continue;
            sum += v;
            observed++;
        }

        double mean = observed == 0 ? 0 : sum / observed;
        foreach (ref double v in values)
        {
            v = double.IsNaN(v) ? 0 : v - mean;
            squares += v * v;
        }

        double scale = Math.Sqrt(squares / values.Length);
        foreach (ref double v in values)
            v = scale == 0 ? v : v / scale;
        return (mean, scale);
    }

    /// <summary>Gauss's elimination; the matrix is positive definite, so that no pivot vanishes.</summary>
    private static double[] Solve(double[,] m)
    {
        int p = m.GetLength(0);
        for (int k = 0; k < p; k++)
        {
            for (int i = k + 1; i < p; i++)
            {
                double factor = m[i, k] / m[k, k];
                for (int j = k; j <= p; j++)
                    m[i, j] -= factor * m[k, j];
            }
        }

        var solution = new double[p];
        for (int k = p - 1; k >= 0; k--)
        {
            double rest = m[k, p];
            for (int j = k + 1; j < p; j++)
                rest -= m[k, j] * solution[j];
            solution[k] = rest / m[k, k];
        }

        return solution;
    }
}
