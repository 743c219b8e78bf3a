// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Numerics;
using System.Runtime.CompilerServices;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.Synthetic;

/// <summary>The row of a table that a cursor stands on.</summary>
internal sealed class RowPosition
{
    public int Row = -1;
}

/// <summary>Serves the values of a table column as an ML.NET column type: the way back from <see cref="ColumnReader"/>.</summary>
internal static class ColumnGetter
{
    /// <summary>A <see cref="ValueGetter{TValue}"/> for the raw type of the column type.</summary>
    public static Delegate For(TableColumn column, DataViewType type, RowPosition at) => (column, type) switch
    {
        (NumericColumn c, TimeSpanDataViewType) => new ValueGetter<TimeSpan>((ref TimeSpan v) => v = new((long)Math.Round(c.Values[at.Row]))),
        (NumericColumn c, NumberDataViewType) => type.RawType switch
        {
            var t when t == typeof(float) => Singles(c.Values, at),
            var t when t == typeof(double) => Doubles(c.Values, at),
            var t when t == typeof(sbyte) => Whole<sbyte>(c, at),
            var t when t == typeof(byte) => Whole<byte>(c, at),
            var t when t == typeof(short) => Whole<short>(c, at),
            var t when t == typeof(ushort) => Whole<ushort>(c, at),
            var t when t == typeof(int) => Whole<int>(c, at),
            var t when t == typeof(uint) => Whole<uint>(c, at),
            var t when t == typeof(long) => Whole<long>(c, at),
            _ => Whole<ulong>(c, at),
        },
        (CategoryColumn c, BooleanDataViewType) => new ValueGetter<bool>((ref bool v) => v = c.Codes[at.Row] == 1),
        (CategoryColumn c, TextDataViewType) => Text(c, at),
        (CategoryColumn c, KeyDataViewType) => type.RawType switch
        {
            var t when t == typeof(byte) => Key<byte>(c, at),
            var t when t == typeof(ushort) => Key<ushort>(c, at),
            var t when t == typeof(uint) => Key<uint>(c, at),
            _ => Key<ulong>(c, at),
        },
        (TimestampColumn c, DateTimeDataViewType) => new ValueGetter<DateTime>((ref DateTime v) => v = new(c.Ticks[at.Row])),
        (NumericVectorColumn c, VectorDataViewType vector) => vector.ItemType.RawType switch
        {
            var t when t == typeof(float) => Vector<float>(c, at, ToSingle),
            var t when t == typeof(double) => Vector<double>(c, at, (values, target) => values.CopyTo(target)),
            var t when t == typeof(sbyte) => Vector<sbyte>(c, at, Round),
            var t when t == typeof(byte) => Vector<byte>(c, at, Round),
            var t when t == typeof(short) => Vector<short>(c, at, Round),
            var t when t == typeof(ushort) => Vector<ushort>(c, at, Round),
            var t when t == typeof(int) => Vector<int>(c, at, Round),
            _ => Vector<uint>(c, at, Round),
        },
        (_, VectorDataViewType vector) => RawTypes.Dispatch(vector.ItemType.RawType, new VectorCopies(column, at))!,
        _ => RawTypes.Dispatch(type.RawType, new ScalarCopies(column, at))
            ?? throw new SyntheticDataException($"Column '{column.Name}' cannot be written as {type}."),
    };

    private delegate void Write<T>(ReadOnlySpan<double> values, Span<T> target);

    private static ValueGetter<float> Singles(double[] values, RowPosition at)
        => [MethodImpl(MethodImplOptions.AggressiveOptimization)] (ref float v) => v = (float)values[at.Row];   // many pipelines read but once

    private static ValueGetter<double> Doubles(double[] values, RowPosition at)
        => [MethodImpl(MethodImplOptions.AggressiveOptimization)] (ref double v) => v = values[at.Row];

    private static ValueGetter<T> Whole<T>(NumericColumn column, RowPosition at) where T : IBinaryInteger<T>
        => (ref T v) => v = T.CreateSaturating(Math.Round(column.Values[at.Row]));

    private static ValueGetter<T> Key<T>(CategoryColumn column, RowPosition at) where T : IBinaryInteger<T>
        => (ref T v) => v = T.CreateChecked(column.Codes[at.Row] + 1);

    private static ValueGetter<ReadOnlyMemory<char>> Text(CategoryColumn column, RowPosition at)
    {
        var levels = Array.ConvertAll(column.Levels, level => level.AsMemory());
        return (ref ReadOnlyMemory<char> v) => v = column.Codes[at.Row] is >= 0 and int code ? levels[code] : default;
    }

    private static ValueGetter<VBuffer<T>> Vector<T>(NumericVectorColumn column, RowPosition at, Write<T> write)
        => [MethodImpl(MethodImplOptions.AggressiveOptimization)] (ref VBuffer<T> v) =>
        {
            var editor = VBufferEditor.Create(ref v, column.Values.Columns);
            write(column.Values[at.Row], editor.Values);
            v = editor.Commit();
        };

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ToSingle(ReadOnlySpan<double> values, Span<float> target)
    {
        for (int i = 0; i < values.Length && i < target.Length; i++)
            target[i] = (float)values[i];
    }

    private static void Round<T>(ReadOnlySpan<double> values, Span<T> target) where T : IBinaryInteger<T>
    {
        for (int i = 0; i < values.Length; i++)
            target[i] = T.CreateSaturating(Math.Round(values[i]));
    }

    private sealed class ScalarCopies(TableColumn column, RowPosition at) : IRawTypeVisitor<Delegate>
    {
        public Delegate Visit<T>() => column is OtherColumn<T> other
            ? new ValueGetter<T>((ref T v) => v = other.Values[at.Row])
            : throw new SyntheticDataException($"Column '{column.Name}' of kind {column.Kind} cannot be written as {typeof(T).Name}.");
    }

    private sealed class VectorCopies(TableColumn column, RowPosition at) : IRawTypeVisitor<Delegate>
    {
        public Delegate Visit<T>() => column is OtherColumn<VBuffer<T>> other
            ? new ValueGetter<VBuffer<T>>((ref VBuffer<T> v) => other.Values[at.Row].CopyTo(ref v))
            : throw new SyntheticDataException($"Column '{column.Name}' of kind {column.Kind} cannot be written as a vector of {typeof(T).Name}.");
    }
}
