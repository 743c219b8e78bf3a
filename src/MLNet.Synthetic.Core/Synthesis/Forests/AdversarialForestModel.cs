// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>A fitted <see cref="AdversarialForest"/>: leaves with their shares of the rows, and in each leaf a distribution of every column by itself.</summary>
internal sealed class AdversarialForestModel : ITableDensity
{
    private const int LeastBlock = 1024, MostBlock = 65_536, RowsPerChunk = 1024, Neighbors = 16;
    private readonly ForestTree[] _trees;
    private readonly int[] _starts, _firstLeaf;                       // first row of each leaf of all trees; first leaf of each tree
    private readonly LeafLaw[] _laws;
    private readonly DonorDraw _draw;

    /// <summary>A model from its parts.</summary>
    /// <param name="schema">The columns.</param>
    /// <param name="trees">The trees; leaves are numbered from 0 in each.</param>
    /// <param name="starts">First row of each leaf of all trees, one tree behind the other, and the number of rows at the end.</param>
    /// <param name="laws">How each column is distributed in the leaves.</param>
    /// <param name="trainingRows">Rows that were learned from.</param>
    /// <param name="pseudoRows">α of the laws.</param>
    /// <param name="draw">How rows choose leaves and values.</param>
    public AdversarialForestModel(TableSchema schema, ForestTree[] trees, int[] starts, LeafLaw[] laws, int trainingRows, double pseudoRows, DonorDraw draw)
    {
        (Schema, _trees, _starts, _laws, TrainingRows, PseudoRows, _draw) = (schema, trees, starts, laws, trainingRows, pseudoRows, draw);
        _firstLeaf = new int[trees.Length];
        for (int t = 1; t < trees.Length; t++)
            _firstLeaf[t] = _firstLeaf[t - 1] + trees[t - 1].Column.AsSpan().Count(-1);
        for (int t = 0; t < trees.Length; t++)
            Bound(t, 0, [.. laws.Select(_ => CodeSet.All)], [.. laws.Select(_ => 1.0)]);
        BlockRows = Math.Clamp(trainingRows, LeastBlock, MostBlock);
    }

    /// <inheritdoc/>
    public TableSchema Schema { get; }

    /// <summary>As many rows as were learned from, between 1,024 and 65,536: the rows of a block spread evenly over the leaves.</summary>
    public int BlockRows { get; }

    /// <summary>Rows that were learned from.</summary>
    public int TrainingRows { get; }

    /// <summary>Rows by which leaves are smoothed in likelihoods.</summary>
    public double PseudoRows { get; }

    /// <summary>How rows choose leaves and values.</summary>
    public DonorDraw Donors => _draw;

    /// <summary>The trees.</summary>
    public IReadOnlyList<ForestTree> Trees => _trees;

    /// <summary>First row of each leaf of all trees, and the number of rows at the end.</summary>
    public ReadOnlySpan<int> Starts => _starts;

    /// <summary>How each column is distributed in the leaves.</summary>
    public IReadOnlyList<LeafLaw> Laws => _laws;

    /// <inheritdoc/>
    public bool CanFix(IReadOnlyCollection<string> columnNames) => GivenColumns.CanFixAny(columnNames, Schema);

