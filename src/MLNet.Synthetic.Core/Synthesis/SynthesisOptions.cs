// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Text.Json.Serialization;

namespace MLNet.Synthetic;

/// <summary>What every table synthesizer can be told, whatever its algorithm; the type of the options picks the algorithm.</summary>
public abstract record SynthesisOptions : StepOptions
{
    /// <summary>What a pipeline step does with the synthetic rows: they replace the training rows unless told otherwise.</summary>
    [JsonIgnore]                                                      // of a step, not of what was learned
    public SynthesisMode Mode { get; init; } = SynthesisMode.Replace();

    /// <summary>Columns that number or name the rows, whatever they look like: not learned; synthetic rows get new ids that no training row has, each once. Numbers and text can be ids.</summary>
    public IReadOnlyList<string> IdColumnNames { get; init; } = [];

    /// <summary>Columns that are left out: not learned, and missing in synthetic rows.</summary>
    public IReadOnlyList<string> IgnoredColumnNames { get; init; } = [];

    /// <summary>Columns of numbers that are quantities: learned as such although they look like ids, or are a label of so few values that it would be taken for classes.</summary>
    public IReadOnlyList<string> NumericColumnNames { get; init; } = [];

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
        (string Property, IReadOnlyList<string> Names)[] uses =
        [
            (nameof(CategoricalColumnNames), CategoricalColumnNames), (nameof(NumericColumnNames), NumericColumnNames), (nameof(IdColumnNames), IdColumnNames), (nameof(IgnoredColumnNames), IgnoredColumnNames),
        ];
        foreach (var (property, names) in uses)
            ArgumentNullException.ThrowIfNull(names, property);
        foreach (var named in uses.SelectMany(u => u.Names.Select(name => (Name: name, u.Property))).GroupBy(u => u.Name))
        {
            if (named.Count() > 1)
                throw new ArgumentException($"Column '{named.Key}' is named in {string.Join(" and in ", named.Select(u => u.Property))}: a column is one thing.");
        }

        if (FeatureColumnNames?.FirstOrDefault(name => IdColumnNames.Contains(name) || IgnoredColumnNames.Contains(name)) is string both)
            throw new ArgumentException($"Column '{both}' is named in {nameof(FeatureColumnNames)}, to be learned, and as an id or to be left out.");
        ArgumentNullException.ThrowIfNull(Constraints);
        ArgumentNullException.ThrowIfNull(ConstraintOptions);
    }
}
