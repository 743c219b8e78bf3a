// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.Synthetic;

/// <summary>Rows in memory as an <see cref="IDataView"/>.</summary>
internal sealed class TableView : IDataView
{
    private readonly int _rows;
    private readonly Func<IReadOnlyList<int>, IReadOnlyList<TableColumn>> _columns;
    private readonly ulong _idStream;

    /// <param name="schema">Schema of the view.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="columns">Gives the columns at some places of the schema; called once for each cursor, from any thread.</param>
    /// <param name="idStream">Keeps the row ids apart from those of other views.</param>
    public TableView(DataViewSchema schema, int rows, Func<IReadOnlyList<int>, IReadOnlyList<TableColumn>> columns, ulong idStream = 0)
        => (Schema, _rows, _columns, _idStream) = (schema, rows, columns, idStream);

    public DataViewSchema Schema { get; }

    public bool CanShuffle => true;

    public long? GetRowCount() => _rows;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        var active = ActiveColumns.Of(Schema, columnsNeeded);
        int[] places = [.. Enumerable.Range(0, Schema.Count).Where(active.Contains)];
        var columns = _columns(places);
        int[]? order = null;
        if (rand is not null)
        {
            order = [.. Enumerable.Range(0, _rows)];
            rand.Shuffle(order);
        }

        return new Cursor(this, active, places.Zip(columns).ToDictionary(p => p.First, p => p.Second), order);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
        => [GetRowCursor(columnsNeeded, rand)];

    private sealed class Cursor(TableView view, ActiveColumns active, Dictionary<int, TableColumn> columns, int[]? order) : DataViewRowCursor
    {
        private readonly RowPosition _at = new();
        private long _position = -1;

        public override long Position => _position;

        public override long Batch => 0;

        public override DataViewSchema Schema => view.Schema;

        public override bool IsColumnActive(DataViewSchema.Column column) => active.Contains(column.Index);

        public override bool MoveNext()
        {
            if (_position + 1 >= view._rows)
            {
                _position = view._rows;
                return false;
            }

            _position++;
            _at.Row = order is null ? (int)_position : order[_position];
            return true;
        }

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            active.Require(column);
            return ColumnGetter.For(columns[column.Index], column.Type, _at) as ValueGetter<TValue>
                ?? throw ActiveColumns.WrongType<TValue>(column);
        }

        public override ValueGetter<DataViewRowId> GetIdGetter()
            => (ref DataViewRowId id) => id = new((ulong)_at.Row, view._idStream);
    }
}
