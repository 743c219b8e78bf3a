// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.Synthetic;

/// <summary>Collects the values of one column of a view, row by row.</summary>
internal abstract class ColumnReader
{
    public const ulong MostLevels = 1 << 20;
    private const long LargestExact = 1L << 53;

    /// <summary>Takes the getter of the column from a cursor.</summary>
    public abstract void Bind(DataViewRow row);

    /// <summary>Adds the value of the current row.</summary>
    public abstract void Read();

    /// <summary>The values so far; the reader is not used after that.</summary>
    public abstract TableColumn ToColumn();

    /// <summary>A reader that computes can work with where the type allows it.</summary>
    public static ColumnReader For(DataViewSchema.Column column, int capacity) => column.Type switch
    {
        NumberDataViewType number => number.RawType switch
        {
            var t when t == typeof(float) => new NumbersOf<float>(column, capacity),
            var t when t == typeof(double) => new NumbersOf<double>(column, capacity),
            var t when t == typeof(sbyte) => new NumbersOf<sbyte>(column, capacity),
            var t when t == typeof(byte) => new NumbersOf<byte>(column, capacity),
            var t when t == typeof(short) => new NumbersOf<short>(column, capacity),
            var t when t == typeof(ushort) => new NumbersOf<ushort>(column, capacity),
            var t when t == typeof(int) => new NumbersOf<int>(column, capacity),
            var t when t == typeof(uint) => new NumbersOf<uint>(column, capacity),
            var t when t == typeof(long) => new WideNumbers<long>(column, capacity, v => v, v => v is >= -LargestExact and <= LargestExact),
            _ => new WideNumbers<ulong>(column, capacity, v => v, v => v <= LargestExact),
        },
        TimeSpanDataViewType => new WideNumbers<TimeSpan>(column, capacity, v => v.Ticks, v => v.Ticks is >= -LargestExact and <= LargestExact),
        BooleanDataViewType => new Booleans(column, capacity),
        TextDataViewType => new Texts(column, capacity),
        DateTimeDataViewType => new Times(column, capacity),
        KeyDataViewType { Count: > 0 and <= MostLevels } key => key.RawType switch
        {
            var t when t == typeof(byte) => new Keys<byte>(column, key, capacity),
            var t when t == typeof(ushort) => new Keys<ushort>(column, key, capacity),
            var t when t == typeof(uint) => new Keys<uint>(column, key, capacity),
            _ => new Keys<ulong>(column, key, capacity),
        },
        VectorDataViewType { IsKnownSize: true, ItemType: NumberDataViewType item } vector => item.RawType switch
        {
            var t when t == typeof(float) => new Vectors<float>(column, vector, capacity),
            var t when t == typeof(double) => new Vectors<double>(column, vector, capacity),
            var t when t == typeof(sbyte) => new Vectors<sbyte>(column, vector, capacity),
            var t when t == typeof(byte) => new Vectors<byte>(column, vector, capacity),
            var t when t == typeof(short) => new Vectors<short>(column, vector, capacity),
            var t when t == typeof(ushort) => new Vectors<ushort>(column, vector, capacity),
            var t when t == typeof(int) => new Vectors<int>(column, vector, capacity),
            var t when t == typeof(uint) => new Vectors<uint>(column, vector, capacity),
            _ => ForCopies(column, capacity),
        },
        _ => ForCopies(column, capacity),
    };

    /// <summary>A reader that keeps the values exactly as they are.</summary>
    /// <exception cref="SyntheticDataException">The type is not one that ML.NET itself defines.</exception>
    public static ColumnReader ForCopies(DataViewSchema.Column column, int capacity)
    {
        var reader = column.Type is VectorDataViewType vector
            ? RawTypes.Dispatch(vector.ItemType.RawType, new VectorCopies(column, capacity))
            : RawTypes.Dispatch(column.Type.RawType, new ScalarCopies(column, capacity));
        return reader ?? throw new SyntheticDataException(
            $"Column '{column.Name}' of type {column.Type} cannot be copied into new rows. Add it after the resampling step, or drop it with DropColumns before.");
    }

    private sealed class ScalarCopies(DataViewSchema.Column column, int capacity) : IRawTypeVisitor<ColumnReader>
    {
        public ColumnReader Visit<T>() => new Copies<T>(column, capacity, Clone<T>());

        private static Func<T, T> Clone<T>() => typeof(T) == typeof(ReadOnlyMemory<char>)
            ? (Func<T, T>)(object)(Func<ReadOnlyMemory<char>, ReadOnlyMemory<char>>)(text => text.ToString().AsMemory())   // not the file block around it
            : value => value;
    }

    private sealed class VectorCopies(DataViewSchema.Column column, int capacity) : IRawTypeVisitor<ColumnReader>
    {
        public ColumnReader Visit<T>() => new Copies<VBuffer<T>>(column, capacity, vector =>
        {
            VBuffer<T> copy = default;
            vector.CopyTo(ref copy);
            return copy;
        });
    }

    /// <summary>A list of the values of a column and the getter that feeds it.</summary>
    private abstract class Of<TRaw, TStored>(DataViewSchema.Column column, int capacity) : ColumnReader
    {
        protected readonly DataViewSchema.Column Column = column;
        private TStored[] _values = GC.AllocateUninitializedArray<TStored>(capacity);
        private int _count;
        private ValueGetter<TRaw>? _getter;
        private TRaw _raw = default!;                                 // reused, as getters like it

