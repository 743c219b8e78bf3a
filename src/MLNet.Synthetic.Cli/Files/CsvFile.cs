// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;
using System.IO.Compression;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace MLNet.Synthetic.Cli;

/// <summary>Reads comma-separated values: quotes, line breaks inside quotes, UTF-8 with and without a byte order mark, other separators, gzip.</summary>
internal static class CsvFile
{
    private static readonly char[] s_separators = [',', ';', '\t', '|'];

    /// <summary>Reads a file.</summary>
    /// <param name="path">Path; compressed if it ends in <c>.gz</c>.</param>
    /// <param name="separator">Separator; null: the one of <c>, ; tab |</c> that occurs most in the first line.</param>
    /// <param name="cancellation">Asks to stop.</param>
    /// <exception cref="SyntheticDataException">The file is malformed; the message names line and column.</exception>
    public static TextColumns Read(string path, char? separator, CancellationToken cancellation)
    {
        using var text = Open(path);
        return Read(text, path, separator ?? Separator(path), cancellation);
    }

    internal static TextColumns Read(TextReader text, string source, char separator, CancellationToken cancellation)
    {
        using var parser = new CsvParser(text, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = separator.ToString(),
            IgnoreBlankLines = true,
            BadDataFound = bad => throw Malformed(source, bad.Context.Parser?.RawRow ?? 0, bad.Context.Parser?.Count ?? 0, "a quote stands where none may stand: quote the whole cell and double the quotes inside it"),
        });
        try
        {
            if (!parser.Read())
                throw new SyntheticDataException($"{source} is empty. The first line must hold the names of the columns.");
            var columns = TextColumns.Empty(source, [.. parser.Record!.Select(name => name.Trim())]);
            int next = parser.RawRow + 1;
            while (parser.Read())
            {
                string[] record = parser.Record!;
                if (record.Length != columns.Names.Count)
                {
                    throw Malformed(source, next, Math.Min(record.Length, columns.Names.Count) + 1, string.Create(
                        CultureInfo.InvariantCulture, $"{record.Length} cells where the header has {columns.Names.Count} columns (separator '{Shown(separator)}'; say --separator if that is wrong)"));
                }

                for (int j = 0; j < record.Length; j++)
                    columns.Cells[j].Add(record[j]);
                columns.Lines.Add(next);
                next = parser.RawRow + 1;
                if (columns.Lines.Count % 4096 == 0)
                    cancellation.ThrowIfCancellationRequested();
            }

            return columns;
        }
        catch (CsvHelperException e) when (e.InnerException is SyntheticDataException inner)
        {
            throw inner;
        }
        catch (CsvHelperException e)
        {
            throw Malformed(source, parser.RawRow, parser.Count + 1, e.Message.Split('\n')[0].TrimEnd('.'));
        }
        catch (InvalidDataException e)
        {
            throw new SyntheticDataException($"{source} cannot be unpacked: {e.Message}", e);
        }
    }

    private static StreamReader Open(string path)
    {
        Stream file = File.OpenRead(path);
        if (FileFormats.IsGzip(path))
            file = new GZipStream(file, CompressionMode.Decompress);
        return new(file, new UTF8Encoding(false, throwOnInvalidBytes: false), detectEncodingFromByteOrderMarks: true);
    }

    /// <summary>The separator that occurs most in the first line, outside quotes.</summary>
    private static char Separator(string path)
    {
        if (FileFormats.IsTabbed(path))
            return '\t';
        using var text = Open(path);
        string line;
        try
        {
            line = text.ReadLine() ?? "";
        }
        catch (InvalidDataException e)
        {
            throw new SyntheticDataException($"{path} cannot be unpacked: {e.Message}", e);
        }

        var counts = new int[s_separators.Length];
        bool quoted = false;
        foreach (char c in line)
        {
            if (c == '"')
                quoted = !quoted;
            else if (!quoted && Array.IndexOf(s_separators, c) is >= 0 and var at)
                counts[at]++;
        }

        return s_separators[Array.IndexOf(counts, counts.Max())];
    }

    private static SyntheticDataException Malformed(string source, int line, int column, string what)
        => new(string.Create(CultureInfo.InvariantCulture, $"{source}, line {line}, column {column}: {what}."));

    private static string Shown(char separator) => separator == '\t' ? "tab" : separator.ToString();
}
