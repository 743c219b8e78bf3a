// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>A run of neighbouring labels that are all rare or all normal.</summary>
/// <param name="Number">Place among the bumps by ascending label, from 0.</param>
/// <param name="IsRare">Whether the relevance of its labels reaches the threshold.</param>
/// <param name="Rows">Numbers of its rows, ascending, (m).</param>
/// <param name="Lowest">Its lowest label.</param>
/// <param name="Highest">Its highest label.</param>
internal sealed record Bump(int Number, bool IsRare, int[] Rows, double Lowest, double Highest)
{
    /// <summary>Cuts the rows, ordered by label, wherever the relevance crosses the threshold.</summary>
    public static Bump[] Split(double[] labels, RelevanceFunction relevance, double threshold)
    {
        int[] order = [.. Enumerable.Range(0, labels.Length)];
        double[] sorted = [.. labels];
        Array.Sort(sorted, order);
        bool[] rare = Array.ConvertAll(sorted, y => relevance.Of(y) >= threshold);
        var bumps = new List<Bump>();
        for (int start = 0, end; start < order.Length; start = end)
        {
            for (end = start + 1; end < order.Length && rare[end] == rare[start];)
                end++;
            int[] rows = order[start..end];
            Array.Sort(rows);
            bumps.Add(new(bumps.Count, rare[start], rows, sorted[start], sorted[end - 1]));
        }

        return [.. bumps];
    }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{(IsRare ? "rare" : "normal")} labels {Lowest} to {Highest}");
}
