// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;
using System.Runtime.CompilerServices;

namespace MLNet.Synthetic;

/// <summary>Room for the new rows of an oversampler, filled class by class and in parallel.</summary>
internal sealed class NewRows
{
    private const int RowsPerChunk = 2048;                            // the unit of randomness: changing it changes every result
    private readonly int[] _sources, _classes;
    private readonly Matrix? _values;
    private int _count;

    /// <param name="shortfalls">The classes that grow.</param>
    /// <param name="columns">Number of features, d; null: the new rows are copies of their sources.</param>
    public NewRows(IReadOnlyList<ClassShortfall> shortfalls, int? columns)
    {
        long total = shortfalls.Sum(s => (long)s.Missing);
        if (total * Math.Max(1, columns ?? 1) > Array.MaxLength)
        {
            throw new SyntheticDataException(string.Create(CultureInfo.InvariantCulture,
                $"{total:N0} new rows of {columns ?? 1:N0} values are more than one table can hold ({Array.MaxLength:N0} values). Ask for fewer with {nameof(SamplingStrategy)}."));
        }

        (_sources, _classes) = (new int[total], new int[total]);
        _values = columns is int d ? Matrix.Uninitialized((int)total, d) : null;
    }

    /// <summary>Writes a new row of a class and returns the old row it grew from.</summary>
    /// <param name="number">Number of the new row within its class, from 0.</param>
    /// <param name="random">The stream of the chunk of new rows that holds it.</param>
    /// <param name="row">Its features, (d), to be filled; empty when new rows are copies.</param>
    public delegate int Grow(int number, Rng random, Span<double> row);

    /// <summary>Adds the rows that a class lacks.</summary>
    public void Add(string algorithm, ClassShortfall shortfall, RunContext run, Grow grow)
    {
        int first = _count;
        var stream = run.Random.Fork(algorithm).Fork(shortfall.Name);
        run.ForChunks(shortfall.Missing, RowsPerChunk, [MethodImpl(MethodImplOptions.AggressiveOptimization)] (chunk, start, end) =>
        {
            var random = stream.Fork(chunk);
            for (int i = start; i < end; i++)
                _sources[first + i] = grow(i, random, _values is null ? default : _values[first + i]);
        });
        _classes.AsSpan(first, shortfall.Missing).Fill(shortfall.Class);
        _count += shortfall.Missing;
        run.Step(algorithm, _count, _sources.Length);
    }

    /// <summary>All old rows stay; the new ones come behind them.</summary>
    public ResampledRows ToResampledRows() => new(kept: null, _sources, _classes, _values);

    /// <summary>Deals the members of a class out in turn, in random order: each is the source of as many new rows as any other, or one more.</summary>
    public static int[] DealOrder(ClassShortfall shortfall, string algorithm, RunContext run)
    {
        int[] order = [.. Enumerable.Range(0, shortfall.Members.Length)];
        run.Random.Fork(algorithm).Fork(shortfall.Name).Fork("order").Shuffle(order.AsSpan());
        return order;
    }
}
