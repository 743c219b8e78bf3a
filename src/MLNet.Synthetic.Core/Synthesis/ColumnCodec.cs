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
        NumericColumn => new Numbers(schema),
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

    private static ArgumentException Unlike(TableColumn column, string learned)
        => new($"Column '{column.Name}' is a {column.GetType().Name} but {learned} was learned.", nameof(column));

    private sealed class Numbers(ColumnSchema schema) : ColumnCodec
    {
        public override double[] Encode(TableColumn column) => (column as NumericColumn ?? throw Unlike(column, "a column of numbers")).Values;

        public override TableColumn Decode(double[] numbers)
        {
            for (int i = 0; i < numbers.Length; i++)
                numbers[i] = schema.Conform(numbers[i]);
            return new NumericColumn(schema.Name, numbers);
        }
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
    }

    /// <summary>Times in steps of their grain (days, seconds, ...), the longest that all of them keep to: whole steps are exact where ticks as float64 are not.</summary>
    private sealed class Times : ColumnCodec
    {
        private readonly string _name;
        private readonly long _earliest, _latest, _grain;

        public Times(TimestampColumn column)
        {
            _name = column.Name;
            (_earliest, _latest) = column.Count == 0 ? (0, 0) : (column.Ticks.Min(), column.Ticks.Max());
            foreach (long ticks in column.Ticks)
            {
                long rest = ticks - _earliest;
                while (rest != 0)                                     // Euclid
                    (_grain, rest) = (rest, _grain % rest);
            }

            _grain = Math.Max(_grain, 1);
        }

        public override double[] Encode(TableColumn column)
            => Array.ConvertAll((column as TimestampColumn ?? throw Unlike(column, "a column of times")).Ticks, ticks => (double)(ticks - _earliest) / _grain);

        public override TableColumn Decode(double[] numbers)
            => new TimestampColumn(_name, Array.ConvertAll(numbers, steps => Math.Clamp(_earliest + (long)Math.Round(steps) * _grain, _earliest, _latest)));
    }
}
