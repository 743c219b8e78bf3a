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
/// <param name="Classes">The classes that occur.</param>
/// <param name="Seed">The seed that was used: the same seed, data and version give the same rows.</param>
public sealed record ResamplingSummary(
    string LabelColumnName, IReadOnlyList<string> FeatureColumnNames, IReadOnlyList<ClassChange> Classes, int Seed)
{
    /// <summary>One line, e.g. <c>Fraud: False 900 → 900, True 100 → 270 (170 synthetic)</c>.</summary>
    public override string ToString() => $"{LabelColumnName}: " + string.Join(", ", Classes.Select(c => string.Create(CultureInfo.InvariantCulture,
        $"{c.Class} {c.Before} → {c.After}") + (c.Synthetic > 0 ? string.Create(CultureInfo.InvariantCulture, $" ({c.Synthetic} synthetic)") : "")));
}
