// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

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
        double total = counts.Sum(), center = values.Zip(counts, (v, c) => v * c).Sum() / total;
        double spread = Math.Sqrt(values.Zip(counts, (v, c) => c * (v - center) * (v - center)).Sum() / total);
        if (!(spread > 0))
            return new([1], [values[0]], [1]);

        int k = Math.Min(most, values.Length);
        double floor = LeastDeviation * spread;
        double[] weights = [.. Enumerable.Repeat(1.0 / k, k)], means = Quantiles(values, counts, total, k), deviations = [.. Enumerable.Repeat(Math.Max(spread / k, floor), k)];
        double[] x = Padded(values, center), n = Padded(counts, 0), sums = new double[x.Length];
        var densities = new double[k][];
        for (int c = 0; c < k; c++)
            densities[c] = new double[x.Length];
        double before = double.NegativeInfinity;
        for (int round = 0; round < MostRounds; round++)
        {
            Array.Clear(sums);
            for (int c = 0; c < k; c++)
                Density(x, weights[c], means[c], deviations[c], densities[c], sums);
            double likelihood = LogLikelihood(n, sums) / total;      // leaves counts over sums of densities in sums
            for (int c = 0; c < k; c++)
            {
                var (mass, first, second) = Moments(x, densities[c], sums, means[c]);
                if (!(mass > 1e-12 * total))
                {
                    weights[c] = 0;
                    continue;
                }

                double shift = first / mass;                          // moments about the old mean, which is near
                (weights[c], means[c]) = (mass / total, means[c] + shift);
                deviations[c] = Math.Max(Math.Sqrt(Math.Max(0, second / mass - shift * shift)), floor);
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
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]           // run once, so that it never gets beyond the first tier otherwise
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
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]           // the loops below are run too rarely to be compiled well otherwise
    private static void Density(double[] x, double weight, double mean, double deviation, double[] density, double[] sums)
    {
        var (center, rate, scale) = (Vector512.Create(mean), Vector512.Create(-0.5 / (deviation * deviation)), Vector512.Create(weight / deviation));
        for (int i = 0; i < x.Length; i += Vector512<double>.Count)
        {
            var d = Vector512.Create(x, i) - center;
            var p = Vector512.Exp(d * d * rate) * scale;
            p.CopyTo(density, i);
            (Vector512.Create(sums, i) + p).CopyTo(sums, i);
        }
    }

    /// <summary>Σ n log s; s becomes n / s.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double LogLikelihood(double[] n, double[] s)
    {
        var likelihood = Vector512<double>.Zero;
        for (int i = 0; i < n.Length; i += Vector512<double>.Count)
        {
            var (count, sum) = (Vector512.Create(n, i), Vector512.Max(Vector512.Create(s, i), Vector512.Create(1e-300)));
            likelihood += count * Vector512.Log(sum);
            (count / sum).CopyTo(s, i);
        }

        return Vector512.Sum(likelihood);
    }

    /// <summary>Σ r, Σ r (x − μ) and Σ r (x − μ)² with r = density × scale.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (double Mass, double First, double Second) Moments(double[] x, double[] density, double[] scale, double mean)
    {
        var center = Vector512.Create(mean);
        Vector512<double> mass = default, first = default, second = default;
        for (int i = 0; i < x.Length; i += Vector512<double>.Count)
        {
            var (r, d) = (Vector512.Create(density, i) * Vector512.Create(scale, i), Vector512.Create(x, i) - center);
            mass += r;
            first += r * d;
            second += r * d * d;
        }

        return (Vector512.Sum(mass), Vector512.Sum(first), Vector512.Sum(second));
    }

    /// <summary>The numbers, filled up to a whole number of vectors.</summary>
    private static double[] Padded(double[] numbers, double with)
    {
        int width = Vector512<double>.Count;
        var padded = new double[(numbers.Length + width - 1) / width * width];
        numbers.CopyTo(padded, 0);
        padded.AsSpan(numbers.Length).Fill(with);
        return padded;
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
