// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.Synthetic;

/// <summary>The children of synthetic parents as a view: the parents of a block are drawn again, then their children, some families at a time.</summary>
/// <remarks>Families are always drawn together as they are in a long table, so a shorter table is the beginning of a longer one. Always in order, by one cursor.</remarks>
internal sealed class FamilyView : IDataView
{
    private readonly long _parents;
    private readonly TableSampler _sampler;
    private readonly FamilyModel _model;
    private readonly RunContext _run;
    private readonly IReadOnlyList<ColumnSource> _sources;
    private readonly ulong _idStream;

    /// <param name="schema">Schema of the view.</param>
    /// <param name="sources">Where the values of each of its columns come from.</param>
    /// <param name="parents">Number of parents.</param>
    /// <param name="sampler">Draws them.</param>
    /// <param name="model">Draws their children.</param>
    /// <param name="run">The context that parents are drawn in.</param>
    /// <param name="idStream">Keeps the row ids apart from those of other views.</param>
    public FamilyView(DataViewSchema schema, IReadOnlyList<ColumnSource> sources, long parents, TableSampler sampler, FamilyModel model, RunContext run, ulong idStream)
        => (Schema, _sources, _parents, _sampler, _model, _run, _idStream) = (schema, sources, parents, sampler, model, run, idStream);

    public DataViewSchema Schema { get; }

    public bool CanShuffle => false;

    public long? GetRowCount() => null;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) => new Cursor(this, ActiveColumns.Of(Schema, columnsNeeded));

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) => [GetRowCursor(columnsNeeded)];

    /// <summary>The children, some families at a time.</summary>
    private IEnumerable<Table> Draw()
    {
        int blockRows = _model.BlockRows, families = _model.FamiliesAtOnce;
        for (long block = 0; block * blockRows < _parents; block++)
        {
            var parents = _sampler.DrawBlock(block, blockRows, _run);
            int wanted = (int)Math.Min(blockRows, _parents - block * blockRows);
            for (int start = 0; start < wanted; start += families)
            {
                int end = Math.Min(start + families, blockRows);
                var together = parents.Take([.. Enumerable.Range(start, end - start)]);
                var children = _model.SampleChildren(together, block * blockRows + start, _run);
                int taken = end <= wanted ? children.Count : _model.CountsOf(together).Take(wanted - start).Sum();
                yield return taken == children.Count ? children : children.Take([.. Enumerable.Range(0, taken)]);
            }
        }
    }

    private sealed class Cursor(FamilyView view, ActiveColumns active) : DataViewRowCursor
    {
        private readonly IEnumerator<Table> _tables = view.Draw().GetEnumerator();
        private readonly RowPosition _at = new();
        private Table? _drawn;
        private long _firstRow, _position = -1;

        public override long Position => _position;

        public override long Batch => 0;

        public override DataViewSchema Schema => view.Schema;

        public override bool IsColumnActive(DataViewSchema.Column column) => active.Contains(column.Index);

        public override bool MoveNext()
        {
            while (_drawn is null || _at.Row + 1 >= _drawn.Count)
            {
                _firstRow += _drawn?.Count ?? 0;
                if (!_tables.MoveNext())
                {
                    _drawn = null;
                    return false;
                }

                (_drawn, _at.Row) = (_tables.Current, -1);
                foreach (var source in view._sources)
                    source.Require(_firstRow + _drawn.Count);
            }

            _at.Row++;
            _position++;
            return true;
        }

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            active.Require(column);
            if (typeof(TValue) != column.Type.RawType)
                throw ActiveColumns.WrongType<TValue>(column);

            var source = view._sources[column.Index];
            if (source == ColumnSource.Missing)
                return MissingValue.Getter<TValue>(column.Type);
            ValueGetter<TValue>? ofTable = null;
            Table? served = null;
            return (ref TValue value) =>
            {
                if (served != _drawn)
                {
                    ofTable = (ValueGetter<TValue>)ColumnGetter.For(source.Of(_drawn!, _firstRow)!, column.Type, _at);
                    served = _drawn;
                }

                ofTable!(ref value);
            };
        }

        public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) => id = new((ulong)_position, view._idStream);

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                _tables.Dispose();
            base.Dispose(disposing);
        }
    }
}
