// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Numerics.Tensors;

namespace MLNet.Synthetic;

/// <summary>Squared maximum mean discrepancy of two tables with a Gaussian kernel.</summary>
/// <remarks>
/// Gretton, Borgwardt, Rasch, Schölkopf, Smola (2012), "A kernel two-sample test", JMLR 13: the unbiased estimate, which may be slightly negative, and the median heuristic,
/// k(a, b) = exp(−d²(a, b) / median d²). The distance adds over columns: (a − b)² / 2s² of numbers, s the standard deviation of the training rows, and 1 for two different categories.
/// A missing number stands at the mean and counts 1 against one that is not missing; a column that is constant in the training rows is a category, the constant or not. At most 2,000 rows of each table are used.
/// </remarks>
internal static class KernelDiscrepancy
{
    private const int MostRows = 2000, MedianRows = 500;

    /// <summary>MMD² of the synthetic and of the holdout sample against the training rows; null: fewer than two rows.</summary>
    public static (Replicated Squared, string Note)? Measure(ComparedColumn[] columns, int replicates, RunContext run)
    {
        int trainRows = columns[0].Codes[ComparedColumn.Train].Length, rows = Math.Min(MostRows, columns[0].Codes[ComparedColumn.Synthetic].Length);
        if (rows < 2)
            return null;

        int[] order = [.. Enumerable.Range(0, trainRows)];
        run.Random.Fork("discrepancy").Shuffle<int>(order);
        int[][] taken = [order[..Math.Min(MostRows, trainRows)], [.. Enumerable.Range(0, rows)], [.. Enumerable.Range(0, rows)]];
        var encoded = new EncodedRows[3];
        for (int t = 0; t < encoded.Length; t++)
            encoded[t] = EncodedRows.Of(columns, t, taken[t]);
        double bandwidth = MedianDistance(encoded[ComparedColumn.Train]);

        var train = Kernel(encoded[ComparedColumn.Train], encoded[ComparedColumn.Train], bandwidth, run);
        double trainMean = Within(train, null);
        var within = new float[3][][];
        var across = new double[3][];                                 // mean kernel of a row to the training rows
        foreach (int t in new[] { ComparedColumn.Synthetic, ComparedColumn.Holdout })
        {
            within[t] = Kernel(encoded[t], encoded[t], bandwidth, run);
            across[t] = Array.ConvertAll(Kernel(encoded[t], encoded[ComparedColumn.Train], bandwidth, run), row => (double)TensorPrimitives.Sum<float>(row) / row.Length);
        }

        var figures = new double[3][];
        foreach (int t in new[] { ComparedColumn.Synthetic, ComparedColumn.Holdout })
        {
            double[] figure = new double[replicates + 1];
            run.ForChunks(figure.Length, 1, (_, b, _) => figure[b] = Squared(b == 0 ? null : Weights(rows, run.Random.Fork("discrepancy").Fork(t).Fork(b))));
            figures[t] = figure;

            double Squared(float[]? weights) => trainMean + Within(within[t], weights) - 2 * Across(across[t], weights);
        }

        var squared = new Replicated(figures[ComparedColumn.Synthetic][0], figures[ComparedColumn.Synthetic][1..], figures[ComparedColumn.Holdout][0], figures[ComparedColumn.Holdout][1..]);
        return (squared, $"Squared, unbiased (may be below 0), on {rows:N0} rows against {taken[0].Length:N0} training rows; Gaussian kernel, squared bandwidth {bandwidth:0.##} (median).");
    }

    private static double MedianDistance(EncodedRows train)
    {
        var distances = new List<double>();
        var row = new float[train.Rows];
        for (int i = 0; i < Math.Min(MedianRows, train.Rows); i++)
        {
            train.SquaredDistances(train, i, row);
            for (int j = 0; j < Math.Min(i, MedianRows); j++)
                distances.Add(row[j]);
        }

        distances.Sort();
        double median = distances.Count == 0 ? 0 : distances[distances.Count / 2];
        return median > 0 ? median : Math.Max(distances.DefaultIfEmpty(0).Average(), 0) is > 0 and var mean ? mean : 1;
    }

