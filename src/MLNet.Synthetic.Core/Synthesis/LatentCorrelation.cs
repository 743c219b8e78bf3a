// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Numerics.Tensors;

namespace MLNet.Synthetic;

/// <summary>The correlations of the latent normal numbers behind columns of which only cells are seen.</summary>
/// <remarks>
/// The score of a cell is the mean of its latent number, s = E[Z | cell]. Where columns are cut into few cells, scores vary less than latent numbers do, and correlate less. By Mehler's formula two columns with
/// latent correlation ρ have Cov(S₁, S₂) = Σ_k ρᵏ c₁ₖ c₂ₖ, with cₖ = E[S hₖ(Z)] and hₖ the normalised Hermite polynomials; ρ is the one for which this is the covariance seen. (Mehler 1866; the matching
/// is that of NORTA: Cario, Nelson 1997, "Modeling and generating random vectors with arbitrary marginal distributions and correlation matrix".) For columns of many cells that is the correlation of scores.
/// </remarks>
internal static class LatentCorrelation
{
    private const int Terms = 20;
    private const double Largest = 0.999;

    /// <summary>The matrix of correlations, (d, d).</summary>
    /// <param name="scores">Score of each row in each column, (d)(n).</param>
    /// <param name="coefficients">c₁, c₂, ... of each column, (d)(terms).</param>
    /// <param name="run">Progress, cancellation and threads.</param>
    public static Matrix Of(double[][] scores, double[][] coefficients, RunContext run)
    {
        int d = scores.Length;
        var correlations = new Matrix(d, d);
        run.ForChunks(d, 1, (i, _, _) =>
        {
            correlations[i, i] = 1;
            for (int j = 0; j < i; j++)
            {
                run.Cancellation.ThrowIfCancellationRequested();
                double covariance = TensorPrimitives.Dot(scores[i], scores[j]) / scores[i].Length;
                correlations[i, j] = correlations[j, i] = Solve(covariance, coefficients[i], coefficients[j]);
            }
        });
        return correlations;
    }

    /// <summary>c₁, c₂, ...: Σ_cells s ∫_cell hₖ φ, where ∫ₐᵇ hₖ φ = (hₖ₋₁(a) φ(a) − hₖ₋₁(b) φ(b)) / √k.</summary>
    public static double[] Coefficients(Margin margin, double[] cellScores)
    {
        var coefficients = new double[Terms];
        for (int cell = 0; cell < cellScores.Length; cell++)
        {
            var (from, to) = margin.Places(cell);
            AddEnd(NormalDistribution.Quantile(from), cellScores[cell], coefficients);
            AddEnd(NormalDistribution.Quantile(to), -cellScores[cell], coefficients);
        }

        return coefficients;
    }

    private static void AddEnd(double z, double score, double[] coefficients)
    {
        if (double.IsInfinity(z))
            return;                                                   // φ vanishes there
        double weight = score * NormalDistribution.Density(z);
        double previous = 0, h = 1;                                   // h₋₁, h₀
        for (int k = 1; k <= coefficients.Length; k++)
        {
            coefficients[k - 1] += weight * h / Math.Sqrt(k);
            (previous, h) = (h, (z * h - Math.Sqrt(k - 1) * previous) / Math.Sqrt(k));
        }
    }

    /// <summary>The ρ with Σ_k ρᵏ c₁ₖ c₂ₖ = covariance, by bisection: the sum grows with ρ, since scores grow with latent numbers.</summary>
    private static double Solve(double covariance, double[] first, double[] second)
    {
        double low = -Largest, high = Largest;
        if (first[0] == 0 || second[0] == 0)
            return 0;                                                 // a constant column
        for (int i = 0; i < 50; i++)
        {
            double middle = (low + high) / 2, sum = 0;
            for (int k = Terms - 1; k >= 0; k--)
                sum = middle * (sum + first[k] * second[k]);
            if (sum < covariance)
                low = middle;
            else
                high = middle;
        }

        return (low + high) / 2;
    }
}
