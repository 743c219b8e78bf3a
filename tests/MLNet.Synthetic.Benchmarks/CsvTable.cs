// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;
using System.Text;

namespace MLNet.Synthetic.Benchmarks;

/// <summary>Tables in CSV files, so that tools outside the project can judge them.</summary>
/// <remarks>An empty field is missing. A column whose other fields are all numbers is numeric, one of dates and times alone a timestamp, any other a category.</remarks>
internal static class CsvTable
{
    public static Table Read(string path)
    {
        string[][] lines = [.. File.ReadLines(path).Where(l => l.Length > 0).Select(Split)];
        return new([.. lines[0].Select((name, j) => ToColumn(name, Array.ConvertAll(lines[1..], l => l[j])))]);
    }

    public static void Write(string path, Table table)
    {
        var cells = table.Columns.Select(Texts).ToArray();
        using var file = File.CreateText(path);
        file.WriteLine(string.Join(',', table.Columns.Select(c => Quoted(c.Name))));
        for (int i = 0; i < table.Count; i++)
            file.WriteLine(string.Join(',', cells.Select(text => text(i))));
    }

    private static TableColumn ToColumn(string name, string[] fields)
    {
        if (Array.TrueForAll(fields, f => f.Length == 0 || double.TryParse(f, CultureInfo.InvariantCulture, out _)))
            return new NumericColumn(name, Array.ConvertAll(fields, f => f.Length == 0 ? double.NaN : double.Parse(f, CultureInfo.InvariantCulture)));
        if (Array.TrueForAll(fields, f => DateTime.TryParse(f, CultureInfo.InvariantCulture, out _)))
            return new TimestampColumn(name, Array.ConvertAll(fields, f => DateTime.Parse(f, CultureInfo.InvariantCulture).Ticks));

        var codes = new Dictionary<string, int>();
        foreach (string field in fields)
        {
            if (field.Length > 0)
                codes.TryAdd(field, codes.Count);
        }

        return new CategoryColumn(name, Array.ConvertAll(fields, f => f.Length == 0 ? CategoryColumn.MissingCode : codes[f]), [.. codes.Keys]);
    }

    private static Func<int, string> Texts(TableColumn column) => column switch
    {
        NumericColumn c => i => double.IsNaN(c.Values[i]) ? "" : c.Values[i].ToString(CultureInfo.InvariantCulture),
        TimestampColumn c => i => new DateTime(c.Ticks[i]).ToString("yyyy-MM-dd HH:mm:ss.fffffff", CultureInfo.InvariantCulture),
        CategoryColumn c => i => c.Codes[i] < 0 ? "" : Quoted(c.Levels[c.Codes[i]]),
        _ => throw new NotSupportedException($"Column '{column.Name}' of kind {column.Kind} cannot be written."),
    };

    private static string Quoted(string text) => text.AsSpan().ContainsAny(",\"\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;

    private static string[] Split(string line)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        bool quoted = false;
        for (int i = 0; i < line.Length; i++)
        {
            if (line[i] == '"' && quoted && i + 1 < line.Length && line[i + 1] == '"')
                field.Append(line[i++]);
            else if (line[i] == '"')
                quoted = !quoted;
            else if (line[i] == ',' && !quoted)
            {
                fields.Add(field.ToString().Trim());
                field.Clear();
            }
            else
                field.Append(line[i]);
        }

        return [.. fields, field.ToString().Trim()];
    }
}
