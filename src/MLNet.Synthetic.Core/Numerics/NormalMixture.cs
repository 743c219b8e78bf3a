// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Numerics.Tensors;

namespace MLNet.Synthetic;

/// <summary>A mixture of normal distributions of one number.</summary>
/// <param name="Weights">Share of each component, (k), &gt; 0, of sum 1.</param>
/// <param name="Means">Mean of each, (k).</param>
/// <param name="Deviations">Standard deviation of each, (k), &gt; 0.</param>
internal sealed record NormalMixture(double[] Weights, double[] Means, double[] Deviations)
{
    private const int MostRounds = 60;
    private const double LeastDeviation = 1e-3, Converged = 1e-5;

    /// <summary>Number of components, k ≥ 1.</summary>
    public int Count => Weights.Length;

    /// <summary>Fits a mixture by expectation maximization (Dempster, Laird, Rubin 1977).</summary>
    /// <param name="values">Different numbers, (n), n ≥ 1.</param>
    /// <param name="counts">How often each occurs, (n), &gt; 0.</param>
    /// <param name="most">Most components, ≥ 1.</param>
    /// <param name="leastWeight">Components of a smaller share are left out.</param>
    /// <remarks>
    /// Components begin at equally spaced quantiles, with the deviation of all numbers divided by k. No deviation falls below a thousandth of that of all numbers, so that a component cannot shrink to one number. The numbers are
    /// taken once with their counts, so a column of few different numbers costs next to nothing; O(n k) a round, at most 60 rounds.
    /// </remarks>
    public static NormalMixture Fit(double[] values, double[] counts, int most, double leastWeight)
    {
        int n = values.Length;
        double total = TensorPrimitives.Sum<double>(counts), center = TensorPrimitives.Dot<double>(values, counts) / total;
        double variance = 0;
        for (int i = 0; i < n; i++)
            variance += counts[i] * (values[i] - center) * (values[i] - center) / total;
        double spread = Math.Sqrt(variance);
        if (!(spread > 0))
            return new([1], [values[0]], [1]);

        int k = Math.Min(most, n);
        double floor = LeastDeviation * spread;
        double[] weights = [.. Enumerable.Repeat(1.0 / k, k)], means = Quantiles(values, counts, total, k), deviations = [.. Enumerable.Repeat(Math.Max(spread / k, floor), k)];
        var shares = new double[k][];                                 // (k, n): of each number, the share of each component
        for (int c = 0; c < k; c++)
            shares[c] = new double[n];
        double[] sums = new double[n], scratch = new double[n];
        double before = double.NegativeInfinity;
        for (int round = 0; round < MostRounds; round++)
        {
            Array.Clear(sums);
            for (int c = 0; c < k; c++)
            {
                Density(values, weights[c], means[c], deviations[c], shares[c]);
                TensorPrimitives.Add(sums, shares[c], sums);
            }

            TensorPrimitives.Max(sums, 1e-300, sums);
            TensorPrimitives.Log<double>(sums, scratch);
            double likelihood = TensorPrimitives.Dot<double>(scratch, counts) / total;
            TensorPrimitives.Divide(counts, sums, sums);              // count over density
            for (int c = 0; c < k; c++)
            {
                TensorPrimitives.Multiply(shares[c], sums, shares[c]);
                double mass = TensorPrimitives.Sum<double>(shares[c]);
                if (!(mass > 1e-12 * total))
                {
                    weights[c] = 0;
                    continue;
                }

                weights[c] = mass / total;
                means[c] = TensorPrimitives.Dot<double>(shares[c], values) / mass;
                TensorPrimitives.Subtract(values, means[c], scratch);
                TensorPrimitives.Multiply(scratch, scratch, scratch);
                deviations[c] = Math.Max(Math.Sqrt(TensorPrimitives.Dot<double>(shares[c], scratch) / mass), floor);
            }

            if (likelihood - before < Converged * Math.Abs(likelihood))
                break;
            before = likelihood;
        }

        int[] kept = [.. Enumerable.Range(0, k).Where(c => weights[c] > leastWeight)];
        double keptWeight = kept.Sum(c => weights[c]);
        return new([.. kept.Select(c => weights[c] / keptWeight)], [.. kept.Select(c => means[c])], [.. kept.Select(c => deviations[c])]);
    }

    /// <summary>The share of each component in the density at a number; of sum 1.</summary>
    /// <param name="value">The number.</param>
    /// <param name="shares">Takes them, (k).</param>
    public void Responsibilities(double value, Span<double> shares)
    {
        double largest = double.NegativeInfinity, sum = 0;
        for (int c = 0; c < Count; c++)
        {
            double z = (value - Means[c]) / Deviations[c];
            shares[c] = Math.Log(Weights[c] / Deviations[c]) - z * z / 2;
            largest = Math.Max(largest, shares[c]);
        }

        for (int c = 0; c < Count; c++)
            sum += shares[c] = Math.Exp(shares[c] - largest);
        for (int c = 0; c < Count; c++)
            shares[c] /= sum;
    }

    /// <summary>w φ((x − μ) / σ) / σ of every number, without the factor 1 / √2π that all have.</summary>
    private static void Density(double[] values, double weight, double mean, double deviation, double[] into)
    {
        TensorPrimitives.Subtract(values, mean, into);
        TensorPrimitives.Multiply(into, into, into);
        TensorPrimitives.Multiply(into, -0.5 / (deviation * deviation), into);
        TensorPrimitives.Exp<double>(into, into);
        TensorPrimitives.Multiply(into, weight / deviation, into);
    }

    private static double[] Quantiles(double[] values, double[] counts, double total, int k)
    {
        int[] order = [.. Enumerable.Range(0, values.Length).OrderBy(i => values[i])];
        var quantiles = new double[k];
        double below = 0;
        int c = 0;
        foreach (int i in order)
        {
            below += counts[i];
            for (; c < k && below >= (c + 0.5) / k * total; c++)
                quantiles[c] = values[i];
        }

        for (; c < k; c++)
            quantiles[c] = values[order[^1]];
        return quantiles;
    }
}
