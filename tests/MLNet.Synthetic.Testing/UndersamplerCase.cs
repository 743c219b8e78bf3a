// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic.Testing;

/// <summary>An undersampler, cleaner or combined resampler under the contract that all of them keep.</summary>
/// <param name="Name">What the test report calls it.</param>
/// <param name="Create">Makes it with its default settings.</param>
/// <param name="Columns">The kinds of columns it is tested on.</param>
public sealed record UndersamplerCase(string Name, Func<IResampler> Create, FeatureMix Columns)
{
    /// <summary>Makes it with a strategy; null: the data decides how many rows go.</summary>
    public Func<UndersamplingStrategy, IResampler>? CreateWith { get; init; }

    /// <summary>Makes it for a choice of classes; null: it has no such choice.</summary>
    public Func<ClassSelection, IResampler>? CreateFor { get; init; }

    /// <summary>Whether another seed drops other rows.</summary>
    public bool IsRandom { get; init; }

    /// <summary>Whether it makes rows besides dropping some.</summary>
    public bool MakesRows { get; init; }

    /// <summary>Whether a missing cell is data to it; where not, it refuses the rows.</summary>
    public bool TakesMissing { get; init; } = true;

    /// <summary>Made rows of the columns it takes.</summary>
    /// <param name="rowsByClass">Rows of class a, b, c, ...</param>
    /// <param name="seed">Seed of the data.</param>
    public ResamplingInput Rows(int[] rowsByClass, long seed = 1)
    {
        var input = MadeData.Of(Columns, rowsByClass, seed);
        return Columns == FeatureMix.Numeric ? input.With(x => Overlap(x, input.Classes)) : input;
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>Brings the classes together: six numbers at two deviations from each other would leave nothing to clean.</summary>
    private static void Overlap(Matrix x, int[] classes)
    {
        for (int i = 0; i < x.Rows; i++)
        {
            for (int j = 0; j < x.Columns; j++)
                x[i, j] -= 1.8 * classes[i] * Math.Pow(10, j - 2);
        }
    }
}
