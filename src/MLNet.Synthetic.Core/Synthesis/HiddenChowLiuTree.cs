// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>A hidden Chow-Liu tree: one hidden variable for each column, in a tree along the strongest dependences, with exact likelihoods and conditions on any columns.</summary>
/// <remarks>
/// Liu, Van den Broeck (2021), "Tractable regularization of probabilistic circuits", NeurIPS 34, on the tree of Chow, Liu (1968), "Approximating discrete probability
/// distributions with dependence trees", IEEE Trans. Inf. Theory 14(3). Columns are cut into bins; p(x) = Σ_z p(z_root) Π_c p(z_c | z_parent(c)) Π_c p(x_c | z_c), learned with EM.
/// Differences: the states start as one and are split in two until rows held out stop gaining; the leaves are smoothed towards the whole column; rows of a block are
/// drawn systematically, so that a block has less sampling noise than as many rows drawn one by one.
/// O(n d K²) for a round of EM, O(d K²) memory.
/// </remarks>
public sealed class HiddenChowLiuTree : ITableSynthesizer
{
    private const int FewestHeldOut = 20, TreeCodes = 16, FewestRounds = 5;
    private const double LeastGain = 1e-3;                            // nats a row, for a round of EM or for more states
    private readonly HiddenChowLiuTreeOptions _options;

    /// <summary>The algorithm with its settings.</summary>
    /// <param name="options">Settings; null: the defaults.</param>
    /// <exception cref="ArgumentException">A setting is out of range; the message names it.</exception>
    public HiddenChowLiuTree(HiddenChowLiuTreeOptions? options = null) => _options = (options ?? new()).Validated();

    /// <inheritdoc/>
    public ITableModel Fit(Table table, TableSchema schema, RunContext run)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(run);
        if (table.Count == 0 || table.Columns.Count == 0)
            throw new SyntheticDataException("The table has no rows or no columns: there is nothing to learn.");

        int d = table.Columns.Count, n = table.Count;
        var columns = new ColumnCode[d];
        var codes = new byte[d][];                                    // (d)(n)
        run.ForChunks(d, 1, (_, c, _) =>
        {
            columns[c] = ColumnCode.For(table.Columns[c], schema.Columns[c], _options);
            codes[c] = columns[c].Encode(table.Columns[c]);
        });
        double[][] marginals = [.. columns.Zip(codes, (column, code) => Marginal(code, column.Count))];

        int label = Math.Max(0, schema.Columns.ToList().FindIndex(c => c.Role == ColumnRole.Label));
        var (treeCodes, treeCounts) = Coarse(codes, columns, marginals);
        var (parents, order) = ChowLiuTree.Fit(treeCodes, treeCounts, label, run);

        var tree = Train(HiddenTree.Independent(parents, order, marginals), codes, marginals, run);
        return new HiddenChowLiuTreeModel(schema, columns, tree, n);
    }

    /// <summary>EM with 1, 2, 4, ... states until rows held out gain nothing by more; then a few rounds on all rows.</summary>
    private HiddenTree Train(HiddenTree tree, byte[][] codes, double[][] marginals, RunContext run)
    {
        const string Stage = "hidden Chow-Liu tree";
        const int FinalRounds = 3;
        int[] rows = [.. Enumerable.Range(0, codes[0].Length)];
        run.Random.Fork("holdout").Shuffle(rows.AsSpan());
        int n = Math.Min(rows.Length, _options.MaxTrainingRows), heldOut = (int)(n * _options.HoldoutShare);
        if (n < rows.Length)
            run.Info($"The tree is trained on {n:N0} of {rows.Length:N0} rows; bins, shares of single columns and the tree's edges come from all ({nameof(HiddenChowLiuTreeOptions.MaxTrainingRows)}).");
        if (heldOut < FewestHeldOut || heldOut > n - FewestHeldOut)
        {
            run.Warn($"{n} rows are too few to hold {heldOut} out: columns are drawn independently of each other.");
            return tree;
        }

        byte[][] holdout = Taken(codes, rows[..heldOut]);
        var training = new HiddenTreeTraining(Taken(codes, rows[heldOut..n]), marginals, _options.PseudoRows, run);

        double best = HiddenTreeTraining.LogLikelihood(tree, holdout, run);
        int rounds = (int)Math.Ceiling(Math.Log2(_options.MaxStates)) * _options.MaxIterations, round = 0;
        while (tree.States < _options.MaxStates)
        {
            int states = Math.Min(2 * tree.States, _options.MaxStates);
            HiddenTree candidate = tree.States == 1 ? FirstStates.Of(tree, codes, marginals) : tree.Split(states, run.Random.Fork("split").Fork(states)), bestCandidate = candidate;
            double bestOfStates = double.NegativeInfinity, lastGain = 0;
            for (int i = 0; i < _options.MaxIterations; i++)
            {
                (candidate, _) = training.Step(candidate);
                run.Step(Stage, Math.Min(++round, rounds), rounds);
                double likelihood = HiddenTreeTraining.LogLikelihood(candidate, holdout, run);
                double gain = likelihood - bestOfStates;
                if (gain > 0)
                    (bestCandidate, bestOfStates) = (candidate, likelihood);
                if (gain < LeastGain && (gain <= 0 || gain < lastGain) && i >= FewestRounds)
                    break;                                            // a small gain that grows is on its way from a saddle point
                lastGain = gain;
            }

            run.Info($"{states} states: mean log-likelihood of {heldOut} rows held out {bestOfStates:F4} (before {best:F4}) after round {round}.");
            if (bestOfStates - best < LeastGain)
                break;
            (tree, best) = (bestCandidate, bestOfStates);
        }

        var all = new HiddenTreeTraining(Taken(codes, rows[..n]), marginals, _options.PseudoRows, run);
        for (int i = 0; i < FinalRounds && tree.States > 1; i++)
            (tree, _) = all.Step(tree);
        return tree;
    }

    private static byte[][] Taken(byte[][] codes, int[] rows) => Array.ConvertAll(codes, column => Array.ConvertAll(rows, i => column[i]));

    private static double[] Marginal(byte[] codes, int count)
    {
        var shares = new double[count];
        foreach (byte code in codes)
            shares[code] += 1.0 / codes.Length;
        return shares;
    }

    /// <summary>At most 16 codes of each column for the tree: neighbouring bins, or the less frequent categories, taken together.</summary>
    private static (byte[][] Codes, int[] Counts) Coarse(byte[][] codes, ColumnCode[] columns, double[][] marginals)
    {
        var maps = columns.Select((column, c) =>
        {
            var map = new byte[column.Count];
            double below = 0;
            for (int code = 0; code < map.Length; code++)
            {
                map[code] = (byte)(column is NumberBins or TimeBins ? Math.Min((below + marginals[c][code] / 2) * TreeCodes, TreeCodes - 1) : Math.Min(code, TreeCodes - 1));
                below += marginals[c][code];
            }

            return map;
        }).ToArray();
        return ([.. codes.Select((code, c) => Array.ConvertAll(code, x => maps[c][x]))], [.. maps.Select(m => m.Max() + 1)]);
    }
}
