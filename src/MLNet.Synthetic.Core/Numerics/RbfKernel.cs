// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MLNet.Synthetic;

/// <summary>Points packed for blocked evaluation of K(x, y) = exp(−γ |x − y|²) in float32.</summary>
/// <remarks>
/// Points are centred and multiplied by √(2γ), so that ln K = x·y − |x|²/2 − |y|²/2 costs one multiply-add a column. They lie in panels of 64, column
/// by column; six others pass over a panel at once, their 24 sums in registers. Relative error about 1e-7 (1 + γ |x|²), |x| measured from the centre.
/// Memory: 4 (d + 1) bytes a point.
/// </remarks>
internal sealed unsafe class RbfKernel : IDisposable
{
    private const int Lane = 16, Width = 4 * Lane, RowsAtOnce = 6, PanelsPerChunk = 8;
    private const int BlocksPerSum = 64;                              // longer sums are carried on in float64
    private const double LargestSafe = 1e30;                          // squares beyond this could overflow float32

    private readonly float* _panels;                                  // a panel: −|y|²/2 (64), then the columns (d × 64)
    private readonly int _columns, _stride, _panelCount;

    /// <param name="points">Points, finite.</param>
    /// <param name="gamma">γ &gt; 0.</param>
    /// <exception cref="SyntheticDataException">Points lie too far apart for float32.</exception>
    public RbfKernel(MixedSpace points, double gamma)
    {
        (Count, _columns) = (points.Count, points.Numbers);
        _stride = (1 + _columns) * Width;
        _panelCount = (Count + Width - 1) / Width;
        _panels = (float*)NativeMemory.AlignedAlloc((nuint)_panelCount * (nuint)_stride * sizeof(float), Width);
        double[] center = Center(points);
        double scale = Math.Sqrt(2 * gamma);
        for (int i = 0; i < _panelCount * Width; i++)
        {
            float* cell = Cell(i);
            double squares = 0;
            for (int j = 0; j < _columns; j++)
            {
                double value = i < Count ? (points.NumbersOf(i)[j] - center[j]) * scale : 0;
                squares += value * value;
                cell[(1 + j) * Width] = (float)value;
            }

            if (!(squares < LargestSafe))
            {
                Dispose();
                throw new SyntheticDataException(string.Create(CultureInfo.InvariantCulture,
                    $"The kernel exp(−γ |x − y|²) with γ = {gamma:g3} cannot be computed: row {i} lies too far from the mean. Lower γ, or bring features to one scale."));
            }

            cell[0] = (float)(-squares / 2);
        }
    }

    private RbfKernel(RbfKernel all, ReadOnlySpan<int> points)
    {
        (Count, _columns, _stride) = (points.Length, all._columns, all._stride);
        _panelCount = (Count + Width - 1) / Width;
        _panels = (float*)NativeMemory.AlignedAlloc((nuint)_panelCount * (nuint)_stride * sizeof(float), Width);
        for (int i = 0; i < _panelCount * Width; i++)
        {
            float* from = all.Cell(points[Math.Min(i, points.Length - 1)]);
            float* to = Cell(i);
            for (int j = 0; j <= _columns; j++)
                to[j * Width] = from[j * Width];
        }
    }

    /// <summary>Number of points, n.</summary>
    public int Count { get; }

    public void Dispose()
    {
        NativeMemory.AlignedFree(_panels);
        GC.SuppressFinalize(this);
    }

    ~RbfKernel() => NativeMemory.AlignedFree(_panels);

