// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.Synthetic.Cli;

/// <summary>The cell of a column in the row that is being written.</summary>
internal sealed class OutputColumn
{
    private readonly Action _read;
    private double _number;
    private ReadOnlyMemory<char> _text;
    private DateTime _time;
    private bool _flag = true;

    private OutputColumn(ColumnFormat format) => (Format, _read) = (format, () => { });

    private OutputColumn(ColumnFormat format, DataViewRow row, bool isShared)
    {
        Format = format;
        var column = row.Schema.GetColumnOrNull(format.Name);
        switch (format.Type)
        {
            case CellType.Id when isShared:
                var id = row.GetIdGetter();
                DataViewRowId number = default;
                _read = () =>
                {
                    id(ref number);
                    _number = number.Low + 1;
                };
                break;
            case CellType.Id:
                _read = () => _number = row.Position + 1;
                break;
            case CellType.Flag when column is null:
                _read = () => { };
                break;
            case CellType.Flag:
                var flag = row.GetGetter<bool>(column.Value);
                _read = () => flag(ref _flag);
                break;
            case CellType.Text:
                var text = row.GetGetter<ReadOnlyMemory<char>>(column!.Value);
                _read = () => text(ref _text);
                break;
            case CellType.Time:
                var time = row.GetGetter<DateTime>(column!.Value);
                _read = () => time(ref _time);
                break;
            default:
                var cell = Numbers(row, column!.Value);
                _read = () => _number = cell();
                break;
        }
    }

    /// <summary>What it is, and how it is written.</summary>
    public ColumnFormat Format { get; }

    /// <summary>Whether the cell has no value.</summary>
    public bool IsMissing => Format.Type switch
    {
        CellType.Number => double.IsNaN(_number),
        CellType.Text => _text.IsEmpty,
        CellType.Time => _time == default,
        _ => false,
    };

    /// <summary>A number, or the number of the row; whole where all numbers of the input are.</summary>
    public double Number => Format.IsWhole ? Math.Round(_number) : _number;

    /// <summary>A text.</summary>
    public ReadOnlyMemory<char> Text => _text;

    /// <summary>A time.</summary>
    public DateTime Time => _time;

    /// <summary>Whether the row is synthetic.</summary>
    public bool Flag => _flag;

    /// <summary>The columns of a cursor, in the order they are written.</summary>
    /// <param name="formats">How they are written.</param>
    /// <param name="row">The cursor.</param>
    /// <param name="isShared">Whether other cursors read other rows of the view: the number of a row is then the low part of its id, as in sampled views, not its position.</param>
    public static OutputColumn[] Of(IReadOnlyList<ColumnFormat> formats, DataViewRow row, bool isShared = false) => [.. formats.Select(f => new OutputColumn(f, row, isShared))];

    /// <summary>A column without cells.</summary>
    public static OutputColumn Empty(ColumnFormat format) => new(format);

    /// <summary>The columns of a view that are written.</summary>
    public static IEnumerable<DataViewSchema.Column> Needed(IReadOnlyList<ColumnFormat> formats, DataViewSchema schema)
        => schema.Where(c => !c.IsHidden && formats.Any(f => f.Name == c.Name));

    /// <summary>Reads the cell of the row that the cursor stands on.</summary>
    public void Read() => _read();

    /// <summary>How a column is written that came with a model: its type is all that is known.</summary>
    /// <exception cref="SyntheticDataException">It is of a type that no file holds.</exception>
    public static ColumnFormat FormatOf(DataViewSchema.Column column) => column.Type switch
    {
        TextDataViewType => new(column.Name, CellType.Text),
        DateTimeDataViewType => new(column.Name, CellType.Time, "yyyy-MM-dd HH:mm:ss"),
        BooleanDataViewType => new(column.Name, CellType.Flag),
        NumberDataViewType when column.Type.RawType == typeof(double) || column.Type.RawType == typeof(float) => new(column.Name, CellType.Number),
        NumberDataViewType when column.Type.RawType == typeof(int) || column.Type.RawType == typeof(long) => new(column.Name, CellType.Number, IsWhole: true),
        _ => throw new SyntheticDataException($"Column '{column.Name}' of the model is {column.Type}, which cannot be written to a file. mlsynth samples models of numbers, texts, Booleans and times."),
    };

    private static Func<double> Numbers(DataViewRow row, DataViewSchema.Column column)
    {
        if (column.Type.RawType == typeof(float))
            return Read<float>(v => v);
        if (column.Type.RawType == typeof(int))
            return Read<int>(v => v);
        return column.Type.RawType == typeof(long) ? Read<long>(v => v) : Read<double>(v => v);

        Func<double> Read<T>(Func<T, double> convert)
        {
            var getter = row.GetGetter<T>(column);
            T value = default!;
            return () =>
            {
                getter(ref value);
                return convert(value);
            };
        }
    }
}
