// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>How rows hide among others of the same quasi-identifiers: k-anonymity, l-diversity and k-map.</summary>
/// <remarks>
/// Sweeney (2002), "k-anonymity: a model for protecting privacy", IJUFKS 10: the smallest number of rows that share a combination; and k-map, the smallest number of people (here: training rows)
/// who share the combination of a row that has any. Machanavajjhala, Kifer, Gehrke, Venkitasubramaniam (2007), "l-diversity", TKDD 1: the smallest number of different sensitive values within a
/// combination (distinct l-diversity).
/// </remarks>
internal sealed class Anonymity
{
    private const int MostColumns = 4, MostValues = 100;

    private Anonymity(int anonymity, int? map, int? diversity, bool[] pointsToOne) => (KAnonymity, KMap, LDiversity, PointsToOne) = (anonymity, map, diversity, pointsToOne);

    /// <summary>Fewest rows that share a combination, ≥ 1.</summary>
    public int KAnonymity { get; }

    /// <summary>Fewest training rows that share the combination of a row; null: no row's combination is one of a training row.</summary>
    public int? KMap { get; }

    /// <summary>Fewest different sensitive values among rows of one combination; null: no sensitive column.</summary>
    public int? LDiversity { get; }

    /// <summary>Whether exactly one training row has the combination of each row, (m).</summary>
    public bool[] PointsToOne { get; }

    /// <summary>The columns an attacker is taken to know: those named, else protected ones and then those of 2 to 100 different values, most values first, four in all.</summary>
    /// <param name="data">The tables.</param>
    /// <returns>Names; none when no column fits.</returns>
    public static string[] QuasiIdentifiers(EvaluationData data)
    {
        if (data.QuasiIdentifierColumnNames.Count > 0)
            return [.. data.QuasiIdentifierColumnNames.Where(name => data.Train.Columns.Any(c => c.Name == name))];
        var values = data.Train.Columns.Where(c => c.Name != data.LabelColumnName && !data.SensitiveColumnNames.Contains(c.Name))
            .Select(c => (c.Name, Count: Cells.Identities(c).Distinct().Count())).Where(c => c.Count is >= 2 and <= MostValues);
        return [.. values.OrderByDescending(c => data.ProtectedColumnNames.Contains(c.Name)).ThenByDescending(c => c.Count).Take(MostColumns).Select(c => c.Name)];
    }

    /// <summary>Measures rows against training rows.</summary>
    /// <param name="train">Training rows, (n).</param>
    /// <param name="rows">The rows, (m).</param>
    /// <param name="quasiIdentifiers">What is known of a person, ≥ 1 columns.</param>
    /// <param name="sensitive">What is to stay secret; null: nothing.</param>
    public static Anonymity Of(Table train, Table rows, string[] quasiIdentifiers, string? sensitive)
    {
        var groups = RowGroups.Of([train, rows], quasiIdentifiers);
        int[] trainSizes = groups.Sizes(0), sizes = groups.Sizes(1), own = groups.Groups[1];
        int[] people = [.. own.Select(g => trainSizes[g]).Where(size => size > 0)];
        int? diversity = null;
        if (sensitive is not null)
        {
            var withSecret = RowGroups.Of([rows], [.. quasiIdentifiers, sensitive]);
            var values = new int[groups.Count];
            foreach (var (group, _) in own.Zip(withSecret.Groups[0]).Distinct())
                values[group]++;
            diversity = own.Min(g => values[g]);
        }

        return new(own.Min(g => sizes[g]), people.Length == 0 ? null : people.Min(), diversity, Array.ConvertAll(own, g => trainSizes[g] == 1));
    }
}