    /// <summary>The kernel among some points.</summary>
    /// <param name="points">The points, (q).</param>
    /// <param name="matrix">Receives K, (q × stride), stride being q rounded up to 64; the padding holds values of the last point.</param>
    /// <param name="run">Threads, cancellation.</param>
    public void Among(int[] points, float[] matrix, RunContext run)
    {
        using var packed = new RbfKernel(this, points);
        int stride = packed._panelCount * Width, blocks = Blocks(points.Length);
        float[] rows = Pack(points);
        run.ForChunks(blocks, 4, (_, start, end) =>
        {
            float* sums = stackalloc float[RowsAtOnce * Width];
            fixed (float* x = rows, to = matrix)
            {
                for (int block = start; block < end; block++)
                {
                    float* at = x + block * RowsAtOnce * (1 + _columns);
                    for (int panel = 0; panel < packed._panelCount; panel++)
                    {
                        Exponents(at, packed._panels + (long)panel * _stride, _columns, sums);
                        for (int i = 0; i < RowsAtOnce && block * RowsAtOnce + i < points.Length; i++)
                        {
                            float* cell = to + (long)(block * RowsAtOnce + i) * stride + panel * Width;
                            for (int lane = 0; lane < Width; lane += Lane)
                                Exp(Vector512.Load(sums + i * Width + lane)).Store(cell + lane);
                        }
                    }
                }
            }
        });
    }

