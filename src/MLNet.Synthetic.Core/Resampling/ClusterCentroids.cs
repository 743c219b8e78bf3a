// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Numerics.Tensors;

namespace MLNet.Synthetic;

/// <summary>Cluster centroids: the rows of a large class give way to the means of as many clusters as rows are wanted.</summary>
/// <remarks>
/// Yen, Lee (2009), "Cluster-based under-sampling approaches for imbalanced data distributions", Expert Systems with Applications 36, 5718–5727, proposed to
/// undersample by clusters; clustering each large class into as many clusters as rows are wanted is the variant that Lin, Tsai, Hu, Jhang (2017),
/// "Clustering-based undersampling in class-imbalanced data", Information Sciences 409, 17–26, study: their first strategy uses the centroids, their second the real
/// row nearest to each. Clusters are found by <see cref="KMeans"/>; each has at least one row. A new row's source is the row of its cluster nearest to the mean.
/// O(rounds m w d) for w rows wanted of m.
/// </remarks>
public sealed class ClusterCentroids(ClusterCentroidsOptions? options = null) : IResampler
{
    private const string Name = "Cluster centroids";
    private readonly ClusterCentroidsOptions _options = (options ?? new()).Validated();

    /// <inheritdoc/>
    public FeatureUse FeatureUse => FeatureUse.Numeric;

    /// <inheritdoc/>
    public ResampledRows Resample(ResamplingInput input, RunContext run)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(run);
        input.RequireFeatures(Name);
        input.RequireComplete(Name);
        var surpluses = _options.UndersamplingStrategy.Surpluses(input);
        var scales = FeatureScales.Of(input, _options.FeatureScaling, run);
        bool centroids = _options.Replacement == ClusterReplacement.Centroid;

        var replaced = new bool[input.X.Rows];
        var sources = new List<int>();
        var values = new Matrix(centroids ? surpluses.Sum(s => s.Wanted) : 0, input.X.Columns);
        foreach (var surplus in surpluses)
        {
            var clusters = KMeans.Find(input.X, surplus.Members, scales, surplus.Wanted, run.Random.Fork(Name).Fork(surplus.Name), run);
            foreach (int row in surplus.Members)
                replaced[row] = true;
            foreach (int[] places in clusters.Members())
            {
                if (centroids)
                    Mean(input.X, places, surplus.Members, values[sources.Count]);
                sources.Add(surplus.Members[NearestToMean(clusters, places)]);
            }

            run.Step(Name, surplus.Class + 1, input.ClassNames.Count);
        }

        int[] kept = [.. Enumerable.Range(0, replaced.Length).Where(row => !replaced[row])];
        return centroids
            ? new(kept, [.. sources], [.. sources.Select(row => input.Classes[row])], values)
            : new([.. kept.Concat(sources).Order()], [], [], null);
    }

    /// <summary>The place nearest to the mean; of equally near ones, as both rows of a pair are up to rounding, the first.</summary>
    private static int NearestToMean(KMeans clusters, int[] places)
    {
        double least = places.Min(clusters.SquaredDistance) * (1 + 1e-9);
        return places.First(place => clusters.SquaredDistance(place) <= least);
    }

    /// <summary>The mean of some rows; exactly their value where they agree.</summary>
    private static void Mean(Matrix x, int[] places, int[] members, Span<double> mean)
    {
        var first = x[members[places[0]]];
        Span<double> difference = new double[mean.Length];
        foreach (int place in places)
        {
            TensorPrimitives.Subtract(x[members[place]], first, difference);
            TensorPrimitives.Add(mean, difference, mean);
        }

        TensorPrimitives.Divide(mean, places.Length, mean);
        TensorPrimitives.Add(mean, first, mean);
    }
}
