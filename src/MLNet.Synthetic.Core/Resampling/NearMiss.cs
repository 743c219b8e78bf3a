// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>NearMiss: keeps the rows of the large classes that lie closest to the smallest class.</summary>
/// <remarks>
/// Mani, Zhang (2003), "kNN approach to unbalanced data distributions: a case study involving information extraction", ICML '03 Workshop on Learning from
/// Imbalanced Datasets. Each class that shrinks is compared with the smallest class (of several the first by name).
/// <list type="bullet">
/// <item>Version 1 keeps the rows with the smallest mean distance to their k = 3 nearest rows of the smallest class.</item>
/// <item>Version 2 keeps the rows with the smallest mean distance to their k farthest rows of it.</item>
/// <item>Version 3 keeps for each row of the smallest class the k rows nearest to it. The paper leaves their number open. Here the strategy bounds it: the nearest
/// to each row come before the second nearest to each, and within such a rank the nearer first; when the k nearest of all rows together are fewer than wanted, the class
/// ends smaller, and a message says so.</item>
/// </list>
/// Of equally good rows the first stay. O(m s d) for a class of m rows and a smallest class of s.
/// </remarks>
public sealed class NearMiss(NearMissOptions? options = null) : IResampler
{
    private const string Name = "NearMiss";
    private const int RowsPerChunk = 64;
    private readonly NearMissOptions _options = (options ?? new()).Validated();

    /// <inheritdoc/>
    public FeatureUse FeatureUse => FeatureUse.NumericAndNominal;

    /// <inheritdoc/>
    public ResampledRows Resample(ResamplingInput input, RunContext run)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(run);
        var surpluses = _options.UndersamplingStrategy.Surpluses(input);
        var counts = ClassCounts.Of(input);
        int[] smallest = counts.Rows[input.ClassNames.ToList().IndexOf(counts.Smallest)];       // (s)
        var space = FeatureSpace.Of(input, _options.FeatureScaling, Name, run);

        var dropped = new bool[input.X.Rows];
        foreach (var surplus in surpluses.Where(s => s.Name != counts.Smallest))
        {
            foreach (int row in surplus.Members)
                dropped[row] = true;
            foreach (int row in Kept(space, surplus, smallest, run))
                dropped[row] = false;
            run.Step(Name, surplus.Class + 1, input.ClassNames.Count);
        }

        return KeptRows.Without(input, dropped, Name);
    }

    private IEnumerable<int> Kept(NeighborSpace space, ClassSurplus surplus, int[] smallest, RunContext run)
    {
        if (_options.Version == NearMissVersion.Three)
            return Proposed(space, surplus, smallest, run);

        if (smallest.Length < _options.Neighbors)
        {
            throw new SyntheticDataException(
                $"{Name} with Neighbors = {_options.Neighbors} averages over as many rows of the smallest class, which has {smallest.Length}. Lower Neighbors to at most {smallest.Length}.");
        }

        double[] means = _options.Version == NearMissVersion.One ? MeansOfNearest(space, surplus.Members, smallest, run) : MeansOfFarthest(space, surplus.Members, smallest, run);
        return surplus.Members.Zip(means).OrderBy(p => p.Second).Take(surplus.Wanted).Select(p => p.First);
    }

    private double[] MeansOfNearest(NeighborSpace space, int[] members, int[] smallest, RunContext run)
    {
        var nearest = NearestNeighbors.Find(space, members, smallest, _options.Neighbors, run);
        return [.. Enumerable.Range(0, members.Length).Select(i => MeanDistance(nearest.SquaredDistances(i)))];
    }

    private double[] MeansOfFarthest(NeighborSpace space, int[] members, int[] smallest, RunContext run)
    {
        var means = new double[members.Length];
        run.ForChunks(members.Length, RowsPerChunk, (_, start, end) =>
        {
            var farthest = new double[_options.Neighbors];            // ascending
            for (int i = start; i < end; i++)
            {
                Array.Fill(farthest, double.NegativeInfinity);
                foreach (int other in smallest)
                {
                    double distance = space.SquaredDistance(members[i], other);
                    if (distance <= farthest[0])
                        continue;
                    int at = 1;
                    for (; at < farthest.Length && farthest[at] < distance; at++)
                        farthest[at - 1] = farthest[at];
                    farthest[at - 1] = distance;
                }

                means[i] = MeanDistance(farthest);
            }
        });
        return means;
    }

    private static double MeanDistance(ReadOnlySpan<double> squared)
    {
        double sum = 0;
        foreach (double square in squared)
            sum += Math.Sqrt(square);
        return sum / squared.Length;
    }

    private List<int> Proposed(NeighborSpace space, ClassSurplus surplus, int[] smallest, RunContext run)
    {
        int k = Math.Min(_options.Neighbors, surplus.Members.Length);
        var nearest = NearestNeighbors.Find(space, smallest, surplus.Members, k, run);
        var chosen = new HashSet<int>();
        for (int rank = 0; rank < k && chosen.Count < surplus.Wanted; rank++)
        {
            int at = rank;
            foreach (int row in Enumerable.Range(0, smallest.Length).OrderBy(i => nearest.SquaredDistances(i)[at]).ThenBy(i => nearest[i][at]).Select(i => nearest[i][at]))
            {
                if (chosen.Count < surplus.Wanted)
                    chosen.Add(row);
            }
        }

        if (chosen.Count < surplus.Wanted)
        {
            run.Warn(
                $"{Name}: the {k} rows of class '{surplus.Name}' nearest to each of the {smallest.Length} rows of the smallest class are {chosen.Count} rows together, so the class ends with {chosen.Count} rows, not {surplus.Wanted}. Raise Neighbors for more.");
        }

        return [.. chosen];
    }
}
