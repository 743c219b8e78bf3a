// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MLNet.Synthetic;

/// <summary>Candidates packed for a blocked search in float32 that proposes the nearest of them, with a bound on what it may have missed.</summary>
/// <remarks>
/// Half the squared distance is |x|²/2 − x·y + |y|²/2 + penalty²/2 · #{codes that differ}. The first term is the same for all candidates, so a
/// candidate costs one multiply-add a column. Candidates lie in panels of 64, column by column; six queries pass over a panel at once, and 24
/// vector registers hold their sums.
/// <para>
/// Rounding: with u = 2⁻²⁴ and n terms the computed sum differs from the true one by at most δ (|y|² + |x|²/2 + P), δ = 2 (n + 4) u and P the
/// largest total penalty, since |x·y| ≤ |x|²/2 + |y|²/2. The candidate's share, δ |y|², is taken off its stored half norm and the query's share is
/// taken off in <see cref="Proposals.Prove"/>: what is compared is a lower bound of the true value, candidate by candidate.
/// </para>
/// </remarks>
internal sealed unsafe class NeighborPanels : IDisposable
{
    public const int None = -1;
    private const int Lane = 16, Width = 4 * Lane, QueriesAtOnce = 6;
    private const int Spare = 3;                                      // proposals beyond k: the query itself and two to prove the list with
    private const double LargestSafe = 1e30;                          // squares beyond this could overflow float32
    private const double Underflow = 1e-36;                           // what sums of float32 numbers may lose below their normal range
    private const int TileBytes = 256 * 1024;                         // panels that stay in the second-level cache while queries pass

    private readonly MixedSpace _space;
    private readonly double[] _center;                                // of the candidates, (p): small norms keep the bound tight
    private readonly float* _panels;                                  // a panel: half norms (64), then numbers (p × 64), then codes (q × 64, int32)
    private readonly int _candidates, _panelCount, _numbers, _codes, _stride;
    private readonly float _halfPenalty;
    private readonly double _delta;
    private readonly bool _safe = true;

    public NeighborPanels(MixedSpace space, ReadOnlySpan<int> candidates)
    {
        _space = space;
        (_numbers, _codes, _candidates) = (space.Numbers, space.Codes, candidates.Length);
        _stride = (1 + _numbers + _codes) * Width;
        _panelCount = (_candidates + Width - 1) / Width;
        _halfPenalty = (float)(space.SquaredPenalty / 2);
        _delta = 2 * (_numbers + _codes + 4) * Math.Pow(2, -24);
        _center = Center(candidates);
        _panels = (float*)NativeMemory.AlignedAlloc((nuint)_panelCount * (nuint)_stride * sizeof(float), Width);

        for (int place = 0; place < _panelCount * Width; place++)
        {
            float* cell = _panels + (long)(place / Width) * _stride + place % Width;
            if (place >= _candidates)
            {
                for (int j = 0; j <= _numbers + _codes; j++)
                    cell[j * Width] = j == 0 ? float.PositiveInfinity : 0;
                continue;
            }

            var numbers = space.NumbersOf(candidates[place]);
            var codes = space.CodesOf(candidates[place]);
            double squares = 0;
            for (int j = 0; j < _numbers; j++)
            {
                double value = numbers[j] - _center[j];
                squares += value * value;
                cell[(1 + j) * Width] = (float)value;
            }

            for (int j = 0; j < _codes; j++)
                ((int*)cell)[(1 + _numbers + j) * Width] = codes[j];
            _safe &= squares < LargestSafe;
            cell[0] = (float)(squares / 2 - _delta * squares);
        }

        _safe &= space.SquaredPenalty * _codes < LargestSafe;
    }

    /// <summary>Proposes the candidates nearest to each query, <paramref name="k"/> and a few more.</summary>
    public Proposals Propose(ReadOnlySpan<int> queries, int k)
    {
        var proposals = new Proposals(queries.Length, k + Spare, _candidates);
        int blocks = (queries.Length + QueriesAtOnce - 1) / QueriesAtOnce;
        var packed = new float[blocks * QueriesAtOnce * (_numbers + _codes)];
        for (int i = 0; i < blocks * QueriesAtOnce; i++)              // the last block repeats the last query
        {
            int query = Math.Min(i, queries.Length - 1);
            double bound = Pack(packed.AsSpan(i / QueriesAtOnce * QueriesAtOnce * (_numbers + _codes)), i % QueriesAtOnce, queries[query]);
            proposals.HalfNorm(query, bound, _delta * (bound + _halfPenalty * (double)_codes) + Underflow, _safe && bound < LargestSafe);
        }

        int tile = Math.Max(4, TileBytes / (_stride * sizeof(float)));
        fixed (float* all = packed)
        {
            for (int first = 0; first < _panelCount; first += tile)
            {
                for (int block = 0; block < blocks; block++)
                {
                    var lists = proposals.Block(block * QueriesAtOnce, QueriesAtOnce);
                    Scan(all + block * QueriesAtOnce * (_numbers + _codes), first, Math.Min(_panelCount, first + tile), lists);
                }
            }
        }

        return proposals;
    }

