// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>What algorithms for rare numeric labels share: the bumps, what each shall have, and room for the rows that the rare ones gain.</summary>
internal static class RareLabels
{
    private const int RowsPerChunk = 2048;                            // the unit of randomness: changing it changes every result

    /// <summary>Writes the features of a new row, (d), and returns its label.</summary>
    /// <param name="member">Place in the bump of the row it grows from.</param>
    /// <param name="random">The stream of the chunk of new rows that holds it.</param>
    /// <param name="row">Its features, (d), to be filled.</param>
    public delegate double Grow(int member, Rng random, Span<double> row);

    /// <summary>Thins the normal bumps at random and grows the rare ones.</summary>
    /// <param name="algorithm">Name of the algorithm.</param>
    /// <param name="input">Rows with a numeric label.</param>
    /// <param name="options">What is rare, and how much of it is wanted.</param>
    /// <param name="run">Randomness, messages, threads.</param>
    /// <param name="growOf">How a bump grows.</param>
    public static ResampledRows Resample(string algorithm, ResamplingInput input, RareLabelOptions options, RunContext run, Func<RareBump, Grow> growOf)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(run);
        double[] labels = input.Target ?? throw new ArgumentException($"{algorithm} resamples a numeric label, but this input holds classes.", nameof(input));
        if (labels.Length == 0)
            throw new SyntheticDataException("There are no rows to resample.");
        if (input.X.Columns == 0)
            throw new SyntheticDataException($"{algorithm} has no feature columns to work on. Name some in {nameof(ResamplingOptions.FeatureColumnNames)}.");

        var bumps = Bump.Split(labels, options.Relevance.For(labels), options.RelevanceThreshold);
        RequireRareAndNormal(bumps, labels.Length, options);
        int[] wanted = Wanted(algorithm, bumps, options, run);
        run.Info($"{algorithm}: {string.Join(", ", bumps.Select((b, i) => $"{b}: {b.Rows.Length} → {wanted[i]} rows"))}.");

        var rows = new Growth(algorithm, bumps.Where(b => b.IsRare).Sum(b => wanted[b.Number] - b.Rows.Length), input.X.Columns, run);
        var scales = FeatureScales.Of(input, options.FeatureScaling, run);
        foreach (var bump in bumps.Where(b => wanted[b.Number] > b.Rows.Length))
            rows.Add(bump, wanted[bump.Number] - bump.Rows.Length, growOf(RareBump.Of(input, bump, scales, options.Neighbors, run)));
        return rows.ToResampledRows(Kept(algorithm, bumps, wanted, run));
    }

    private static void RequireRareAndNormal(Bump[] bumps, int rows, RareLabelOptions options)
    {
        if (bumps.Length > 1)
            return;
        var only = bumps[0];
        throw new SyntheticDataException(FormattableString.Invariant(
            $"All {rows} labels, {only.Lowest} to {only.Highest}, are {(only.IsRare ? "rare" : "normal")}: their relevance under {options.Relevance} is {(only.IsRare ? "at least" : "below")} {options.RelevanceThreshold}. ") +
            $"{(only.IsRare ? "Raise" : "Lower")} {nameof(RareLabelOptions.RelevanceThreshold)}, or say what is rare with {nameof(Relevance)}.{nameof(Relevance.Through)}.");
    }

    /// <summary>Rows wanted of each bump; those of one row cannot grow.</summary>
    private static int[] Wanted(string algorithm, Bump[] bumps, RareLabelOptions options, RunContext run)
    {
        if (bumps.Where(b => b.IsRare).All(b => b.Rows.Length == 1))
        {
            throw new SyntheticDataException(
                $"{algorithm} grows new rows between two rare rows of neighbouring labels, but every rare range has one row only: {string.Join(", ", bumps.Where(b => b.IsRare).Select(b => b.ToString()))}. " +
                $"Lower {nameof(RareLabelOptions.RelevanceThreshold)}, or say what is rare with {nameof(Relevance)}.{nameof(Relevance.Through)}.");
        }

        int[] wanted = options.BumpStrategy.Wanted(bumps);
        foreach (var bump in bumps.Where(b => b.IsRare && wanted[b.Number] > b.Rows.Length && b.Rows.Length <= options.Neighbors))
        {
            if (bump.Rows.Length == 1)
            {
                wanted[bump.Number] = 1;
                run.Warn($"{algorithm}: the {bump} are one row, which has no neighbour to grow towards: it stays as it is. Leave that end out with {nameof(Relevance)}.{nameof(Relevance.BoxPlot)}, or widen what is rare.");
            }
            else
            {
                run.Warn($"{algorithm}: the {bump} are {bump.Rows.Length} rows, so {wanted[bump.Number] - bump.Rows.Length} new ones grow between neighbours of which there are {bump.Rows.Length - 1} instead of {options.Neighbors}.");
            }
        }

        return wanted;
    }

    /// <summary>The rows that stay, ascending; null: all.</summary>
    private static int[]? Kept(string algorithm, Bump[] bumps, int[] wanted, RunContext run)
    {
        if (bumps.All(b => wanted[b.Number] >= b.Rows.Length))
            return null;
        var kept = new List<int>();
        foreach (var bump in bumps)
        {
            int[] rows = [.. bump.Rows];
            if (wanted[bump.Number] < rows.Length)
            {
                run.Random.Fork(algorithm).Fork("normal").Fork(bump.Number).Shuffle(rows.AsSpan());
                rows = rows[..wanted[bump.Number]];
            }

            kept.AddRange(rows);
        }

        kept.Sort();
        return [.. kept];
    }

    /// <summary>Room for the new rows, filled bump by bump and in parallel.</summary>
    private sealed class Growth(string algorithm, int total, int columns, RunContext run)
    {
        private readonly int[] _sources = new int[total];
        private readonly double[] _labels = new double[total];
        private readonly Matrix _values = Matrix.Uninitialized(total, columns);
        private int _count;

        /// <summary>Adds rows to a bump: each of its rows, in random order, is the source of as many as any other, or one more.</summary>
        public void Add(Bump bump, int missing, Grow grow)
        {
            var stream = run.Random.Fork(algorithm).Fork("rare").Fork(bump.Number);
            int[] order = [.. Enumerable.Range(0, bump.Rows.Length)];
            stream.Fork("order").Shuffle(order.AsSpan());
            int first = _count;
            run.ForChunks(missing, RowsPerChunk, (chunk, start, end) =>
            {
                var random = stream.Fork(chunk);
                for (int i = start; i < end; i++)
                {
                    int member = order[i % order.Length];
                    _sources[first + i] = bump.Rows[member];
                    _labels[first + i] = grow(member, random, _values[first + i]);
                }
            });
            _count += missing;
            run.Step(algorithm, _count, total);
        }

        public ResampledRows ToResampledRows(int[]? kept) => new(kept, _sources, classes: [], _values, _labels);
    }
}
