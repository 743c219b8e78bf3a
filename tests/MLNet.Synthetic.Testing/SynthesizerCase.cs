// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic.Testing;

/// <summary>A table synthesizer under the contract that all of them keep.</summary>
/// <param name="Name">What the test report calls it.</param>
/// <param name="Create">Makes it with its default settings.</param>
public sealed record SynthesizerCase(string Name, Func<ITableSynthesizer> Create)
{
    /// <summary>Whether it learns how columns depend on each other; where not, it is a baseline.</summary>
    public bool LearnsPairs { get; init; } = true;

    /// <summary>Whether the rows stay the same, column for column, when the columns of the table stand in another order.</summary>
    public bool IgnoresColumnOrder { get; init; } = true;

    /// <summary>Whether it is a network that has been trained for a second only: its figures are then not those it can reach, and only what cannot go wrong is looked at.</summary>
    public bool IsTrainedBriefly { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
