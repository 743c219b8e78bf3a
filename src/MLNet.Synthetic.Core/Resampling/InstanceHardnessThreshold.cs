// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Instance hardness threshold: drops the rows of the large classes that are hardest to classify.</summary>
/// <remarks>
/// Smith, Martinez, Giraud-Carrier (2014), "An instance level analysis of data complexity", Machine Learning 95, 225–256. The hardness of a row is the chance
/// that classifiers get it wrong. The paper estimates it with nine learning algorithms; this library's algorithms have no classifier, so hardness is by default
/// kDN, the share of a row's k = 5 nearest other rows that are of another class, which of the paper's measures of why a row is hard correlates best with its
/// hardness. <see cref="InstanceHardnessThresholdOptions.Hardness"/> takes the estimate of a classifier of your own. The threshold is whatever leaves each class the rows that the
/// strategy wants; of equally hard rows at the threshold those that go are drawn at random. O(m n d) for m rows of the classes that shrink.
/// </remarks>
public sealed class InstanceHardnessThreshold(InstanceHardnessThresholdOptions? options = null) : IResampler
{
    private const string Name = "Instance hardness threshold";
    private readonly InstanceHardnessThresholdOptions _options = (options ?? new()).Validated();

    /// <inheritdoc/>
    public FeatureUse FeatureUse => FeatureUse.NumericAndNominal;

    /// <inheritdoc/>
    public ResampledRows Resample(ResamplingInput input, RunContext run)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(run);
        var surpluses = _options.UndersamplingStrategy.Surpluses(input);
        int[] rows = [.. surpluses.SelectMany(s => s.Members)];
        double[] hardness = _options.Hardness is null ? DisagreeingNeighbors(input, rows, run) : Checked(_options.Hardness(input), input.X.Rows);

        var dropped = new bool[input.X.Rows];
        foreach (var surplus in surpluses)
        {
            int[] order = [.. surplus.Members];
            run.Random.Fork(Name).Fork(surplus.Name).Shuffle(order.AsSpan());
            int[] easiestFirst = [.. order.OrderBy(row => hardness[row])];       // stable: equally hard rows stay in random order
            foreach (int row in easiestFirst[surplus.Wanted..])
                dropped[row] = true;
            run.Info($"{Name}: class '{surplus.Name}' keeps rows of hardness up to {hardness[easiestFirst[surplus.Wanted - 1]]:0.###}.");
            run.Step(Name, surplus.Class + 1, input.ClassNames.Count);
        }

        return KeptRows.Without(input, dropped, Name);
    }

    /// <summary>kDN of some rows: the share of their k nearest other rows that are of another class, (n); 0 for the rest.</summary>
    private double[] DisagreeingNeighbors(ResamplingInput input, int[] rows, RunContext run)
    {
        Surroundings.RequireRows(input, _options.Neighbors, nameof(_options.Neighbors), Name);
        var space = FeatureSpace.Of(input, _options.FeatureScaling, Name, run);
        int[] disagreeing = Surroundings.OtherClasses(space, input.Classes, rows, _options.Neighbors, run);
        var hardness = new double[input.X.Rows];
        for (int i = 0; i < rows.Length; i++)
            hardness[rows[i]] = (double)disagreeing[i] / _options.Neighbors;
        return hardness;
    }

    private static double[] Checked(IReadOnlyList<double>? hardness, int rows)
    {
        if (hardness?.Count != rows)
            throw new SyntheticDataException($"The function in {nameof(InstanceHardnessThresholdOptions.Hardness)} returned {hardness?.Count.ToString() ?? "no"} values for {rows} rows: one is needed for each.");
        double[] values = [.. hardness];
        int bad = Array.FindIndex(values, value => !double.IsFinite(value));
        return bad < 0 ? values : throw new SyntheticDataException($"The function in {nameof(InstanceHardnessThresholdOptions.Hardness)} returned {values[bad]} for row {bad}: a finite number is needed.");
    }
}
