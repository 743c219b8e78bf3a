// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>K-means-SMOTE: SMOTE within clusters where a class prevails, most where its rows lie thinly.</summary>
/// <remarks>
/// Douzas, Bacao, Last (2018), "Improving imbalanced learning through a heuristic oversampling method based on k-means and SMOTE", Information Sciences 465, 1–20.
/// 1. All rows are clustered. 2. A cluster is used for a class when (its rows of other classes + 1) / (its rows of the class + 1) is below the threshold.
/// 3. With m rows of the class and their mean distance D, its density is m / D^e, its sparsity the inverse, and it gets new rows in proportion to its
/// sparsity. 4. SMOTE makes them from the class's rows in the cluster. Classes are grown one against the rest.
/// <para>
/// Where the paper leaves a gap: when no cluster passes, as is common with a rare class, those with the largest share of the class are used, until they hold
/// half of its rows, and the log says so. A cluster with one row of the class cannot be interpolated in and is passed over; when all are like that, the whole class is one cluster. A
/// cluster with k rows of the class or fewer uses all its others as neighbours. Clusters of identical rows have infinite density; when all are, each
/// gets new rows in proportion to its rows. O(n c d) a round for c clusters, and O(m² d) in a cluster.
/// </para>
/// </remarks>
public sealed class KMeansSmote(KMeansSmoteOptions? options = null) : IResampler
{
    private const string Name = "K-means-SMOTE";
    private const int RowsPerChunk = 64;
    private readonly KMeansSmoteOptions _options = (options ?? new()).Validated();

    /// <inheritdoc/>
    public FeatureUse FeatureUse => FeatureUse.Numeric;

    /// <inheritdoc/>
    public ResampledRows Resample(ResamplingInput input, RunContext run)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(run);
        input.RequireFeatures(Name);
        input.RequireComplete(Name);
        var shortfalls = _options.SamplingStrategy.Shortfalls(input);
        if (shortfalls.FirstOrDefault(s => s.Members.Length < 2) is ClassShortfall single)
        {
            throw new SyntheticDataException(
                $"{Name} needs two rows of every class that grows to interpolate between, but class '{single.Name}' has 1. Use random oversampling for it, or collect more rows.");
        }

        var scales = FeatureScales.Of(input, _options.FeatureScaling, run);
        int[] all = [.. Enumerable.Range(0, input.X.Rows)];
        var clusters = KMeans.Find(input.X, all, scales, Math.Min(_options.Clusters, all.Length), run.Random.Fork(Name).Fork("clusters"), run);
        var rows = new NewRows(shortfalls, input.X.Columns);
        foreach (var shortfall in shortfalls)
            Grow(input, shortfall, Chosen(input, shortfall, clusters.Members(), run), scales, rows, run);
        return rows.ToResampledRows();
    }

    /// <summary>The rows of a class in each cluster that is used for it.</summary>
    private int[][] Chosen(ResamplingInput input, ClassShortfall shortfall, int[][] clusters, RunContext run)
    {
        var candidates = clusters
            .Select(rows => (Own: rows.Where(row => input.Classes[row] == shortfall.Class).ToArray(), All: rows.Length))
            .Where(c => c.Own.Length >= 2)
            .ToArray();
        if (candidates.Length == 0)
        {
            run.Warn($"{Name}: no cluster holds two rows of class '{shortfall.Name}', so its {shortfall.Members.Length} rows are taken as one cluster. Lower Clusters.");
            return [shortfall.Members];
        }

        int[][] passing = [.. candidates.Where(c => (c.All - c.Own.Length + 1.0) / (c.Own.Length + 1.0) < _options.ImbalanceThreshold).Select(c => c.Own)];
        if (passing.Length > 0)
        {
            run.Info($"{Name}: {passing.Length} of {clusters.Length} clusters are used for class '{shortfall.Name}'; they hold {passing.Sum(c => c.Length)} of its {shortfall.Members.Length} rows.");
            return passing;
        }

        var densest = new List<int[]>();
        foreach (var (own, _) in candidates.OrderByDescending(c => (double)c.Own.Length / c.All))
        {
            densest.Add(own);
            if (2 * densest.Sum(c => c.Length) >= shortfall.Members.Length)
                break;
        }

        run.Info(
            $"{Name}: no cluster is below the imbalance threshold {_options.ImbalanceThreshold} for class '{shortfall.Name}', so the {densest.Count} of {clusters.Length} clusters with the " +
            $"largest share of it are used; they hold {densest.Sum(c => c.Length)} of its {shortfall.Members.Length} rows.");
        return [.. densest];
    }

    private void Grow(ResamplingInput input, ClassShortfall shortfall, int[][] chosen, double[] scales, NewRows rows, RunContext run)
    {
        var x = input.X;
        var spaces = Array.ConvertAll(chosen, members => new MixedSpace(x, members, scales));
        var nearest = spaces.Select(space => NearestNeighbors.Find(space, Math.Min(_options.Neighbors, space.Count - 1), run)).ToArray();
        int[] quotas = Quotas([.. spaces.Select(space => MeanDistance(space, run))], [.. chosen.Select(c => c.Length)], shortfall.Missing, _options.DensityExponent ?? x.Columns);

        var places = new (int Cluster, int At)[shortfall.Missing];   // where each new row starts from
        int number = 0;
        for (int c = 0; c < chosen.Length; c++)
        {
            int[] order = NewRows.DealOrder(shortfall with { Members = chosen[c] }, $"{Name} {c}", run);
            for (int i = 0; i < quotas[c]; i++)
                places[number++] = (c, order[i % order.Length]);
        }

        rows.Add(Name, shortfall, run, (number, random, row) =>
        {
            var (c, at) = places[number];
            int toward = nearest[c][at][random.Next(nearest[c].Neighbors)];
            Smote.Interpolate(x[chosen[c][at]], x[chosen[c][toward]], random.NextDouble(), row);
            return chosen[c][at];
        });
    }

    /// <summary>Mean distance between any two points.</summary>
    private static double MeanDistance(MixedSpace space, RunContext run)
    {
        int m = space.Count;
        var sums = new double[(m + RowsPerChunk - 1) / RowsPerChunk];
        run.ForChunks(m, RowsPerChunk, (chunk, start, end) =>
        {
            for (int i = start; i < end; i++)
            {
                for (int j = i + 1; j < m; j++)
                    sums[chunk] += Math.Sqrt(space.SquaredDistance(i, j));
            }
        });
        return sums.Sum() / (m * (m - 1.0) / 2);
    }

    /// <summary>Deals new rows to clusters in proportion to their sparsity D^e / m, by largest remainders.</summary>
    internal static int[] Quotas(double[] meanDistances, int[] sizes, int rows, double exponent)
    {
        double[] logs = [.. meanDistances.Zip(sizes, (distance, size) => (exponent == 0 ? 0 : exponent * Math.Log(distance)) - Math.Log(size))];  // D^e can be beyond any double
        double largest = logs.Max();
        double[] weights = double.IsNegativeInfinity(largest)
            ? [.. sizes.Select(size => (double)size)]
            : [.. logs.Select(log => Math.Exp(log - largest))];
        double total = weights.Sum();

        double[] shares = [.. weights.Select(weight => rows * (weight / total))];
        int[] quotas = [.. shares.Select(share => (int)share)];
        foreach (int c in Enumerable.Range(0, shares.Length).OrderByDescending(c => shares[c] - quotas[c]).Take(rows - quotas.Sum()).ToArray())
            quotas[c]++;
        return quotas;
    }
}
