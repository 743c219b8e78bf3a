// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>The values of a column as numbers a model can draw, and numbers as values the column can hold.</summary>
internal abstract class ColumnCodec
{
    /// <summary>The codec of a column.</summary>
    /// <param name="column">A column of numbers, categories or times.</param>
    /// <param name="schema">What is known of it.</param>
    /// <exception cref="ArgumentException">The column is of another kind.</exception>
    public static ColumnCodec For(TableColumn column, ColumnSchema schema) => column switch
    {
        NumericColumn numbers => new Numbers(numbers, schema),
        CategoryColumn categories => new Categories(schema.Name, categories.Levels),
        TimestampColumn times => new Times(times),
        _ => throw new ArgumentException($"Column '{column.Name}' is of kind {column.Kind}: a synthesizer learns numbers, categories and times.", nameof(column)),
    };

    /// <summary>The values as numbers, (n): a category is its code, a time counts steps since the earliest; NaN is missing.</summary>
    /// <param name="column">The column the codec was made for, or another one with the same levels.</param>
    /// <exception cref="ArgumentException">The column is of another kind or has other levels.</exception>
    public abstract double[] Encode(TableColumn column);

    /// <summary>Numbers as values.</summary>
    /// <param name="numbers">Numbers, (n); not used afterwards.</param>
    public abstract TableColumn Decode(double[] numbers);

    /// <summary>Saves what is not in the schema or the levels.</summary>
    public abstract void Write(ModelWriter writer);

    /// <summary>Reads what was saved.</summary>
    /// <param name="reader">Reads it.</param>
    /// <param name="schema">What is known of the column.</param>
    /// <param name="outline">Its type and levels.</param>
    /// <exception cref="SyntheticDataException">A number is out of range.</exception>
    public static ColumnCodec Read(ModelReader reader, ColumnSchema schema, TableColumn outline) => outline switch
    {
        NumericColumn => new Numbers(schema, grain: reader.ReadInt64(1, 1L << 53, $"the grain of column '{schema.Name}'")),
        CategoryColumn categories => new Categories(schema.Name, categories.Levels),
        _ => Times.Read(reader, schema.Name),
    };

    private static ArgumentException Unlike(TableColumn column, string learned)
        => new($"Column '{column.Name}' is a {column.GetType().Name} but {learned} was learned.", nameof(column));

    /// <summary>The longest step that leads from the first of some whole numbers to all others: 100 for prices in hundreds, a second of ticks for durations; 1 where there is none.</summary>
    private static long Grain(IEnumerable<long> differences)
    {
        long grain = 0;
        foreach (long difference in differences)
        {
            long rest = Math.Abs(difference);
            while (rest != 0)                                         // Euclid
                (grain, rest) = (rest, grain % rest);
            if (grain == 1)
                break;
        }

        return Math.Max(grain, 1);
    }

    /// <summary>Numbers as they are; drawn ones get the decimals, the range and the grain of the column: prices in hundreds, lengths in steps of 0.005.</summary>
    private sealed class Numbers : ColumnCodec
    {
        private const double LargestExact = 1L << 53;
        private readonly ColumnSchema _schema;
        private readonly double _first, _units;                       // units of the last decimal in one
        private readonly long _grain;                                 // in such units

        public Numbers(ColumnSchema schema, long grain) => (_schema, _first, _units, _grain) = (schema, schema.Minimum ?? 0, Math.Pow(10, schema.Decimals ?? 0), grain);

        public Numbers(NumericColumn column, ColumnSchema schema) : this(schema, grain: 1)
        {
            if (schema is { Decimals: not null, Minimum: double least, Maximum: double most } && Math.Max(-least, most) * _units < LargestExact / 2)
                _grain = Grain(column.Values.Where(v => !double.IsNaN(v)).Select(v => (long)Math.Round((v - _first) * _units)));
        }

        public override double[] Encode(TableColumn column) => (column as NumericColumn ?? throw Unlike(column, "a column of numbers")).Values;

        public override TableColumn Decode(double[] numbers)
        {
            for (int i = 0; i < numbers.Length; i++)
                numbers[i] = _schema.Conform(_grain > 1 ? _first + _grain * Math.Round((numbers[i] - _first) * _units / _grain) / _units : numbers[i]);
            return new NumericColumn(_schema.Name, numbers);
        }

        public override void Write(ModelWriter writer) => writer.Write(_grain);
    }

    private sealed class Categories(string name, string[] levels) : ColumnCodec
    {
        public override double[] Encode(TableColumn column)
        {
            var categories = column as CategoryColumn ?? throw Unlike(column, "a column of categories");
            if (!ReferenceEquals(categories.Levels, levels) && !categories.Levels.AsSpan().SequenceEqual(levels))
                throw new ArgumentException($"Column '{column.Name}' has other levels than those that were learned: its codes would stand for other categories.", nameof(column));
            return Array.ConvertAll(categories.Codes, code => code == CategoryColumn.MissingCode ? double.NaN : code);
        }

        public override TableColumn Decode(double[] numbers)
            => new CategoryColumn(name, Array.ConvertAll(numbers, code => double.IsNaN(code) ? CategoryColumn.MissingCode : (int)code), levels);

        public override void Write(ModelWriter writer)
        {
        }
    }

    /// <summary>Times in steps of their grain (days, seconds, ...), the longest that all of them keep to: whole steps are exact where ticks as float64 are not.</summary>
    private sealed class Times : ColumnCodec
    {
        private readonly string _name;
        private readonly long _earliest, _latest, _grain;

        private Times(string name, long earliest, long latest, long grain) => (_name, _earliest, _latest, _grain) = (name, earliest, latest, grain);

        public Times(TimestampColumn column)
        {
            _name = column.Name;
            long[] observed = [.. column.Ticks.Where(ticks => ticks != TimestampColumn.MissingTicks)];
            (_earliest, _latest) = observed.Length == 0 ? (0, 0) : (observed.Min(), observed.Max());
            _grain = Grain(observed.Select(ticks => ticks - _earliest));
        }

        public override double[] Encode(TableColumn column)
            => Array.ConvertAll((column as TimestampColumn ?? throw Unlike(column, "a column of times")).Ticks, ticks => ticks == TimestampColumn.MissingTicks ? double.NaN : (double)(ticks - _earliest) / _grain);

        public override TableColumn Decode(double[] numbers)
            => new TimestampColumn(_name, Array.ConvertAll(numbers, steps => double.IsNaN(steps) ? TimestampColumn.MissingTicks : Math.Clamp(_earliest + (long)Math.Round(steps) * _grain, _earliest, _latest)));

        public override void Write(ModelWriter writer)
        {
            writer.Write(_earliest);
            writer.Write(_latest);
            writer.Write(_grain);
        }

        public static Times Read(ModelReader reader, string name)
        {
            long earliest = reader.ReadInt64(0, DateTime.MaxValue.Ticks, $"the earliest time of column '{name}'");
            long latest = reader.ReadInt64(earliest, DateTime.MaxValue.Ticks, $"the latest time of column '{name}'");
            return new(name, earliest, latest, grain: reader.ReadInt64(1, DateTime.MaxValue.Ticks, $"the grain of column '{name}'"));
        }
    }
}
