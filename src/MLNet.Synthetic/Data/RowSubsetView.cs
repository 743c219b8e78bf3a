// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.Synthetic;

/// <summary>Some rows of a view, in its order; a row may stand there several times in a row.</summary>
internal sealed class RowSubsetView : IDataView
{
    private readonly IDataView _source;
    private readonly int[] _times;
    private readonly long _count;
    private readonly Lazy<Dictionary<DataViewRowId, int>> _timesById;

    /// <param name="source">The view.</param>
    /// <param name="kept">For each of its rows, whether it stays.</param>
    public RowSubsetView(IDataView source, bool[] kept) : this(source, Array.ConvertAll(kept, k => k ? 1 : 0))
    {
    }

    /// <param name="source">The view.</param>
    /// <param name="times">For each of its rows, how often it stands in this view, ≥ 0.</param>
    public RowSubsetView(IDataView source, int[] times)
    {
        (_source, _times, _count) = (source, times, times.Sum(t => (long)t));
        _timesById = new(ReadIds);
    }

    public DataViewSchema Schema => _source.Schema;

    public bool CanShuffle => _source.CanShuffle;

    public long? GetRowCount() => _count;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        bool shuffled = rand is not null && CanShuffle;
        return new Cursor(this, _source.GetRowCursor(columnsNeeded, shuffled ? rand : null), shuffled ? _timesById.Value : null);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
        => [GetRowCursor(columnsNeeded, rand)];

    private Dictionary<DataViewRowId, int> ReadIds()
    {
        var times = new Dictionary<DataViewRowId, int>();
        using var cursor = _source.GetRowCursor([]);
        var getter = cursor.GetIdGetter();
        DataViewRowId id = default;
        for (int row = 0; row < _times.Length && cursor.MoveNext(); row++)
        {
            if (_times[row] == 0)
                continue;
            getter(ref id);
            times[id] = _times[row];
        }

        return times;
    }

    /// <summary>Reads the source, skips and repeats. In its own order rows are known by number, in a shuffled order by id.</summary>
    private sealed class Cursor(RowSubsetView view, DataViewRowCursor source, Dictionary<DataViewRowId, int>? timesById) : DataViewRowCursor
    {
        private readonly ValueGetter<DataViewRowId>? _id = timesById is null ? null : source.GetIdGetter();
        private long _row = -1, _position = -1;
        private int _times, _copy;                                    // of the current row, and the number of this copy of it

        public override long Position => _position;

        public override long Batch => source.Batch;

        public override DataViewSchema Schema => source.Schema;

        public override bool IsColumnActive(DataViewSchema.Column column) => source.IsColumnActive(column);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => source.GetGetter<TValue>(column);

        /// <summary>The first copy of a row has its id, the others ids of their own.</summary>
        public override ValueGetter<DataViewRowId> GetIdGetter()
        {
            var getter = source.GetIdGetter();
            return (ref DataViewRowId id) =>
            {
                getter(ref id);
                if (_copy > 0)
                    id = id.Combine(new DataViewRowId((ulong)_copy, 0));
            };
        }

        public override bool MoveNext()
        {
            if (_copy + 1 < _times)
            {
                _copy++;
                _position++;
                return true;
            }

            while (source.MoveNext())
            {
                _row++;
                _times = Times();
                if (_times == 0)
                    continue;
                _copy = 0;
                _position++;
                return true;
            }

            _times = 0;
            return false;
        }

        private int Times()
        {
            if (_id is null)
                return _row < view._times.Length ? view._times[_row] : 0;
            DataViewRowId id = default;
            _id(ref id);
            return timesById!.GetValueOrDefault(id);
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                source.Dispose();
            base.Dispose(disposing);
        }
    }
}
