// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Whether the neighbours of a row bear out its class.</summary>
internal sealed class NeighborVote(int[] classes, int classCount, NeighborAgreement agreement)
{
    /// <summary>Whether neighbours bear out a class. May be called from several threads.</summary>
    /// <param name="own">Class code of the row.</param>
    /// <param name="neighbors">Numbers of the rows that vote.</param>
    public bool Confirms(int own, ReadOnlySpan<int> neighbors)
    {
        if (agreement == NeighborAgreement.All)
        {
            foreach (int neighbor in neighbors)
            {
                if (classes[neighbor] != own)
                    return false;
            }

            return true;
        }

        Span<int> votes = classCount <= 256 ? stackalloc int[classCount] : new int[classCount];
        votes.Clear();
        int most = 0;
        foreach (int neighbor in neighbors)
            most = Math.Max(most, ++votes[classes[neighbor]]);
        return votes[own] == most;
    }
}
