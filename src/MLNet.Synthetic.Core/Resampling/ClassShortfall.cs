// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>A class that has to grow.</summary>
/// <param name="Class">Class code.</param>
/// <param name="Name">Class name.</param>
/// <param name="Members">Numbers of its rows, ascending, (m).</param>
/// <param name="Missing">Rows to add, &gt; 0.</param>
public sealed record ClassShortfall(int Class, string Name, int[] Members, int Missing)
{
    /// <summary>Checks that every row of the class has enough neighbours of its own class.</summary>
    /// <param name="neighbors">Neighbours wanted, k.</param>
    /// <param name="algorithm">Name for the message.</param>
    /// <exception cref="SyntheticDataException">The class has k rows or fewer.</exception>
    public void RequireNeighbors(int neighbors, string algorithm)
    {
        if (Members.Length > neighbors)
            return;
        string cure = Members.Length < 2
            ? "A class of one row has no neighbours: use random oversampling for it, or collect more rows."
            : $"Lower Neighbors to at most {Members.Length - 1}, or use random oversampling.";
        throw new SyntheticDataException(
            $"{algorithm} with Neighbors = {neighbors} needs more than {neighbors} rows of every class that grows, but class '{Name}' has {Members.Length}. {cure}");
    }
}