    private static float[][] Kernel(EncodedRows a, EncodedRows b, double bandwidth, RunContext run)
    {
        var kernel = new float[a.Rows][];
        run.ForChunks(a.Rows, 64, (_, start, end) =>
        {
            for (int i = start; i < end; i++)
            {
                var row = new float[b.Rows];
                a.SquaredDistances(b, i, row);
                TensorPrimitives.Multiply(row, (float)(-1 / bandwidth), row);
                TensorPrimitives.Exp<float>(row, row);
                kernel[i] = row;
            }
        });
        return kernel;
    }

    /// <summary>Mean kernel of two different rows, each counted as often as its weight says.</summary>
    private static double Within(float[][] kernel, float[]? weights)
    {
        double sum = 0, total = 0, squares = 0;
        for (int i = 0; i < kernel.Length; i++)
        {
            double w = weights?[i] ?? 1;
            if (w == 0)
                continue;
            double row = weights is null ? TensorPrimitives.Sum<float>(kernel[i]) : TensorPrimitives.Dot<float>(kernel[i], weights);
            sum += w * (row - w * kernel[i][i]);
            total += w;
            squares += w * w;
        }

        double pairs = total * total - squares;
        return pairs > 0 ? sum / pairs : 1;                           // the same row again and again
    }

    private static double Across(double[] means, float[]? weights)
    {
        double sum = 0;
        for (int i = 0; i < means.Length; i++)
            sum += (weights?[i] ?? 1) * means[i];
        return sum / means.Length;
    }

    private static float[] Weights(int rows, Rng random)
    {
        var weights = new float[rows];
        for (int i = 0; i < rows; i++)
            weights[random.Next(rows)]++;
        return weights;
    }

    /// <summary>Rows by column: scaled numbers, indicators of missing ones, codes.</summary>
    private sealed record EncodedRows(float[][] Numbers, int[][] Codes, int Rows)
    {
        public static EncodedRows Of(ComparedColumn[] columns, int table, int[] rows)
        {
            var numbers = new List<float[]>();
            var codes = new List<int[]>();
            foreach (var column in columns)
            {
                if (column.Numbers is null)
                {
                    codes.Add(Array.ConvertAll(rows, i => column.Codes[table][i]));
                    continue;
                }

                var (mean, deviation) = Moments(column.Numbers[ComparedColumn.Train]);
                double[] values = column.Numbers[table];
                numbers.Add(Array.ConvertAll(rows, i => Scaled(values[i], mean, deviation)));
                if (column.Numbers.Any(n => n.Any(double.IsNaN)))
                    numbers.Add(Array.ConvertAll(rows, i => double.IsNaN(values[i]) ? 1f : 0f));
            }

            return new([.. numbers], [.. codes], rows.Length);
        }

        /// <summary>Squared distances of one row to all rows of another table, (rows of the other).</summary>
        public void SquaredDistances(EncodedRows other, int row, float[] distances)
        {
            Array.Clear(distances);
            var difference = new float[distances.Length];
            for (int c = 0; c < Numbers.Length; c++)
            {
                TensorPrimitives.Subtract(other.Numbers[c], Numbers[c][row], difference);
                TensorPrimitives.MultiplyAdd(difference, difference, distances, distances);
            }

            for (int c = 0; c < Codes.Length; c++)
            {
                int code = Codes[c][row];
                int[] codes = other.Codes[c];
                for (int j = 0; j < codes.Length; j++)
                    distances[j] += codes[j] == code ? 0f : 1f;
            }
        }

        private static float Scaled(double value, double mean, double deviation)
        {
            if (double.IsNaN(value))
                return 0;
            return deviation == 0 ? value == mean ? 0 : 1 : (float)Math.Clamp((value - mean) / (Math.Sqrt(2) * deviation), -1e6, 1e6);
        }

        private static (double Mean, double Deviation) Moments(double[] values)
        {
            double count = 0, mean = 0, squares = 0;
            foreach (double value in values)
            {
                if (double.IsNaN(value))
                    continue;
                count++;
                double step = value - mean;
                mean += step / count;
                squares += step * (value - mean);
            }

            double deviation = count < 2 ? 0 : Math.Sqrt(squares / count);
            return double.IsFinite(deviation) ? (mean, deviation) : (0, 0);
        }
    }
}
