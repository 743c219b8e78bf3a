// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Which classes the rows around a row are of.</summary>
internal static class Surroundings
{
    /// <summary>For each of some rows, how many of its m nearest rows are of another class than it, (rows).</summary>
    /// <param name="space">All rows, (n).</param>
    /// <param name="classes">Class code of each row, (n).</param>
    /// <param name="rows">The rows in question.</param>
    /// <param name="m">Nearest rows looked at, below n.</param>
    /// <param name="run">Threads, cancellation.</param>
    public static int[] OtherClasses(MixedSpace space, int[] classes, int[] rows, int m, RunContext run)
    {
        var nearest = NearestNeighbors.Find(space, rows, [.. Enumerable.Range(0, space.Count)], m, run);
        var others = new int[rows.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            foreach (int neighbor in nearest[i])
                others[i] += classes[neighbor] == classes[rows[i]] ? 0 : 1;
        }

        return others;
    }

    /// <summary>Checks that there are more than m rows, so that each has m others.</summary>
    /// <param name="input">The rows.</param>
    /// <param name="m">Nearest rows looked at.</param>
    /// <param name="option">Name of the option that sets it.</param>
    /// <param name="algorithm">Name for the message.</param>
    /// <exception cref="SyntheticDataException">There are m rows or fewer.</exception>
    public static void RequireRows(ResamplingInput input, int m, string option, string algorithm)
    {
        if (input.X.Rows > m)
            return;
        throw new SyntheticDataException(
            $"{algorithm} with {option} = {m} looks at the {m} rows nearest to a row, but there are only {input.X.Rows} rows in all. Lower {option} to at most {input.X.Rows - 1}.");
    }
}
