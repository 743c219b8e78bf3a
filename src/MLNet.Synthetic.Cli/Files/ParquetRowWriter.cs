// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Parquet;
using Parquet.Schema;

namespace MLNet.Synthetic.Cli;

/// <summary>Writes Parquet in row groups, each held in memory until it is full.</summary>
internal sealed class ParquetRowWriter : RowWriter
{
    private const int RowsInGroup = 1 << 16;
    private readonly Buffer[] _buffers;
    private readonly ParquetWriter _writer;
    private readonly CancellationToken _cancellation;
    private int _held;

    public ParquetRowWriter(OutputColumn[] columns, Stream file, CancellationToken cancellation)
    {
        (_buffers, _cancellation) = ([.. columns.Select(Buffer.For)], cancellation);
        var schema = new ParquetSchema(_buffers.Select(b => (Field)b.Field));
        _writer = Task.Run(() => ParquetWriter.CreateAsync(schema, file, new() { CompressionMethod = CompressionMethod.Snappy }, cancellationToken: cancellation)).GetAwaiter().GetResult();
    }

    /// <inheritdoc/>
    public override void Write()
    {
        foreach (var buffer in _buffers)
            buffer.Add();
        if (++_held == RowsInGroup)
            WriteGroup();
    }

    /// <inheritdoc/>
    public override void Complete()
    {
        if (_held > 0)
            WriteGroup();
    }

    /// <inheritdoc/>
    public override void Dispose() => Task.Run(async () => await _writer.DisposeAsync()).GetAwaiter().GetResult();

    private void WriteGroup() => Task.Run(async () =>
    {
        using var group = _writer.CreateRowGroup();
        foreach (var buffer in _buffers)
            await buffer.Write(group, _cancellation);
        group.CompleteValidate();
        _held = 0;
    }).GetAwaiter().GetResult();

    /// <summary>The cells of a column that are held back.</summary>
    private abstract class Buffer(OutputColumn column, DataField dataField)
    {
        public DataField Field => dataField;

        protected OutputColumn Column => column;

        public static Buffer For(OutputColumn column)
        {
            string name = column.Format.Name;
            return column.Format.Type switch
            {
                CellType.Text => new Texts(column, new DataField<string>(name)),
                CellType.Flag => new Values<bool>(column, new DataField<bool>(name, true), c => c.Flag),
                CellType.Id => new Values<long>(column, new DataField<long>(name, true), c => (long)c.Number),
                CellType.Number when column.Format.IsWhole => new Values<long>(column, new DataField<long>(name, true), c => (long)c.Number),
                CellType.Number => new Values<double>(column, new DataField<double>(name, true), c => c.Number),
                _ => new Values<DateTime>(column, new DateTimeDataField(name, DateTimeFormat.DateAndTimeMicros, isNullable: true), c => DateTime.SpecifyKind(c.Time, DateTimeKind.Utc)),
            };
        }

        public abstract void Add();

        public abstract Task Write(ParquetRowGroupWriter group, CancellationToken cancellation);
    }

    private sealed class Texts(OutputColumn column, DataField field) : Buffer(column, field)
    {
        private readonly List<string> _cells = [];

        public override void Add() => _cells.Add(Column.IsMissing ? null! : Column.Text.ToString());

        public override async Task Write(ParquetRowGroupWriter group, CancellationToken cancellation)
        {
            await group.WriteAsync(Field, _cells);
            _cells.Clear();
        }
    }

    private sealed class Values<T>(OutputColumn column, DataField field, Func<OutputColumn, T> value) : Buffer(column, field) where T : struct
    {
        private readonly T?[] _cells = new T?[RowsInGroup];
        private int _count;

        public override void Add() => _cells[_count++] = Column.IsMissing ? null : value(Column);

        public override async Task Write(ParquetRowGroupWriter group, CancellationToken cancellation)
        {
            await group.WriteAsync<T>(Field, _cells.AsMemory(0, _count), null, null, cancellation);
            _count = 0;
        }
    }
}
