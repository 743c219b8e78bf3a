// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;

namespace MLNet.Synthetic;

/// <summary>A table that a model has completed.</summary>
/// <param name="Table">All columns of the model, a row for each given one; given cells are as they were.</param>
/// <param name="Summary">How its cells were found.</param>
public sealed record CompletedTable(Table Table, CompletionSummary Summary);

/// <summary>How cells were found that were not given.</summary>
/// <param name="Exact">Cells drawn by the model given the values of their row, nothing approximate.</param>
/// <param name="Matched">Cells of a candidate with just the values that were given.</param>
/// <param name="Near">Cells of a candidate with the categories that were given and numbers near those that were.</param>
/// <param name="Closest">Cells of the closest candidate, none of the nearest having the categories that were given: the last resort.</param>
/// <param name="LeftMissing">Cells that were to be filled but for which the model draws missing values only.</param>
/// <param name="Repaired">Rows that were changed, outside their given cells, to obey a constraint.</param>
/// <param name="Broken">Rows that break a constraint all the same: their given cells cannot obey it.</param>
/// <param name="EffectiveCandidates">How many equally likely candidates the draw of a row that was not exact was worth, in the mean; null: all were exact.</param>
public sealed record CompletionSummary(long Exact, long Matched, long Near, long Closest, long LeftMissing, long Repaired, long Broken, double? EffectiveCandidates)
{
    /// <inheritdoc/>
    public override string ToString()
    {
        string text = string.Create(CultureInfo.InvariantCulture, $"{Exact + Matched + Near + Closest:N0} cells: {Exact:N0} exact, {Matched:N0} matched, {Near:N0} near, {Closest:N0} closest");
        if (EffectiveCandidates is double candidates)
            text += string.Create(CultureInfo.InvariantCulture, $" ({candidates:N1} effective candidates a row)");
        if (LeftMissing > 0)
            text += string.Create(CultureInfo.InvariantCulture, $"; {LeftMissing:N0} left missing");
        if (Repaired + Broken > 0)
            text += string.Create(CultureInfo.InvariantCulture, $"; {Repaired:N0} rows repaired, {Broken:N0} rows break a constraint by their given cells");
        return text;
    }
}
