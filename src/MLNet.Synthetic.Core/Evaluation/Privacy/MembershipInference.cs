// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Membership inference: telling training rows from holdout rows by the synthetic rows alone.</summary>
/// <remarks>
/// By distance: a row is the likelier a member, the nearer its closest synthetic row (Chen, Yu, Zhang, Fritz 2020, "GAN-Leaks", CCS).
/// DOMIAS: by the ratio of the densities of synthetic and of other real rows at the row (van Breugel, Sun, Qian, van der Schaar 2023, "Membership inference attacks against synthetic data through
/// overfitting detection", AISTATS). The paper estimates densities of numbers by kernels or flows; here it is by nearest neighbours (Loftsgaarden, Quesenberry 1965), which mixed columns allow:
/// density ~ distance⁻ᵈ, from the geometric mean of the distances to the five nearest rows.
/// </remarks>
internal sealed class MembershipInference
{
    private const int Neighbors = 5;
    private readonly GowerRows _members, _others;
    private readonly RunContext _run;

    /// <summary>Sets the stage.</summary>
    /// <param name="members">Training rows in random order, (n ≥ 2).</param>
    /// <param name="others">Holdout rows in random order, (n).</param>
    /// <param name="run">Threads, cancellation.</param>
    public MembershipInference(GowerRows members, GowerRows others, RunContext run) => (_members, _others, _run) = (members, others, run);

    /// <summary>Scores by nearness to the closest synthetic row: of members and of others, higher is more likely a member.</summary>
    public (double[] Members, double[] Others) ByDistance(GowerSearch synthetic)
    {
        return (Scores(_members), Scores(_others));

        double[] Scores(GowerRows rows) => Array.ConvertAll(synthetic.Nearest(rows, 1, _run).DistancesOfRank(0), d => -(double)d);
    }

    /// <summary>Scores by the logarithm of the density ratio, up to a factor and a constant.</summary>
    /// <param name="synthetic">Synthetic rows.</param>
    /// <param name="syntheticRows">How many, ≥ 1.</param>
    /// <param name="reference">Real rows that are neither members nor among the others, (≥ 1).</param>
    public (double[] Members, double[] Others) ByDensity(GowerSearch synthetic, int syntheticRows, GowerRows reference)
    {
        int k = Math.Min(Neighbors, Math.Min(syntheticRows, reference.Count));
        var real = new GowerSearch(reference);
        return (Scores(_members), Scores(_others));

        double[] Scores(GowerRows rows) => [.. LogDistances(real.Nearest(rows, k, _run)).Zip(LogDistances(synthetic.Nearest(rows, k, _run)), (r, s) => r - s)];
    }

    /// <summary>The mean logarithm of the distances to the nearest rows; a distance of 0 counts as one unit.</summary>
    private static IEnumerable<double> LogDistances(GowerNeighbors found)
    {
        for (int i = 0; i < found.Count; i++)
        {
            double sum = 0;
            foreach (int distance in found.Distances(i))
                sum += Math.Log(Math.Max(1, distance));
            yield return sum / found.Distances(i).Length;
        }
    }
}
