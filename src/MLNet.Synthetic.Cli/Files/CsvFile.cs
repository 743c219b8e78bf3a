// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;
using System.IO.Compression;
using System.Text;
using CsvHelper;

namespace MLNet.Synthetic.Cli;

/// <summary>Reads comma-separated values: quotes, line breaks inside quotes, UTF-8 with and without a byte order mark, other separators, gzip.</summary>
internal static class CsvFile
{
    private const char ReplacementCharacter = '\uFFFD';              // stands for bytes that cannot be decoded
    private static readonly char[] s_separators = [',', ';', '\t', '|'];

    /// <summary>Reads a file.</summary>
    /// <param name="path">Path; compressed if it ends in <c>.gz</c>.</param>
    /// <param name="separator">Separator.</param>
    /// <param name="cancellation">Asks to stop.</param>
    /// <exception cref="SyntheticDataException">The file is malformed; the message names line and column.</exception>
    public static TextColumns Read(string path, char separator, CancellationToken cancellation)
    {
        using var text = Open(path);
        using var csv = CsvReader.Create(text, new() { Separator = separator, MalformedData = CsvMalformedDataHandling.Throw, TrackLineNumbers = true, PoolStrings = true }, leaveOpen: true);
        try
        {
            csv.ReadHeader();
            if (csv.Headers.Count == 0)
                throw new SyntheticDataException($"{path} is empty. The first line must hold the names of the columns.");
            for (int j = 0; j < csv.Headers.Count; j++)
                RequireText(csv.Headers[j], path, (int)Math.Max(csv.LineNumber, 1), j);
            var columns = TextColumns.Empty(path, [.. csv.Headers.Select(name => name.Trim())]);
            while (csv.Read())
            {
                int line = checked((int)csv.LineNumber), count = csv.FieldCount;
                if (count != columns.Names.Count)
                {
                    throw Malformed(path, line, Math.Min(count, columns.Names.Count) + 1, string.Create(
                        CultureInfo.InvariantCulture, $"{count} cells where the header has {columns.Names.Count} columns (separator '{Shown(separator)}'; say --separator if that is wrong)"));
                }

                var row = csv.Current;
                for (int j = 0; j < count; j++)
                {
                    string cell = row.GetString(j);
                    RequireText(cell, path, line, j);
                    columns.Cells[j].Add(cell);
                }

                columns.Lines.Add(line);
                if (columns.Lines.Count % 4096 == 0)
                    cancellation.ThrowIfCancellationRequested();
            }

            return columns;
        }
        catch (CsvFormatException e)
        {
            int line = (int)Math.Max(e.LineNumber, 1);
            throw Malformed(path, line, MalformedColumn(path, line, separator), "the quotes are wrong: quote the whole cell, double the quotes inside it, and close it");
        }
        catch (InvalidDataException e)
        {
            throw new SyntheticDataException($"{path} cannot be unpacked: {e.Message}", e);
        }
    }

    internal static StreamReader Open(string path, bool throwOnInvalidBytes = false)
    {
        Stream file = File.OpenRead(path);
        if (FileFormats.IsGzip(path))
            file = new GZipStream(file, CompressionMode.Decompress);
        return new(file, new UTF8Encoding(false, throwOnInvalidBytes), detectEncodingFromByteOrderMarks: true);
    }

    /// <summary>Refuses what is no text: zero bytes, and bytes that are no UTF-8.</summary>
    /// <param name="text">A cell as it was read.</param>
    /// <param name="path">The file.</param>
    /// <param name="line">Line of the cell, from 1.</param>
    /// <param name="column">Its column, from 0; null: the text is a line.</param>
    /// <exception cref="SyntheticDataException">It is no text.</exception>
    public static void RequireText(string text, string path, int line, int? column)
    {
        if (text.AsSpan().IndexOfAny('\0', ReplacementCharacter) is >= 0 and var at && (text[at] == '\0' || !IsUnicode(path)))
        {
            throw Malformed(path, line, (column ?? at) + 1, text[at] == '\0'
                ? "a zero byte, which no text has; the file is damaged, or binary"
                : "bytes that are no UTF-8; save the file as UTF-8 (from Windows-1252: iconv -f WINDOWS-1252 -t UTF-8)");
        }
    }

    /// <summary>Whether all of a file is Unicode, so that a replacement character in it was there before it was read.</summary>
    private static bool IsUnicode(string path)
    {
        using var text = Open(path, throwOnInvalidBytes: true);
        var buffer = new char[1 << 14];
        try
        {
            while (text.Read(buffer) > 0)
            {
            }

            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    /// <summary>The separator that occurs most in the first line, outside quotes.</summary>
    public static char Separator(string path)
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

    /// <summary>Number of rows below the header.</summary>
    public static long CountRows(string path, char separator, CancellationToken cancellation)
    {
        using var text = Open(path);
        using var csv = CsvReader.Create(text, new() { Separator = separator }, leaveOpen: true);
        long rows = 0;
        while (csv.Read())
        {
            if (++rows % 4096 == 0)
                cancellation.ThrowIfCancellationRequested();
        }

        return rows;
    }

    /// <summary>The column, from 1, of the first cell with wrong quotes in the record that begins in a line.</summary>
    private static int MalformedColumn(string path, int line, char separator)
    {
        using var text = Open(path);
        for (int i = 1; i < line; i++)
            text.ReadLine();
        int column = 1;
        bool atStart = true, isQuoted = false, isClosed = false;
        for (int c = text.Read(); c >= 0; c = text.Read())
        {
            if (isQuoted)
            {
                if (c != '"')
                    continue;
                if (text.Peek() == '"')
                    text.Read();
                else
                    (isQuoted, isClosed) = (false, true);
            }
            else if (c == separator)
            {
                (column, atStart, isClosed) = (column + 1, true, false);
            }
            else if (c is '\n' or '\r')
            {
                return column;
            }
            else if (isClosed || (c == '"' && !atStart))
            {
                return column;
            }
            else
            {
                (isQuoted, atStart) = (c == '"', false);
            }
        }

        return column;
    }

    private static SyntheticDataException Malformed(string source, int line, int column, string what)
        => new(string.Create(CultureInfo.InvariantCulture, $"{source}, line {line}, column {column}: {what}."));

    private static string Shown(char separator) => separator == '\t' ? "tab" : separator.ToString();
}
