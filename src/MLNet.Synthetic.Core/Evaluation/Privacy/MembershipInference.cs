// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Membership inference: telling training rows from holdout rows by the synthetic rows alone.</summary>
/// <remarks>
/// By distance: a row is the likelier a member, the nearer its closest synthetic row (Chen, Yu, Zhang, Fritz 2020, "GAN-Leaks", CCS).
/// DOMIAS: by the ratio of the densities of synthetic and of other real rows at the row (van Breugel, Sun, Qian, van der Schaar 2023, "Membership inference attacks against synthetic data through
/// overfitting detection", AISTATS). Densities are kernel estimates over the 20 nearest rows with the kernel exp(−distance / h), a product of Laplace kernels of numbers and Aitchison-Aitken kernels
/// of categories; h is the median distance between a reference row and its nearest other one.
/// </remarks>
internal sealed class MembershipInference
{
    private const int Neighbors = 20;
    private const double LeastWidth = 1e-4;                           // of a kernel, in distance
    private readonly GowerSpace _space;
    private readonly GowerRows _members, _others;
    private readonly RunContext _run;

    /// <summary>Sets the stage.</summary>
    /// <param name="space">The space of the points.</param>
    /// <param name="members">Training rows in random order, (n ≥ 2).</param>
    /// <param name="others">Holdout rows in random order, (n).</param>
    /// <param name="run">Threads, cancellation.</param>
    public MembershipInference(GowerSpace space, GowerRows members, GowerRows others, RunContext run) => (_space, _members, _others, _run) = (space, members, others, run);

    /// <summary>Scores by nearness to the closest synthetic row: of members and of others, higher is more likely a member.</summary>
    public (double[] Members, double[] Others) ByDistance(GowerSearch synthetic)
    {
        return (Scores(_members), Scores(_others));

        double[] Scores(GowerRows rows) => Array.ConvertAll(synthetic.Nearest(rows, 1, _run).DistancesOfRank(0), d => -(double)d);
    }

    /// <summary>Scores by the logarithm of the density ratio.</summary>
    /// <param name="synthetic">Synthetic rows.</param>
    /// <param name="syntheticRows">How many, ≥ 1.</param>
    /// <param name="reference">Real rows that are neither members nor among the others, (≥ 2).</param>
    public (double[] Members, double[] Others) ByDensity(GowerSearch synthetic, int syntheticRows, GowerRows reference)
    {
        var real = new GowerSearch(reference);
        double[] gaps = [.. real.Nearest(reference, 1, _run, same: true).DistancesOfRank(0).Select(_space.Distance).Order()];
        double width = Math.Max(LeastWidth, gaps.Quantile(0.5));
        return (Scores(_members), Scores(_others));

        double[] Scores(GowerRows rows)
        {
            double[] here = LogDensities(synthetic.Nearest(rows, Math.Min(Neighbors, syntheticRows), _run)), there = LogDensities(real.Nearest(rows, Math.Min(Neighbors, reference.Count), _run));
            return [.. here.Zip(there, (s, r) => s - r)];
        }

        double[] LogDensities(GowerNeighbors found) => [.. Enumerable.Range(0, found.Count).Select(i => LogSum(found.Distances(i)))];

        double LogSum(ReadOnlySpan<int> distances)
        {
            double nearest = _space.Distance(distances[0]), sum = 0;
            foreach (int distance in distances)
                sum += Math.Exp((nearest - _space.Distance(distance)) / width);
            return Math.Log(sum) - nearest / width;
        }
    }
}
