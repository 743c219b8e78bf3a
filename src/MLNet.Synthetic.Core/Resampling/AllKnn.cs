// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>All k-NN: drops rows that their nearest, or two nearest, or ... or k nearest rows would put into another class.</summary>
/// <remarks>
/// Tomek (1976), "An experiment with the edited nearest-neighbor rule", IEEE Transactions on Systems, Man, and Cybernetics 6, 448–452. For i = 1, ..., k the
/// i nearest other rows vote; a row misclassified by any of the votes is marked, and the marked rows go together at the end. As in the paper, and
/// unlike imbalanced-learn, which drops rows after each i, all votes see all rows: one search serves them. A tie of a vote keeps the row.
/// O(m n d) for m rows of the cleaned classes.
/// </remarks>
public sealed class AllKnn(AllKnnOptions? options = null) : IResampler
{
    private const string Name = "All k-NN";
    private readonly AllKnnOptions _options = (options ?? new()).Validated();

    /// <inheritdoc/>
    public FeatureUse FeatureUse => FeatureUse.NumericAndNominal;

    /// <inheritdoc/>
    public ResampledRows Resample(ResamplingInput input, RunContext run)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(run);
        int[] edited = _options.CleanedClasses.RowsOf(input);         // (m)
        return Editing.Drop(
            input, edited, fewestVoters: 1, _options.Neighbors, _options.Agreement, _options.FeatureScaling, Name, run);
    }
}
