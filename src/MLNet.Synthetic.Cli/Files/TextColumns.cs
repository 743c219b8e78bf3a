// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic.Cli;

/// <summary>The cells of a file as text, before their types are known.</summary>
/// <param name="Source">Name of the file, for messages.</param>
/// <param name="Names">Name of each column.</param>
/// <param name="Cells">Cells of each column, (columns)(rows); null is missing.</param>
/// <param name="Lines">Line of the file that each row begins in, from 1.</param>
internal sealed record TextColumns(string Source, IReadOnlyList<string> Names, IReadOnlyList<List<string?>> Cells, List<int> Lines)
{
    /// <summary>No rows yet.</summary>
    /// <exception cref="SyntheticDataException">A name is empty or stands there twice.</exception>
    public static TextColumns Empty(string source, IReadOnlyList<string> names)
    {
        for (int j = 0; j < names.Count; j++)
        {
            if (string.IsNullOrWhiteSpace(names[j]))
                throw new SyntheticDataException($"{source}: column {j + 1} of the header has no name. The first line must hold the names of the columns.");
            for (int i = 0; i < j; i++)
            {
                if (names[i] == names[j])
                    throw new SyntheticDataException($"{source}: columns {i + 1} and {j + 1} are both named '{names[j]}'. Rename one.");
            }
        }

        return new(source, names, [.. names.Select(_ => new List<string?>())], []);
    }
}
