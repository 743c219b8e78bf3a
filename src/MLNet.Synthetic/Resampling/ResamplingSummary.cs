// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;

namespace MLNet.Synthetic;

/// <summary>How many rows a class had and has.</summary>
/// <param name="Class">Name of the class.</param>
/// <param name="Before">Rows before the step.</param>
/// <param name="After">Rows after it.</param>
/// <param name="Synthetic">New rows among them.</param>
public sealed record ClassChange(string Class, int Before, int After, int Synthetic);

/// <summary>What a resampling step did to its training data.</summary>
/// <param name="LabelColumnName">The label.</param>
/// <param name="FeatureColumnNames">The columns that were resampled; the others were copied.</param>
/// <param name="RowsBefore">Rows before the step.</param>
/// <param name="RowsAfter">Rows after it.</param>
/// <param name="Synthetic">New rows among them.</param>
/// <param name="Classes">The classes that occur; empty for a numeric label.</param>
/// <param name="Seed">The seed that was used: the same seed, data and version give the same rows.</param>
public sealed record ResamplingSummary(
    string LabelColumnName, IReadOnlyList<string> FeatureColumnNames, int RowsBefore, int RowsAfter, int Synthetic, IReadOnlyList<ClassChange> Classes, int Seed)
{
    /// <summary>One line, e.g. <c>Fraud: False 900 → 900, True 100 → 270 (170 synthetic)</c>.</summary>
    public override string ToString() => $"{LabelColumnName}: " + (Classes.Count == 0
        ? Change("rows", RowsBefore, RowsAfter, Synthetic)
        : string.Join(", ", Classes.Select(c => Change(c.Class, c.Before, c.After, c.Synthetic))));

    private static string Change(string what, int before, int after, int synthetic)
        => string.Create(CultureInfo.InvariantCulture, $"{what} {before} → {after}{(synthetic > 0 ? $" ({synthetic} synthetic)" : "")}");
}
