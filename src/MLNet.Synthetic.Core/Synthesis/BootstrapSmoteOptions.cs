// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Settings of <see cref="BootstrapSmote"/>.</summary>
public sealed record BootstrapSmoteOptions : SynthesisOptions
{
    internal const int MostNeighbors = 1000;

    /// <summary>Neighbours to interpolate towards, k, from 1 to 1000; a class of fewer rows has fewer.</summary>
    public int Neighbors { get; init; } = 5;

    /// <inheritdoc/>
    public override ITableSynthesizer CreateSynthesizer() => new BootstrapSmote(this);

    internal BootstrapSmoteOptions Validated()
    {
        ValidateSynthesis();
        ArgumentOutOfRangeException.ThrowIfLessThan(Neighbors, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Neighbors, MostNeighbors);
        return this;
    }
}
