// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.Synthetic;

/// <summary>Some rows of a view, in its order.</summary>
internal sealed class RowSubsetView : IDataView
{
    private readonly IDataView _source;
    private readonly bool[] _kept;
    private readonly int _count;
    private readonly Lazy<HashSet<DataViewRowId>> _keptIds;

    /// <param name="source">The view.</param>
    /// <param name="kept">For each of its rows, whether it stays.</param>
    public RowSubsetView(IDataView source, bool[] kept)
    {
        (_source, _kept, _count) = (source, kept, kept.Count(k => k));
        _keptIds = new(ReadIds);
    }

    public DataViewSchema Schema => _source.Schema;

    public bool CanShuffle => _source.CanShuffle;

    public long? GetRowCount() => _count;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        bool shuffled = rand is not null && CanShuffle;
        return new Cursor(this, _source.GetRowCursor(columnsNeeded, shuffled ? rand : null), shuffled ? _keptIds.Value : null);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
        => [GetRowCursor(columnsNeeded, rand)];

    private HashSet<DataViewRowId> ReadIds()
    {
        var ids = new HashSet<DataViewRowId>(_count);
        using var cursor = GetRowCursor([]);
        var getter = cursor.GetIdGetter();
        DataViewRowId id = default;
        while (cursor.MoveNext())
        {
            getter(ref id);
            ids.Add(id);
        }

        return ids;
    }

    /// <summary>Reads the source and skips. In its own order rows are known by number, in a shuffled order by id.</summary>
    private sealed class Cursor(RowSubsetView view, DataViewRowCursor source, HashSet<DataViewRowId>? ids) : DataViewRowCursor
    {
        private readonly ValueGetter<DataViewRowId>? _id = ids is null ? null : source.GetIdGetter();
        private long _row = -1, _position = -1;

        public override long Position => _position;

        public override long Batch => source.Batch;

        public override DataViewSchema Schema => source.Schema;

        public override bool IsColumnActive(DataViewSchema.Column column) => source.IsColumnActive(column);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => source.GetGetter<TValue>(column);

        public override ValueGetter<DataViewRowId> GetIdGetter() => source.GetIdGetter();

        public override bool MoveNext()
        {
            while (source.MoveNext())
            {
                _row++;
                if (!IsKept())
                    continue;
                _position++;
                return true;
            }

            return false;
        }

        private bool IsKept()
        {
            if (_id is null)
                return _row < view._kept.Length && view._kept[_row];
            DataViewRowId id = default;
            _id(ref id);
            return ids!.Contains(id);
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                source.Dispose();
            base.Dispose(disposing);
        }
    }
}
