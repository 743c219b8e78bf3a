// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Numerics;
using System.Runtime.CompilerServices;

namespace MLNet.Synthetic;

/// <summary>Products of small float matrices stored row by row, in tiles of registers.</summary>
/// <remarks>Every cell is a chain of fused multiply-adds in the order of the inner index, so the result depends neither on threads nor on the width of vectors.</remarks>
internal static unsafe class FloatProduct
{
    private const int TileRows = 4;

    /// <summary>C = A B, where A is (rows, inner), B (inner, columns) and C (rows, columns) is overwritten.</summary>
    public static void Multiply(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c, int rows, int inner, int columns)
        => Accumulate(a, inner, 1, b, c, rows, inner, columns, clear: true);

    /// <summary>C += Aᵀ B, where A is (inner, rows), B (inner, columns) and C (rows, columns).</summary>
    public static void AddTransposed(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c, int rows, int inner, int columns)
        => Accumulate(a, 1, rows, b, c, rows, inner, columns, clear: false);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Accumulate(
        ReadOnlySpan<float> a, int rowStride, int innerStride, ReadOnlySpan<float> b, Span<float> c, int rows, int inner, int columns, bool clear)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(a.Length, rows * inner);
        ArgumentOutOfRangeException.ThrowIfLessThan(b.Length, inner * columns);
        ArgumentOutOfRangeException.ThrowIfLessThan(c.Length, rows * columns);
        if (clear)
            c[..(rows * columns)].Clear();

        int width = Vector<float>.Count, tiledRows = rows - rows % TileRows, tiledColumns = columns - columns % (2 * width);
        fixed (float* pa = a, pb = b, pc = c)
        {
            for (int i = 0; i < tiledRows; i += TileRows)
            {
                for (int j = 0; j < tiledColumns; j += 2 * width)
                    Tile(pa + (nint)i * rowStride, rowStride, innerStride, pb + j, pc + (nint)i * columns + j, inner, columns);
            }

            Cells(pa, rowStride, innerStride, pb, pc, 0, tiledRows, tiledColumns, inner, columns);
            Cells(pa, rowStride, innerStride, pb, pc, tiledRows, rows, 0, inner, columns);
        }
    }

    /// <summary>Four rows of two vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Tile(float* a, int rowStride, int innerStride, float* b, float* c, int inner, int columns)
    {
        int width = Vector<float>.Count;
        Vector<float> c00 = Vector.Load(c), c01 = Vector.Load(c + width);
        Vector<float> c10 = Vector.Load(c + columns), c11 = Vector.Load(c + columns + width);
        Vector<float> c20 = Vector.Load(c + 2 * columns), c21 = Vector.Load(c + 2 * columns + width);
        Vector<float> c30 = Vector.Load(c + 3 * columns), c31 = Vector.Load(c + 3 * columns + width);
        for (int k = 0; k < inner; k++, a += innerStride, b += columns)
        {
            Vector<float> b0 = Vector.Load(b), b1 = Vector.Load(b + width);
            var a0 = new Vector<float>(a[0]);
            (c00, c01) = (Vector.FusedMultiplyAdd(a0, b0, c00), Vector.FusedMultiplyAdd(a0, b1, c01));
            var a1 = new Vector<float>(a[rowStride]);
            (c10, c11) = (Vector.FusedMultiplyAdd(a1, b0, c10), Vector.FusedMultiplyAdd(a1, b1, c11));
            var a2 = new Vector<float>(a[2 * rowStride]);
            (c20, c21) = (Vector.FusedMultiplyAdd(a2, b0, c20), Vector.FusedMultiplyAdd(a2, b1, c21));
            var a3 = new Vector<float>(a[3 * rowStride]);
            (c30, c31) = (Vector.FusedMultiplyAdd(a3, b0, c30), Vector.FusedMultiplyAdd(a3, b1, c31));
        }

        Vector.Store(c00, c);
        Vector.Store(c01, c + width);
        Vector.Store(c10, c + columns);
        Vector.Store(c11, c + columns + width);
        Vector.Store(c20, c + 2 * columns);
        Vector.Store(c21, c + 2 * columns + width);
        Vector.Store(c30, c + 3 * columns);
        Vector.Store(c31, c + 3 * columns + width);
    }

    /// <summary>What the tiles leave over, cell by cell.</summary>
    private static void Cells(
        float* a, int rowStride, int innerStride, float* b, float* c, int firstRow, int endRow, int firstColumn, int inner, int columns)
    {
        for (int i = firstRow; i < endRow; i++)
        {
            for (int j = firstColumn; j < columns; j++)
            {
                float sum = c[(nint)i * columns + j];
                for (int k = 0; k < inner; k++)
                    sum = MathF.FusedMultiplyAdd(a[(nint)i * rowStride + (nint)k * innerStride], b[(nint)k * columns + j], sum);
                c[(nint)i * columns + j] = sum;
            }
        }
    }
}
