// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;

namespace MLNet.Synthetic.Cli;

/// <summary>A table read from a file, with what is needed to write its like.</summary>
/// <param name="Table">The rows.</param>
/// <param name="Formats">How each column is written.</param>
internal sealed record LoadedTable(Table Table, IReadOnlyList<ColumnFormat> Formats)
{
    private const long LargestWhole = 1L << 53;
    private const int Shown = 40;
    private static readonly string[] s_missingNumbers = ["NA", "N/A", "NaN", "nan", "null", "NULL", "?", "-"];

    /// <summary>Separator of the CSV file that was read; null: it was none.</summary>
    public char? Separator { get; init; }

    /// <summary>Reads a file.</summary>
    /// <param name="path">Path.</param>
    /// <param name="options">How.</param>
    /// <param name="like">Formats that the columns must have, as of another file; null: found in the cells.</param>
    /// <param name="cancellation">Asks to stop.</param>
    /// <exception cref="SyntheticDataException">The file is absent, malformed or holds other types; the message names line and column.</exception>
    public static LoadedTable Read(string path, TableReadOptions options, IReadOnlyList<ColumnFormat>? like = null, CancellationToken cancellation = default)
    {
        if (!File.Exists(path))
            throw new SyntheticDataException($"There is no file '{path}'.");
        var format = options.Format ?? FileFormats.Of(path);
        char? separator = format == FileFormat.Csv ? options.Separator ?? CsvFile.Separator(path) : null;
        var columns = format switch
        {
            FileFormat.Csv => CsvFile.Read(path, separator!.Value, cancellation),
            FileFormat.JsonLines => JsonLinesFile.Read(path, cancellation),
            _ => ParquetFile.Read(path, name => like is null ? !options.Ignore.Contains(name) : like.Any(f => f.Name == name), cancellation),
        };
        return Of(columns, options, like) with { Separator = separator };
    }

    /// <summary>Finds the types of columns and converts their cells.</summary>
    internal static LoadedTable Of(TextColumns columns, TableReadOptions options, IReadOnlyList<ColumnFormat>? like = null)
    {
        if (columns.Lines.Count == 0)
            throw new SyntheticDataException($"{columns.Source} has no rows behind its header.");
        string[] named = like is null ? [.. options.Categorical, .. options.Ids, .. options.Ignore] : [.. like.Where(IsRead).Select(f => f.Name)];
        foreach (string name in named)
        {
            if (!columns.Names.Contains(name) && !(options.IsOneOfSeveral && like is null))
                throw new SyntheticDataException($"{columns.Source} has no column '{name}'. Its columns are {string.Join(", ", columns.Names.Select(n => $"'{n}'"))}.");
        }

        var (table, formats) = (new List<TableColumn>(), new List<ColumnFormat>());
        foreach (string name in like is null ? columns.Names.Where(n => !options.Ignore.Contains(n)) : named)
        {
            if (options.Ids.Contains(name))
            {
                formats.Add(new(name, CellType.Id));
                continue;
            }

            int place = IndexOf(columns.Names, name);
            var cells = columns.Cells[place];
            for (int i = 0; i < cells.Count; i++)
            {
                if (cells[i] is { Length: 0 } || (cells[i] is string cell && options.Missing.Contains(cell)))
                    cells[i] = null;
            }

            var format = like?.First(f => f.Name == name) ?? (options.Categorical.Contains(name) ? new(name, CellType.Text) : Infer(name, cells, options.DecimalComma));
            var column = Convert(format, cells, options.DecimalComma, columns, place);
            formats.Add(format with { IsWhole = column is NumericColumn { Values: var values } && Array.TrueForAll(values, v => double.IsNaN(v) || (v == Math.Round(v) && Math.Abs(v) <= LargestWhole)) });
            table.Add(column);
        }

        if (table.Count == 0)
            throw new SyntheticDataException($"{columns.Source} has no column left to read.");
        return new(new(table), formats);
    }

