// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Numerics.Tensors;

namespace MLNet.Synthetic;

/// <summary>The lower triangular L with L Lᵀ = A for a symmetric positive definite A.</summary>
internal static class Cholesky
{
    private const double LeastShrinkage = 1e-6;                       // keeps every eigenvalue above it, so that the columns can be taken in any order
    private const int Halvings = 20;

    /// <summary>L, (d, d); null where A is not positive definite.</summary>
    public static Matrix? Factor(Matrix a)
    {
        var l = new Matrix(a.Rows, a.Rows);
        for (int i = 0; i < a.Rows; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double rest = a[i, j] - TensorPrimitives.Dot<double>(l[i][..j], l[j][..j]);
                if (i > j)
                    l[i, j] = rest / l[j, j];
                else if (rest > 0)
                    l[i, i] = Math.Sqrt(rest);
                else
                    return null;
            }
        }

        return l;
    }

    /// <summary>The correlations (1 − λ) R + λ I with the smallest λ, to six digits, for which they are positive definite (Ledoit, Wolf 2004 shrink towards the identity in this way).</summary>
    /// <param name="r">Correlations that were estimated pair by pair, (d, d), and so need not fit together.</param>
    /// <returns>The correlations, and λ in [0, 1].</returns>
    public static (Matrix Correlations, double Shrinkage) PositiveDefinite(Matrix r)
    {
        if (Factor(r) is not null)
            return (Shrunk(r, LeastShrinkage), LeastShrinkage);
        double low = 0, high = 1;
        for (int i = 0; i < Halvings; i++)
        {
            double middle = (low + high) / 2;
            (low, high) = Factor(Shrunk(r, middle)) is null ? (middle, high) : (low, middle);
        }

        high = Math.Min(high + LeastShrinkage, 1);
        return (Shrunk(r, high), high);
    }

    private static Matrix Shrunk(Matrix r, double shrinkage)
    {
        var shrunk = new Matrix(r.Rows, r.Rows);
        for (int i = 0; i < r.Rows; i++)
        {
            TensorPrimitives.Multiply(r[i], 1 - shrinkage, shrunk[i]);
            shrunk[i, i] = 1;
        }

        return shrunk;
    }
}
