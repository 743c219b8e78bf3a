// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Adversarial random forest: a forest learns to tell real rows from rows drawn column by column in the leaves of the forest before it, until it cannot; then its leaves hold the distribution.</summary>
/// <remarks>
/// Watson, Blesch, Kapar, Wright (2023), "Adversarial random forests for density estimation and generative modeling", AISTATS, PMLR 206: ARF, FORDE and FORGE. p(x) = 1/B Σ_b q(leaf_b(x)) Π_j p_j(x_j | leaf_b(x)),
/// q the share of real rows in a leaf. Differences: trees split byte codes (numbers in steps of about equal mass) and take 63.2 % of the rows without replacement; where a round does not lower the accuracy the forest
/// before it is kept; a leaf of too few real rows is given to its sibling; values in a leaf are the real ones, smoothed, unless <see cref="LeafDensity.TruncatedNormal"/> is asked for; a missing value has a mass of its
/// own; the rows of a block spread evenly over leaves, and over the values of neighbouring leaves (McKay, Beckman, Conover 1979, Latin hypercubes). Any columns can be given: leaves are weighed by the given values,
/// with no rejection. O(B n √d log n) a round for B trees; the model holds values of min(n, MaximumTreeRows) rows a tree, 4 bytes each, column by column, and no row of them.
/// </remarks>
/// <param name="options">Settings; null: the defaults.</param>
/// <exception cref="ArgumentException">A setting is out of range; the message names it.</exception>
public sealed class AdversarialForest(AdversarialForestOptions? options = null) : ITableSynthesizer
{
    private const int RowsPerChunk = 1024;
    private readonly AdversarialForestOptions _options = (options ?? new()).Validated();

    /// <inheritdoc/>
    public ITableModel Fit(Table table, TableSchema schema, RunContext run)
    {
        ArgumentNullException.ThrowIfNull(run);
        Check(table, schema);
        int d = schema.Columns.Count;
        var coding = new Coding(_options.PredictorBins, _options.SmoothingRanks, _options.ProtectedExtremes, _options.RareCategoryRows);
        var columns = new TrainingColumn[d];
        run.ForChunks(d, 1, (j, _, _) => columns[j] = TrainingColumn.Of(table.Columns[j], schema.Columns[j], coding, run));

        var leaves = Learn(columns, run);
        int[] starts = Starts(leaves);
        var laws = new LeafLaw[d];
        run.ForChunks(d, 1, (j, _, _) =>
        {
            int[] donors = Donors(columns[j], leaves, starts, run.Random.Fork("stand-ins").Fork(j));
            laws[j] = _options.LeafDensity == LeafDensity.TruncatedNormal && columns[j].Codes is NumberCodes { MissingDonor: > 0 } numbers
                ? NormalLaw.Of(numbers, starts, donors)
                : new DonorLaw(columns[j].Codes, starts, donors, _options.PseudoRows);
        });
        return new AdversarialForestModel(schema, [.. leaves.Select(l => l.Tree)], starts, laws, table.Count, _options.PseudoRows, _options.Donors);
    }

    /// <summary>ARF: rounds of a forest against rows drawn from the leaves of the one before it.</summary>
    /// <returns>Real rows in the leaves of each tree of the last forest that lowered the adversary's accuracy.</returns>
    private RealLeaves[] Learn(TrainingColumn[] columns, RunContext run)
    {
        const string Stage = "Adversarial forest";
        int n = columns[0].Rows, made = Math.Min(n, _options.MaximumTreeRows);
        byte[][] real = Array.ConvertAll(columns, c => c.Code);
        bool[] isOrdered = Array.ConvertAll(columns, c => c.Codes.IsOrdered);
        byte[][] codes = Array.ConvertAll(real, column => (byte[])[.. column, .. new byte[made]]);
        RealLeaves[]? leaves = null;
        double before = double.PositiveInfinity;
        for (int round = 0; round < _options.MaximumRounds; round++)
        {
            var random = run.Random.Fork("round").Fork(round);
            Synthesize(leaves, real, codes, run.With(random.Fork("rows")));
            var forest = Adversary.Grow(codes, isOrdered, n, _options, run.With(random.Fork("forest")));
            double accuracy = forest.OutOfBagAccuracy(run);
            run.Info(FormattableString.Invariant($"{Stage}, round {round + 1}: {accuracy:P1} of the rows are told right."));
            run.Step(Stage, round + 1, _options.MaximumRounds);
            if (leaves is not null && accuracy >= before)
                break;
            (leaves, before) = (LeavesOf(forest, real, run.With(random.Fork("leaves"))), accuracy);
            if (accuracy <= 0.5 + _options.Delta)
                break;
        }

        return leaves!;
    }

