// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Settings of <see cref="IndependentColumns"/>: those of every synthesizer.</summary>
public sealed record IndependentColumnsOptions : SynthesisOptions
{
    /// <inheritdoc/>
    public override ITableSynthesizer CreateSynthesizer() => new IndependentColumns(this);

    internal IndependentColumnsOptions Validated()
    {
        ValidateSynthesis();
        return this;
    }
}
