// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MLNet.Synthetic;

/// <summary>Points of numbers and codes: Euclidean in the numbers, and a fixed penalty for each code that differs.</summary>
/// <remarks>
/// d²(a, b) = Σ ((aⱼ − bⱼ) / scaleⱼ)² + penalty² · #{codes that differ}. With missing cells the sum runs over the columns that both points have
/// and is enlarged by (all columns / columns compared) (Dixon 1979, "Pattern recognition with partly missing data", IEEE SMC 9).
/// </remarks>
public sealed class MixedSpace : NeighborSpace
{
    private const int Missing = -1;
    private const double LargestNumber = 1e150;                       // sums of squares of larger ones can overflow
    private readonly double[] _numbers;                               // (n × p), scaled; NaN: missing
    private readonly int[] _codes;                                    // (n × q); −1: missing
    private readonly double _squaredPenalty;

    /// <summary>The points of some rows of a matrix.</summary>
    /// <param name="x">Features, (N, d). Nominal columns hold codes ≥ 0; NaN is a missing cell.</param>
    /// <param name="rows">The rows that become points 0, 1, ..., (n).</param>
    /// <param name="scales">What a number is divided by, (d), &gt; 0; not used for nominal columns.</param>
    /// <param name="kinds">Kind of each column, (d); null: all are numbers.</param>
    /// <param name="nominalPenalty">Distance added for a nominal column in which two points differ, ≥ 0.</param>
    /// <exception cref="ArgumentException">Lengths do not match, a scale or the penalty is out of range, or a scaled number is beyond ±1e150.</exception>
    public MixedSpace(Matrix x, ReadOnlySpan<int> rows, ReadOnlySpan<double> scales, IReadOnlyList<FeatureKind>? kinds = null, double nominalPenalty = 1)
    {
        ArgumentNullException.ThrowIfNull(x);
        if (!(nominalPenalty is >= 0 and <= LargestNumber))
            throw new ArgumentOutOfRangeException(nameof(nominalPenalty), nominalPenalty, $"The penalty is a number from 0 to {LargestNumber}.");
        if (scales.Length != x.Columns || (kinds is not null && kinds.Count != x.Columns))
            throw new ArgumentException($"The matrix has {x.Columns} columns: one scale and one kind is needed for each.");

        int[] numeric = [.. Enumerable.Range(0, x.Columns).Where(j => kinds is null || kinds[j] == FeatureKind.Numeric)];
        int[] nominal = [.. Enumerable.Range(0, x.Columns).Where(j => kinds is not null && kinds[j] == FeatureKind.Nominal)];
        foreach (int j in numeric)
        {
            if (!(scales[j] > 0 && double.IsFinite(scales[j])))
                throw new ArgumentOutOfRangeException(nameof(scales), scales[j], $"The scale of column {j} is not a finite number above 0.");
        }

        (Count, Numbers, Codes) = (rows.Length, numeric.Length, nominal.Length);
        _squaredPenalty = nominalPenalty * nominalPenalty;
        _numbers = new double[checked(Count * Numbers)];
        _codes = new int[checked(Count * Codes)];

        bool missing = false;
        for (int i = 0; i < rows.Length; i++)
        {
            var row = x[rows[i]];
            for (int j = 0; j < numeric.Length; j++)
            {
                double value = row[numeric[j]] / scales[numeric[j]];
                missing |= double.IsNaN(value);
                if (Math.Abs(value) > LargestNumber)
                    throw new ArgumentException($"Column {numeric[j]} of row {rows[i]} divided by its scale is {value}, too large for distances (±{LargestNumber} at most).", nameof(x));
                _numbers[i * Numbers + j] = value;
            }

            for (int j = 0; j < nominal.Length; j++)
            {
                double value = row[nominal[j]];
                missing |= double.IsNaN(value);
                _codes[i * Codes + j] = double.IsNaN(value) ? Missing : (int)value;
            }
        }

        HasMissing = missing;
    }

    /// <inheritdoc/>
    public override int Count { get; }

    /// <summary>Whether a cell of a point is missing.</summary>
    public bool HasMissing { get; }

    /// <summary>Number of numeric columns, p.</summary>
    internal int Numbers { get; }

    /// <summary>Number of nominal columns, q.</summary>
    internal int Codes { get; }

    internal double SquaredPenalty => _squaredPenalty;

    internal override MixedSpace? Embedding => HasMissing ? null : this;

    internal ReadOnlySpan<double> NumbersOf(int point) => _numbers.AsSpan(point * Numbers, Numbers);

    internal ReadOnlySpan<int> CodesOf(int point) => _codes.AsSpan(point * Codes, Codes);

    /// <inheritdoc/>
    public override double SquaredDistance(int a, int b)
        => HasMissing ? OverObserved(a, b) : SumOfSquares(NumbersOf(a), NumbersOf(b)) + _squaredPenalty * Differing(CodesOf(a), CodesOf(b));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double SumOfSquares(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var va = MemoryMarshal.Cast<double, Vector<double>>(a);
        var vb = MemoryMarshal.Cast<double, Vector<double>>(b);
        var sums = Vector<double>.Zero;
        for (int v = 0; v < va.Length; v++)
        {
            var difference = va[v] - vb[v];
            sums += difference * difference;
        }

        double sum = Vector.Sum(sums);
        for (int j = va.Length * Vector<double>.Count; j < a.Length; j++)
            sum += (a[j] - b[j]) * (a[j] - b[j]);
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Differing(ReadOnlySpan<int> a, ReadOnlySpan<int> b)
    {
        int differing = 0;
        for (int j = 0; j < a.Length; j++)
            differing += a[j] == b[j] ? 0 : 1;
        return differing;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double OverObserved(int a, int b)
    {
        var x = NumbersOf(a);
        var y = NumbersOf(b);
        var vx = MemoryMarshal.Cast<double, Vector<double>>(x);
        var vy = MemoryMarshal.Cast<double, Vector<double>>(y);
        var sums = Vector<double>.Zero;
        var observed = Vector<long>.Zero;                             // counts down: a true lane is −1
        for (int v = 0; v < vx.Length; v++)
        {
            var difference = vx[v] - vy[v];
            var known = Vector.Equals(difference, difference);        // NaN equals nothing
            sums += Vector.ConditionalSelect(known, difference * difference, Vector<double>.Zero);
            observed += known;
        }

        double sum = Vector.Sum(sums);
        long seen = -Vector.Sum(observed);
        for (int j = vx.Length * Vector<double>.Count; j < x.Length; j++)
        {
            double difference = x[j] - y[j];
            if (double.IsNaN(difference))
                continue;
            sum += difference * difference;
            seen++;
        }

        var c = CodesOf(a);
        var e = CodesOf(b);
        for (int j = 0; j < c.Length; j++)
        {
            if (c[j] == Missing || e[j] == Missing)
                continue;
            seen++;
            if (c[j] != e[j])
                sum += _squaredPenalty;
        }

        return seen == 0 ? double.PositiveInfinity : sum * (Numbers + Codes) / seen;
    }
}
