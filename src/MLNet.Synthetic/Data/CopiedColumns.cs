// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;

namespace MLNet.Synthetic;

/// <summary>Columns of new rows that are copied from the rows they grew from, read when somebody first asks for them.</summary>
/// <remarks>A pipeline that trains on <c>Features</c> never asks for the columns before it, so they cost nothing.</remarks>
internal sealed class CopiedColumns
{
    public const string TooFewRows =
        "The training data has fewer rows than when the step was fitted. Put ml.Data.Cache or AppendCacheCheckpoint before the step if its source changes.";

    private readonly IDataView _view;
    private readonly int[] _sources;
    private int[] _rows = [];                                         // the distinct source rows, ascending
    private int[] _places = [];                                       // for each new row the place of its source in _rows
    private readonly Dictionary<int, TableColumn> _columns = [];
    private readonly Lock _lock = new();

    public CopiedColumns(IDataView view, int[] sources) => (_view, _sources) = (view, sources);

    /// <summary>The columns at some places of the schema.</summary>
    public IReadOnlyList<TableColumn> Get(IReadOnlyList<int> indices)
    {
        lock (_lock)
        {
            var absent = indices.Where(i => !_columns.ContainsKey(i)).Select(i => _view.Schema[i]).ToArray();
            if (absent.Length > 0)
            {
                if (_columns.Count == 0)
                    Number();
                Read(absent);
            }

            return [.. indices.Select(i => _columns[i])];
        }
    }

    /// <summary>Numbers the rows that are sources.</summary>
    private void Number()
    {
        var isSource = new bool[_sources.Length == 0 ? 0 : _sources.Max() + 1];
        foreach (int source in _sources)
            isSource[source] = true;
        _rows = [.. Enumerable.Range(0, isSource.Length).Where(row => isSource[row])];
        var places = new int[isSource.Length];
        for (int i = 0; i < _rows.Length; i++)
            places[_rows[i]] = i;
        _places = Array.ConvertAll(_sources, source => places[source]);
    }

    private void Read(DataViewSchema.Column[] columns)
    {
        var readers = columns.Select(column => ColumnReader.ForCopies(column, _rows.Length)).ToArray();
        using var cursor = _view.GetRowCursor(columns);
        foreach (var reader in readers)
            reader.Bind(cursor);

        int next = 0;
        for (int row = 0; next < _rows.Length && cursor.MoveNext(); row++)
        {
            if (row != _rows[next])
                continue;
            foreach (var reader in readers)
                reader.Read();
            next++;
        }

        if (next < _rows.Length)
            throw new SyntheticDataException(TooFewRows);
        for (int i = 0; i < columns.Length; i++)
            _columns[columns[i].Index] = readers[i].ToColumn().Take(_places);
    }
}
