// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>The most frequent of a few codes.</summary>
internal static class MajorityVote
{
    /// <summary>The most frequent code; of several equally frequent ones each with the same chance.</summary>
    /// <param name="codes">At least one code; reordered.</param>
    /// <param name="random">Breaks ties; drawn from only when there are any.</param>
    public static double Of(Span<double> codes, Rng random)
    {
        codes.Sort();
        double winner = codes[0];
        int most = 0, tied = 0;
        for (int start = 0, end; start < codes.Length; start = end)
        {
            for (end = start + 1; end < codes.Length && codes[end] == codes[start];)
                end++;
            if (end - start > most)
                (winner, most, tied) = (codes[start], end - start, 1);
            else if (end - start == most && random.Next(++tied) == 0)  // the t-th of the tied codes takes the place with chance 1/t
                winner = codes[start];
        }

        return winner;
    }
}
