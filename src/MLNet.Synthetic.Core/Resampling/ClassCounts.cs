// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>The classes that occur in labelled rows, and how often.</summary>
internal sealed class ClassCounts
{
    private ClassCounts(int[][] rows, Dictionary<string, int> byName) => (Rows, ByName) = (rows, byName);

    /// <summary>The row numbers of each class, by code, ascending; empty for a class that does not occur.</summary>
    public int[][] Rows { get; }

    /// <summary>Rows of each class that occurs, by name.</summary>
    public IReadOnlyDictionary<string, int> ByName { get; }

    /// <summary>Counts the classes.</summary>
    /// <exception cref="SyntheticDataException">There are no rows, or only one class.</exception>
    public static ClassCounts Of(ResamplingInput input)
    {
        var rows = input.RowsByClass();
        var byName = new Dictionary<string, int>();
        for (int c = 0; c < rows.Length; c++)
        {
            if (rows[c].Length > 0)
                byName.Add(input.ClassNames[c], rows[c].Length);
        }

        if (byName.Count == 0)
            throw new SyntheticDataException("There are no rows to resample.");
        if (byName.Count == 1)
        {
            throw new SyntheticDataException(
                $"All {input.X.Rows} rows are of class '{byName.Keys.Single()}'. Resampling needs at least two classes: check the label column and the filters before this step.");
        }

        return new(rows, byName);
    }

    /// <summary>Refuses the name of a class that does not occur.</summary>
    /// <param name="name">The class.</param>
    /// <param name="setting">The setting that names it, for the message.</param>
    public void Require(string name, string setting)
    {
        if (!ByName.ContainsKey(name))
            throw new SyntheticDataException($"{setting} names class '{name}', but the label has only {string.Join(", ", ByName.Keys.Select(k => $"'{k}'"))}.");
    }

    /// <summary>The class with the fewest rows; of several the first by name.</summary>
    public string Smallest => ByName.OrderBy(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal).First().Key;

    /// <summary>The class with the most rows; of several the first by name.</summary>
    public string Largest => ByName.OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal).First().Key;
}