    public void Dispose()
    {
        NativeMemory.AlignedFree(_panels);
        GC.SuppressFinalize(this);
    }

    ~NeighborPanels() => NativeMemory.AlignedFree(_panels);

    private double[] Center(ReadOnlySpan<int> candidates)
    {
        var center = new double[_numbers];
        foreach (int candidate in candidates)
        {
            var numbers = _space.NumbersOf(candidate);
            for (int j = 0; j < center.Length; j++)
                center[j] += numbers[j];
        }

        for (int j = 0; j < center.Length; j++)
            center[j] /= Math.Max(1, candidates.Length);
        return center;
    }

    /// <summary>Writes a query into its place of a block, negated so that a multiply-add subtracts, and returns half its squared norm.</summary>
    private double Pack(Span<float> block, int place, int query)
    {
        var numbers = _space.NumbersOf(query);
        var codes = MemoryMarshal.Cast<float, int>(block);
        double squares = 0;
        for (int j = 0; j < _numbers; j++)
        {
            double value = numbers[j] - _center[j];
            squares += value * value;
            block[j * QueriesAtOnce + place] = -(float)value;
        }

        for (int j = 0; j < _codes; j++)
            codes[(_numbers + j) * QueriesAtOnce + place] = _space.CodesOf(query)[j];
        return squares / 2;
    }

    /// <summary>Passes six queries over some panels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]           // the first search of a process is often the only one
    private void Scan(float* queries, int first, int end, BlockLists lists)
    {
        float* sums = stackalloc float[QueriesAtOnce * Width];
        for (int panel = first; panel < end; panel++)
        {
            Sum(queries, _panels + (long)panel * _stride, sums);
            for (int query = 0; query < QueriesAtOnce; query++)
                lists.Offer(query, sums + query * Width, panel * Width);
        }
    }

    /// <summary>Half squared distances, but for the query's share, of six queries to the 64 candidates of a panel, (6 × 64).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]           // apart from Scan, so that all 24 sums stay in registers
    private void Sum(float* x, float* y, float* sums)
    {
        var a = Lanes.Load(y);
        Lanes b = a, c = a, d = a, e = a, f = a;
        y += Width;

        for (int j = 0; j < _numbers; j++, x += QueriesAtOnce, y += Width)
        {
            var values = Lanes.Load(y);
            a.MultiplyAdd(values, x[0]);
            b.MultiplyAdd(values, x[1]);
            c.MultiplyAdd(values, x[2]);
            d.MultiplyAdd(values, x[3]);
            e.MultiplyAdd(values, x[4]);
            f.MultiplyAdd(values, x[5]);
        }

        for (int j = 0; j < _codes; j++, x += QueriesAtOnce, y += Width)
        {
            var codes = Lanes.Load(y);
            a.AddWhereDifferent(codes, x[0], _halfPenalty);
            b.AddWhereDifferent(codes, x[1], _halfPenalty);
            c.AddWhereDifferent(codes, x[2], _halfPenalty);
            d.AddWhereDifferent(codes, x[3], _halfPenalty);
            e.AddWhereDifferent(codes, x[4], _halfPenalty);
            f.AddWhereDifferent(codes, x[5], _halfPenalty);
        }

        a.Store(sums);
        b.Store(sums + Width);
        c.Store(sums + 2 * Width);
        d.Store(sums + 3 * Width);
        e.Store(sums + 4 * Width);
        f.Store(sums + 5 * Width);
    }

    /// <summary>The sums of one query with the 64 candidates of a panel.</summary>
    internal struct Lanes
    {
        public Vector512<float> A, B, C, D;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Lanes Load(float* at) => new()
        {
            A = Vector512.Load(at),
            B = Vector512.Load(at + Lane),
            C = Vector512.Load(at + 2 * Lane),
            D = Vector512.Load(at + 3 * Lane),
        };

