// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>What is asked of the rows that a <see cref="SynthesisTransformer"/> samples.</summary>
public sealed record SampleOptions
{
    /// <summary>Other seeds give other rows; null: the seed of the step.</summary>
    public int? Seed { get; init; }

    /// <summary>What every row meets: made in code, or read from text by <see cref="SampleCondition.Parse"/>. A number that is a slot of a vector goes by the name of the slot.</summary>
    public IReadOnlyList<SampleCondition> Conditions { get; init; } = [];

    /// <summary>How the values of one column are shared out; null: as the model draws them.</summary>
    public SampleShares? Shares { get; init; }

    /// <summary>How far to go to meet conditions.</summary>
    public ConditioningOptions Conditioning { get; init; } = new();

    internal SampleOptions Validated()
    {
        ArgumentNullException.ThrowIfNull(Conditions);
        ArgumentNullException.ThrowIfNull(Conditioning);
        return this;
    }
}
