// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MLNet.Synthetic;

/// <summary>Exact searches by Gower's distance among packed candidates.</summary>
/// <remarks>
/// Candidates lie in panels of 32, column by column; four queries pass over a panel at once and eight vector registers hold their sums. All arithmetic is on whole numbers, so there is
/// nothing to prove or to search again, and ties are broken by the number of the candidate. O(m n d).
/// </remarks>
internal sealed class GowerSearch
{
    private const int Lane = 16, Width = 2 * Lane, QueriesAtOnce = 4, QueriesPerChunk = 64;
    private const int TileBytes = 256 * 1024;                         // panels that stay in the second-level cache while queries pass
    private readonly GowerRows _candidates;
    private readonly int[] _panels;                                   // a panel: (d × 32)
    private readonly int _columns, _panelCount;

    public GowerSearch(GowerRows candidates)
    {
        _candidates = candidates;
        _columns = candidates.Numbers + candidates.Codes;
        _panelCount = (candidates.Count + Width - 1) / Width;
        _panels = new int[checked(_panelCount * Width * _columns)];
        for (int i = 0; i < candidates.Count; i++)
        {
            var cells = candidates[i];
            int first = i / Width * Width * _columns + i % Width;
            for (int j = 0; j < cells.Length; j++)
                _panels[first + j * Width] = cells[j];
        }
    }

    /// <summary>The k nearest candidates of each query, nearest first, equally near ones in the order of their numbers.</summary>
    /// <param name="queries">The queries, (m).</param>
    /// <param name="k">Neighbours wanted, 1 ≤ k ≤ number of candidates, less 1 where <paramref name="same"/>.</param>
    /// <param name="run">Threads, cancellation.</param>
    /// <param name="same">Whether the queries are the candidates: a row is not its own neighbour.</param>
    public GowerNeighbors Nearest(GowerRows queries, int k, RunContext run, bool same = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(k, _candidates.Count - (same ? 1 : 0));
        var found = new GowerNeighbors(queries.Count, k);
        Scan(queries, new NearestVisitor(found, same), run);
        return found;
    }

    /// <summary>Which candidates lie in the ball around each query, and in whose ball each query lies.</summary>
    /// <param name="queries">The queries, (m).</param>
    /// <param name="queryRadii">Radius of each query's ball in units, (m).</param>
    /// <param name="candidateRadii">Radius of each candidate's ball in units, (n).</param>
    /// <param name="run">Threads, cancellation.</param>
    /// <returns>Two tables of m rows and n bits: candidate in the query's ball; query in the candidate's ball.</returns>
    public (BitTable InQuery, BitTable InCandidate) Balls(GowerRows queries, int[] queryRadii, int[] candidateRadii, RunContext run)
    {
        BitTable inQuery = new(queries.Count, _candidates.Count), inCandidate = new(queries.Count, _candidates.Count);
        var padded = new int[_panelCount * Width];
        candidateRadii.CopyTo(padded, 0);
        Scan(queries, new BallVisitor(queryRadii, padded, inQuery, inCandidate), run);
        return (inQuery, inCandidate);
    }

    /// <summary>Shows the visitor the distances of every query to every candidate, 32 at a time in the order of their numbers.</summary>
    private void Scan<TVisitor>(GowerRows queries, TVisitor visitor, RunContext run) where TVisitor : struct, IVisitor
    {
        int tile = Math.Max(4, TileBytes / (sizeof(int) * Width * _columns));
        run.ForChunks(queries.Count, QueriesPerChunk, (_, start, end) =>
        {
            for (int first = 0; first < _panelCount; first += tile)
            {
                for (int query = start; query < end; query += QueriesAtOnce)
                    Pass(queries, query, Math.Min(end, query + QueriesAtOnce), first, Math.Min(_panelCount, first + tile), visitor);
            }
        });
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]           // the first search of a process is often the only one
    private void Pass<TVisitor>(GowerRows queries, int query, int end, int firstPanel, int endPanel, TVisitor visitor) where TVisitor : struct, IVisitor
    {
        Span<int> sums = stackalloc int[QueriesAtOnce * Width];
        int last = end - 1;                                           // a short group repeats its last query
        for (int panel = firstPanel; panel < endPanel; panel++)
        {
            Sum(queries[query], queries[Math.Min(query + 1, last)], queries[Math.Min(query + 2, last)], queries[Math.Min(query + 3, last)], _panels.AsSpan(panel * Width * _columns), sums);
            int valid = Math.Min(Width, _candidates.Count - panel * Width);
            uint mask = valid == Width ? uint.MaxValue : (1u << valid) - 1;
            for (int q = query; q < end; q++)
                visitor.Visit(q, panel * Width, ref sums[(q - query) * Width], mask);
        }
    }

