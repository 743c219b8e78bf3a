// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>One-sided selection (OSS): drops rows of the large classes that are redundant, then those that are noisy or on the border.</summary>
/// <remarks>
/// Kubat, Matwin (1997), "Addressing the curse of imbalanced training sets: one-sided selection", ICML '97, 179–186. C begins with all rows of the classes
/// that are not cleaned and one row, drawn at random, of each that is. All other rows are classified by their nearest row in C, and the misclassified
/// ones join C together. Then the rows of cleaned classes that take part in a Tomek link within C go. As in the paper this is one classification, not Hart's
/// repeated passes. With several classes each cleaned class has its own first row. O(n |C| d).
/// </remarks>
public sealed class OneSidedSelection(OneSidedSelectionOptions? options = null) : IResampler
{
    private const string Name = "One-sided selection";
    private readonly OneSidedSelectionOptions _options = (options ?? new()).Validated();

    /// <inheritdoc/>
    public FeatureUse FeatureUse => FeatureUse.NumericAndNominal;

    /// <inheritdoc/>
    public ResampledRows Resample(ResamplingInput input, RunContext run)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(run);
        var cleaned = _options.CleanedClasses.Of(input);
        var space = FeatureSpace.Of(input, _options.FeatureScaling, Name, run);
        var inC = new bool[input.X.Rows];
        foreach (var (c, members) in input.RowsByClass().Index())
        {
            int[] order = [.. members];
            if (cleaned[c])
                run.Random.Fork(Name).Fork(input.ClassNames[c]).Shuffle(order.AsSpan());
            foreach (int row in order.Take(cleaned[c] ? _options.Seeds : order.Length))
                inC[row] = true;
        }

        int[] known = [.. Enumerable.Range(0, inC.Length).Where(row => inC[row])], others = [.. Enumerable.Range(0, inC.Length).Where(row => !inC[row])];
        var nearest = NearestNeighbors.Find(space, others, known, 1, run);
        for (int i = 0; i < others.Length; i++)
            inC[others[i]] = input.Classes[nearest[i][0]] != input.Classes[others[i]];
        run.Step(Name, 1, 2);

        int[] selected = [.. Enumerable.Range(0, inC.Length).Where(row => inC[row])];
        var dropped = Array.ConvertAll(inC, stays => !stays);
        foreach (var (a, b) in TomekLinks.Find(space, input.Classes, selected, run))
        {
            dropped[a] |= cleaned[input.Classes[a]];
            dropped[b] |= cleaned[input.Classes[b]];
        }

        run.Step(Name, 2, 2);
        return KeptRows.Without(input, dropped, Name);
    }
}
