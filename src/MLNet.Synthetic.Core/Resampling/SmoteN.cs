// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>SMOTE-N: SMOTE for rows of categories only.</summary>
/// <remarks>
/// Chawla, Bowyer, Hall, Kegelmeyer (2002), "SMOTE: Synthetic Minority Over-sampling Technique", JAIR 16, section 6.2. Rows are compared by the value
/// difference metric (<see cref="ValueDifferenceSpace"/>): two categories are alike when the classes are distributed alike in them. A new row takes in each
/// column the value most frequent among a row of the class and its k nearest rows of the class, ties broken at random; rows are used in turn. A missing
/// cell counts as a category of its own. O(m² d) for a class of m rows, with memory for one number per category and class.
/// </remarks>
public sealed class SmoteN(SmoteNOptions? options = null) : IResampler
{
    private const string Name = "SMOTE-N";
    private readonly SmoteNOptions _options = (options ?? new()).Validated();

    /// <inheritdoc/>
    public FeatureUse FeatureUse => FeatureUse.NumericAndNominal;

    /// <inheritdoc/>
    public ResampledRows Resample(ResamplingInput input, RunContext run)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(run);
        input.RequireFeatures(Name);
        if (input.ColumnsOf(FeatureKind.Numeric) is [int number, ..])
        {
            throw new SyntheticDataException(
                $"{Name} takes nominal columns only, but '{input.FeatureNames[number]}' is numeric. Use SMOTE-NC, or name the column in {nameof(ResamplingOptions.CategoricalColumnNames)} if it holds codes.");
        }

        var shortfalls = _options.SamplingStrategy.ShortfallsWithNeighbors(input, _options.Neighbors, Name);

        var x = input.X;
        var differences = new ValueDifferences(x, input.Classes, input.ClassNames.Count);
        var rows = new NewRows(shortfalls, x.Columns);
        foreach (var shortfall in shortfalls)
        {
            int[] members = shortfall.Members;                        // (m)
            var nearest = NearestNeighbors.Find(new ValueDifferenceSpace(x, members, differences), _options.Neighbors, run);
            int[] order = NewRows.DealOrder(shortfall, Name, run);
            rows.Add(Name, shortfall, run, (number, random, row)
                => Grow(x, members, order[number % order.Length], nearest, random, row));
        }

        return rows.ToResampledRows();
    }

    private static int Grow(Matrix x, int[] members, int at, NearestNeighbors nearest, Rng random, Span<double> row)
    {
        const double MissingVote = -1;
        var neighbors = nearest[at];                                  // (k)
        Span<double> votes = neighbors.Length < 256 ? stackalloc double[neighbors.Length + 1] : new double[neighbors.Length + 1];
        for (int j = 0; j < row.Length; j++)
        {
            votes[0] = Vote(members[at]);
            for (int i = 0; i < neighbors.Length; i++)
                votes[i + 1] = Vote(members[neighbors[i]]);
            double winner = MajorityVote.Of(votes, random);
            row[j] = winner == MissingVote ? double.NaN : winner;

            double Vote(int member) => double.IsNaN(x[member, j]) ? MissingVote : x[member, j];
        }

        return members[at];
    }
}