    /// <summary>Distances in units of four queries to the 32 candidates of a panel, (4 × 32).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Sum(ReadOnlySpan<int> first, ReadOnlySpan<int> second, ReadOnlySpan<int> third, ReadOnlySpan<int> fourth, ReadOnlySpan<int> cells, Span<int> sums)
    {
        ref int a = ref MemoryMarshal.GetReference(first), b = ref MemoryMarshal.GetReference(second), c = ref MemoryMarshal.GetReference(third), d = ref MemoryMarshal.GetReference(fourth);
        ref int panel = ref MemoryMarshal.GetReference(cells);
        Vector512<int> unit = Vector512.Create(_candidates.Unit), a0 = default, a1 = default, b0 = default, b1 = default, c0 = default, c1 = default, d0 = default, d1 = default;
        int j = 0;
        for (; j < _candidates.Numbers; j++, panel = ref Unsafe.Add(ref panel, Width))
        {
            var (y0, y1) = (Vector512.LoadUnsafe(ref panel), Vector512.LoadUnsafe(ref panel, Lane));
            var x = Vector512.Create(Unsafe.Add(ref a, j));
            (a0, a1) = (a0 + Vector512.Min(Vector512.Abs(y0 - x), unit), a1 + Vector512.Min(Vector512.Abs(y1 - x), unit));
            x = Vector512.Create(Unsafe.Add(ref b, j));
            (b0, b1) = (b0 + Vector512.Min(Vector512.Abs(y0 - x), unit), b1 + Vector512.Min(Vector512.Abs(y1 - x), unit));
            x = Vector512.Create(Unsafe.Add(ref c, j));
            (c0, c1) = (c0 + Vector512.Min(Vector512.Abs(y0 - x), unit), c1 + Vector512.Min(Vector512.Abs(y1 - x), unit));
            x = Vector512.Create(Unsafe.Add(ref d, j));
            (d0, d1) = (d0 + Vector512.Min(Vector512.Abs(y0 - x), unit), d1 + Vector512.Min(Vector512.Abs(y1 - x), unit));
        }

        for (; j < _columns; j++, panel = ref Unsafe.Add(ref panel, Width))
        {
            var (y0, y1) = (Vector512.LoadUnsafe(ref panel), Vector512.LoadUnsafe(ref panel, Lane));
            var x = Vector512.Create(Unsafe.Add(ref a, j));
            (a0, a1) = (a0 + Vector512.AndNot(unit, Vector512.Equals(y0, x)), a1 + Vector512.AndNot(unit, Vector512.Equals(y1, x)));
            x = Vector512.Create(Unsafe.Add(ref b, j));
            (b0, b1) = (b0 + Vector512.AndNot(unit, Vector512.Equals(y0, x)), b1 + Vector512.AndNot(unit, Vector512.Equals(y1, x)));
            x = Vector512.Create(Unsafe.Add(ref c, j));
            (c0, c1) = (c0 + Vector512.AndNot(unit, Vector512.Equals(y0, x)), c1 + Vector512.AndNot(unit, Vector512.Equals(y1, x)));
            x = Vector512.Create(Unsafe.Add(ref d, j));
            (d0, d1) = (d0 + Vector512.AndNot(unit, Vector512.Equals(y0, x)), d1 + Vector512.AndNot(unit, Vector512.Equals(y1, x)));
        }

        ref int to = ref MemoryMarshal.GetReference(sums);
        a0.StoreUnsafe(ref to);
        a1.StoreUnsafe(ref to, Lane);
        b0.StoreUnsafe(ref to, Width);
        b1.StoreUnsafe(ref to, Width + Lane);
        c0.StoreUnsafe(ref to, 2 * Width);
        c1.StoreUnsafe(ref to, 2 * Width + Lane);
        d0.StoreUnsafe(ref to, 3 * Width);
        d1.StoreUnsafe(ref to, 3 * Width + Lane);
    }

    /// <summary>What is done with distances. A query is shown by one thread only.</summary>
    private interface IVisitor
    {
        /// <summary>Takes note of the distances of a query to 32 candidates.</summary>
        /// <param name="query">Number of the query.</param>
        /// <param name="first">Number of the first of the candidates.</param>
        /// <param name="distances">The first of 32 distances in units.</param>
        /// <param name="valid">A bit for each place that holds a candidate.</param>
        void Visit(int query, int first, ref int distances, uint valid);
    }

    private readonly struct NearestVisitor(GowerNeighbors found, bool same) : IVisitor
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Visit(int query, int first, ref int distances, uint valid)
        {
            var farthest = Vector512.Create(found.Farthest(query));
            uint nearer = Bits(Vector512.LessThan(Vector512.LoadUnsafe(ref distances), farthest), Vector512.LessThan(Vector512.LoadUnsafe(ref distances, Lane), farthest)) & valid;
            if (nearer != 0)
                found.Insert(query, first, ref distances, nearer, same);
        }
    }

    private readonly struct BallVisitor(int[] queryRadii, int[] candidateRadii, BitTable inQuery, BitTable inCandidate) : IVisitor
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Visit(int query, int first, ref int distances, uint valid)
        {
            var (low, high) = (Vector512.LoadUnsafe(ref distances), Vector512.LoadUnsafe(ref distances, Lane));
            var radius = Vector512.Create(queryRadii[query]);
            ref int radii = ref candidateRadii[first];
            inQuery[query][first / Width] = Bits(Vector512.LessThanOrEqual(low, radius), Vector512.LessThanOrEqual(high, radius)) & valid;
            inCandidate[query][first / Width]
                = Bits(Vector512.LessThanOrEqual(low, Vector512.LoadUnsafe(ref radii)), Vector512.LessThanOrEqual(high, Vector512.LoadUnsafe(ref radii, Lane))) & valid;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Bits(Vector512<int> low, Vector512<int> high) => (uint)low.ExtractMostSignificantBits() | (uint)high.ExtractMostSignificantBits() << Lane;
}
