// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Numerics.Tensors;

namespace MLNet.Synthetic;

/// <summary>Expectation maximisation on a hidden tree whose states double until rows held out stop gaining.</summary>
/// <remarks>
/// Dempster, Laird, Rubin (1977), "Maximum likelihood from incomplete data via the EM algorithm", JRSS B 39(1), 1–38. The E-step counts states with an upward and a downward
/// pass; the M-step divides counts, with pseudo-rows spread as the column alone would have them (a Dirichlet prior), so that no cell gets probability 0.
/// </remarks>
internal sealed class HiddenTreeTraining
{
    private const int MostChunks = 16, ChunkRows = 512;               // each chunk has counts of its own, so they are few
    private readonly byte[][] _codes;                                 // (d)(n)
    private readonly double[][] _marginals;                           // (d)(codes)
    private readonly double _pseudoRows;
    private readonly RunContext _run;

    /// <summary>Training on some rows.</summary>
    /// <param name="codes">Code of each row in each column, (d)(n); every code is one of its column.</param>
    /// <param name="marginals">p(x) of each column, all above 0, (d)(codes).</param>
    /// <param name="pseudoRows">Pseudo-rows of each state, ≥ 0.</param>
    /// <param name="run">Progress, cancellation and threads.</param>
    public HiddenTreeTraining(byte[][] codes, double[][] marginals, double pseudoRows, RunContext run)
        => (_codes, _marginals, _pseudoRows, _run) = (codes, marginals, pseudoRows, run);

    /// <summary>One round of EM.</summary>
    /// <returns>The new tree, and the mean log-likelihood of a row under the old one.</returns>
    public (HiddenTree Tree, double LogLikelihood) Step(HiddenTree tree)
    {
        int n = _codes[0].Length, chunkRows = ChunkRowsOf(n), chunks = (n + chunkRows - 1) / chunkRows;
        var counts = new HiddenTreeCounts[chunks];
        var sums = new double[chunks];
        _run.ForChunks(n, chunkRows, (chunk, start, end) =>
        {
            var (pass, counted) = (new HiddenTreePass(tree), new HiddenTreeCounts(tree));
            Span<double> logLikelihood = stackalloc double[HiddenTreePass.BlockRows];
            for (int at = start; at < end; at += HiddenTreePass.BlockRows)
            {
                int rows = Math.Min(HiddenTreePass.BlockRows, end - at);
                pass.Upward(_codes, at, rows, logLikelihood[..rows]);
                pass.Downward(_codes, at, rows, counted);
                sums[chunk] += TensorPrimitives.Sum<double>(logLikelihood[..rows]);
            }

            counts[chunk] = counted;
        });
        for (int chunk = 1; chunk < chunks; chunk++)
            counts[0].Add(counts[chunk]);
        return (Maximized(tree, counts[0]), sums.Sum() / n);
    }

    /// <summary>Mean log-likelihood of a row.</summary>
    public static double LogLikelihood(HiddenTree tree, byte[][] codes, RunContext run) => LogLikelihoods(tree, codes, run).Average();

    /// <summary>Log-likelihood of each row, (n).</summary>
    public static double[] LogLikelihoods(HiddenTree tree, byte[][] codes, RunContext run)
    {
        int n = codes.Length == 0 ? 0 : codes[0].Length;
        var logLikelihood = new double[n];
        run.ForChunks(n, ChunkRowsOf(n), (_, start, end) =>
        {
            var pass = new HiddenTreePass(tree);
            for (int at = start; at < end; at += HiddenTreePass.BlockRows)
            {
                int rows = Math.Min(HiddenTreePass.BlockRows, end - at);
                pass.Upward(codes, at, rows, logLikelihood.AsSpan(at, rows));
            }
        });
        return logLikelihood;
    }

    private static int ChunkRowsOf(int n)
    {
        int rows = Math.Max(ChunkRows, (n + MostChunks - 1) / MostChunks);
        return (rows + HiddenTreePass.BlockRows - 1) / HiddenTreePass.BlockRows * HiddenTreePass.BlockRows;
    }

    private HiddenTree Maximized(HiddenTree old, HiddenTreeCounts counts)
    {
        int k = old.States;
        var tree = new HiddenTree(old.Parents, old.Order, old.Counts, k);
        Distribute(counts.Prior, tree.Prior, k);
        foreach (int c in old.Order)
        {
            TensorPrimitives.Multiply(counts.Pairs[c], old.Transitions[c], counts.Pairs[c]);
            for (int p = 0; p < k && c != old.Root; p++)
                Distribute(counts.Pairs[c].AsSpan(p * k, k), tree.Transitions[c].AsSpan(p * k, k), k);
            Emit(counts.Emissions[c], _marginals[c], tree.Emissions[c], k);
        }

        return tree;
    }

    /// <summary>Shares of counts, with the pseudo-rows spread evenly.</summary>
    private void Distribute(ReadOnlySpan<float> counts, Span<float> shares, int k)
    {
        TensorPrimitives.Add(counts, (float)(_pseudoRows / k), shares);
        float sum = TensorPrimitives.Sum<float>(shares);
        if (sum > 0)
            TensorPrimitives.Divide(shares, sum, shares);
        else
            shares.Fill(1f / k);
    }

    private void Emit(float[] counts, double[] marginal, float[] emissions, int k)
    {
        var sums = new float[k];
        for (int x = 0; x < marginal.Length; x++)
        {
            var row = emissions.AsSpan(x * k, k);
            TensorPrimitives.Add(counts.AsSpan(x * k, k), (float)((_pseudoRows + 1e-9) * marginal[x]), row);
            TensorPrimitives.Add(sums, row, sums);
        }

        for (int x = 0; x < marginal.Length; x++)
            TensorPrimitives.Divide(emissions.AsSpan(x * k, k), sums, emissions.AsSpan(x * k, k));
    }
}
