// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>SMOTE-NC: SMOTE for rows of numbers and categories.</summary>
/// <remarks>
/// Chawla, Bowyer, Hall, Kegelmeyer (2002), "SMOTE: Synthetic Minority Over-sampling Technique", JAIR 16, section 6.1.
/// Two rows that differ in a nominal column are farther apart by Med, the median of the standard deviations (divisor m) of the numeric columns in the
/// class that grows: d² = Σ (aⱼ − bⱼ)² + Med² · #{nominal columns that differ}. A new row interpolates the numbers between a row and one of its k nearest
/// rows of the class, and takes in each nominal column the value most frequent among the k neighbours, ties broken at random. O(m² d), with
/// memory for the codes only: categories are never spread over indicator columns.
/// <para>
/// Beyond the paper: numbers are brought to one scale first (<see cref="SmoteNcOptions.FeatureScaling"/>); distances run over the cells that both rows
/// have, enlarged to all columns; a cell missing in the source row stays missing, one missing in the neighbour is copied from the source row.
/// </para>
/// </remarks>
public sealed class SmoteNc(SmoteNcOptions? options = null) : IResampler
{
    private const string Name = "SMOTE-NC";
    private readonly SmoteNcOptions _options = (options ?? new()).Validated();

    /// <inheritdoc/>
    public FeatureUse FeatureUse => FeatureUse.NumericAndNominal;

    /// <inheritdoc/>
    public ResampledRows Resample(ResamplingInput input, RunContext run)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(run);
        input.RequireFeatures(Name);
        int[] numeric = input.ColumnsOf(FeatureKind.Numeric), nominal = input.ColumnsOf(FeatureKind.Nominal);
        if (numeric.Length == 0)
        {
            throw new SyntheticDataException(
                $"{Name} needs a numeric column to measure the weight of nominal ones, but all {nominal.Length} features are nominal. Use SMOTE-N.");
        }

        var shortfalls = _options.SamplingStrategy.ShortfallsWithNeighbors(input, _options.Neighbors, Name);

        var scales = FeatureScales.Of(input, _options.FeatureScaling, run);
        var rows = new NewRows(shortfalls, input.X.Columns);
        foreach (var shortfall in shortfalls)
        {
            double median = MedianDeviation(input, shortfall.Members, scales, run);
            if (median == 0 && nominal.Length > 0)
                run.Warn($"{Name}: in class '{shortfall.Name}' most numeric columns are constant, so the median of their deviations is 0 and nominal columns do not count in its distances.");

            var space = new MixedSpace(input.X, shortfall.Members, scales, input.Kinds, median);
            var nearest = NearestNeighbors.Find(space, _options.Neighbors, run);
            int[] order = NewRows.DealOrder(shortfall, Name, run);
            rows.Add(Name, shortfall, run, (number, random, row)
                => Grow(input.X, shortfall.Members, order[number % order.Length], nearest, numeric, nominal, random, row));
        }

        return rows.ToResampledRows();
    }

    /// <summary>The median of the standard deviations of the numeric columns over some rows, in scaled units.</summary>
    internal static double MedianDeviation(ResamplingInput input, int[] rows, double[] scales, RunContext run)
    {
        var deviations = FeatureScales.Deviations(input.X, rows, run);
        double[] scaled = [.. input.ColumnsOf(FeatureKind.Numeric).Select(j => deviations[j] / scales[j]).Order()];
        int middle = scaled.Length / 2;
        return scaled.Length % 2 == 1 ? scaled[middle] : (scaled[middle - 1] + scaled[middle]) / 2;
    }

    private static int Grow(
        Matrix x, int[] members, int at, NearestNeighbors nearest, int[] numeric, int[] nominal, Rng random, Span<double> row)
    {
        var neighbors = nearest[at];                                  // (k)
        var a = x[members[at]];
        var b = x[members[neighbors[random.Next(neighbors.Length)]]];
        double u = random.NextDouble();

        foreach (int j in numeric)
            row[j] = double.IsNaN(b[j]) ? a[j] : a[j] + u * (b[j] - a[j]);

        Span<double> votes = neighbors.Length <= 256 ? stackalloc double[neighbors.Length] : new double[neighbors.Length];
        foreach (int j in nominal)
        {
            int count = 0;
            foreach (int neighbor in neighbors)
            {
                double code = x[members[neighbor], j];
                if (!double.IsNaN(code))
                    votes[count++] = code;
            }

            row[j] = double.IsNaN(a[j]) || count == 0 ? a[j] : MajorityVote.Of(votes[..count], random);
        }

        return members[at];
    }
}
