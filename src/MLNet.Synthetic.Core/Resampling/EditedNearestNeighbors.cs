// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Edited nearest neighbours (ENN): drops rows that their nearest rows would put into another class.</summary>
/// <remarks>
/// Wilson (1972), "Asymptotic properties of nearest neighbor rules using edited data", IEEE Transactions on Systems, Man, and Cybernetics 2, 408–421.
/// Every row is classified by its k = 3 nearest other rows, all rows present; those misclassified go, together. In the paper all classes are edited; here
/// those that <see cref="EditedNearestNeighborsOptions.CleanedClasses"/> selects, and neighbours are searched for their rows only: O(m n d) for m such rows.
/// A tie of the vote keeps the row. imbalanced-learn's default is the stricter <see cref="NeighborAgreement.All"/>.
/// </remarks>
public sealed class EditedNearestNeighbors(EditedNearestNeighborsOptions? options = null) : IResampler
{
    private const string Name = "Edited nearest neighbours";
    private readonly EditedNearestNeighborsOptions _options = (options ?? new()).Validated();

    /// <inheritdoc/>
    public FeatureUse FeatureUse => FeatureUse.NumericAndNominal;

    /// <inheritdoc/>
    public ResampledRows Resample(ResamplingInput input, RunContext run)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(run);
        int[] edited = _options.CleanedClasses.RowsOf(input);         // (m)
        return Editing.Drop(
            input, edited, fewestVoters: _options.Neighbors, _options.Neighbors, _options.Agreement, _options.FeatureScaling, Name, run);
    }
}
