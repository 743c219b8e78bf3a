// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Authenticity: the share of rows that are no nearer to a training row than another training row is.</summary>
/// <remarks>
/// Alaa, van Breugel, Saveliev, van der Schaar (2022), "How faithful is your synthetic data?", ICML: a row is not authentic when it lies nearer to its nearest training row than any other training
/// row does. As near as another one counts as authentic here: a row that several people share is nobody's copy. By Gower's distance, O((m + n) n d).
/// </remarks>
internal static class Authenticity
{
    /// <summary>Whether each row is authentic, for several sets of rows.</summary>
    public static bool[][] Of(GowerSpace space, GowerRows train, RunContext run, params GowerRows[] sets)
    {
        var search = new GowerSearch(train);
        int[] ownDistances = search.Nearest(train, 1, run, same: true).DistancesOfRank(0);
        return Array.ConvertAll(sets, rows =>
        {
            var nearest = search.Nearest(rows, 1, run);
            return Enumerable.Range(0, rows.Count).Select(i => nearest.Distances(i)[0] + space.Tolerance >= ownDistances[nearest[i][0]]).ToArray();
        });
    }
}
