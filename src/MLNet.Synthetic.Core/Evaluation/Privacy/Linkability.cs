// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Linkability: whether synthetic rows tell that two halves of a record belong to the same person.</summary>
/// <remarks>
/// Giomi et al. (2023), Anonymeter. Each half of a target's columns is looked up among the synthetic rows; the guess is right when one of the five nearest rows by one half is among the five nearest by
/// the other.
/// </remarks>
internal static class Linkability
{
    private const int Neighbors = 5;

    /// <summary>The columns of one party: the quasi-identifiers where named, else every second column.</summary>
    public static string[] FirstHalf(EvaluationData data)
    {
        string[] named = [.. data.QuasiIdentifierColumnNames.Where(name => data.Train.Columns.Any(c => c.Name == name))];
        return named.Length > 0 && named.Length < data.Train.Columns.Count ? named : [.. data.Train.Columns.Where((_, j) => j % 2 == 0).Select(c => c.Name)];
    }

    /// <summary>Whether the halves of each target are linked, for several sets of targets.</summary>
    /// <param name="train">Rows whose ranges scale the distances.</param>
    /// <param name="synthetic">Synthetic rows, ≥ 1, in random order.</param>
    /// <param name="firstHalf">Columns of one party; the other has the rest, at least one.</param>
    /// <param name="run">Threads, cancellation.</param>
    /// <param name="targets">The targets.</param>
    public static bool[][] Try(Table train, Table synthetic, string[] firstHalf, RunContext run, params Table[] targets)
    {
        var first = Lookup(firstHalf);
        var second = Lookup([.. train.Columns.Select(c => c.Name).Except(firstHalf)]);
        return [.. first.Zip(second, (a, b) => Enumerable.Range(0, a.Count).Select(i => a[i].IndexOfAny(b[i]) >= 0).ToArray())];

        GowerNeighbors[] Lookup(string[] columns)
        {
            var space = new GowerSpace(train, columns);
            var search = new GowerSearch(space.Rows(synthetic));
            return Array.ConvertAll(targets, t => search.Nearest(space.Rows(t), Math.Min(Neighbors, synthetic.Count), run));
        }
    }

    /// <summary>The share of targets that are linked when both parties choose five of the synthetic rows at random.</summary>
    public static double Baseline(int syntheticRows)
    {
        int k = Math.Min(Neighbors, syntheticRows);
        double none = 1;
        for (int i = 0; i < k; i++)
            none *= Math.Max(0, (double)(syntheticRows - k - i) / (syntheticRows - i));
        return 1 - none;
    }
}
