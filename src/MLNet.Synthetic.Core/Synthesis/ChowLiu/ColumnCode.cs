// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>The way between the values of a column and few codes: bins of numbers, categories, and missing as a code of its own.</summary>
internal abstract class ColumnCode(string name)
{
    /// <summary>The code of a cell of which nothing is known: no column has it as a code of its own.</summary>
    public const byte Unobserved = 255;

    /// <summary>The code of a value that training did not meet.</summary>
    public const byte Unseen = 254;

    /// <summary>Most codes of a column.</summary>
    public const int MostCodes = 254;

    /// <summary>Name of the column.</summary>
    public string Name { get; } = name;

    /// <summary>Number of codes.</summary>
    public abstract int Count { get; }

    /// <summary>Code of each row, (n); <see cref="Unseen"/> where training met no such value.</summary>
    /// <exception cref="ArgumentException">The column is of another type or has other levels.</exception>
    public abstract byte[] Encode(TableColumn column);

    /// <summary>Values of codes.</summary>
    /// <param name="codes">Codes, (n), all below <see cref="Count"/>.</param>
    /// <param name="within">Where in the code each value lies, (n), in [0, 1).</param>
    public abstract TableColumn Decode(ReadOnlySpan<byte> codes, ReadOnlySpan<double> within);

    /// <summary>Learns the codes of a column.</summary>
    public static ColumnCode For(TableColumn column, ColumnSchema schema, HiddenChowLiuTreeOptions options) => (column, schema.Kind) switch
    {
        (NumericColumn numbers, ColumnKind.Category) => NumberLevels.For(numbers, options.MaxLevels),
        (NumericColumn numbers, _) => NumberBins.For(numbers, schema, options.MaxBins),
        (CategoryColumn categories, _) => CategoryLevels.For(categories, options.MaxLevels),
        (TimestampColumn times, _) => TimeBins.For(times, options.MaxBins),
        _ => throw new SyntheticDataException(
            $"Column '{column.Name}' holds {schema.Kind} values, which this algorithm does not learn. Leave it out, or split a vector into columns."),
    };

    private protected T Require<T>(TableColumn column) where T : TableColumn => column as T
        ?? throw new ArgumentException($"Column '{column.Name}' is a {column.GetType().Name}, but the model learned a {typeof(T).Name}.", nameof(column));
}
