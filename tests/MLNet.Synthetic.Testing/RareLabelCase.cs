// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic.Testing;

/// <summary>An algorithm for rare numeric labels under the contract that all of them keep.</summary>
/// <param name="Name">What the test report calls it.</param>
/// <param name="Create">Makes the algorithm with what is relevant, the sizes wanted, and otherwise its default settings.</param>
public sealed record RareLabelCase(string Name, Func<Relevance, BumpStrategy, IResampler> Create)
{
    /// <summary>Every algorithm for rare numeric labels. A new one is a new row here.</summary>
    public static IReadOnlyList<RareLabelCase> All { get; } =
    [
        new("SMOTER", (relevance, bumps) => new Smoter(new() { Relevance = relevance, BumpStrategy = bumps })),
        new("SMOGN", (relevance, bumps) => new Smogn(new() { Relevance = relevance, BumpStrategy = bumps })),
        new("SMOGN with much noise", (relevance, bumps) => new Smogn(new() { Relevance = relevance, BumpStrategy = bumps, Perturbation = 2 })),
    ];

    /// <inheritdoc/>
    public override string ToString() => Name;
}
