// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;

namespace MLNet.Synthetic;

/// <summary>Reads an <see cref="IDataView"/> into a <see cref="Table"/>, in one pass.</summary>
/// <remarks>
/// Numbers of every width and durations (in ticks) become numeric columns; whole numbers beyond 2⁵³ and durations of over 28 years, which float64 cannot
/// hold, are kept as they are. Booleans, text and keys become categories (empty text is missing); date and time a timestamp (the default, midnight of 0001-01-01, is missing); vectors of known length of
/// numbers up to 32 bits or float64 become numeric vectors. Everything else ML.NET itself defines is kept as it is. Columns of other types, such
/// as images, are refused.
/// </remarks>
public static class DataViewReader
{
    /// <summary>Reads columns of a view.</summary>
    /// <param name="view">The view.</param>
    /// <param name="columnNames">Names of the columns; null: all that are visible.</param>
    /// <param name="maxRows">Most rows to read; null: all.</param>
    /// <exception cref="ArgumentException">A column does not exist.</exception>
    /// <exception cref="SyntheticDataException">A column has a type that cannot be read, or the view has more rows than an array can hold.</exception>
    public static Table Read(IDataView view, IReadOnlyList<string>? columnNames = null, int? maxRows = null)
    {
        ArgumentNullException.ThrowIfNull(view);
        var columns = columnNames is null
            ? [.. view.Schema.Where(c => !c.IsHidden)]
            : columnNames.Select(name => view.Schema.Find(name)).ToArray();
        return Read(view, columns, maxRows, CancellationToken.None);
    }

    internal static Table Read(IDataView view, IReadOnlyList<DataViewSchema.Column> columns, int? maxRows, CancellationToken cancellation)
    {
        int capacity = (int)Math.Min(view.GetRowCount() ?? 0, Math.Min(maxRows ?? int.MaxValue, Array.MaxLength));
        var readers = columns.Select(column => ColumnReader.For(column, capacity)).ToArray();
        using var cursor = view.GetRowCursor(columns);
        foreach (var reader in readers)
            reader.Bind(cursor);

        for (int row = 0; row < (maxRows ?? int.MaxValue) && cursor.MoveNext(); row++)
        {
            if (row == Array.MaxLength)
                throw new SyntheticDataException($"The data has more than {Array.MaxLength:N0} rows, which is more than one table can hold.");
            if (row % 4096 == 0)
                cancellation.ThrowIfCancellationRequested();
            foreach (var reader in readers)
                reader.Read();
        }

        return new([.. readers.Select(r => r.ToColumn())]);
    }

    /// <summary>The visible column of a name.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists the names.</exception>
    internal static DataViewSchema.Column Find(this DataViewSchema schema, string name)
        => schema.GetColumnOrNull(name) ?? throw new ArgumentException(
            $"There is no column '{name}'. The columns are {string.Join(", ", schema.Where(c => !c.IsHidden).Select(c => $"'{c.Name}'"))}.", nameof(name));
}