    /// <summary>Synthetic rows, as codes behind the real ones: each column by itself in the first round, later by itself within a random leaf.</summary>
    private static void Synthesize(RealLeaves[]? leaves, byte[][] real, byte[][] codes, RunContext run)
    {
        int n = real[0].Length;
        run.ForChunks(codes[0].Length - n, RowsPerChunk, (chunk, first, end) =>
        {
            var random = run.Random.Fork(chunk);
            for (int i = n + first; i < n + end; i++)
            {
                if (leaves is null)
                {
                    for (int j = 0; j < codes.Length; j++)
                        codes[j][i] = real[j][random.Next(n)];
                    continue;
                }

                var tree = leaves[random.Next(leaves.Length)];
                var leaf = tree.LeafAt(random.Next(tree.Rows.Length));
                for (int j = 0; j < codes.Length; j++)
                    codes[j][i] = real[j][tree.Rows[leaf.Start + random.Next(leaf.End - leaf.Start)]];
            }
        });
    }

    private RealLeaves[] LeavesOf(Adversary forest, byte[][] real, RunContext run)
    {
        int n = real[0].Length;
        var trees = forest.Trees;
        var leaves = new RealLeaves[trees.Length];
        run.ForChunks(trees.Length, 1, (t, _, _) =>
        {
            int[] rows = n <= _options.MaximumTreeRows ? [.. Enumerable.Range(0, n)] : Adversary.Sample(0, n, _options.MaximumTreeRows, run.Random.Fork(t));
            leaves[t] = RealLeaves.Of(trees[t], real, rows, _options.MinimumLeafRows);
        });
        return leaves;
    }

    /// <summary>First value of each leaf of all trees, and the number of values at the end.</summary>
    private static int[] Starts(RealLeaves[] leaves)
    {
        var starts = new List<int>();
        for (int t = 0; t < leaves.Length; t++)
            starts.AddRange(leaves[t].Starts[..^1].Select(s => s + t * leaves[t].Rows.Length));
        starts.Add(leaves.Length * leaves[0].Rows.Length);
        return [.. starts];
    }

    /// <summary>The values of a column in all leaves, sorted in each. Where one may not be drawn, another of the leaf stands in for it, or one of the column where the leaf has none.</summary>
    private static int[] Donors(TrainingColumn column, RealLeaves[] leaves, int[] starts, Rng random)
    {
        int[] all = [.. Enumerable.Range(0, column.Rows).Select(column.DonorOf)];
        int[] donors = [.. leaves.SelectMany(l => l.Rows).Select(row => all[row])];
        int[] any = all.Contains(-1) ? [.. all.Where(x => x >= 0)] : [];
        for (int leaf = 0; leaf < starts.Length - 1; leaf++)
        {
            var here = donors.AsSpan(starts[leaf]..starts[leaf + 1]);
            here.Sort();                                              // −1 first
            int without = here.LastIndexOf(-1) + 1, with = here.Length - without;
            for (int i = 0; i < without; i++)
                here[i] = with > 0 ? here[without + random.Next(with)] : any.Length > 0 ? any[random.Next(any.Length)] : column.Codes.MissingDonor;
            if (without > 0)
                here.Sort();
        }

        return donors;
    }

    private void Check(Table table, TableSchema schema)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(schema);
        if (!table.Columns.Select(c => c.Name).SequenceEqual(schema.Columns.Select(c => c.Name)))
            throw new ArgumentException("The schema does not describe exactly the table's columns, in their order.", nameof(schema));
        if (table.Columns.Count == 0)
            throw new SyntheticDataException("There is no column to learn.");
        if (table.Count == 0)
            throw new SyntheticDataException("There are no rows to learn from.");
        if ((long)_options.Trees * Math.Min(table.Count, _options.MaximumTreeRows) > Array.MaxLength)
            throw new SyntheticDataException($"{_options.Trees} trees of {Math.Min(table.Count, _options.MaximumTreeRows):N0} rows are too many values for one array. Lower {nameof(AdversarialForestOptions.Trees)} or {nameof(AdversarialForestOptions.MaximumTreeRows)}.");
    }
}
