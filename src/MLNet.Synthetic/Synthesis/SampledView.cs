// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.Synthetic;

/// <summary>Synthetic rows as a view: drawn block by block while somebody reads, and always the same ones.</summary>
/// <remarks>A cursor holds one block. Read shuffled, the blocks come in random order and the rows of each in random order.</remarks>
internal sealed class SampledView : IDataView
{
    private readonly long _rows;
    private readonly int _blockRows;
    private readonly Func<long, int, Table> _draw;
    private readonly IReadOnlyList<ColumnSource> _sources;
    private readonly ulong _idStream;

    /// <param name="schema">Schema of the view.</param>
    /// <param name="sources">Where the values of each of its columns come from.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="blockRows">Rows of a block, ≥ 1; the last may be shorter.</param>
    /// <param name="draw">Draws a block, from its number and rows; called from any thread.</param>
    /// <param name="idStream">Keeps the row ids apart from those of other views.</param>
    public SampledView(DataViewSchema schema, IReadOnlyList<ColumnSource> sources, long rows, int blockRows, Func<long, int, Table> draw, ulong idStream)
    {
        (Schema, _sources, _rows, _blockRows, _draw, _idStream) = (schema, sources, rows, blockRows, draw, idStream);
        foreach (var source in sources)
            source.Require(rows);
    }

    public DataViewSchema Schema { get; }

    public bool CanShuffle => true;

    private long Blocks => (_rows + _blockRows - 1) / _blockRows;

    public long? GetRowCount() => _rows;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
        => new Cursor(this, ActiveColumns.Of(Schema, columnsNeeded), first: 0, step: 1, rand);

    /// <summary>Cursors that take turns in the blocks.</summary>
    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        var active = ActiveColumns.Of(Schema, columnsNeeded);
        int cursors = (int)Math.Clamp(Blocks, 1, Math.Max(n, 1));
        return rand is not null || cursors == 1
            ? [new Cursor(this, active, first: 0, step: 1, rand)]
            : [.. Enumerable.Range(0, cursors).Select(k => new Cursor(this, active, first: k, step: cursors, rand: null))];
    }

    private sealed class Cursor : DataViewRowCursor
    {
        private readonly SampledView _view;
        private readonly ActiveColumns _active;
        private readonly int _step;
        private readonly Random? _rand;
        private readonly long[]? _blocks;                             // the order of the blocks, where shuffled
        private readonly RowPosition _at = new();
        private long _turn, _block = -1, _firstRow;                   // the next turn; the block that is held, and its first row
        private Table? _drawn;
        private int[]? _order;                                        // of its rows, where shuffled
        private int _place;
        private long _position = -1;

        public Cursor(SampledView view, ActiveColumns active, int first, int step, Random? rand)
        {
            (_view, _active, _turn, _step, _rand) = (view, active, first, step, rand);
            if (rand is null)
                return;
            _blocks = new long[view.Blocks];
            for (long b = 0; b < _blocks.Length; b++)
                _blocks[b] = b;
            rand.Shuffle(_blocks);
        }

        public override long Position => _position;

        public override long Batch => Math.Max(_block, 0);

        public override DataViewSchema Schema => _view.Schema;

        public override bool IsColumnActive(DataViewSchema.Column column) => _active.Contains(column.Index);

        public override bool MoveNext()
        {
            if (_drawn is null || _place + 1 >= _drawn.Count)
            {
                if (_turn >= _view.Blocks)
                    return false;
                Load(_blocks is null ? _turn : _blocks[_turn]);
                _turn += _step;
            }

            _place++;
            _at.Row = _order is null ? _place : _order[_place];
            _position++;
            return true;
        }

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            _active.Require(column);
            if (typeof(TValue) != column.Type.RawType)
                throw ActiveColumns.WrongType<TValue>(column);

            var source = _view._sources[column.Index];
            if (source == ColumnSource.Missing)
                return MissingValue.Getter<TValue>(column.Type);
            ValueGetter<TValue>? ofBlock = null;
            long block = -1;
            return (ref TValue value) =>
            {
                if (block != _block)
                {
                    ofBlock = (ValueGetter<TValue>)ColumnGetter.For(source.Of(_drawn!, _firstRow)!, column.Type, _at);
                    block = _block;
                }

                ofBlock!(ref value);
            };
        }

        public override ValueGetter<DataViewRowId> GetIdGetter()
            => (ref DataViewRowId id) => id = new((ulong)(_firstRow + _at.Row), _view._idStream);

        private void Load(long block)
        {
            (_block, _firstRow, _place) = (block, block * _view._blockRows, -1);
            _drawn = _view._draw(block, (int)Math.Min(_view._blockRows, _view._rows - _firstRow));
            if (_rand is null)
                return;
            _order = [.. Enumerable.Range(0, _drawn.Count)];
            _rand.Shuffle(_order);
        }
    }
}
