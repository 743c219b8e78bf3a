// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>One round of editing: rows whose nearest rows do not bear out their class go, all votes cast on the full data.</summary>
internal static class Editing
{
    /// <summary>Drops the edited rows that a vote misclassifies: of the nearest row up to the k nearest, or of the k nearest alone.</summary>
    /// <param name="input">The rows.</param>
    /// <param name="edited">The rows that may go, (m).</param>
    /// <param name="fewestVoters">The smallest vote that counts, from 1 to <paramref name="neighbors"/>; every larger one up to that counts too.</param>
    /// <param name="neighbors">The largest vote, k.</param>
    /// <param name="agreement">When a vote bears out a class.</param>
    /// <param name="scaling">How distances are scaled.</param>
    /// <param name="algorithm">Name for messages.</param>
    /// <param name="run">Threads, progress, cancellation.</param>
    public static ResampledRows Drop(
        ResamplingInput input, int[] edited, int fewestVoters, int neighbors, NeighborAgreement agreement, FeatureScaling scaling, string algorithm, RunContext run)
    {
        Surroundings.RequireRows(input, neighbors, "Neighbors", algorithm);
        var space = FeatureSpace.Of(input, scaling, algorithm, run);
        int[] all = [.. Enumerable.Range(0, input.X.Rows)];
        var nearest = NearestNeighbors.Find(space, edited, all, neighbors, run);

        var vote = new NeighborVote(input.Classes, input.ClassNames.Count, agreement);
        var dropped = new bool[input.X.Rows];
        for (int i = 0; i < edited.Length; i++)
        {
            for (int voters = fewestVoters; voters <= neighbors; voters++)
                dropped[edited[i]] |= !vote.Confirms(input.Classes[edited[i]], nearest[i][..voters]);
        }

        run.Step(algorithm, 1, 1);
        return KeptRows.Without(input, dropped, algorithm);
    }
}
