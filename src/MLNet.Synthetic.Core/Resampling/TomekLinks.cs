// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Tomek links: drops rows whose nearest row is of another class and has them as its nearest.</summary>
/// <remarks>
/// Tomek (1976), "Two modifications of CNN", IEEE Transactions on Systems, Man, and Cybernetics 6, 769–772. Rows a and b of different classes are a link
/// when no row is nearer to a than b, nor nearer to b than a. With several classes any two of them can be linked. Of several equally near rows the first
/// counts as the nearest. The nearest row is searched only for rows outside the largest class, and for the rows of other classes found in this way:
/// O((n − n_largest) n d).
/// </remarks>
public sealed class TomekLinks(TomekLinksOptions? options = null) : IResampler
{
    private const string Name = "Tomek links";
    private readonly TomekLinksOptions _options = (options ?? new()).Validated();

    /// <inheritdoc/>
    public FeatureUse FeatureUse => FeatureUse.NumericAndNominal;

    /// <inheritdoc/>
    public ResampledRows Resample(ResamplingInput input, RunContext run)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(run);
        var cleaned = _options.CleanedClasses.Of(input);
        var space = FeatureSpace.Of(input, _options.FeatureScaling, Name, run);
        int[] all = [.. Enumerable.Range(0, input.X.Rows)];
        var links = Find(space, input.Classes, all, run);

        var dropped = new bool[input.X.Rows];
        foreach (var (a, b) in links)
        {
            dropped[a] |= cleaned[input.Classes[a]];
            dropped[b] |= cleaned[input.Classes[b]];
        }

        run.Info($"{Name}: {links.Count} pairs of rows are nearest to each other and of different classes.");
        run.Step(Name, 1, 1);
        return KeptRows.Without(input, dropped, Name);
    }

    /// <summary>All links among some rows, each once.</summary>
    /// <param name="space">The points.</param>
    /// <param name="classes">Class code of each point.</param>
    /// <param name="rows">The points that exist for this search, ascending, (m).</param>
    /// <param name="run">Threads, cancellation.</param>
    internal static List<(int A, int B)> Find(NeighborSpace space, int[] classes, int[] rows, RunContext run)
    {
        if (rows.Length < 2)
            return [];
        int largest = rows.CountBy(row => classes[row]).MaxBy(c => c.Value).Key;
        int[] queries = [.. rows.Where(row => classes[row] != largest)];
        var nearest = NearestNeighbors.Find(space, queries, rows, 1, run);
        (int A, int B)[] oneWay = [.. queries.Select((a, i) => (a, nearest[i][0])).Where(pair => classes[pair.a] != classes[pair.Item2])];

        int[] targets = [.. oneWay.Select(pair => pair.B).Distinct().Order()];
        var back = NearestNeighbors.Find(space, targets, rows, 1, run);
        return [.. oneWay.Where(pair => back[Array.BinarySearch(targets, pair.B)][0] == pair.A && (classes[pair.B] == largest || pair.A < pair.B))];
    }
}
