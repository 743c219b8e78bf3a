// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>One column of a <see cref="Table"/>.</summary>
public abstract class TableColumn
{
    private protected TableColumn(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        Name = name;
    }

    /// <summary>Name, unique in its table.</summary>
    public string Name { get; }

    /// <summary>Number of rows, n.</summary>
    public abstract int Count { get; }

    /// <summary>What it holds.</summary>
    public abstract ColumnKind Kind { get; }

    /// <summary>Number of rows whose value is missing (of a vector: in at least one slot).</summary>
    public abstract int Missing { get; }

    /// <summary>The values of some rows, in the order given; a row may be taken more than once.</summary>
    public abstract TableColumn Take(ReadOnlySpan<int> rows);

    private protected static T[] Take<T>(T[] values, ReadOnlySpan<int> rows)
    {
        var taken = new T[rows.Length];
        for (int i = 0; i < taken.Length; i++)
            taken[i] = values[rows[i]];
        return taken;
    }
}

/// <summary>A column of numbers; a missing one is NaN.</summary>
/// <param name="name">Name.</param>
/// <param name="values">Values, (n); not copied.</param>
public sealed class NumericColumn(string name, double[] values) : TableColumn(name)
{
    /// <summary>Values, (n); NaN is missing.</summary>
    public double[] Values { get; } = values ?? throw new ArgumentNullException(nameof(values));

    /// <inheritdoc/>
    public override int Count => Values.Length;

    /// <inheritdoc/>
    public override ColumnKind Kind => ColumnKind.Numeric;

    /// <inheritdoc/>
    public override int Missing
    {
        get
        {
            int missing = 0;
            foreach (double value in Values)
                missing += double.IsNaN(value) ? 1 : 0;
            return missing;
        }
    }

    /// <inheritdoc/>
    public override NumericColumn Take(ReadOnlySpan<int> rows) => new(Name, Take(Values, rows));
}

/// <summary>A column of categories.</summary>
/// <param name="name">Name.</param>
/// <param name="codes">Level of each row, (n): a place in <paramref name="levels"/>, or −1 where missing; not copied.</param>
/// <param name="levels">The levels.</param>
/// <exception cref="ArgumentException">A code is below −1 or has no level.</exception>
public sealed class CategoryColumn(string name, int[] codes, string[] levels) : TableColumn(name)
{
    /// <summary>The code of a missing value.</summary>
    public const int MissingCode = -1;

    /// <summary>Level of each row, (n); −1 is missing.</summary>
    public int[] Codes { get; } = Checked(name, codes, levels);

    /// <summary>The levels; not all need occur.</summary>
    public string[] Levels { get; } = levels;

    /// <inheritdoc/>
    public override int Count => Codes.Length;

    /// <inheritdoc/>
    public override ColumnKind Kind => ColumnKind.Category;

    /// <inheritdoc/>
    public override int Missing => Codes.AsSpan().Count(MissingCode);

    /// <inheritdoc/>
    public override CategoryColumn Take(ReadOnlySpan<int> rows) => new(Name, Take(Codes, rows), Levels);

    private static int[] Checked(string name, int[] codes, string[] levels)
    {
        ArgumentNullException.ThrowIfNull(codes);
        ArgumentNullException.ThrowIfNull(levels);
        int wrong = codes.AsSpan().IndexOfAnyExceptInRange(MissingCode, levels.Length - 1);
        return wrong < 0
            ? codes
            : throw new ArgumentException($"Column '{name}' holds code {codes[wrong]} in row {wrong}, but has {levels.Length} levels.", nameof(codes));
    }
}

/// <summary>A column of points in time.</summary>
/// <param name="name">Name.</param>
/// <param name="ticks">Ticks of 100 ns since the year 1, (n); 0 is missing; not copied.</param>
public sealed class TimestampColumn(string name, long[] ticks) : TableColumn(name)
{
    /// <summary>The ticks of a missing time: those of <c>default(DateTime)</c>, which ML.NET has where there is none.</summary>
    public const long MissingTicks = 0;

