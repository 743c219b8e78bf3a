// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;
using System.IO.Compression;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.Synthetic.Benchmarks;

/// <summary>A binary imbalanced set of numbers: its smallest class against the rest.</summary>
/// <param name="File">Path in the data folder, without extension. The label is the last column.</param>
/// <param name="Dropped">Columns that are no features.</param>
internal sealed record EvidenceSet(string File, params string[] Dropped)
{
    /// <summary>Ten sets of 336 to 11,183 rows, with 3 to 42 rows of the large class for each of the small one.</summary>
    public static IReadOnlyList<EvidenceSet> All { get; } =
    [
        new("imbalanced/mammography"),
        new("imbalanced/wine_quality"),
        new("imbalanced/yeast_me2"),
        new("imbalanced/pc1"),
        new("imbalanced/oil_spill", "f1"),                            // f1 is a patch id
        new("imbalanced/thyroid"),
        new("keel/page-blocks0"),
        new("keel/vehicle1"),
        new("keel/ecoli3"),
        new("keel/vowel0"),
    ];

    public string Name => Path.GetFileName(File);

    /// <summary>The rows as a cached view of a Boolean <c>Label</c>, true for the small class, and a vector <c>Features</c>.</summary>
    public (IDataView View, int Rows, int Positive) Read(MLContext ml, string folder)
    {
        using var reader = new StreamReader(new GZipStream(System.IO.File.OpenRead(Path.Combine(folder, $"{File}.csv.gz")), CompressionMode.Decompress));
        string[] header = reader.ReadLine()!.Split(',');
        int[] features = [.. Enumerable.Range(0, header.Length - 1).Where(j => !Dropped.Contains(header[j]))];
        var cells = new List<string[]>();
        while (reader.ReadLine() is string line)
            cells.Add(line.Split(','));

        string small = cells.CountBy(c => c[^1]).MinBy(c => c.Value).Key;
        Row[] rows = [.. cells.Select(c => new Row { Label = c[^1] == small, Features = [.. features.Select(j => Number(c[j], header[j]))] })];
        var schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, features.Length);
        return (ml.Data.LoadFromEnumerable(rows, schema), rows.Length, rows.Count(r => r.Label));
    }

    private float Number(string cell, string column) => float.TryParse(cell, CultureInfo.InvariantCulture, out float value) && float.IsFinite(value)
        ? value
        : throw new InvalidDataException($"{File}: '{cell}' in column '{column}' is no number. Drop the column or leave the set out.");

    private sealed class Row
    {
        public bool Label { get; set; }

        public float[] Features { get; set; } = [];
    }
}
