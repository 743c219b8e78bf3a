// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Singling out: descriptions that fit exactly one synthetic row, tried on training rows.</summary>
/// <remarks>
/// Giomi et al. (2023), Anonymeter. A guess is right when it fits exactly one row. Univariate: a value that one synthetic row has, or one that lies beyond all others. Multivariate: three random
/// columns of a random synthetic row, categories equal and numbers at least or at most its own, away from the median. Training and holdout rows are as many, for a description fits one of many
/// rows more rarely.
/// </remarks>
internal sealed class SinglingOutAttack
{
    public const int ColumnsAtOnce = 3;
    private const int TriesPerGuess = 200, TriesPerRound = 256;
    private readonly Column[] _synthetic;
    private readonly int _rows;

    public SinglingOutAttack(Table synthetic) => (_synthetic, _rows) = (Columns(synthetic), synthetic.Count);

    /// <summary>Descriptions by one column, in random order.</summary>
    /// <param name="most">Most wanted.</param>
    /// <param name="random">Chooses among them.</param>
    public Condition[][] Univariate(int most, Rng random)
    {
        var found = new List<Condition[]>();
        for (int j = 0; j < _synthetic.Length; j++)
        {
            var counts = _synthetic[j].Values.GroupBy(v => v).Select(g => (Value: g.Key, Count: g.Count())).ToArray();
            found.AddRange(counts.Where(c => c.Count == 1).Select(c => new[] { new Condition(j, Comparison.Equal, c.Value) }));
            if (_synthetic[j].IsOrdered && counts.Any(c => !double.IsNaN(c.Value)))
            {
                found.Add([new(j, Comparison.AtMost, counts.Min(c => double.IsNaN(c.Value) ? double.PositiveInfinity : c.Value))]);
                found.Add([new(j, Comparison.AtLeast, counts.Max(c => double.IsNaN(c.Value) ? double.NegativeInfinity : c.Value))]);
            }
        }

        random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(found));
        return [.. found.Take(most)];
    }

    /// <summary>Descriptions by three columns, each of which fits exactly one synthetic row.</summary>
    /// <param name="most">Most wanted.</param>
    /// <param name="random">Draws rows and columns.</param>
    /// <param name="run">Threads, cancellation.</param>
    public Condition[][] Multivariate(int most, Rng random, RunContext run)
    {
        var found = new List<Condition[]>();
        var known = new HashSet<string>();
        for (int first = 0; first < most * TriesPerGuess && found.Count < most; first += TriesPerRound)
        {
            var tries = new Condition[TriesPerRound][];
            var unique = new bool[TriesPerRound];
            int from = first;
            run.ForChunks(TriesPerRound, 16, (_, start, end) =>
            {
                for (int i = start; i < end; i++)
                {
                    tries[i] = Describe(random.Fork(from + i), ColumnsAtOnce);
                    unique[i] = FitsOne(tries[i], _synthetic, _rows);
                }
            });
            found.AddRange(tries.Where((guess, i) => unique[i] && known.Add(string.Join("&", guess.OrderBy(c => c.Column)))));
        }

        return [.. found.Take(most)];
    }

    /// <summary>Descriptions by values of random synthetic rows, whether they fit one or not: the baseline.</summary>
    /// <param name="count">How many.</param>
    /// <param name="columns">Columns in each.</param>
    /// <param name="random">Draws them.</param>
    public Condition[][] AtRandom(int count, int columns, Rng random) => [.. Enumerable.Range(0, count).Select(i =>
    {
        var draw = random.Fork(i);
        return Describe(draw, columns).Select(c => _synthetic[c.Column].IsOrdered && !double.IsNaN(c.Value) ? c with { Comparison = (Comparison)draw.Next(3) } : c).ToArray();
    })];

    /// <summary>Whether each description fits exactly one row of a table.</summary>
    public static bool[] Try(Condition[][] guesses, Table table, RunContext run)
    {
        var columns = Columns(table);
        var right = new bool[guesses.Length];
        run.ForChunks(guesses.Length, 16, (_, start, end) =>
        {
            for (int i = start; i < end; i++)
                right[i] = FitsOne(guesses[i], columns, table.Count);
        });
        return right;
    }

    private Condition[] Describe(Rng random, int count)
    {
        int row = random.Next(_rows);
        int[] columns = RowSample.Draw(_synthetic.Length, count, random);
        return Array.ConvertAll(columns, j =>
        {
            double value = _synthetic[j].Values[row];
            var comparison = !_synthetic[j].IsOrdered || double.IsNaN(value) ? Comparison.Equal : value > _synthetic[j].Median ? Comparison.AtLeast : Comparison.AtMost;
            return new Condition(j, comparison, value);
        });
    }

    private static bool FitsOne(Condition[] guess, Column[] columns, int rows)
    {
        int fitting = 0;
        for (int i = 0; i < rows && fitting < 2; i++)
            fitting += Fits(guess, columns, i) ? 1 : 0;
        return fitting == 1;
    }

    private static bool Fits(Condition[] guess, Column[] columns, int row)
    {
        foreach (var condition in guess)
        {
            double value = columns[condition.Column].Values[row];
            bool fits = condition.Comparison switch
            {
                Comparison.AtMost => value <= condition.Value,
                Comparison.AtLeast => value >= condition.Value,
                _ => value.Equals(condition.Value),                   // missing equals missing
            };
            if (!fits)
                return false;
        }

        return true;
    }

    private static Column[] Columns(Table table) => [.. table.Columns.Select(c =>
    {
        double[] values = c is CategoryColumn categories ? Array.ConvertAll(categories.Codes, code => code < 0 ? double.NaN : code) : Cells.Numbers(c);
        double[] sorted = [.. values.Where(v => !double.IsNaN(v)).Order()];
        return new Column(values, c is not CategoryColumn, sorted.Length == 0 ? double.NaN : sorted.Quantile(0.5));
    })];

    /// <summary>How a cell is compared.</summary>
    internal enum Comparison
    {
        Equal,
        AtMost,
        AtLeast,
    }

    /// <summary>One part of a description.</summary>
    internal readonly record struct Condition(int Column, Comparison Comparison, double Value);

    private sealed record Column(double[] Values, bool IsOrdered, double Median);
}