    /// <summary>Ticks of 100 ns since the year 1, (n); 0 is missing.</summary>
    public long[] Ticks { get; } = ticks ?? throw new ArgumentNullException(nameof(ticks));

    /// <inheritdoc/>
    public override int Count => Ticks.Length;

    /// <inheritdoc/>
    public override ColumnKind Kind => ColumnKind.Timestamp;

    /// <inheritdoc/>
    public override int Missing => Ticks.AsSpan().Count(MissingTicks);

    /// <inheritdoc/>
    public override TimestampColumn Take(ReadOnlySpan<int> rows) => new(Name, Take(Ticks, rows));
}

/// <summary>A column of numeric vectors of one length.</summary>
public sealed class NumericVectorColumn : TableColumn
{
    /// <summary>Describes a column of vectors.</summary>
    /// <param name="name">Name.</param>
    /// <param name="values">Vectors, (n, slots); NaN is missing; not copied.</param>
    /// <param name="slotNames">Name of each slot; null: 0, 1, ...</param>
    /// <param name="oneHotBlocks">Slots that a one-hot encoding filled, as far as known: the blocks are looked at before they are trusted.</param>
    /// <exception cref="ArgumentException">The number of slot names is not that of the slots, or a block lies outside.</exception>
    public NumericVectorColumn(string name, Matrix values, IReadOnlyList<string>? slotNames = null, IReadOnlyList<Range>? oneHotBlocks = null) : base(name)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (slotNames is not null && slotNames.Count != values.Columns)
            throw new ArgumentException($"{values.Columns} slots but {slotNames.Count} names.", nameof(slotNames));
        foreach (var block in oneHotBlocks ?? [])
            _ = block.GetOffsetAndLength(values.Columns);
        (Values, SlotNames, OneHotBlocks) = (values, slotNames, oneHotBlocks ?? []);
    }

    /// <summary>Vectors, (n, slots); NaN is missing.</summary>
    public Matrix Values { get; }

    /// <summary>Name of each slot, where they have names.</summary>
    public IReadOnlyList<string>? SlotNames { get; }

    /// <summary>Slots that a one-hot encoding filled, ascending.</summary>
    public IReadOnlyList<Range> OneHotBlocks { get; }

    /// <inheritdoc/>
    public override int Count => Values.Rows;

    /// <inheritdoc/>
    public override ColumnKind Kind => ColumnKind.NumericVector;

    /// <inheritdoc/>
    public override int Missing
    {
        get
        {
            int missing = 0;
            for (int i = 0; i < Values.Rows; i++)
            {
                foreach (double value in Values[i])
                {
                    if (!double.IsNaN(value))
                        continue;
                    missing++;
                    break;
                }
            }

            return missing;
        }
    }

    /// <inheritdoc/>
    public override NumericVectorColumn Take(ReadOnlySpan<int> rows)
    {
        var taken = new Matrix(rows.Length, Values.Columns);
        for (int i = 0; i < rows.Length; i++)
            Values[rows[i]].CopyTo(taken[i]);
        return new(Name, taken, SlotNames, OneHotBlocks);
    }
}

/// <summary>A column of values that are kept and copied but never computed with.</summary>
/// <typeparam name="T">Type of a value.</typeparam>
/// <param name="name">Name.</param>
/// <param name="values">Values, (n); not copied.</param>
public sealed class OtherColumn<T>(string name, T[] values) : TableColumn(name)
{
    /// <summary>Values, (n).</summary>
    public T[] Values { get; } = values ?? throw new ArgumentNullException(nameof(values));

    /// <inheritdoc/>
    public override int Count => Values.Length;

    /// <inheritdoc/>
    public override ColumnKind Kind => ColumnKind.Other;

    /// <inheritdoc/>
    public override int Missing => 0;

    /// <inheritdoc/>
    public override OtherColumn<T> Take(ReadOnlySpan<int> rows) => new(Name, Take(Values, rows));
}
