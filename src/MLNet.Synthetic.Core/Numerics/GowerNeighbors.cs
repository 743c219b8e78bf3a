// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Numerics;
using System.Runtime.CompilerServices;

namespace MLNet.Synthetic;

/// <summary>The nearest candidates of each query, and how far they are.</summary>
/// <param name="queries">Number of queries, m.</param>
/// <param name="k">Neighbours of each.</param>
internal sealed class GowerNeighbors(int queries, int k)
{
    private readonly int[] _rows = Filled(queries * k, -1), _distances = Filled(queries * k, int.MaxValue);

    /// <summary>Number of queries, m.</summary>
    public int Count { get; } = queries;

    /// <summary>The nearest candidates of a query, nearest first, (k).</summary>
    public ReadOnlySpan<int> this[int query] => _rows.AsSpan(query * k, k);

    /// <summary>Their distances in units, ascending, (k).</summary>
    public ReadOnlySpan<int> Distances(int query) => _distances.AsSpan(query * k, k);

    /// <summary>The distance in units of each query to its nearest candidate of some rank, (m).</summary>
    /// <param name="rank">0 is the nearest; below k.</param>
    public int[] DistancesOfRank(int rank) => [.. Enumerable.Range(0, Count).Select(query => _distances[query * k + rank])];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int Farthest(int query) => _distances[query * k + k - 1];

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal void Insert(int query, int first, ref int distances, uint nearer, bool same)
    {
        var rows = _rows.AsSpan(query * k, k);
        var farther = _distances.AsSpan(query * k, k);
        for (; nearer != 0; nearer &= nearer - 1)
        {
            int place = BitOperations.TrailingZeroCount(nearer), distance = Unsafe.Add(ref distances, place);
            if (distance >= farther[^1] || (same && first + place == query))
                continue;
            int at = k - 1;
            for (; at > 0 && farther[at - 1] > distance; at--)
                (rows[at], farther[at]) = (rows[at - 1], farther[at - 1]);
            (rows[at], farther[at]) = (first + place, distance);
        }
    }

    private static int[] Filled(int length, int value)
    {
        var filled = new int[length];
        Array.Fill(filled, value);
        return filled;
    }
}