        public readonly Vector512<float> Least
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => Vector512.MinNative(Vector512.MinNative(A, B), Vector512.MinNative(C, D));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void MultiplyAdd(in Lanes values, float factor)
        {
            var all = Vector512.Create(factor);
            A = Vector512.FusedMultiplyAdd(values.A, all, A);
            B = Vector512.FusedMultiplyAdd(values.B, all, B);
            C = Vector512.FusedMultiplyAdd(values.C, all, C);
            D = Vector512.FusedMultiplyAdd(values.D, all, D);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void AddWhereDifferent(in Lanes codes, float code, float penalty)
        {
            var (all, add) = (Vector512.Create(BitConverter.SingleToInt32Bits(code)), Vector512.Create(penalty));
            A = Vector512.ConditionalSelect(Vector512.Equals(codes.A.AsInt32(), all).AsSingle(), A, A + add);
            B = Vector512.ConditionalSelect(Vector512.Equals(codes.B.AsInt32(), all).AsSingle(), B, B + add);
            C = Vector512.ConditionalSelect(Vector512.Equals(codes.C.AsInt32(), all).AsSingle(), C, C + add);
            D = Vector512.ConditionalSelect(Vector512.Equals(codes.D.AsInt32(), all).AsSingle(), D, D + add);
        }

        public readonly void Store(float* at)
        {
            A.Store(at);
            B.Store(at + Lane);
            C.Store(at + 2 * Lane);
            D.Store(at + 3 * Lane);
        }
    }

    /// <summary>The lists of the six queries of a block.</summary>
    internal readonly ref struct BlockLists(Span<float> values, Span<int> places, int length)
    {
        private readonly Span<float> _values = values;
        private readonly Span<int> _places = places;
        private readonly int _length = length;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Offer(int query, float* sums, int firstPlace)
        {
            if (Vector512.LessThanAny(Lanes.Load(sums).Least, Vector512.Create(_values[query * _length + _length - 1])))
                Insert(query, sums, firstPlace);
        }

        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        private void Insert(int query, float* sums, int firstPlace)
        {
            var values = _values.Slice(query * _length, _length);
            var places = _places.Slice(query * _length, _length);
            for (int lane = 0; lane < Width; lane += Lane)
            {
                var below = Vector512.LessThan(Vector512.Load(sums + lane), Vector512.Create(values[^1]));
                for (ulong bits = below.ExtractMostSignificantBits(); bits != 0; bits &= bits - 1)
                {
                    int at = lane + BitOperations.TrailingZeroCount(bits);
                    float value = sums[at];
                    if (!(value < values[^1]))
                        continue;
                    int slot = values.Length - 1;
                    for (; slot > 0 && values[slot - 1] > value; slot--)
                        (values[slot], places[slot]) = (values[slot - 1], places[slot - 1]);
                    (values[slot], places[slot]) = (value, firstPlace + at);
                }
            }
        }
    }

    /// <summary>For each query the proposed candidates (places in the candidate list) and what is known of the others.</summary>
    internal sealed class Proposals
    {
        private readonly int _length, _candidates;
        private readonly float[] _values;
        private readonly int[] _places;
        private readonly double[] _halfNorms, _errors;
        private readonly bool[] _safe;

        public Proposals(int queries, int length, int candidates)
        {
            int padded = (queries + QueriesAtOnce - 1) / QueriesAtOnce * QueriesAtOnce;
            (_length, _candidates) = (length, candidates);
            (_values, _places) = (new float[padded * length], new int[padded * length]);
            (_halfNorms, _errors, _safe) = (new double[queries], new double[queries], new bool[queries]);
            Array.Fill(_values, float.PositiveInfinity);
            Array.Fill(_places, None);
        }

        /// <summary>Proposed places, <see cref="None"/> where there are fewer candidates.</summary>
        public ReadOnlySpan<int> Of(int query) => _places.AsSpan(query * _length, _length);

        /// <summary>Whether every candidate that was not proposed is farther than this squared distance.</summary>
        public bool Prove(int query, double squaredDistance)
        {
            if (!_safe[query])
                return false;
            if (_candidates <= _length)
                return !Of(query)[.._candidates].Contains(None);
            double leastOfOthers = (double)_values[query * _length + _length - 1] - _errors[query] + _halfNorms[query];
            return squaredDistance / 2 * (1 + 1e-12) < leastOfOthers && !double.IsPositiveInfinity(leastOfOthers);
        }

        internal void HalfNorm(int query, double halfNorm, double error, bool safe)
            => (_halfNorms[query], _errors[query], _safe[query]) = (halfNorm, error, safe);

        internal BlockLists Block(int firstQuery, int queries)
            => new(_values.AsSpan(firstQuery * _length, queries * _length), _places.AsSpan(firstQuery * _length, queries * _length), _length);
    }
}
