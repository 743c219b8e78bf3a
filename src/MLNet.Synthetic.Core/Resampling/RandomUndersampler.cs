// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Random undersampling: rows of the large classes are drawn without replacement, the others dropped.</summary>
/// <remarks>
/// Japkowicz, Stephen (2002), "The class imbalance problem: A systematic study", Intelligent Data Analysis 6, 429–449, among the methods compared. Every
/// row of a class has the same chance to stay. O(n), and no feature is looked at.
/// </remarks>
public sealed class RandomUndersampler(RandomUndersamplerOptions? options = null) : IResampler
{
    private const string Name = "Random undersampling";
    private readonly RandomUndersamplerOptions _options = (options ?? new()).Validated();

    /// <inheritdoc/>
    public FeatureUse FeatureUse => FeatureUse.None;

    /// <inheritdoc/>
    public ResampledRows Resample(ResamplingInput input, RunContext run)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(run);
        var dropped = new bool[input.X.Rows];
        foreach (var surplus in _options.UndersamplingStrategy.Surpluses(input))
        {
            int[] order = [.. surplus.Members];
            run.Random.Fork(Name).Fork(surplus.Name).Shuffle(order.AsSpan());
            foreach (int row in order[surplus.Wanted..])
                dropped[row] = true;
            run.Step(Name, surplus.Class + 1, input.ClassNames.Count);
        }

        return KeptRows.Without(input, dropped, Name);
    }
}
