// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;

namespace MLNet.Synthetic;

/// <summary>Columns of the shape that an estimator is asked about before any data is read.</summary>
internal static class SchemaShapes
{
    /// <summary>The column of a name.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists the names.</exception>
    public static SchemaShape.Column Find(this SchemaShape shape, string name)
    {
        ArgumentNullException.ThrowIfNull(shape);
        foreach (var column in shape)
        {
            if (column.Name == name)
                return column;
        }

        throw new ArgumentException($"There is no column '{name}'. The columns are {string.Join(", ", shape.Select(c => $"'{c.Name}'"))}.", nameof(name));
    }
}
