// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;
using System.Runtime.CompilerServices;

namespace MLNet.Synthetic;

/// <summary>The k nearest points of each query, nearest first; equally near points in the order of their numbers.</summary>
public sealed class NearestNeighbors
{
    private const int QueriesPerChunk = 96;
    private readonly int[] _points;
    private readonly double[] _squaredDistances;

    private NearestNeighbors(int queries, int k)
        => (Count, Neighbors, _points, _squaredDistances) = (queries, k, new int[queries * k], new double[queries * k]);

    /// <summary>Number of queries, m.</summary>
    public int Count { get; }

    /// <summary>Neighbours found for each query, k.</summary>
    public int Neighbors { get; }

    /// <summary>The points nearest to query <paramref name="query"/> (its place in the list of queries), (k).</summary>
    public ReadOnlySpan<int> this[int query] => _points.AsSpan(query * Neighbors, Neighbors);

    /// <summary>The squared distances that belong to <see cref="this[int]"/>, (k), ascending.</summary>
    public ReadOnlySpan<double> SquaredDistances(int query) => _squaredDistances.AsSpan(query * Neighbors, Neighbors);

    /// <summary>Finds the nearest other points of every point.</summary>
    /// <param name="space">The points.</param>
    /// <param name="k">Neighbours wanted, 1 ≤ k &lt; number of points.</param>
    /// <param name="run">Threads, cancellation.</param>
    public static NearestNeighbors Find(NeighborSpace space, int k, RunContext run)
    {
        ArgumentNullException.ThrowIfNull(space);
        int[] all = [.. Enumerable.Range(0, space.Count)];
        return Find(space, all, all, k, run);
    }

    /// <summary>Finds the nearest candidates of each query. A point is never its own neighbour.</summary>
    /// <remarks>
    /// Exact: a blocked search in float32 proposes a few more points than wanted, with a bound on its rounding error; they are ranked in float64,
    /// and a query whose list the bound cannot prove is searched again in float64. O(m n d).
    /// </remarks>
    /// <param name="space">The points.</param>
    /// <param name="queries">Numbers of the points whose neighbours are wanted, (m).</param>
    /// <param name="candidates">Numbers of the points that may be neighbours, without repetition.</param>
    /// <param name="k">Neighbours wanted, ≥ 1 and at most the number of candidates other than the query.</param>
    /// <param name="run">Threads, cancellation.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="k"/> is below 1 or more than the candidates can give.</exception>
    /// <exception cref="SyntheticDataException">The lists of all queries together are longer than an array can be.</exception>
    /// <exception cref="OperationCanceledException">The run was asked to stop.</exception>
    public static NearestNeighbors Find(NeighborSpace space, IReadOnlyList<int> queries, IReadOnlyList<int> candidates, int k, RunContext run)
    {
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(queries);
        ArgumentNullException.ThrowIfNull(candidates);
        ArgumentNullException.ThrowIfNull(run);
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        var isCandidate = new bool[space.Count];
        foreach (int candidate in candidates)
            isCandidate[candidate] = true;
        int available = candidates.Count - (queries.Any(q => isCandidate[q]) ? 1 : 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(k, available);
        if ((long)queries.Count * k > Array.MaxLength)
        {
            throw new SyntheticDataException(string.Create(CultureInfo.InvariantCulture,
                $"{k:N0} neighbours of each of {queries.Count:N0} rows are more than one list can hold ({Array.MaxLength:N0}). Lower Neighbors."));
        }

        var (q, c) = (queries.ToArray(), candidates.ToArray());
        var found = new NearestNeighbors(q.Length, k);
        if (space.Embedding is MixedSpace embedding)
        {
            using var panels = new NeighborPanels(embedding, c);
            run.ForChunks(q.Length, QueriesPerChunk, (_, start, end) => found.FromPanels(panels, space, q, c, start, end));
        }
        else
        {
            run.ForChunks(q.Length, QueriesPerChunk, (_, start, end) =>
            {
                for (int i = start; i < end; i++)
                    found.Exhaustively(space, q[i], c, i);
            });
        }

        return found;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]           // without it the first search of a process, often the only one, runs unoptimised
    private void FromPanels(NeighborPanels panels, NeighborSpace space, int[] queries, int[] candidates, int start, int end)
    {
        var proposals = panels.Propose(queries.AsSpan(start, end - start), Neighbors);
        for (int i = start; i < end; i++)
        {
            var nearest = new Ranking(this, i);
            foreach (int place in proposals.Of(i - start))
            {
                if (place != NeighborPanels.None && candidates[place] != queries[i])
                    nearest.Consider(candidates[place], space.SquaredDistance(queries[i], candidates[place]));
            }

            if (!proposals.Prove(i - start, nearest.Farthest))
                Exhaustively(space, queries[i], candidates, i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Exhaustively(NeighborSpace space, int query, int[] candidates, int place)
    {
        var nearest = new Ranking(this, place);
        foreach (int candidate in candidates)
        {
            if (candidate != query)
                nearest.Consider(candidate, space.SquaredDistance(query, candidate));
        }
    }

    /// <summary>The list of one query, kept in order by insertion.</summary>
    private readonly ref struct Ranking
    {
        private readonly Span<int> _points;
        private readonly Span<double> _distances;

        public Ranking(NearestNeighbors found, int query)
        {
            _points = found._points.AsSpan(query * found.Neighbors, found.Neighbors);
            _distances = found._squaredDistances.AsSpan(query * found.Neighbors, found.Neighbors);
            _points.Fill(int.MaxValue);
            _distances.Fill(double.PositiveInfinity);
        }

        public double Farthest => _distances[^1];

        public void Consider(int point, double distance)
        {
            int at = _points.Length - 1;
            if (!Precedes(point, distance, at))
                return;
            for (; at > 0 && Precedes(point, distance, at - 1); at--)
                (_points[at], _distances[at]) = (_points[at - 1], _distances[at - 1]);
            (_points[at], _distances[at]) = (point, distance);
        }

        private bool Precedes(int point, double distance, int at)
            => distance < _distances[at] || (distance == _distances[at] && point < _points[at]);
    }
}
