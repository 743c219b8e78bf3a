// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;

namespace MLNet.Synthetic;

/// <summary>Recognises another view with the content of the training view: columns, number of rows and first rows.</summary>
internal sealed class TrainingFingerprint
{
    private const int FirstRows = 16;
    private readonly string[] _columns;
    private readonly string[] _schema;
    private readonly long? _rows;
    private readonly int _hash;

    private TrainingFingerprint(string[] columns, string[] schema, long? rows, int hash)
        => (_columns, _schema, _rows, _hash) = (columns, schema, rows, hash);

    /// <param name="view">The training view.</param>
    /// <param name="columns">The columns whose first rows are compared.</param>
    public static TrainingFingerprint Of(IDataView view, string[] columns)
        => new(columns, Describe(view.Schema), view.GetRowCount(), Hash(view, columns));

    public bool Matches(IDataView view)
        => view.GetRowCount() == _rows && Describe(view.Schema).AsSpan().SequenceEqual(_schema) && Hash(view, _columns) == _hash;

    private static string[] Describe(DataViewSchema schema) => [.. schema.Select(c => $"{c.Name}:{c.Type}")];

    private static int Hash(IDataView view, string[] columns)
    {
        var table = DataViewReader.Read(view, columns, FirstRows);
        var hash = new HashCode();
        foreach (var column in table.Columns)
        {
            for (int i = 0; i < column.Count; i++)
                hash.Add(ValueHash(column, i));
        }

        return hash.ToHashCode();
    }

    private static int ValueHash(TableColumn column, int row)
    {
        var hash = new HashCode();
        switch (column)
        {
            case NumericColumn numbers: hash.Add(numbers.Values[row]); break;
            case CategoryColumn { Codes: var codes, Levels: var levels }: hash.Add(codes[row] < 0 ? null : levels[codes[row]]); break;
            case TimestampColumn times: hash.Add(times.Ticks[row]); break;
            case NumericVectorColumn vectors:
                foreach (double value in vectors.Values[row])
                    hash.Add(value);
                break;
        }

        return hash.ToHashCode();
    }
}
