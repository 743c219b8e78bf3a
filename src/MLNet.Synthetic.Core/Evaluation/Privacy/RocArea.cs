// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>How well a number tells positives from negatives: the area under the ROC curve, and the advantage at the best threshold.</summary>
internal static class RocArea
{
    /// <summary>The chance that a positive scores higher than a negative, ties counting half, with its interval.</summary>
    /// <remarks>DeLong, DeLong, Clarke-Pearson (1988), Biometrics 44. The interval is made on the scale of log(A / (1 − A)), so that it stays within [0, 1].</remarks>
    /// <param name="positives">Scores, (n ≥ 2).</param>
    /// <param name="negatives">Scores, (m ≥ 2).</param>
    /// <param name="z">Standard errors in half an interval.</param>
    public static (double Area, ScoreInterval Interval) Of(double[] positives, double[] negatives, double z = Proportion.Usual)
    {
        double[] p = [.. positives.Order()], n = [.. negatives.Order()];
        double[] above = Array.ConvertAll(p, s => (n.CountBelow(s) + n.CountUpTo(s)) / (2.0 * n.Length));
        double[] below = Array.ConvertAll(n, s => 1 - (p.CountBelow(s) + p.CountUpTo(s)) / (2.0 * p.Length));
        double area = above.Average();
        double error = Math.Sqrt(Variance(above) / p.Length + Variance(below) / n.Length);
        if (area is 0 or 1)                                           // no overlap: as sure as a share of so many rows can be
            return (area, new Proportion(area, Math.Min(p.Length, n.Length)).Wilson(z));
        double logit = Math.Log(area / (1 - area)), half = z * error / (area * (1 - area));
        return (area, new(Share(logit - half), Share(logit + half)));
    }

    /// <summary>True positive rate less false positive rate at the best threshold. The threshold is chosen on one half and judged on the other, both ways: chance does not look like an advantage.</summary>
    /// <param name="positives">Scores in random order, (n ≥ 2).</param>
    /// <param name="negatives">Scores in random order, (m ≥ 2).</param>
    /// <returns>Rates over both halves.</returns>
    public static (Proportion TruePositives, Proportion FalsePositives) Advantage(double[] positives, double[] negatives)
    {
        int p = positives.Length / 2, n = negatives.Length / 2;
        double first = BestThreshold(positives[..p], negatives[..n]), second = BestThreshold(positives[p..], negatives[n..]);
        return (Rate(positives, p), Rate(negatives, n));

        Proportion Rate(double[] scores, int half) => new((scores[..half].Count(s => s >= second) + scores[half..].Count(s => s >= first)) / (double)scores.Length, scores.Length);
    }

    private static double BestThreshold(double[] positives, double[] negatives)
    {
        double[] p = [.. positives.Order()], n = [.. negatives.Order()];
        double best = double.PositiveInfinity, most = 0;
        foreach (double threshold in p)
        {
            double advantage = (double)n.CountBelow(threshold) / n.Length - (double)p.CountBelow(threshold) / p.Length;
            if (advantage > most)
                (best, most) = (threshold, advantage);
        }

        return best;
    }

    private static double Variance(double[] values)
    {
        double mean = values.Average();
        return values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1);
    }

    private static double Share(double logit) => 1 / (1 + Math.Exp(-logit));
}