    /// <inheritdoc/>
    public double[] LogLikelihood(Table table, RunContext run)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(run);
        var known = KnownCells.Of(table, table.Count, Schema, _laws);
        double unseen = -Math.Log(TrainingRows + 1.0);                // a value that training never met counts as one row more
        var result = new double[table.Count];
        run.ForChunks(table.Count, RowsPerChunk, (_, first, end) =>
        {
            var reached = new Reached(this);
            for (int i = first; i < end; i++)
            {
                reached.Weigh(known, i, smoothed: true);
                result[i] = reached.LogSum + known.Unseen(i) * unseen;
            }
        });
        return result;
    }

    /// <inheritdoc/>
    public Table Sample(int rows, Table? given, RunContext run)
    {
        ArgumentNullException.ThrowIfNull(run);
        GivenColumns.Check(given, rows, this);
        var leaves = new int[rows];
        if (given is { Columns.Count: > 0 })
            ChooseGiven(KnownCells.Of(given, rows, Schema, _laws), leaves, run);
        else
            Spread([.. Enumerable.Range(0, rows)], AllLeaves(), leaves, run.Random.Fork("leaves"));

        int[] order = [.. Enumerable.Range(0, rows)], sorted = [.. leaves];
        Array.Sort(sorted, order);                                    // rows of neighbouring leaves side by side
        var drawn = new TableColumn[_laws.Length];
        for (int j = 0; j < drawn.Length; j++)
            drawn[j] = GivenColumns.Find(given, Schema.Columns[j].Name) ?? _laws[j].Codes.Codec.Decode(Draw(j, order, sorted, run));
        return new(drawn);
    }

    /// <summary>The numbers of one column, (m): of 16 rows in neighbouring leaves each takes another sixteenth of its leaf's distribution, in random order.</summary>
    private double[] Draw(int column, int[] order, int[] leaves, RunContext run)
    {
        var law = _laws[column];
        var stream = run.Random.Fork("column").Fork(Schema.Columns[column].Name);
        var numbers = new double[order.Length];
        run.ForChunks(order.Length, RowsPerChunk, (chunk, first, end) =>
        {
            var random = stream.Fork(chunk);
            Span<int> parts = stackalloc int[Neighbors];
            for (int at = first; at < end; at += Neighbors)
            {
                var part = parts[..Math.Min(Neighbors, end - at)];
                for (int k = 0; k < part.Length; k++)
                    part[k] = k;
                if (_draw == DonorDraw.Systematic)
                    random.Shuffle(part);
                for (int k = 0; k < part.Length; k++)
                {
                    double u = _draw == DonorDraw.Systematic ? (part[k] + random.NextDouble()) / part.Length : random.NextDouble();
                    numbers[order[at + k]] = law.NumberAt(leaves[at + k], u, random);
                }
            }
        });
        return numbers;
    }

    /// <summary>Chooses a leaf for each row by what it is given. Rows that are given the same share one weighing of the leaves.</summary>
    private void ChooseGiven(KnownCells known, int[] leaves, RunContext run)
    {
        foreach (var (name, count) in known.UnseenByColumn())
            run.Warn($"Column '{name}' is given values in {count:N0} rows that training never met: they say nothing of the other columns.");
        int[][] groups = known.Groups();
        int apart = 0;
        run.ForChunks(groups.Length, 1, (g, _, _) =>
        {
            var reached = new Reached(this);
            reached.Weigh(known, groups[g][0], smoothed: false);
            if (double.IsNegativeInfinity(reached.LogSum))
            {
                Interlocked.Add(ref apart, groups[g].Length);
                reached.Weigh(known, groups[g][0], smoothed: true);
            }

            Spread(groups[g], reached.Cumulated(), leaves, run.Random.Fork("given").Fork(groups[g][0]));
        });
        if (apart > 0)
            run.Info($"In {apart:N0} of {leaves.Length:N0} rows no leaf of the forest holds the given values together: the leaves that come nearest to them are used.");
    }

    private (int[] Leaves, double[] Until) AllLeaves()
    {
        var until = new double[_starts.Length - 1];
        for (int leaf = 0; leaf < until.Length; leaf++)
            until[leaf] = _starts[leaf + 1];
        return ([.. Enumerable.Range(0, until.Length)], until);
    }

    /// <summary>Deals leaves to rows by their weights: row i of g, in random order, at place (i + u) / g of the running sum.</summary>
    private void Spread(int[] rows, (int[] Leaves, double[] Until) weights, int[] leaves, Rng random)
    {
        var (reached, until) = weights;
        bool systematic = _draw == DonorDraw.Systematic;
        random.Shuffle(rows.AsSpan());
        double shift = random.NextDouble();
        for (int i = 0; i < rows.Length; i++)
        {
            double place = (systematic ? (i + shift) / rows.Length : random.NextDouble()) * until[^1];
            int at = Array.BinarySearch(until, place);
            at = Math.Min(at < 0 ? ~at : at + 1, until.Length - 1);
            while (at > 0 && until[at] == until[at - 1])              // a leaf without weight at the end
                at--;
            leaves[rows[i]] = reached[at];
        }
    }

    /// <summary>Tells the laws which codes reach each leaf.</summary>
    private void Bound(int tree, int node, CodeSet[] regions, double[] masses)
    {
        var t = _trees[tree];
        int column = t.Column[node];
        if (column < 0)
        {
            for (int j = 0; j < _laws.Length; j++)
                _laws[j].Bound(_firstLeaf[tree] + t.Child[node], regions[j], masses[j]);
            return;
        }

        var (region, mass) = (regions[column], masses[column]);
        var left = CodeSet.Left(t, node);
        regions[column] = region.And(left);
        masses[column] = regions[column].Mass(_laws[column].CodeShares);
        Bound(tree, t.Child[node], regions, masses);
        regions[column] = region.Except(left);
        masses[column] = regions[column].Mass(_laws[column].CodeShares);
        Bound(tree, t.Child[node] + 1, regions, masses);
        (regions[column], masses[column]) = (region, mass);
    }

    /// <summary>The leaves that a row can be in by what is known of it, with their weights. Keeps working memory.</summary>
    private sealed class Reached(AdversarialForestModel model)
    {
        private readonly List<int> _inTree = [], _leaves = [];
        private readonly List<double> _logs = [];
        private readonly int[] _codes = new int[model._laws.Length];

        /// <summary>ln of the probability of what is known.</summary>
        public double LogSum { get; private set; }

        public void Weigh(KnownCells known, int row, bool smoothed)
        {
            known.Codes(row, _codes);
            _leaves.Clear();
            _logs.Clear();
            double most = double.NegativeInfinity;
            for (int t = 0; t < model._trees.Length; t++)
            {
                model._trees[t].Reach(_codes, _inTree);
                foreach (int inTree in _inTree)
                {
                    int leaf = model._firstLeaf[t] + inTree;
                    double log = Math.Log((double)(model._starts[leaf + 1] - model._starts[leaf]) / model._starts[^1]);
                    foreach (var (column, points) in known.Columns)
                    {
                        if (points[row] != LeafLaw.Unseen && log > double.NegativeInfinity)
                            log += Math.Log(model._laws[column].Density(leaf, points[row], smoothed));
                    }

                    if (double.IsNegativeInfinity(log))
                        continue;
                    _leaves.Add(leaf);
                    _logs.Add(log);
                    most = Math.Max(most, log);
                }
            }

            double sum = 0;
            for (int i = 0; i < _logs.Count; i++)
                sum += _logs[i] = Math.Exp(_logs[i] - most);
            LogSum = _leaves.Count == 0 ? double.NegativeInfinity : most + Math.Log(sum);
        }

        /// <summary>The leaves and the running sums of their weights.</summary>
        public (int[] Leaves, double[] Until) Cumulated()
        {
            double sum = 0;
            return ([.. _leaves], [.. _logs.Select(w => sum += w)]);
        }
    }
}