    /// <summary>The column of a name, as a label.</summary>
    /// <exception cref="SyntheticDataException">There is none; the message lists the columns.</exception>
    public void RequireLabel(string name, string source)
    {
        if (!Table.Columns.Any(c => c.Name == name))
        {
            throw new SyntheticDataException(
                $"{source} has no column '{name}' to be the label. Its columns are {string.Join(", ", Table.Columns.Select(c => $"'{c.Name}'"))}" +
                $"{(Formats.Any(f => f.Name == name) ? $" ('{name}' is named as an id)" : "")}.");
        }
    }

    private static bool IsRead(ColumnFormat format) => format.Type is not (CellType.Id or CellType.Flag);

    private static int IndexOf(IReadOnlyList<string> names, string name)
    {
        int place = 0;
        while (names[place] != name)
            place++;
        return place;
    }

    /// <summary>The type that all cells of a column have in common.</summary>
    private static ColumnFormat Infer(string name, List<string?> cells, bool decimalComma)
    {
        if (cells.TrueForAll(c => c is null || Number(c, decimalComma) is not null) || OnlyNumbersAndMarks(cells, decimalComma))
            return new(name, CellType.Number);
        foreach (string format in ColumnFormat.TimeFormats)
        {
            if (cells.TrueForAll(c => c is null || ColumnFormat.ParseTime(c, format) is not null))
                return new(name, CellType.Time, format);
        }

        return new(name, CellType.Text);
    }

    /// <summary>Whether a column holds numbers besides the usual marks of missing ones.</summary>
    private static bool OnlyNumbersAndMarks(List<string?> cells, bool decimalComma)
    {
        int numbers = 0;
        foreach (string? cell in cells)
        {
            if (cell is null || s_missingNumbers.Contains(cell.Trim()))
                continue;
            if (Number(cell, decimalComma) is null)
                return false;
            numbers++;
        }

        return numbers > 0;
    }

    private static TableColumn Convert(ColumnFormat format, List<string?> cells, bool decimalComma, TextColumns columns, int column)
    {
        switch (format.Type)
        {
            case CellType.Number:
                var numbers = new double[cells.Count];
                for (int i = 0; i < numbers.Length; i++)
                {
                    numbers[i] = cells[i] is not string cell || s_missingNumbers.Contains(cell.Trim())
                        ? double.NaN
                        : Number(cell, decimalComma) ?? throw Wrong(i, cell);
                }

                return new NumericColumn(format.Name, numbers);
            case CellType.Time:
                return new TimestampColumn(format.Name, [.. cells.Select((cell, i) => cell is null ? TimestampColumn.MissingTicks : Time(cell, i).Ticks)]);
            default:
                var places = new Dictionary<string, int>();
                var codes = new int[cells.Count];
                for (int i = 0; i < codes.Length; i++)
                {
                    if (cells[i] is not string cell)
                        codes[i] = CategoryColumn.MissingCode;
                    else if (!places.TryGetValue(cell, out codes[i]))
                        places.Add(cell, codes[i] = places.Count);
                }

                return new CategoryColumn(format.Name, codes, [.. places.Keys]);
        }

        DateTime Time(string cell, int row) => ColumnFormat.ParseTime(cell, format.TimeFormat!) ?? throw Wrong(row, cell);

        SyntheticDataException Wrong(int row, string cell) => new(string.Create(
            CultureInfo.InvariantCulture,
            $"{columns.Source}, line {columns.Lines[row]}, column {column + 1} ('{format.Name}'): '{(cell.Length > Shown ? cell[..Shown] + "..." : cell)}' is not {format.TypeInWords}, as the column is elsewhere."));
    }

    /// <summary>A number; null: it is none, or it is a code: digits with leading zeros, or more of them than float64 keeps.</summary>
    private static double? Number(string cell, bool decimalComma)
    {
        string text = cell.Trim();
        if (decimalComma)
            text = text.Replace(".", "", StringComparison.Ordinal).Replace(',', '.');
        string digits = text.TrimStart('-', '+');
        if (digits.Length > 1 && digits[0] == '0' && char.IsAsciiDigit(digits[1]))
            return null;
        if (digits.Length > 15 && digits.All(char.IsAsciiDigit))
            return null;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value) ? value : null;
    }
}
