// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Neighbourhood cleaning rule (NCL): ENN on all classes but one, and the rows that make that one misclassified.</summary>
/// <remarks>
/// Laurikkala (2001), "Improving identification of difficult small classes by balancing class distribution", AIME 2001, LNCS 2101, 63–66. C is the class
/// of interest and keeps all its rows. A₁: rows of other classes that their k = 3 nearest other rows misclassify (Wilson's rule). A₂: for every row of C that its
/// k nearest rows misclassify, those of them that are of a class with more than ½|C| rows. A₁ and A₂ go together. Distances are those of
/// <see cref="MixedSpace"/>, not the paper's HVDM. A tie of a vote counts as classified rightly. O(n² d).
/// </remarks>
public sealed class NeighborhoodCleaningRule(NeighborhoodCleaningRuleOptions? options = null) : IResampler
{
    private const string Name = "Neighbourhood cleaning rule";
    private readonly NeighborhoodCleaningRuleOptions _options = (options ?? new()).Validated();

    /// <inheritdoc/>
    public FeatureUse FeatureUse => FeatureUse.NumericAndNominal;

    /// <inheritdoc/>
    public ResampledRows Resample(ResamplingInput input, RunContext run)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(run);
        var counts = ClassCounts.Of(input);
        string interest = _options.ClassOfInterest ?? counts.Smallest;
        counts.Require(interest, nameof(_options.ClassOfInterest));
        Surroundings.RequireRows(input, _options.Neighbors, nameof(_options.Neighbors), Name);
        double least = _options.LeastShare * counts.ByName[interest];

        var space = FeatureSpace.Of(input, _options.FeatureScaling, Name, run);
        var nearest = NearestNeighbors.Find(space, _options.Neighbors, run);
        var vote = new NeighborVote(input.Classes, input.ClassNames.Count, NeighborAgreement.Majority);
        var dropped = new bool[input.X.Rows];
        for (int row = 0; row < dropped.Length; row++)
        {
            int own = input.Classes[row];
            if (vote.Confirms(own, nearest[row]))
                continue;
            if (input.ClassNames[own] != interest)
            {
                dropped[row] = true;                                  // A₁
                continue;
            }

            foreach (int neighbor in nearest[row])                    // A₂
            {
                string name = input.ClassNames[input.Classes[neighbor]];
                dropped[neighbor] |= name != interest && counts.ByName[name] > least;
            }
        }

        run.Step(Name, 1, 1);
        return KeptRows.Without(input, dropped, Name);
    }
}
