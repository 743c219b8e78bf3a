// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>The outcome of an algorithm that only drops rows.</summary>
internal static class KeptRows
{
    /// <summary>The rows that are not dropped.</summary>
    /// <param name="input">Labelled rows, (n).</param>
    /// <param name="dropped">Whether each row goes, (n).</param>
    /// <param name="algorithm">Name for the message.</param>
    /// <exception cref="SyntheticDataException">A class would lose all its rows.</exception>
    public static ResampledRows Without(ResamplingInput input, bool[] dropped, string algorithm)
    {
        int[] kept = [.. Enumerable.Range(0, dropped.Length).Where(i => !dropped[i])];
        RequireEveryClass(input, kept, algorithm);
        return new(kept, [], [], null);
    }

    private static void RequireEveryClass(ResamplingInput input, int[] kept, string algorithm)
    {
        var remains = new bool[input.ClassNames.Count];
        foreach (int row in kept)
            remains[input.Classes[row]] = true;
        int gone = Array.FindIndex(input.Classes, c => !remains[c]);
        if (gone < 0)
            return;
        int lost = input.Classes[gone];
        throw new SyntheticDataException(
            $"{algorithm} would remove all {input.Classes.Count(c => c == lost)} rows of class '{input.ClassNames[lost]}': each of them lies among rows of other classes. " +
            "Clean other classes only, oversample this one first, or use a method that keeps a number of rows.");
    }
}
