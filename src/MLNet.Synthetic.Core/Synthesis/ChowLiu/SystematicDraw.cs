// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Draws for all rows of a block together: rows that draw from one distribution take evenly spaced quantiles of it, in random order.</summary>
/// <remarks>Madow, Madow (1944), "On the theory of systematic sampling", Ann. Math. Stat. 15(1). Each row still has the distribution; the counts of a group have hardly any noise.</remarks>
/// <param name="rows">Rows of the block.</param>
/// <param name="random">The stream to draw from.</param>
internal sealed class SystematicDraw(int rows, Rng random)
{
    /// <summary>An outcome for each row, (rows).</summary>
    /// <param name="groups">Which distribution each row draws from, (rows).</param>
    /// <param name="distributions">Probabilities of the outcomes of each group, (groups)(outcomes), summing to about 1.</param>
    public int[] Next(int[] groups, float[][] distributions)
    {
        var outcomes = new int[rows];
        foreach (var (group, members) in ByGroup(groups, distributions.Length))
        {
            float[] shares = distributions[group];
            double sum = 0, shift = random.NextDouble();
            foreach (float share in shares)
                sum += share;
            int outcome = 0, last = Array.FindLastIndex(shares, s => s > 0);
            double until = shares[0];
            for (int i = 0; i < members.Count; i++)
            {
                double u = (i + shift) / members.Count * sum;
                while (outcome < last && u >= until)
                    until += shares[++outcome];
                outcomes[members[i]] = outcome;
            }
        }

        return outcomes;
    }

    /// <summary>Evenly spaced places in [0, 1) for the rows of each group, (rows).</summary>
    public double[] Places(int[] groups, int count)
    {
        var places = new double[rows];
        foreach (var (_, members) in ByGroup(groups, count))
        {
            double shift = random.NextDouble();
            for (int i = 0; i < members.Count; i++)
                places[members[i]] = (i + shift) / members.Count;
        }

        return places;
    }

    /// <summary>The rows of each group that has any, in random order.</summary>
    private IEnumerable<(int Group, ArraySegment<int> Members)> ByGroup(int[] groups, int count)
    {
        int[] shuffled = [.. Enumerable.Range(0, rows)], sorted = new int[rows];
        random.Shuffle(shuffled.AsSpan());
        var ends = new int[count];
        foreach (int group in groups)
            ends[group]++;
        for (int group = 1; group < count; group++)
            ends[group] += ends[group - 1];
        for (int i = rows - 1; i >= 0; i--)
            sorted[--ends[groups[shuffled[i]]]] = shuffled[i];        // ends are starts now
        for (int group = 0; group < count; group++)
        {
            int end = group + 1 < count ? ends[group + 1] : rows;
            if (end > ends[group])
                yield return (group, new(sorted, ends[group], end - ends[group]));
        }
    }
}
