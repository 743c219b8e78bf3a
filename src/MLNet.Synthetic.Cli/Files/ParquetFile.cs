// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;
using Parquet;
using Parquet.Schema;

namespace MLNet.Synthetic.Cli;

/// <summary>Reads Parquet files of flat columns.</summary>
internal static class ParquetFile
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">Path.</param>
    /// <param name="isNeeded">Whether the cells of a column are wanted; of others only the name is read, whatever they hold.</param>
    /// <param name="cancellation">Asks to stop.</param>
    /// <exception cref="SyntheticDataException">The file is damaged, or a column is nested, binary or of a type that is no cell.</exception>
    public static TextColumns Read(string path, Func<string, bool> isNeeded, CancellationToken cancellation) => Whole(path, async () =>
    {
        await using var reader = await ParquetReader.CreateAsync(path, cancellationToken: cancellation);
        string[] names = [.. reader.Schema.Fields.Select(f => f.Name)];
        var fields = reader.Schema.Fields.Select(field => !isNeeded(field.Name) ? null : field is DataField { MaxRepetitionLevel: 0 } flat
            ? flat
            : throw new SyntheticDataException($"{path}: column '{field.Name}' is nested (a list, a map or a structure), and only flat columns can be read. Leave it out with --ignore {field.Name}.")).ToArray();
        var columns = TextColumns.Empty(path, names);
        for (int g = 0; g < reader.RowGroupCount; g++)
        {
            using var group = reader.OpenRowGroupReader(g);
            int rows = checked((int)group.RowCount);
            for (int j = 0; j < fields.Length; j++)
                columns.Cells[j].AddRange(fields[j] is DataField field ? await Cells(group, field, rows, path, cancellation) : new string?[rows]);
            columns.Lines.AddRange(Enumerable.Range(columns.Lines.Count + 1, rows));
        }

        for (int j = 0; j < fields.Length; j++)
        {
            if (fields[j]?.ClrType == typeof(DateTime))
                ShortenTimes(columns.Cells[j]);
        }

        return columns;
    });

    /// <summary>Number of rows, as the file itself says.</summary>
    public static long CountRows(string path, CancellationToken cancellation) => Whole(path, async () =>
    {
        await using var reader = await ParquetReader.CreateAsync(path, cancellationToken: cancellation);
        return reader.RowGroups.Sum(group => group.RowCount);
    });

    private static Task<string?[]> Cells(ParquetRowGroupReader group, DataField field, int rows, string path, CancellationToken cancellation) => field.ClrType switch
    {
        var t when t == typeof(string) || t == typeof(ReadOnlyMemory<char>) => Texts(group, field, rows, cancellation),
        var t when t == typeof(bool) => Values<bool>(group, field, rows, v => v ? "true" : "false", cancellation),
        var t when t == typeof(sbyte) => Numbers<sbyte>(group, field, rows, cancellation),
        var t when t == typeof(byte) => Numbers<byte>(group, field, rows, cancellation),
        var t when t == typeof(short) => Numbers<short>(group, field, rows, cancellation),
        var t when t == typeof(ushort) => Numbers<ushort>(group, field, rows, cancellation),
        var t when t == typeof(int) => Numbers<int>(group, field, rows, cancellation),
        var t when t == typeof(uint) => Numbers<uint>(group, field, rows, cancellation),
        var t when t == typeof(long) => Numbers<long>(group, field, rows, cancellation),
        var t when t == typeof(ulong) => Numbers<ulong>(group, field, rows, cancellation),
        var t when t == typeof(float) => Values<float>(group, field, rows, v => float.IsNaN(v) ? null : v.ToString("R", CultureInfo.InvariantCulture), cancellation),
        var t when t == typeof(double) => Values<double>(group, field, rows, v => double.IsNaN(v) ? null : v.ToString("R", CultureInfo.InvariantCulture), cancellation),
        var t when t == typeof(decimal) => Numbers<decimal>(group, field, rows, cancellation),
        var t when t == typeof(DateTime) => Values<DateTime>(group, field, rows, v => v.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture), cancellation),
        var t when t == typeof(DateOnly) => Values<DateOnly>(group, field, rows, v => v.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), cancellation),
        var t when t == typeof(TimeOnly) => Values<TimeOnly>(group, field, rows, v => v.ToString("HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture), cancellation),
        var t when t == typeof(Guid) => Values<Guid>(group, field, rows, v => v.ToString(), cancellation),
        var t => throw new SyntheticDataException($"{path}: column '{field.Name}' holds {(t == typeof(ReadOnlyMemory<byte>) || t == typeof(byte[]) ? "binary values" : t.Name)}, which are no cells of a table. Leave it out with --ignore {field.Name}, or convert it to text."),
    };

    private static Task<string?[]> Numbers<T>(ParquetRowGroupReader group, DataField field, int rows, CancellationToken cancellation) where T : struct, IFormattable
        => Values<T>(group, field, rows, v => v.ToString(null, CultureInfo.InvariantCulture), cancellation);

    private static async Task<string?[]> Values<T>(ParquetRowGroupReader group, DataField field, int rows, Func<T, string?> text, CancellationToken cancellation) where T : struct
    {
        if (!field.IsNullable)
        {
            var values = new T[rows];
            await group.ReadAsync<T>(field, values.AsMemory(), null, cancellation);
            return Array.ConvertAll(values, v => text(v));
        }

        var optional = new T?[rows];
        await group.ReadAsync<T>(field, optional.AsMemory(), null, cancellation);
        return Array.ConvertAll(optional, v => v is T value ? text(value) : null);
    }

    private static async Task<string?[]> Texts(ParquetRowGroupReader group, DataField field, int rows, CancellationToken cancellation)
    {
        string?[] values = new string?[rows];
        await group.ReadAsync(field, values.AsMemory()!, null, cancellation);
        return values;
    }

    /// <summary>Leaves out what no time of a column has: fractions of seconds, or the time of day.</summary>
    private static void ShortenTimes(List<string?> cells)
    {
        foreach (string needless in (string[])[" 00:00:00.000000", ".000000"])
        {
            if (!cells.TrueForAll(c => c is null || c.EndsWith(needless, StringComparison.Ordinal)))
                continue;
            for (int i = 0; i < cells.Count; i++)
                cells[i] = cells[i]?[..^needless.Length];
            return;
        }
    }

    /// <summary>Turns whatever the library throws at damaged files into one error.</summary>
    private static T Whole<T>(string path, Func<Task<T>> read)
    {
        try
        {
            return Task.Run(read).GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is not (SyntheticDataException or OperationCanceledException or UnauthorizedAccessException or FileNotFoundException))
        {
            throw new SyntheticDataException($"{path} cannot be read as Parquet: {e.Message}", e);
        }
    }
}
