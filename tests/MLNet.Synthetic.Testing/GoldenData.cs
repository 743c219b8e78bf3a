// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;
using System.IO.Compression;
using System.Text.Json;

namespace MLNet.Synthetic.Testing;

/// <summary>A real table with candidates, and the figures other programs computed for them (Golden/README.md).</summary>
public sealed class GoldenData
{
    private static readonly Lazy<GoldenData[]> LazyAll = new(() => [.. new[] { "credit_data", "diamonds", "lending_club", "penguins" }.Select(name => new GoldenData(name))]);
    private readonly Dictionary<string, Table> _tables;

    private GoldenData(string name)
    {
        string folder = Path.Combine(RealData.Root, "tests", "MLNet.Synthetic.Testing", "Golden", name);
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "golden.json")));
        (Name, Json) = (name, json.RootElement.Clone());
        string[] files = ["real", .. CandidateNames];
        _tables = ReadAll([.. files.Select(f => Path.Combine(folder, f + ".csv.gz"))], NumericalColumns.ToHashSet()).Zip(files).ToDictionary(p => p.Second, p => p.First);
    }

    /// <summary>All four tables.</summary>
    public static IReadOnlyList<GoldenData> All => LazyAll.Value;

    /// <summary>Each table with each candidate.</summary>
    public static IEnumerable<(GoldenData Data, string Candidate)> Cases => All.SelectMany(data => data.CandidateNames.Select(candidate => (data, candidate)));

    /// <summary>Name of the table.</summary>
    public string Name { get; }

    /// <summary>The whole of golden.json.</summary>
    public JsonElement Json { get; }

    /// <summary>Name of the label column.</summary>
    public string Label => Json.GetProperty("label").GetString()!;

    /// <summary>Columns of numbers.</summary>
    public IReadOnlyList<string> NumericalColumns => [.. Json.GetProperty("numerical").EnumerateArray().Select(c => c.GetString()!)];

    /// <summary>Columns of categories, whatever their values look like.</summary>
    public IReadOnlyList<string> CategoricalColumns => [.. Json.GetProperty("categorical").EnumerateArray().Select(c => c.GetString()!)];

    /// <summary>holdout, noisy, shuffled.</summary>
    public IReadOnlyList<string> CandidateNames => [.. Json.GetProperty("candidates").EnumerateObject().Select(c => c.Name)];

    /// <summary>The real rows. Category columns have the same levels in all tables, in ordinal order.</summary>
    public Table Real => _tables["real"];

    /// <summary>The rows of a candidate.</summary>
    public Table Candidate(string name) => _tables[name];

    /// <summary>The figures of a candidate.</summary>
    public JsonElement Figures(string candidate) => Json.GetProperty("candidates").GetProperty(candidate);

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static Table[] ReadAll(string[] files, HashSet<string> numerical)
    {
        string[][][] lines = Array.ConvertAll(files, Lines);          // by file, line, field
        string[] names = lines[0][0];
        var columns = Array.ConvertAll(files, _ => new TableColumn[names.Length]);
        for (int j = 0; j < names.Length; j++)
        {
            string[][] fields = Array.ConvertAll(lines, file => Array.ConvertAll(file[1..], line => line[j]));
            string[] levels = [.. fields.SelectMany(f => f).Where(f => f.Length > 0).Distinct().Order(StringComparer.Ordinal)];
            for (int f = 0; f < files.Length; f++)
            {
                columns[f][j] = numerical.Contains(names[j])
                    ? new NumericColumn(names[j], Array.ConvertAll(fields[f], v => v.Length == 0 ? double.NaN : double.Parse(v, CultureInfo.InvariantCulture)))
                    : new CategoryColumn(names[j], Array.ConvertAll(fields[f], v => v.Length == 0 ? CategoryColumn.MissingCode : Array.BinarySearch(levels, v, StringComparer.Ordinal)), levels);
            }
        }

        return Array.ConvertAll(columns, c => new Table(c));
    }

    private static string[][] Lines(string file)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.TrimEnd('\r').Split(','))];
    }
}