    /// <summary>Adds Σᵢ wᵢ K(xᵢ, y) of some points xᵢ to the sum of every point y.</summary>
    /// <param name="points">The points xᵢ, (m).</param>
    /// <param name="weights">wᵢ, (m).</param>
    /// <param name="sums">Sums to add to, (n).</param>
    /// <param name="run">Threads, cancellation.</param>
    public void AddTo(double[] sums, int[] points, float[] weights, RunContext run)
    {
        if (points.Length == 0)
            return;
        int blocks = Blocks(points.Length);
        float[] rows = Pack(points), padded = new float[blocks * RowsAtOnce];
        weights.CopyTo(padded, 0);                                    // the last block repeats the last point, with weight 0
        run.ForChunks(_panelCount, PanelsPerChunk, (_, start, end) =>
        {
            fixed (float* x = rows, w = padded)
            {
                for (int firstBlock = 0; firstBlock < blocks; firstBlock += BlocksPerSum)
                {
                    int endBlock = Math.Min(blocks, firstBlock + BlocksPerSum);
                    for (int panel = start; panel < end; panel++)
                        AddPanel(x, w, firstBlock, endBlock, panel, sums);
                }
            }
        });
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddPanel(float* x, float* w, int firstBlock, int endBlock, int panel, double[] to)
    {
        float* y = _panels + (long)panel * _stride;
        float* exponents = stackalloc float[RowsAtOnce * Width];
        float* total = stackalloc float[Width];
        Vector512<float> a = default, b = default, c = default, d = default;
        for (int block = firstBlock; block < endBlock; block++)
        {
            Exponents(x + (long)block * RowsAtOnce * (1 + _columns), y, _columns, exponents);
            for (int i = 0; i < RowsAtOnce; i++)
            {
                float* e = exponents + i * Width;
                var weight = Vector512.Create(w[block * RowsAtOnce + i]);
                a = Vector512.FusedMultiplyAdd(weight, Exp(Vector512.Load(e)), a);
                b = Vector512.FusedMultiplyAdd(weight, Exp(Vector512.Load(e + Lane)), b);
                c = Vector512.FusedMultiplyAdd(weight, Exp(Vector512.Load(e + 2 * Lane)), c);
                d = Vector512.FusedMultiplyAdd(weight, Exp(Vector512.Load(e + 3 * Lane)), d);
            }
        }

        a.Store(total);
        b.Store(total + Lane);
        c.Store(total + 2 * Lane);
        d.Store(total + 3 * Lane);
        for (int i = 0, at = panel * Width; i < Width && at < Count; i++, at++)
            to[at] += total[i];
    }

    /// <summary>ln K of six rows and the 64 points of a panel, (6 × 64).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]           // apart from its callers, so that all 24 sums stay in registers
    private static void Exponents(float* x, float* y, int columns, float* to)
    {
        NeighborPanels.Lanes a = Head(y, x[0]), b = Head(y, x[1]), c = Head(y, x[2]), d = Head(y, x[3]), e = Head(y, x[4]), f = Head(y, x[5]);
        for (int j = 0; j < columns; j++)
        {
            x += RowsAtOnce;
            y += Width;
            var values = NeighborPanels.Lanes.Load(y);
            a.MultiplyAdd(values, x[0]);
            b.MultiplyAdd(values, x[1]);
            c.MultiplyAdd(values, x[2]);
            d.MultiplyAdd(values, x[3]);
            e.MultiplyAdd(values, x[4]);
            f.MultiplyAdd(values, x[5]);
        }

        a.Store(to);
        b.Store(to + Width);
        c.Store(to + 2 * Width);
        d.Store(to + 3 * Width);
        e.Store(to + 4 * Width);
        f.Store(to + 5 * Width);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static NeighborPanels.Lanes Head(float* y, float head)
    {
        var all = Vector512.Create(head);
        return new()
        {
            A = Vector512.Load(y) + all,
            B = Vector512.Load(y + Lane) + all,
            C = Vector512.Load(y + 2 * Lane) + all,
            D = Vector512.Load(y + 3 * Lane) + all,
        };
    }

    /// <summary>eˣ for x ≤ 0 (above: as for 0), to 2 units in the last place; e⁻⁸⁷ below −87.</summary>
    /// <remarks>x = n ln 2 + f ln 2 with |f| ≤ ½: 2^f is its Taylor polynomial of degree 6, 2ⁿ goes into the exponent bits.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<float> Exp(Vector512<float> x)
    {
        var rounder = Vector512.Create(12582912f);                    // 1.5 · 2²³: adding it rounds to a whole number, held in the low bits
        var t = Vector512.MinNative(Vector512.MaxNative(x, Vector512.Create(-87f)), Vector512<float>.Zero) * Vector512.Create(1.44269504f);
        var shifted = t + rounder;
        var f = t - (shifted - rounder);
        var p = Vector512.FusedMultiplyAdd(Vector512.Create(1.540353e-4f), f, Vector512.Create(1.3333558e-3f));
        p = Vector512.FusedMultiplyAdd(p, f, Vector512.Create(9.6181291e-3f));
        p = Vector512.FusedMultiplyAdd(p, f, Vector512.Create(5.5504109e-2f));
        p = Vector512.FusedMultiplyAdd(p, f, Vector512.Create(2.4022651e-1f));
        p = Vector512.FusedMultiplyAdd(p, f, Vector512.Create(6.9314718e-1f));
        p = Vector512.FusedMultiplyAdd(p, f, Vector512<float>.One);
        return (p.AsInt32() + Vector512.ShiftLeft(shifted.AsInt32(), 23)).AsSingle();
    }

    private static int Blocks(int rows) => (rows + RowsAtOnce - 1) / RowsAtOnce;

    private static double[] Center(MixedSpace points)
    {
        var center = new double[points.Numbers];
        for (int i = 0; i < points.Count; i++)
        {
            var numbers = points.NumbersOf(i);
            for (int j = 0; j < center.Length; j++)
                center[j] += numbers[j] / points.Count;
        }

        return center;
    }

    private float* Cell(int point) => _panels + (long)(point / Width) * _stride + point % Width;

    /// <summary>Points in blocks of six: −|x|²/2 (6), then the columns (d × 6); the last block repeats the last point.</summary>
    private float[] Pack(int[] points)
    {
        int block = RowsAtOnce * (1 + _columns);
        var packed = new float[checked(Blocks(points.Length) * block)];
        for (int i = 0; i < Blocks(points.Length) * RowsAtOnce; i++)
        {
            float* cell = Cell(points[Math.Min(i, points.Length - 1)]);
            for (int j = 0; j <= _columns; j++)
                packed[i / RowsAtOnce * block + j * RowsAtOnce + i % RowsAtOnce] = cell[j * Width];
        }

        return packed;
    }
}
