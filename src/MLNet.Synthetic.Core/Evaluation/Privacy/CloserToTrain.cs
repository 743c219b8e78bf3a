// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>DCR share: the share of synthetic rows that lie closer to a sample of training rows than to as many holdout rows, ties counting half.</summary>
/// <remarks>
/// Platzer, Reutterer (2021), "Holdout-based empirical assessment of mixed-type synthetic data", Frontiers in Big Data 4. It is ½ when training rows are no closer than holdout rows. Rows whose
/// closest record is the same decide alike: the interval counts 1 / Σ w² of them as independent, w the share of synthetic rows of which a record is the closest.
/// </remarks>
internal static class CloserToTrain
{
    /// <summary>Measures.</summary>
    /// <param name="space">The space of the points.</param>
    /// <param name="synthetic">Synthetic rows, (m).</param>
    /// <param name="train">Training rows, (n).</param>
    /// <param name="holdout">Holdout rows, (n).</param>
    /// <param name="run">Threads, cancellation.</param>
    public static Proportion Of(GowerSpace space, GowerRows synthetic, GowerRows train, GowerRows holdout, RunContext run)
    {
        GowerNeighbors toTrain = new GowerSearch(train).Nearest(synthetic, 1, run), toHoldout = new GowerSearch(holdout).Nearest(synthetic, 1, run);
        double share = 0, squares = 0;
        var closest = new double[train.Count + holdout.Count];
        for (int i = 0; i < synthetic.Count; i++)
        {
            int gap = toTrain.Distances(i)[0] - toHoldout.Distances(i)[0];
            double vote = Math.Abs(gap) <= space.Tolerance ? 0.5 : gap < 0 ? 1 : 0;
            share += vote / synthetic.Count;
            closest[toTrain[i][0]] += vote / synthetic.Count;
            closest[train.Count + toHoldout[i][0]] += (1 - vote) / synthetic.Count;
        }

        foreach (double w in closest)
            squares += w * w;
        return new(Math.Clamp(share, 0, 1), Math.Min(synthetic.Count, 1 / squares));
    }
}
