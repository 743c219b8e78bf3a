// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Bootstrap samples, drawn as how often each row is taken.</summary>
internal static class BootstrapCounts
{
    /// <summary>A figure of each bootstrap sample, (B).</summary>
    /// <param name="samples">Number of samples, B.</param>
    /// <param name="rows">Number of rows, n ≥ 1.</param>
    /// <param name="random">Draws them.</param>
    /// <param name="run">Threads, cancellation.</param>
    /// <param name="figure">Computes the figure from how often each row is taken, (n), summing to n.</param>
    public static double[] Replicates(int samples, int rows, Rng random, RunContext run, Func<int[], double> figure)
    {
        var replicates = new double[samples];
        run.ForChunks(samples, 1, (sample, _, _) => replicates[sample] = figure(Weights(rows, random.Fork(sample))));
        return replicates;
    }

    /// <summary>How often each row is taken when n are drawn with replacement, (n).</summary>
    private static int[] Weights(int rows, Rng random)
    {
        var weights = new int[rows];
        for (int i = 0; i < rows; i++)
            weights[random.Next(rows)]++;
        return weights;
    }
}
