// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Text.Json.Serialization;

namespace MLNet.Synthetic;

/// <summary>What every table synthesizer can be told, whatever its algorithm; the type of the options picks the algorithm.</summary>
public abstract record SynthesisOptions : StepOptions
{
    /// <summary>What a pipeline step does with the synthetic rows: they replace the training rows unless told otherwise.</summary>
    [JsonIgnore]                                                      // of a step, not of what was learned
    public SynthesisMode Mode { get; init; } = SynthesisMode.Replace();

    /// <summary>What every synthetic row obeys; training rows must obey it too, or be dropped (<see cref="ConstraintOptions"/>). Met by a <see cref="ConstrainedSynthesizer"/> around the algorithm.</summary>
    [JsonIgnore]
    public IReadOnlyList<TableConstraint> Constraints { get; init; } = [];

    /// <summary>What to do with rows that break a constraint.</summary>
    [JsonIgnore]
    public ConstraintOptions ConstraintOptions { get; init; } = new();

    /// <summary>Makes the algorithm that these options are for.</summary>
    /// <exception cref="ArgumentException">A setting is out of range; the message names it.</exception>
    public abstract ITableSynthesizer CreateSynthesizer();

    /// <summary>Checks what all synthesizers share.</summary>
    /// <exception cref="ArgumentException">A setting is out of range; the message names it.</exception>
    private protected void ValidateSynthesis()
    {
        ValidateShared();
        ArgumentNullException.ThrowIfNull(Mode);
        ArgumentNullException.ThrowIfNull(Constraints);
        ArgumentNullException.ThrowIfNull(ConstraintOptions);
    }
}
