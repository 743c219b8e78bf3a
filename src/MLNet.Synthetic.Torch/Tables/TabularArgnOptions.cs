// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Text.Json;

namespace MLNet.Synthetic;

/// <summary>Settings of <see cref="TabularArgn"/>.</summary>
public sealed record TabularArgnOptions : NetworkOptions, IDescribedOptions
{
    /// <summary>The defaults: 100 epochs in batches of 256 at step size 0.0028, and a look at the quality every 5 epochs.</summary>
    public TabularArgnOptions() => (Epochs, BatchSize, LearningRate, EvaluateEvery, Patience) = (100, 256, 0.0028, 5, 6);

    /// <summary>Most bins of a column of numbers or times, from 2 to 120; a column of fewer different values has a bin for each, and a missing value has one of its own.</summary>
    public int MaxBins { get; init; } = 100;

    /// <summary>Most categories of a column with a code of their own, from 2 to 250: the most frequent ones. The others share one code and are drawn by their frequency.</summary>
    public int MaxLevels { get; init; } = 200;

    /// <summary>Rows from which on a category is drawn, ≥ 0: rarer ones might name a person, and are treated as unknown. Where all are rarer, all are drawn.</summary>
    public int RareCategoryRows { get; init; } = 5;

    /// <summary>Share of the embeddings' numbers that are left out at random in training, in [0, 0.95].</summary>
    public double Dropout { get; init; } = 0.25;

    /// <summary>Decay of the weights a step, times the step size, in [0, 1] (AdamW).</summary>
    public double WeightDecay { get; init; } = 0.01;

    /// <summary>Share of the rows that is not trained on and says when the step size is halved and which network is kept, in [0, 0.5].</summary>
    public double ValidationShare { get; init; } = 0.1;

    /// <inheritdoc/>
    public override ITableSynthesizer CreateSynthesizer() => new TabularArgn(this);

    JsonElement IDescribedOptions.Describe() => JsonSerializer.SerializeToElement(this, NetworkOptionsJson.Default.TabularArgnOptions);

    internal TabularArgnOptions Validated()
    {
        ValidateTraining();
        Within(MaxBins, 2, 120, nameof(MaxBins));
        Within(MaxLevels, 2, 250, nameof(MaxLevels));
        ArgumentOutOfRangeException.ThrowIfNegative(RareCategoryRows);
        Within(Dropout, 0, 0.95, nameof(Dropout));
        Within(WeightDecay, 0, 1, nameof(WeightDecay));
        Within(ValidationShare, 0, 0.5, nameof(ValidationShare));
        return this;
    }

    private static void Within(double value, double least, double most, string name)
    {
        if (!(value >= least && value <= most))
            throw new ArgumentOutOfRangeException(name, value, FormattableString.Invariant($"{name} is a number from {least} to {most}."));
    }
}
