// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Which of some columns a model can draw rows given.</summary>
internal static class FixableColumns
{
    /// <summary>As many of the wanted columns as can be given together with those that are given already; all of them where that can be.</summary>
    /// <param name="model">The model.</param>
    /// <param name="given">Columns that are given in any case, and can be.</param>
    /// <param name="wanted">Others.</param>
    public static string[] Among(ITableModel model, IReadOnlyCollection<string> given, IReadOnlyCollection<string> wanted)
    {
        if (model.CanFix([.. given, .. wanted]))
            return [.. wanted];
        var (found, left) = (new List<string>(), wanted.ToList());
        while (left.Find(name => model.CanFix([.. given, .. found, name])) is string next)
        {
            found.Add(next);
            left.Remove(next);
        }

        return [.. found];
    }
}
