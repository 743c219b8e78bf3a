// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Runtime.CompilerServices;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.Synthetic;

/// <summary>The rows of a view, and new rows behind them.</summary>
/// <remarks>
/// Read in order, the old rows come first. Read shuffled, as stochastic trainers do, the new rows are dealt among the old ones at random, so that such a trainer does
/// not meet all new rows of a class at the end.
/// </remarks>
internal sealed class AppendedView : IDataView
{
    private readonly IDataView _old, _new;
    private readonly int _oldCount, _newCount;
    private readonly int? _flag;

    /// <param name="schema">The schema of both views, perhaps with other annotations and with the flag column behind.</param>
    /// <param name="old">The old rows.</param>
    /// <param name="oldCount">Their number.</param>
    /// <param name="new">The new rows, with the same columns at the same places.</param>
    /// <param name="newCount">Their number.</param>
    /// <param name="flag">Place of the Boolean column that is true for new rows; null: none.</param>
    public AppendedView(DataViewSchema schema, IDataView old, int oldCount, IDataView @new, int newCount, int? flag)
        => (Schema, _old, _oldCount, _new, _newCount, _flag) = (schema, old, oldCount, @new, newCount, flag);

    public DataViewSchema Schema { get; }

    public bool CanShuffle => true;

    public long? GetRowCount() => (long)_oldCount + _newCount;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        var active = ActiveColumns.Of(Schema, columnsNeeded);
        var old = _old.GetRowCursor(active.In(_old.Schema), _old.CanShuffle ? rand : null);
        return new Cursor(this, active, old, _new.GetRowCursor(active.In(_new.Schema), rand), rand);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
        => [GetRowCursor(columnsNeeded, rand)];

    private sealed class Cursor(AppendedView view, ActiveColumns active, DataViewRowCursor old, DataViewRowCursor @new, Random? rand) : DataViewRowCursor
    {
        private int _oldLeft = view._oldCount, _newLeft = view._newCount;
        private long _position = -1;
        private bool _onNew;

        public override long Position => _position;

        public override long Batch => 0;

        public override DataViewSchema Schema => view.Schema;

        public override bool IsColumnActive(DataViewSchema.Column column) => active.Contains(column.Index);

        public override bool MoveNext()
        {
            long left = (long)_oldLeft + _newLeft;
            if (left == 0)
                return false;
            _onNew = rand is null ? _oldLeft == 0 : rand.NextInt64(left) >= _oldLeft;
            _position++;
            if (_onNew)
            {
                _newLeft--;
                return @new.MoveNext();
            }

            _oldLeft--;
            return old.MoveNext() ? true : throw new SyntheticDataException(CopiedColumns.TooFewRows);
        }

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            active.Require(column);
            if (column.Index == view._flag)
                return new ValueGetter<bool>((ref bool value) => value = _onNew) as ValueGetter<TValue> ?? throw ActiveColumns.WrongType<TValue>(column);

            var fromOld = old.GetGetter<TValue>(old.Schema[column.Index]);
            var fromNew = @new.GetGetter<TValue>(@new.Schema[column.Index]);
            return [MethodImpl(MethodImplOptions.AggressiveOptimization)] (ref TValue value) =>
            {
                if (_onNew)
                    fromNew(ref value);
                else
                    fromOld(ref value);
            };
        }

        public override ValueGetter<DataViewRowId> GetIdGetter()
        {
            var (fromOld, fromNew) = (old.GetIdGetter(), @new.GetIdGetter());
            return (ref DataViewRowId id) =>
            {
                if (_onNew)
                    fromNew(ref id);
                else
                    fromOld(ref id);
            };
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                old.Dispose();
                @new.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
