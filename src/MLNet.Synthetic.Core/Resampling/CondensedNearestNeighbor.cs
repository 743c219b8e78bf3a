// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Condensed nearest neighbour (CNN): keeps of the large classes what the nearest-neighbour rule needs to classify all their rows.</summary>
/// <remarks>
/// Hart (1968), "The condensed nearest neighbor rule", IEEE Transactions on Information Theory 14, 515–516. A store begins with all rows of the classes that
/// are not condensed (in the paper: with one row) and one row, drawn at random, of each that is. The other rows pass in random order; one whose nearest
/// stored row is of another class is stored at once. Passes repeat until one stores nothing. Of several equally near rows the first counts.
/// <para>
/// Rows are looked up in blocks: a blocked search over what was stored before the block, then one row after the other over what the block itself has stored,
/// so the order is the paper's and the cores are used. O(n s d) for a store of s rows.
/// </para>
/// </remarks>
public sealed class CondensedNearestNeighbor(CondensedNearestNeighborOptions? options = null) : IResampler
{
    private const string Name = "Condensed nearest neighbour";
    private const int RowsPerBlock = 1024;
    private readonly CondensedNearestNeighborOptions _options = (options ?? new()).Validated();

    /// <inheritdoc/>
    public FeatureUse FeatureUse => FeatureUse.NumericAndNominal;

    /// <inheritdoc/>
    public ResampledRows Resample(ResamplingInput input, RunContext run)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(run);
        var condensed = _options.CondensedClasses.Of(input);
        var space = FeatureSpace.Of(input, _options.FeatureScaling, Name, run);
        var store = new Store(space, input.Classes);
        var waiting = new List<int>();                                // in random order
        foreach (var (c, members) in input.RowsByClass().Index().Where(p => p.Item.Length > 0))
        {
            int[] order = [.. members];
            if (condensed[c])
                run.Random.Fork(Name).Fork(input.ClassNames[c]).Shuffle(order.AsSpan());
            foreach (int row in condensed[c] ? order[..1] : order)
                store.Add(row);
            if (condensed[c])
                waiting.AddRange(order[1..]);
        }

        int[] queue = [.. waiting];
        run.Random.Fork(Name).Fork("order").Shuffle(queue.AsSpan());
        int pass = 0, before;
        do
        {
            before = store.Count;
            for (int start = 0; start < queue.Length; start += RowsPerBlock)
            {
                store.AddMisclassified(queue.AsSpan(start, Math.Min(RowsPerBlock, queue.Length - start)), run);
                run.Step(Name, start, queue.Length);
            }

            queue = [.. queue.Where(row => !store.Holds(row))];
            pass++;
        }
        while (store.Count > before);

        run.Info($"{Name}: {store.Count} of {input.X.Rows} rows stored in {pass} passes.");
        return KeptRows.Without(input, [.. Enumerable.Range(0, input.X.Rows).Select(row => !store.Holds(row))], Name);
    }

    /// <summary>The stored rows, and for every other row the nearest of those it has been compared with.</summary>
    private sealed class Store(NeighborSpace space, int[] classes)
    {
        private readonly List<int> _rows = [];                        // in the order in which they were stored
        private readonly bool[] _holds = new bool[space.Count];
        private readonly int[] _compared = new int[space.Count];      // how many stored rows a row has been compared with
        private readonly int[] _nearest = [.. Enumerable.Repeat(int.MaxValue, space.Count)];
        private readonly double[] _distances = [.. Enumerable.Repeat(double.PositiveInfinity, space.Count)];

        public int Count => _rows.Count;

        public bool Holds(int row) => _holds[row];

        public void Add(int row)
        {
            _rows.Add(row);
            _holds[row] = true;
        }

        /// <summary>Stores, one after the other, the rows that the rows stored so far misclassify.</summary>
        public void AddMisclassified(ReadOnlySpan<int> rows, RunContext run)
        {
            foreach (var group in rows.ToArray().GroupBy(row => _compared[row]))   // a queue gets shorter, so a block can hold rows of two old blocks
                Compare([.. group], _rows[group.Key..], run);

            int first = Count;
            foreach (int row in rows)
            {
                for (int i = first; i < Count; i++)
                    Consider(row, _rows[i], space.SquaredDistance(row, _rows[i]));
                _compared[row] = Count;
                if (classes[_nearest[row]] != classes[row])
                    Add(row);
            }
        }

        private void Compare(int[] rows, List<int> stored, RunContext run)
        {
            if (stored.Count == 0)
                return;
            var found = NearestNeighbors.Find(space, rows, stored, 1, run);
            for (int i = 0; i < rows.Length; i++)
                Consider(rows[i], found[i][0], found.SquaredDistances(i)[0]);
        }

        private void Consider(int row, int stored, double distance)
        {
            if (distance < _distances[row] || (distance == _distances[row] && stored < _nearest[row]))
                (_nearest[row], _distances[row]) = (stored, distance);
        }
    }
}
