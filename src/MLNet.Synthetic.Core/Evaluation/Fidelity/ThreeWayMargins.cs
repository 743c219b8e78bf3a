// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>How alike the joint distributions of three columns are: 1 − total variation distance, mean over triples.</summary>
/// <remarks>Numbers are cut at the deciles of the training rows; of categories the ten most frequent of the training rows stay apart; a missing value is a category.</remarks>
internal static class ThreeWayMargins
{
    private const int MostTriples = 100;

    /// <summary>The mean and how many triples it is of; null: fewer than three columns.</summary>
    public static (Replicated Similarity, string Note)? Measure(ComparedColumn[] columns, BootstrapWeights bootstrap, RunContext run)
    {
        if (columns.Length < 3)
            return null;
        long all = (long)columns.Length * (columns.Length - 1) * (columns.Length - 2) / 6;
        var triples = Triples(columns.Length, all, run.Random.Fork("triples"));
        var coarse = Array.ConvertAll(columns, c => c.Coarse());
        var measured = new Replicated[triples.Length];
        run.ForChunks(triples.Length, 1, (_, k, _) =>
        {
            var (a, b, c) = triples[k];
            var pair = CrossTable.Of(coarse[a].Codes, coarse[a].Levels, coarse[b].Codes, coarse[b].Levels);
            var table = CrossTable.Of(pair.Cells, pair.Count, coarse[c].Codes, coarse[c].Levels);
            double[] train = table.Shares(ComparedColumn.Train);
            measured[k] = Replicated.Of(bootstrap, (t, w) => CrossTable.Overlap(train, w is null ? table.Shares(t) : table.Shares(t, w)));
        });
        return (Replicated.Mean(measured)!, triples.Length < all ? $"{triples.Length:N0} of {all:N0} triples of columns, drawn at random." : $"All {all:N0} triples of columns.");
    }

    private static (int, int, int)[] Triples(int columns, long all, Rng random)
    {
        var triples = new SortedSet<(int, int, int)>();
        if (all <= MostTriples)
        {
            for (int a = 0; a < columns; a++)
            {
                for (int b = a + 1; b < columns; b++)
                {
                    for (int c = b + 1; c < columns; c++)
                        triples.Add((a, b, c));
                }
            }
        }

        while (triples.Count < Math.Min(all, MostTriples))
        {
            int[] three = [random.Next(columns), random.Next(columns), random.Next(columns)];
            Array.Sort(three);
            if (three[0] < three[1] && three[1] < three[2])
                triples.Add((three[0], three[1], three[2]));
        }

        return [.. triples];
    }
}
