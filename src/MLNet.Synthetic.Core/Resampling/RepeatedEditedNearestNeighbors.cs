// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Repeated edited nearest neighbours: ENN on what is left, again and again, until it drops nothing.</summary>
/// <remarks>
/// Tomek (1976), "An experiment with the edited nearest-neighbor rule", IEEE Transactions on Systems, Man, and Cybernetics 6, 448–452: unlimited repetition
/// of Wilson's rule. The neighbours of a row change only when one of them has gone, so from the second round on only such rows are searched for again; the
/// outcome is the same. Rounds stop before fewer rows are left than a vote needs.
/// </remarks>
public sealed class RepeatedEditedNearestNeighbors(RepeatedEditedNearestNeighborsOptions? options = null) : IResampler
{
    private const string Name = "Repeated edited nearest neighbours";
    private readonly RepeatedEditedNearestNeighborsOptions _options = (options ?? new()).Validated();

    /// <inheritdoc/>
    public FeatureUse FeatureUse => FeatureUse.NumericAndNominal;

    /// <inheritdoc/>
    public ResampledRows Resample(ResamplingInput input, RunContext run)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(run);
        int k = _options.Neighbors;
        int[] edited = _options.CleanedClasses.RowsOf(input);         // (m)
        Surroundings.RequireRows(input, k, nameof(_options.Neighbors), Name);
        var space = FeatureSpace.Of(input, _options.FeatureScaling, Name, run);
        var vote = new NeighborVote(input.Classes, input.ClassNames.Count, _options.Agreement);

        var dropped = new bool[input.X.Rows];
        var neighbors = new int[checked(edited.Length * k)];          // (m × k): the nearest rows that are left
        int[] present = [.. Enumerable.Range(0, input.X.Rows)];
        int[] pending = [.. Enumerable.Range(0, edited.Length)];      // places in edited whose neighbours must be found
        int round = 0;
        while (pending.Length > 0 && round < _options.MaxIterations && present.Length > k)
        {
            var nearest = NearestNeighbors.Find(space, Array.ConvertAll(pending, place => edited[place]), present, k, run);
            for (int i = 0; i < pending.Length; i++)
                nearest[i].CopyTo(neighbors.AsSpan(pending[i] * k, k));

            foreach (int place in pending)                            // all votes are cast on the neighbours of this round
                dropped[edited[place]] = !vote.Confirms(input.Classes[edited[place]], neighbors.AsSpan(place * k, k));
            present = [.. present.Where(row => !dropped[row])];
            pending = [.. Enumerable.Range(0, edited.Length).Where(place => !dropped[edited[place]] && AnyDropped(neighbors.AsSpan(place * k, k), dropped))];
            run.Step(Name, ++round, _options.MaxIterations);
        }

        run.Info($"{Name}: {round} rounds.");
        return KeptRows.Without(input, dropped, Name);
    }

    private static bool AnyDropped(ReadOnlySpan<int> neighbors, bool[] dropped)
    {
        foreach (int neighbor in neighbors)
        {
            if (dropped[neighbor])
                return true;
        }

        return false;
    }
}