        public sealed override void Bind(DataViewRow row) => _getter = row.GetGetter<TRaw>(row.Schema[Column.Index]);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        protected TRaw Next()
        {
            _getter!(ref _raw);
            return _raw;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        protected void Add(TStored value)
        {
            if (_count == _values.Length)
                Array.Resize(ref _values, (int)Math.Min(Math.Max(1024, 2L * _count), Array.MaxLength));
            _values[_count++] = value;
        }

        protected TStored[] Values()
        {
            if (_count < _values.Length)
                Array.Resize(ref _values, _count);
            return _values;
        }
    }

    private sealed class NumbersOf<T>(DataViewSchema.Column column, int capacity) : Of<T, double>(column, capacity) where T : INumberBase<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]       // called for every cell of what is often the only pass
        public override void Read() => Add(double.CreateChecked(Next()));

        public override TableColumn ToColumn() => new NumericColumn(Column.Name, Values());
    }

    /// <summary>Numbers that float64 may not hold: they are computed with only where it holds all of them.</summary>
    private sealed class WideNumbers<T>(DataViewSchema.Column column, int capacity, Converter<T, double> number, Predicate<T> isExact)
        : Of<T, T>(column, capacity)
    {
        public override void Read() => Add(Next());

        public override TableColumn ToColumn()
        {
            var values = Values();
            return Array.TrueForAll(values, isExact)
                ? new NumericColumn(Column.Name, Array.ConvertAll(values, number))
                : new OtherColumn<T>(Column.Name, values);
        }
    }

    private sealed class Booleans(DataViewSchema.Column column, int capacity) : Of<bool, int>(column, capacity)
    {
        public override void Read() => Add(Next() ? 1 : 0);

        public override TableColumn ToColumn() => new CategoryColumn(Column.Name, Values(), [bool.FalseString, bool.TrueString]);
    }

    private sealed class Texts : Of<ReadOnlyMemory<char>, int>
    {
        private readonly Dictionary<string, int> _codes = new(StringComparer.Ordinal);
        private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _lookup;

        public Texts(DataViewSchema.Column column, int capacity) : base(column, capacity) => _lookup = _codes.GetAlternateLookup<ReadOnlySpan<char>>();

        public override void Read()
        {
            var text = Next().Span;
            int code = CategoryColumn.MissingCode;
            if (!text.IsEmpty && !_lookup.TryGetValue(text, out code))
                _lookup[text] = code = _codes.Count;
            Add(code);
        }

        public override TableColumn ToColumn() => new CategoryColumn(Column.Name, Values(), [.. _codes.OrderBy(c => c.Value).Select(c => c.Key)]);
    }

    private sealed class Times(DataViewSchema.Column column, int capacity) : Of<DateTime, long>(column, capacity)
    {
        public override void Read() => Add(Next().Ticks);

        public override TableColumn ToColumn() => new TimestampColumn(Column.Name, Values());
    }

    private sealed class Keys<T>(DataViewSchema.Column column, KeyDataViewType type, int capacity) : Of<T, int>(column, capacity)
        where T : IBinaryInteger<T>
    {
        public override void Read() => Add(int.CreateSaturating(Next()) - 1);   // key 0 is missing

        public override TableColumn ToColumn() => new CategoryColumn(Column.Name, Values(), Column.KeyNames((int)type.Count));
    }

    private sealed class Vectors<T> : ColumnReader where T : struct, INumberBase<T>
    {
        private readonly DataViewSchema.Column _column;
        private readonly int _size;
        private double[] _values;
        private int _count;
        private ValueGetter<VBuffer<T>>? _getter;
        private VBuffer<T> _raw;

        public Vectors(DataViewSchema.Column column, VectorDataViewType type, int capacity)
        {
            (_column, _size) = (column, type.Size);
            _values = GC.AllocateUninitializedArray<double>(LengthOf(capacity));
        }

        public override void Bind(DataViewRow row) => _getter = row.GetGetter<VBuffer<T>>(row.Schema[_column.Index]);

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public override void Read()
        {
            _getter!(ref _raw);
            int start = LengthOf(_count), end = LengthOf(++_count);
            if (end > _values.Length)
                Array.Resize(ref _values, (int)Math.Min(Math.Max(64L * _size, 2L * _values.Length), Array.MaxLength));

            var target = _values.AsSpan(start, _size);
            var values = _raw.GetValues();
            if (_raw.IsDense)
            {
                for (int i = 0; i < values.Length && i < target.Length; i++)
                    target[i] = double.CreateTruncating(values[i]);
                return;
            }

            target.Clear();
            var indices = _raw.GetIndices();
            for (int i = 0; i < indices.Length; i++)
                target[indices[i]] = double.CreateChecked(values[i]);
        }

        public override TableColumn ToColumn()
        {
            if (LengthOf(_count) < _values.Length)
                Array.Resize(ref _values, LengthOf(_count));
            return new NumericVectorColumn(_column.Name, new(_count, _size, _values), _column.SlotNamesOrNull(_size), _column.OneHotBlocks(_size));
        }

        private int LengthOf(int rows) => (long)rows * _size <= Array.MaxLength
            ? rows * _size
            : throw new SyntheticDataException(
                $"Column '{_column.Name}' has {_size:N0} slots, too many for {rows:N0} rows in memory. Reduce them before this step (feature selection, hashing, PCA), or place the step before featurization.");
    }

    private sealed class Copies<T>(DataViewSchema.Column column, int capacity, Func<T, T> clone) : Of<T, T>(column, capacity)
    {
        public override void Read() => Add(clone(Next()));

        public override TableColumn ToColumn() => new OtherColumn<T>(Column.Name, Values());
    }
}
