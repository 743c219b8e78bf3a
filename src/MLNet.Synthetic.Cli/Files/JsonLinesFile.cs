// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;
using System.Text.Json;

namespace MLNet.Synthetic.Cli;

/// <summary>Reads JSON Lines: one flat object a line; a key that a line lacks is missing there.</summary>
internal static class JsonLinesFile
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">Path; compressed if it ends in <c>.gz</c>.</param>
    /// <param name="cancellation">Asks to stop.</param>
    /// <exception cref="SyntheticDataException">The file is malformed; the message names the line.</exception>
    public static TextColumns Read(string path, CancellationToken cancellation)
    {
        using var text = CsvFile.Open(path);
        var places = new Dictionary<string, int>();
        var cells = new List<List<string?>>();
        var lines = new List<int>();
        int number = 0;
        try
        {
            while (text.ReadLine() is string line)
            {
                number++;
                if (string.IsNullOrWhiteSpace(line))
                    continue;
                if (number % 4096 == 0)
                    cancellation.ThrowIfCancellationRequested();
                CsvFile.RequireText(line, path, number, column: null);
                using var document = JsonDocument.Parse(line);
                if (document.RootElement.ValueKind != JsonValueKind.Object)
                    throw Malformed("not an object such as {\"age\": 42}");
                foreach (var property in document.RootElement.EnumerateObject())
                {
                    if (!places.TryGetValue(property.Name, out int place))
                    {
                        places.Add(property.Name, place = cells.Count);
                        cells.Add([.. Enumerable.Repeat<string?>(null, lines.Count)]);
                    }

                    if (cells[place].Count > lines.Count)
                        throw Malformed($"the key '{property.Name}' stands there twice");
                    cells[place].Add(Text(property));
                }

                lines.Add(number);
                foreach (var column in cells.Where(c => c.Count < lines.Count))
                    column.Add(null);
            }
        }
        catch (JsonException e)
        {
            throw Malformed(string.Create(CultureInfo.InvariantCulture, $"no valid JSON at byte {e.BytePositionInLine + 1}"));
        }
        catch (InvalidDataException e)
        {
            throw new SyntheticDataException($"{path} cannot be unpacked: {e.Message}", e);
        }

        var empty = TextColumns.Empty(path, [.. places.Keys]);
        return empty with { Cells = cells, Lines = lines };

        string? Text(JsonProperty property) => property.Value.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.String when property.Value.GetString()!.Contains('\0') => throw Malformed($"'{property.Name}' holds a zero character, which no other format can hold"),
            JsonValueKind.String => property.Value.GetString(),
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            JsonValueKind.Number => property.Value.GetRawText(),
            _ => throw Malformed($"'{property.Name}' holds {(property.Value.ValueKind == JsonValueKind.Array ? "an array" : "an object")}; cells are texts, numbers, true, false or null"),
        };

        SyntheticDataException Malformed(string what) => new(string.Create(CultureInfo.InvariantCulture, $"{path}, line {number}: {what}."));
    }

    /// <summary>Number of lines that are not blank.</summary>
    public static long CountRows(string path, CancellationToken cancellation)
    {
        using var text = CsvFile.Open(path);
        long rows = 0;
        while (text.ReadLine() is string line)
        {
            cancellation.ThrowIfCancellationRequested();
            rows += string.IsNullOrWhiteSpace(line) ? 0 : 1;
        }

        return rows;
    }
}
