// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Numerics.Tensors;

namespace MLNet.Synthetic;

/// <summary>The divisors of the features for distances, and the deviations of some rows.</summary>
internal static class FeatureScales
{
    private const int RowsPerChunk = 16_384;

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
            bool[] indicators = moments.Indicators;
            foreach (int row in rows)                                 // first pass: means
            {
                var values = x[row];
                for (int j = 0; j < values.Length; j++)
                {
                    double value = values[j];
                    if (double.IsNaN(value))
                        continue;
                    counts[j]++;
                    means[j] += value;
                    indicators[j] &= value is 0 or 1;
                }
            }

            for (int j = 0; j < d; j++)
                means[j] = counts[j] == 0 ? 0 : means[j] / counts[j];
            foreach (int row in rows)                                 // second pass: deviations from them
            {
                var values = x[row];
                for (int j = 0; j < values.Length; j++)
                {
                    double difference = values[j] - means[j];
                    squares[j] += double.IsNaN(difference) ? 0 : difference * difference;
                }
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
    }
}
