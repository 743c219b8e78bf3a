// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>The figures of one column by itself, with bootstrap replicates.</summary>
/// <param name="Name">Name.</param>
/// <param name="Shape">KS complement of numbers, TV complement of categories; null: the training rows have no value.</param>
/// <param name="Missing">Similarity of the missing shares.</param>
/// <param name="Adherence">Share of values inside the range or among the categories of the training rows; null as above.</param>
/// <param name="Coverage">Share of that range or those categories that is reached; null as above, or a constant number.</param>
/// <remarks>Where compared rows have no value at all, their shape, adherence and coverage count as 0.</remarks>
internal sealed record ColumnScores(string Name, Replicated? Shape, Replicated Missing, Replicated? Adherence, Replicated? Coverage)
{
    public static ColumnScores[] Of(ComparedColumn[] columns, BootstrapWeights bootstrap, RunContext run)
    {
        var scores = new ColumnScores[columns.Length];
        run.ForChunks(columns.Length, 1, (_, c, _) => scores[c] = columns[c].Numbers is { } numbers ? OfNumbers(columns[c], numbers, bootstrap) : OfCodes(columns[c], bootstrap));
        return scores;
    }

    private static ColumnScores OfNumbers(ComparedColumn column, double[][] numbers, BootstrapWeights bootstrap)
    {
        double[] train = ColumnMetrics.Sorted(numbers[ComparedColumn.Train]);
        bool mayMiss = train.Length < numbers[ComparedColumn.Train].Length;
        var missing = MissingShare(numbers.Select(n => Array.ConvertAll(n, double.IsNaN)).ToArray(), bootstrap);
        if (train.Length == 0)
            return new(column.Name, null, missing, null, null);

        var steps = new Steps[] { null!, new(numbers[ComparedColumn.Synthetic], train), new(numbers[ComparedColumn.Holdout], train) };
        double low = train[0], high = train[^1];
        return new(
            column.Name,
            Replicated.Of(bootstrap, (t, w) => steps[t].KsComplement(w)),
            missing,
            Replicated.Of(bootstrap, (t, w) => ShareOf(numbers[t], w, v => v >= low && v <= high, v => !mayMiss || !double.IsNaN(v))),
            low == high ? null : Replicated.Of(bootstrap, (t, w) => steps[t].RangeCoverage(w, low, high)));
    }

    private static ColumnScores OfCodes(ComparedColumn column, BootstrapWeights bootstrap)
    {
        int[][] codes = column.Codes;
        double[] train = Shares(codes[ComparedColumn.Train], null, column.Levels, out int observed);
        bool mayMiss = observed < codes[ComparedColumn.Train].Length;
        var missing = MissingShare(codes.Select(c => Array.ConvertAll(c, code => code < 0)).ToArray(), bootstrap);
        if (observed == 0)
            return new(column.Name, null, missing, null, null);

        int known = train.Count(s => s > 0);
        return new(
            column.Name,
            Replicated.Of(bootstrap, (t, w) => Shares(codes[t], w, column.Levels, out int some) is var shares && some > 0 ? CrossTable.Overlap(train, shares) : 0),
            missing,
            Replicated.Of(bootstrap, (t, w) => ShareOf(codes[t], w, c => c < 0 ? mayMiss : train[c] > 0, _ => true)),
            Replicated.Of(bootstrap, (t, w) => (double)Shares(codes[t], w, column.Levels, out _).Zip(train).Count(s => s.First > 0 && s.Second > 0) / known));
    }

    private static Replicated MissingShare(bool[][] missing, BootstrapWeights bootstrap)
    {
        double real = ShareOf(missing[ComparedColumn.Train], null, m => m, _ => true);
        return Replicated.Of(bootstrap, (t, w) => 1 - Math.Abs(real - ShareOf(missing[t], w, m => m, _ => true)));
    }

    /// <summary>Share of the counted rows that are good; 0 where none is counted.</summary>
    private static double ShareOf<T>(T[] values, byte[]? weights, Func<T, bool> isGood, Func<T, bool> isCounted)
    {
        long good = 0, counted = 0;
        for (int i = 0; i < values.Length; i++)
        {
            int w = weights is null ? 1 : weights[i];
            counted += isCounted(values[i]) ? w : 0;
            good += isGood(values[i]) ? w : 0;
        }

        return counted == 0 ? 0 : (double)good / counted;
    }

    private static double[] Shares(int[] codes, byte[]? weights, int levels, out int observed)
    {
        var counts = new int[levels];
        observed = 0;
        for (int i = 0; i < codes.Length; i++)
        {
            if (codes[i] < 0)
                continue;
            int w = weights is null ? 1 : weights[i];
            counts[codes[i]] += w;
            observed += w;
        }

        double all = Math.Max(observed, 1);
        return Array.ConvertAll(counts, c => c / all);
    }

    /// <summary>The steps of the cumulative distribution of a sample, beside that of the training rows.</summary>
    private sealed class Steps
    {
        private readonly int[] _order;                                // rows with a value, ascending by it
        private readonly double[] _values;                            // their values
        private readonly double[] _below, _upTo;                      // share of training rows below each value, and at or below it

        public Steps(double[] values, double[] train)
        {
            _order = [.. Enumerable.Range(0, values.Length).Where(i => !double.IsNaN(values[i]))];
            _values = Array.ConvertAll(_order, i => values[i]);
            Array.Sort(_values, _order);
            (_below, _upTo) = (new double[_values.Length], new double[_values.Length]);
            int below = 0, upTo = 0;
            for (int i = 0; i < _values.Length; i++)
            {
                while (below < train.Length && train[below] < _values[i])
                    below++;
                while (upTo < train.Length && train[upTo] <= _values[i])
                    upTo++;
                (_below[i], _upTo[i]) = ((double)below / train.Length, (double)upTo / train.Length);
            }
        }

        public double KsComplement(byte[]? weights)
        {
            double total = Total(weights), passed = 0, distance = 0;
            if (total == 0)
                return 0;
            for (int start = 0; start < _values.Length;)
            {
                distance = Math.Max(distance, Math.Abs(_below[start] - passed / total));
                int end = start;
                for (; end < _values.Length && _values[end] == _values[start]; end++)
                    passed += weights is null ? 1 : weights[_order[end]];
                distance = Math.Max(distance, Math.Abs(_upTo[start] - passed / total));
                start = end;
            }

            return 1 - distance;
        }

        public double RangeCoverage(byte[]? weights, double low, double high)
        {
            int first = 0, last = _order.Length - 1;
            while (weights is not null && first <= last && weights[_order[first]] == 0)
                first++;
            while (weights is not null && first <= last && weights[_order[last]] == 0)
                last--;
            return first > last ? 0 : ColumnMetrics.RangeCoverage([low, high], [_values[first], _values[last]]) ?? 0;
        }

        private double Total(byte[]? weights)
        {
            double total = 0;
            foreach (int row in _order)
                total += weights is null ? 1 : weights[row];
            return total;
        }
    }
}
