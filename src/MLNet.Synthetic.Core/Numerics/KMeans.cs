// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MLNet.Synthetic;

/// <summary>Rows divided into clusters, each row in the cluster whose mean is nearest.</summary>
/// <remarks>
/// Lloyd (1982), "Least squares quantization in PCM", IEEE Transactions on Information Theory 28, 129–137, from the first centers of Arthur, Vassilvitskii (2007),
/// "k-means++: the advantages of careful seeding", SODA '07: each next center is a row drawn with chance proportional to its squared distance from the centers so
/// far. A cluster that loses all its rows takes the row that lies farthest from its center among clusters of several rows, so that none is ever empty. Ends when
/// the sum of squares falls by less than 10⁻⁴ of itself. O(n k d) a round. The same clusters for any number of threads.
/// </remarks>
public sealed class KMeans
{
    private const int DefaultRounds = 100;
    private const double LeastGain = 1e-4;
    private const int RowsPerChunk = 512, RowsAtOnce = 4, ClustersPerChunk = 64;
    private const int TileBytes = 128 * 1024;                         // panels that stay in the second-level cache while rows pass
    private static readonly int Width = 2 * Vector<double>.Count;     // centers in a panel
    private readonly double[] _points;                                // (n × d), scaled and centered: small squares keep distances exact
    private readonly double[] _centers;                               // (k × d), likewise
    private readonly double[] _distances;                             // squared, of each point to its center, (n)
    private readonly int _columns;

    private KMeans(Matrix x, ReadOnlySpan<int> rows, ReadOnlySpan<double> scales, int clusters)
    {
        (Rows, Count, _columns) = (rows.ToArray(), clusters, x.Columns);
        _points = new double[checked(rows.Length * _columns)];
        _centers = new double[checked(clusters * _columns)];
        _distances = new double[rows.Length];
        Clusters = new int[rows.Length];
        var means = new double[_columns];
        for (int i = 0; i < rows.Length; i++)
        {
            TensorPrimitives.Divide(x[rows[i]], scales, Point(i));
            TensorPrimitives.Add(means, Point(i), means);
        }

        TensorPrimitives.Divide(means, rows.Length, means);
        for (int i = 0; i < rows.Length; i++)
            TensorPrimitives.Subtract(Point(i), means, Point(i));
    }

    /// <summary>Number of clusters, k.</summary>
    public int Count { get; }

    /// <summary>The rows that were clustered, as given, (n).</summary>
    public IReadOnlyList<int> Rows { get; }

    /// <summary>The cluster of each row, in the order of <see cref="Rows"/>, (n), from 0 and below k.</summary>
    public int[] Clusters { get; }

    /// <summary>Sum of the squared distances of all rows to their centers, in scaled units.</summary>
    public double SumOfSquares { get; private set; }

    /// <summary>Clusters rows of a matrix.</summary>
    /// <param name="x">Features, (N, d), finite.</param>
    /// <param name="rows">The rows to cluster, (n), at least k.</param>
    /// <param name="scales">What each feature is divided by, (d), &gt; 0.</param>
    /// <param name="clusters">Clusters wanted, 1 ≤ k ≤ n.</param>
    /// <param name="random">Draws the first centers.</param>
    /// <param name="run">Threads, cancellation.</param>
    /// <param name="maxRounds">Most rounds of assigning rows and moving centers, ≥ 1.</param>
    /// <exception cref="ArgumentException">A number is out of range, or there is not one scale for each column.</exception>
    /// <exception cref="OperationCanceledException">The run was asked to stop.</exception>
    public static KMeans Find(
        Matrix x, ReadOnlySpan<int> rows, ReadOnlySpan<double> scales, int clusters, Rng random, RunContext run, int maxRounds = DefaultRounds)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(random);
        ArgumentNullException.ThrowIfNull(run);
        ArgumentOutOfRangeException.ThrowIfLessThan(clusters, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(clusters, rows.Length);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxRounds, 1);
        ArgumentOutOfRangeException.ThrowIfZero(x.Columns, nameof(x));
        if (scales.Length != x.Columns)
            throw new ArgumentException($"The matrix has {x.Columns} columns but there are {scales.Length} scales.", nameof(scales));

        var found = new KMeans(x, rows, scales, clusters);
        found.Seed(random, run);
        double before = double.PositiveInfinity;
        for (int round = 0; round < maxRounds; round++)
        {
            found.Assign(run);
            found.FillEmptyClusters();
            found.SumOfSquares = TensorPrimitives.Sum(found._distances);
            found.MoveCenters(run);
            if (found.SumOfSquares >= (1 - LeastGain) * before)
                break;
            before = found.SumOfSquares;
        }

