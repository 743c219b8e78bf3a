// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Sequential trees with the knob for privacy in its own unit: how near the rows may come to the training rows, instead of how strong the stop rule is.</summary>
public sealed record TabularOptions : SynthesisOptions
{
    /// <summary>
    /// The DCR share wanted, in [0.5, 1): the share of synthetic rows that lie closer to training rows than to as many rows that were not learned. 0.5 is what fresh real rows have, 0.52 hardly differs from it, above 0.6
    /// counts as copying. Fitting then looks for the <see cref="SequentialTreesOptions.StopStrength"/> that has it, and says what that costs (<see cref="PrivacySearch"/>). Null: the strength of <see cref="Trees"/> is used.
    /// </summary>
    public double? TargetDcrShare { get; init; }

    /// <summary>
    /// Settings of the trees. What every synthesizer can be told (seed, mode, constraints, columns, ...) counts beside <see cref="TargetDcrShare"/>, not here. Where a share is wanted, the strength is where the search
    /// begins, and what the found one is compared with.
    /// </summary>
    public SequentialTreesOptions Trees { get; init; } = new();

    /// <inheritdoc/>
    public override ITableSynthesizer CreateSynthesizer()
    {
        Validate();
        return new SequentialTrees(Trees, TargetDcrShare);
    }

    private void Validate()
    {
        ValidateSynthesis();
        ArgumentNullException.ThrowIfNull(Trees);
        if (TargetDcrShare is double share && !(share is >= 0.5 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(TargetDcrShare), share,
                "Choose a share from 0.5 (no closer to training rows than to others) to below 1, e.g. 0.52: synthetic rows are not closer to rows that were not learned.");
        }
    }
}
