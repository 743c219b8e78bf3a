// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MLNet.Synthetic;

/// <summary>The divisors of the features for distances, and the deviations of some rows.</summary>
internal static class FeatureScales
{
    private const int RowsPerChunk = 1024;                            // so few that the second pass over them finds them in the cache

    /// <summary>What each feature is divided by before distances are measured, (d), &gt; 0.</summary>
    public static double[] Of(ResamplingInput input, FeatureScaling scaling, RunContext run)
    {
        int d = input.X.Columns;
        var scales = new double[d];
        Array.Fill(scales, 1);
        if (scaling == FeatureScaling.None || input.X.Rows == 0)
            return scales;
        if (scaling == FeatureScaling.Range)
            return Ranges(input, scales);

        int[] all = [.. Enumerable.Range(0, input.X.Rows)];
        var deviations = Deviations(input.X, all, run, out bool[] indicators);
        for (int j = 0; j < d; j++)
        {
            if (input.Kinds[j] == FeatureKind.Numeric && !indicators[j] && deviations[j] > 0)
                scales[j] = deviations[j];
        }

        return scales;
    }

    /// <summary>Highest less lowest observed number of each numeric column; where that is nothing, the scale stays.</summary>
    private static double[] Ranges(ResamplingInput input, double[] scales)
    {
        double[] lowest = [.. input.X[0]], highest = [.. input.X[0]];
        for (int i = 1; i < input.X.Rows; i++)
        {
            var row = input.X[i];
            TensorPrimitives.MinNumber(lowest, row, lowest);          // a number rather than NaN, where there is one
            TensorPrimitives.MaxNumber(highest, row, highest);
        }

        for (int j = 0; j < scales.Length; j++)
        {
            double range = highest[j] - lowest[j];
            if (input.Kinds[j] == FeatureKind.Numeric && range > 0 && double.IsFinite(range))
                scales[j] = range;
        }

        return scales;
    }

    /// <summary>Standard deviation (divisor n) of each column over the observed cells of some rows, (d); 0 where none is observed.</summary>
    public static double[] Deviations(Matrix x, int[] rows, RunContext run) => Deviations(x, rows, run, out _);

    private static double[] Deviations(Matrix x, int[] rows, RunContext run, out bool[] indicators)
    {
        int d = x.Columns;
        var parts = new Moments[(rows.Length + RowsPerChunk - 1) / RowsPerChunk];
        run.ForChunks(rows.Length, RowsPerChunk, (chunk, start, end) => parts[chunk] = Moments.Of(x, rows.AsSpan(start, end - start)));
        var total = new Moments(d);
        foreach (var part in parts)                                   // always in the same order: the same sum for any number of threads
            total.Add(part);
        indicators = total.Indicators;
        return total.Deviations();
    }

    /// <summary>Counts, means and sums of squared deviations by column (Welford 1962; merged as by Chan, Golub, LeVeque 1979).</summary>
    private sealed class Moments(int columns)
    {
        private readonly double[] _counts = new double[columns], _means = new double[columns], _squares = new double[columns];

        public bool[] Indicators { get; } = [.. Enumerable.Repeat(true, columns)];

        public static Moments Of(Matrix x, ReadOnlySpan<int> rows)
        {
            int d = x.Columns;
            var moments = new Moments(d);
            double[] counts = moments._counts, means = moments._means, squares = moments._squares;
            Sum(x, rows, means);
            for (int j = 0; j < d; j++)
            {
                counts[j] = rows.Length;
                if (double.IsNaN(means[j]))                           // cells are missing: only then are they looked at one by one
                    (counts[j], means[j]) = ObservedSum(x, rows, j);
                means[j] = counts[j] == 0 ? 0 : means[j] / counts[j];
                moments.Indicators[j] = IsIndicator(x, rows, j);
            }

            SumSquares(x, rows, means, squares);
            for (int j = 0; j < d; j++)
            {
                if (double.IsNaN(squares[j]))
                    squares[j] = ObservedSquares(x, rows, j, means[j]);
            }

            return moments;
        }

        public void Add(Moments other)
        {
            for (int j = 0; j < _counts.Length; j++)
            {
                double count = _counts[j] + other._counts[j];
                Indicators[j] &= other.Indicators[j];
                if (other._counts[j] == 0)
                    continue;
                double difference = other._means[j] - _means[j];
                _squares[j] += other._squares[j] + difference * difference * _counts[j] * other._counts[j] / count;
                _means[j] += difference * other._counts[j] / count;
                _counts[j] = count;
            }
        }

        public double[] Deviations()
        {
            var deviations = new double[_counts.Length];
            for (int j = 0; j < deviations.Length; j++)
            {
                double deviation = _counts[j] == 0 ? 0 : Math.Sqrt(_squares[j] / _counts[j]);
                deviations[j] = deviation > 1e-12 * Math.Abs(_means[j]) ? deviation : 0;   // a constant column, up to rounding
            }

            return deviations;
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]       // the first call in a process is often the only one
        private static void Sum(Matrix x, ReadOnlySpan<int> rows, Span<double> sums)
        {
            var vectorSums = MemoryMarshal.Cast<double, Vector<double>>(sums);
            foreach (int row in rows)
            {
                var values = x[row];
                var vectors = MemoryMarshal.Cast<double, Vector<double>>(values);
                for (int v = 0; v < vectors.Length; v++)
                    vectorSums[v] += vectors[v];
                for (int j = vectors.Length * Vector<double>.Count; j < values.Length; j++)
                    sums[j] += values[j];
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void SumSquares(Matrix x, ReadOnlySpan<int> rows, ReadOnlySpan<double> means, Span<double> squares)
        {
            var vectorMeans = MemoryMarshal.Cast<double, Vector<double>>(means);
            var vectorSquares = MemoryMarshal.Cast<double, Vector<double>>(squares);
            foreach (int row in rows)
            {
                var values = x[row];
                var vectors = MemoryMarshal.Cast<double, Vector<double>>(values);
                for (int v = 0; v < vectors.Length; v++)
                {
                    var difference = vectors[v] - vectorMeans[v];
                    vectorSquares[v] += difference * difference;
                }

                for (int j = vectors.Length * Vector<double>.Count; j < values.Length; j++)
                    squares[j] += (values[j] - means[j]) * (values[j] - means[j]);
            }
        }

        private static (double Count, double Sum) ObservedSum(Matrix x, ReadOnlySpan<int> rows, int column)
        {
            double count = 0, sum = 0;
            foreach (int row in rows)
            {
                double value = x[row, column];
                if (double.IsNaN(value))
                    continue;
                count++;
                sum += value;
            }

            return (count, sum);
        }

        private static double ObservedSquares(Matrix x, ReadOnlySpan<int> rows, int column, double mean)
        {
            double squares = 0;
            foreach (int row in rows)
            {
                double difference = x[row, column] - mean;
                squares += double.IsNaN(difference) ? 0 : difference * difference;
            }

            return squares;
        }

        private static bool IsIndicator(Matrix x, ReadOnlySpan<int> rows, int column)
        {
            foreach (int row in rows)
            {
                if (x[row, column] is not (0 or 1 or double.NaN))
                    return false;
            }

            return true;
        }
    }
}
