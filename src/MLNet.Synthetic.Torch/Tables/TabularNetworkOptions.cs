// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Settings of all networks that see a number as a mode and its place within it, and a category as a one-hot code.</summary>
public abstract record TabularNetworkOptions : NetworkOptions
{
    /// <summary>
    /// Decay of the running mean of the weights that is kept as the network, in [0, 1): 0.999 averages over some thousand steps; 0 keeps the weights of the last step, as in the papers. Yazıcı et al. (2019), "The
    /// unusual effectiveness of averaging in GAN training".
    /// </summary>
    public double WeightAveraging { get; init; } = 0.999;

    /// <summary>Most modes of a column of numbers, from 1 to 100.</summary>
    public int MaxModes { get; init; } = 10;

    /// <summary>
    /// Share of rows from which on a number is a mode of its own, in (0, 1]: a column of incomes that are mostly 0 is a category and a number in one (CTAB-GAN's mixed columns). 1: no number is, as in CTGAN's paper.
    /// </summary>
    public double SpikeShare { get; init; } = 0.05;

    /// <summary>Most places of a category, from 2 to 1,000: the most frequent levels have one each; the others share one, and are drawn by their shares when it comes up. Keeps one-hot codes of postal codes at bay.</summary>
    public int MaxLevels { get; init; } = 200;

    /// <summary>Columns of numbers with a long tail, of which the logarithm is taken (CTAB-GAN).</summary>
    public IReadOnlyList<string> LongTailColumnNames { get; init; } = [];

    /// <summary>Checks what all of them share.</summary>
    /// <exception cref="ArgumentException">A setting is out of range; the message names it.</exception>
    private protected void ValidateColumns()
    {
        ValidateTraining();
        Within(WeightAveraging, 0, 0.999999, nameof(WeightAveraging));
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxModes, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxModes, 100);
        Within(SpikeShare, 1e-6, 1, nameof(SpikeShare));
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxLevels, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxLevels, 1000);
        ArgumentNullException.ThrowIfNull(LongTailColumnNames);
    }

    /// <summary>Checks that a number lies within bounds.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It does not.</exception>
    private protected static void Within(double value, double least, double most, string name)
    {
        if (!(value >= least && value <= most))
            throw new ArgumentOutOfRangeException(name, value, FormattableString.Invariant($"{name} is a number from {least} to {most}."));
    }

    /// <summary>Checks the units of hidden layers.</summary>
    /// <exception cref="ArgumentException">There is no layer, or one without units.</exception>
    private protected static void Layers(IReadOnlyList<int> layers, string name)
    {
        ArgumentNullException.ThrowIfNull(layers, name);
        if (layers.Count == 0 || layers.Any(units => units < 1))
            throw new ArgumentException($"{name} needs at least one layer, each of at least one unit.", name);
    }
}
