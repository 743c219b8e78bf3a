// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;

namespace MLNet.Synthetic;

/// <summary>What a synthesis step learned, and what it does to its training data.</summary>
/// <param name="Algorithm">Name of the algorithm.</param>
/// <param name="LabelColumnName">The label; null: none.</param>
/// <param name="LearnedColumnNames">The columns that were learned, the label included.</param>
/// <param name="IdColumnNames">Ids: synthetic rows have new ones.</param>
/// <param name="MissingColumnNames">Columns that were not learned: in synthetic rows they hold the missing value of their type.</param>
/// <param name="Mode">What is done with the synthetic rows.</param>
/// <param name="RowsBefore">Training rows.</param>
/// <param name="RowsAfter">Rows that a trainer behind the step sees.</param>
/// <param name="Synthetic">Synthetic rows among them.</param>
/// <param name="Seed">The seed that was used: the same seed, data and version give the same rows.</param>
public sealed record SynthesisSummary(
    string Algorithm, string? LabelColumnName, IReadOnlyList<string> LearnedColumnNames, IReadOnlyList<string> IdColumnNames, IReadOnlyList<string> MissingColumnNames,
    SynthesisMode Mode, int RowsBefore, int RowsAfter, int Synthetic, int Seed)
{
    /// <summary>How the strength of the stop rule was found for a wanted DCR share, and what it costs in utility; null: no share was asked for (<see cref="TabularOptions.TargetDcrShare"/>).</summary>
    public PrivacySearch? PrivacySearch { get; init; }

    /// <summary>One line, e.g. <c>GaussianCopula learned 14 columns; Replace(): rows 4454 → 4454 (4454 synthetic)</c>.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Algorithm} learned {LearnedColumnNames.Count} columns; {Mode}: rows {RowsBefore} → {RowsAfter} ({Synthetic} synthetic)");
}