        found.Measure(run);
        return found;
    }

    /// <summary>The rows of each cluster, as places in <see cref="Rows"/>, ascending; no cluster is empty.</summary>
    public int[][] Members()
    {
        var counts = new int[Count];
        foreach (int cluster in Clusters)
            counts[cluster]++;
        var members = counts.Select(count => new int[count]).ToArray();
        Array.Clear(counts);
        for (int i = 0; i < Clusters.Length; i++)
            members[Clusters[i]][counts[Clusters[i]]++] = i;
        return members;
    }

    /// <summary>The squared distance of a row to the mean of its cluster, in scaled units.</summary>
    /// <param name="place">Place of the row in <see cref="Rows"/>.</param>
    public double SquaredDistance(int place) => _distances[place];

    private Span<double> Point(int place) => _points.AsSpan(place * _columns, _columns);

    private Span<double> Center(int cluster) => _centers.AsSpan(cluster * _columns, _columns);

    private static double SquaredDistance(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double distance = TensorPrimitives.Distance(a, b);
        return distance * distance;
    }

    /// <summary>k-means++.</summary>
    private void Seed(Rng random, RunContext run)
    {
        int n = _distances.Length;
        var sums = new double[(n + RowsPerChunk - 1) / RowsPerChunk];
        Array.Fill(_distances, double.PositiveInfinity);
        int chosen = random.Next(n);
        for (int cluster = 0; cluster < Count; cluster++)
        {
            Point(chosen).CopyTo(Center(cluster));
            int from = cluster;
            run.ForChunks(n, RowsPerChunk, (chunk, start, end) =>
            {
                double sum = 0;
                for (int i = start; i < end; i++)
                {
                    _distances[i] = Math.Min(_distances[i], SquaredDistance(Point(i), Center(from)));
                    sum += _distances[i];
                }

                sums[chunk] = sum;
            });
            chosen = Draw(sums, random);
        }
    }

    /// <summary>A row with chance proportional to its distance; any row where all distances are 0.</summary>
    private int Draw(double[] sums, Rng random)
    {
        double left = random.NextDouble() * sums.Sum();
        int chunk = 0;
        while (chunk < sums.Length - 1 && left >= sums[chunk])
            left -= sums[chunk++];
        int end = Math.Min(_distances.Length, (chunk + 1) * RowsPerChunk), last = -1;
        for (int i = chunk * RowsPerChunk; i < end; i++)
        {
            if (_distances[i] <= 0)
                continue;
            last = i;
            left -= _distances[i];
            if (left < 0)
                return i;
        }

        return last >= 0 ? last : random.Next(_distances.Length);
    }

    /// <summary>Puts each row into the cluster of the nearest center; of several the first.</summary>
    private void Assign(RunContext run)
    {
        int panelLength = (1 + _columns) * Width, panels = (Count + Width - 1) / Width;
        var packed = Pack(panels, panelLength);                       // a panel: half squared norms (W), then the centers column by column (d × W)
        int tile = Math.Max(1, TileBytes / (panelLength * sizeof(double)));
        run.ForChunks(_distances.Length, RowsPerChunk, (_, start, end) =>
        {
            Span<double> best = stackalloc double[RowsPerChunk];
            best.Fill(double.PositiveInfinity);
            for (int first = 0; first < panels; first += tile)
            {
                int beyond = Math.Min(panels, first + tile);
                for (int i = start; i < end; i += RowsAtOnce)
                    Nearest(packed, first, beyond, i, Math.Min(end, i + RowsAtOnce), best[(i - start)..]);
            }

            for (int i = start; i < end; i++)
                _distances[i] = SquaredDistance(Point(i), Center(Clusters[i]));
        });
    }

    private double[] Pack(int panels, int panelLength)
    {
        var packed = new double[panels * panelLength];
        for (int cluster = 0; cluster < panels * Width; cluster++)
        {
            var panel = packed.AsSpan(cluster / Width * panelLength + cluster % Width);
            panel[0] = cluster < Count ? TensorPrimitives.SumOfSquares<double>(Center(cluster)) / 2 : double.PositiveInfinity;
            for (int j = 0; cluster < Count && j < _columns; j++)
                panel[(1 + j) * Width] = Center(cluster)[j];
        }

        return packed;
    }

    /// <summary>Compares four rows with the centers of some panels: |c|²/2 − x·c is least where |x − c|² is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Nearest(double[] packed, int first, int beyond, int row, int end, Span<double> best)
    {
        int lane = Vector<double>.Count, last = end - 1;              // a short group repeats its last row
        ref double a = ref Point(row)[0], b = ref Point(Math.Min(row + 1, last))[0], c = ref Point(Math.Min(row + 2, last))[0], d = ref Point(Math.Min(row + 3, last))[0];
        Span<double> sums = stackalloc double[RowsAtOnce * Width];
        ref double panel = ref MemoryMarshal.GetReference(packed.AsSpan(first * (1 + _columns) * Width));
        for (int number = first; number < beyond; number++)
        {
            var (a0, a1) = (Vector.LoadUnsafe(ref panel), Vector.LoadUnsafe(ref panel, (nuint)lane));
            var (b0, b1, c0, c1, d0, d1) = (a0, a1, a0, a1, a0, a1);
            for (int j = 0; j < _columns; j++)
            {
                panel = ref Unsafe.Add(ref panel, Width);
                var (y0, y1) = (Vector.LoadUnsafe(ref panel), Vector.LoadUnsafe(ref panel, (nuint)lane));
                var x = new Vector<double>(-Unsafe.Add(ref a, j));
                (a0, a1) = (Vector.FusedMultiplyAdd(x, y0, a0), Vector.FusedMultiplyAdd(x, y1, a1));
                x = new(-Unsafe.Add(ref b, j));
                (b0, b1) = (Vector.FusedMultiplyAdd(x, y0, b0), Vector.FusedMultiplyAdd(x, y1, b1));
                x = new(-Unsafe.Add(ref c, j));
                (c0, c1) = (Vector.FusedMultiplyAdd(x, y0, c0), Vector.FusedMultiplyAdd(x, y1, c1));
                x = new(-Unsafe.Add(ref d, j));
                (d0, d1) = (Vector.FusedMultiplyAdd(x, y0, d0), Vector.FusedMultiplyAdd(x, y1, d1));
            }

            panel = ref Unsafe.Add(ref panel, Width);
            if (!IsNearer(a0, a1, best[0]) && !(row < last && (IsNearer(b0, b1, best[1]) || (row + 1 < last && (IsNearer(c0, c1, best[2]) || (row + 2 < last && IsNearer(d0, d1, best[3])))))))
                continue;
            Store(sums, a0, a1, b0, b1, c0, c1, d0, d1);
            for (int query = 0; query <= last - row; query++)
            {
                for (int place = 0; place < Width; place++)
                {
                    if (sums[query * Width + place] < best[query])
                        (best[query], Clusters[row + query]) = (sums[query * Width + place], number * Width + place);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsNearer(Vector<double> low, Vector<double> high, double best) => Vector.LessThanAny(Vector.Min(low, high), new Vector<double>(best));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Span<double> sums, params ReadOnlySpan<Vector<double>> lanes) => MemoryMarshal.Cast<Vector<double>, double>(lanes).CopyTo(sums);

    private void FillEmptyClusters()
    {
        var counts = new int[Count];
        foreach (int cluster in Clusters)
            counts[cluster]++;
        if (!counts.Contains(0))
            return;

        int[] farthest = [.. Enumerable.Range(0, _distances.Length).OrderByDescending(i => _distances[i])];    // stable: of equally far rows the first
        int next = 0;
        for (int cluster = 0; cluster < Count; cluster++)
        {
            if (counts[cluster] > 0)
                continue;
            while (counts[Clusters[farthest[next]]] < 2)              // n ≥ k: some cluster has two rows while another has none
                next++;
            int row = farthest[next++];
            counts[Clusters[row]]--;
            counts[cluster]++;
            (Clusters[row], _distances[row]) = (cluster, 0);
        }
    }

    /// <summary>Each center moves to the mean of its rows, which are added in their order.</summary>
    private void MoveCenters(RunContext run)
    {
        var members = Members();
        run.ForChunks(Count, ClustersPerChunk, (_, start, end) =>
        {
            for (int cluster = start; cluster < end; cluster++)
            {
                var center = Center(cluster);
                center.Clear();
                foreach (int place in members[cluster])
                    TensorPrimitives.Add(center, Point(place), center);
                TensorPrimitives.Divide(center, members[cluster].Length, center);
            }
        });
    }

    private void Measure(RunContext run)
    {
        run.ForChunks(_distances.Length, RowsPerChunk, (_, start, end) =>
        {
            for (int i = start; i < end; i++)
                _distances[i] = SquaredDistance(Point(i), Center(Clusters[i]));
        });
        SumOfSquares = TensorPrimitives.Sum(_distances);
    }
}
