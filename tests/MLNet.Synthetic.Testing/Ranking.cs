// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic.Testing;

/// <summary>Comparing many methods over many data sets by their ranks.</summary>
/// <remarks>Demšar (2006), "Statistical Comparisons of Classifiers over Multiple Data Sets", JMLR 7, 1–30.</remarks>
public static class Ranking
{
    private const int Steps = 4000;

    /// <summary>Ranks of scores: 1 for the best; equal ones share the mean of their places, and NaN, a failure, shares the last.</summary>
    /// <param name="scores">One score a method, (k).</param>
    /// <param name="lowerIsBetter">Whether a low score is good.</param>
    public static double[] Of(double[] scores, bool lowerIsBetter = false)
    {
        double[] losses = Array.ConvertAll(scores, s => double.IsNaN(s) ? double.PositiveInfinity : lowerIsBetter ? s : -s);
        return Array.ConvertAll(losses, loss => 0.5 + losses.Count(other => other < loss) + losses.Count(other => other == loss) / 2.0);
    }

    /// <summary>Nemenyi's critical difference: two mean ranks that differ by less may do so by chance. q √(k (k + 1) / (6 N)).</summary>
    /// <param name="methods">Methods compared, k ≥ 2.</param>
    /// <param name="sets">Data sets, N ≥ 1.</param>
    /// <param name="alpha">Chance that any pair of equal methods differs by more.</param>
    public static double CriticalDifference(int methods, int sets, double alpha = 0.05)
        => NemenyiQuantile(methods, alpha) * Math.Sqrt(methods * (methods + 1) / (6.0 * sets));

    /// <summary>The 1 − α quantile of the range of k independent standard normal numbers, divided by √2.</summary>
    /// <param name="methods">k ≥ 2.</param>
    /// <param name="alpha">α, in (0, 1).</param>
    public static double NemenyiQuantile(int methods, double alpha = 0.05)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(methods, 2);
        double low = 0, high = 20;
        for (int i = 0; i < 60; i++)
        {
            double middle = (low + high) / 2;
            (low, high) = RangeBelow(middle, methods) < 1 - alpha ? (middle, high) : (low, middle);
        }

        return low / Math.Sqrt(2);
    }

    /// <summary>P(range of k normal numbers ≤ q) = k ∫ φ(z) (Φ(z) − Φ(z − q))^(k−1) dz, by Simpson's rule on [−8, 8].</summary>
    private static double RangeBelow(double q, int k)
    {
        double sum = 0;
        for (int i = 0; i <= Steps; i++)
        {
            double z = -8 + 16.0 * i / Steps;
            double weight = i is 0 or Steps ? 1 : i % 2 == 1 ? 4 : 2;
            sum += weight * Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI) * Math.Pow(Normal(z) - Normal(z - q), k - 1);
        }

        return k * sum * 16.0 / Steps / 3;
    }

    /// <summary>The normal distribution function (Abramowitz, Stegun 1964, 26.2.17: good to 7.5e-8).</summary>
    private static double Normal(double z)
    {
        double t = 1 / (1 + 0.2316419 * Math.Abs(z));
        double tail = Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI) * t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        return z < 0 ? tail : 1 - tail;
    }
}
