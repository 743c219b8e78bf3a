// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Buffers;
using System.Globalization;
using System.Text;

namespace MLNet.Synthetic;

/// <summary>What is known of a column.</summary>
/// <param name="Name">Name.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Role">What it is for.</param>
/// <param name="Missing">Rows without a value.</param>
/// <param name="Distinct">Different values that occur; null where they were not counted.</param>
/// <param name="Minimum">Smallest number or earliest time in ticks; null where there is none.</param>
/// <param name="Maximum">Largest number or latest time in ticks; null where there is none.</param>
/// <param name="Decimals">Most digits after the decimal point that occur, 0 for whole numbers; null: more than 6, or no numbers.</param>
public sealed record ColumnSchema(
    string Name, ColumnKind Kind, ColumnRole Role, int Missing, int? Distinct, double? Minimum, double? Maximum, int? Decimals)
{
    /// <summary>A number as this column could hold it: rounded to its decimals and moved into its range. NaN stays NaN.</summary>
    public double Conform(double value)
    {
        if (Decimals is int digits && Math.Abs(value) < 1e15)
            value = Math.Round(value, digits);
        if (value < Minimum)
            return Minimum.Value;
        return value > Maximum ? Maximum.Value : value;
    }
}

/// <summary>What is known of the columns of a table: inferred, shown, and open to correction.</summary>
/// <remarks>
/// A text column is free text rather than a category when more than half of its values are different and there are more than 20 of them. A column is an id
/// when its values are whole numbers or keys, all different, more than 20, and its name ends in "id". The first column named as label is the label.
/// </remarks>
public sealed class TableSchema
{
    private const int FewLevels = 20, MostDecimals = 6;
    private const double LargestExact = 1L << 53;

    /// <summary>A schema of columns.</summary>
    public TableSchema(params IReadOnlyList<ColumnSchema> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        Columns = columns;
    }

    /// <summary>Columns, in order.</summary>
    public IReadOnlyList<ColumnSchema> Columns { get; }

    /// <summary>The column of a name.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists the names.</exception>
    public ColumnSchema this[string name] => Columns.FirstOrDefault(c => c.Name == name)
        ?? throw new ArgumentException($"There is no column '{name}'. The columns are {string.Join(", ", Columns.Select(c => $"'{c.Name}'"))}.", nameof(name));

    /// <summary>Looks at every value of a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="labelColumnName">Name of the label column; null: none.</param>
    /// <param name="categoricalColumnNames">Numeric columns that hold codes of categories.</param>
    /// <exception cref="ArgumentException">The table has no column of a name; the message lists its names.</exception>
    public static TableSchema Infer(Table table, string? labelColumnName = null, IReadOnlyCollection<string>? categoricalColumnNames = null)
    {
        var outline = Outline(table, labelColumnName, categoricalColumnNames);
        return new([.. outline.Columns.Zip(table.Columns, Describe)]);
    }

    /// <summary>Kind and role only, as <see cref="Infer"/> finds them: different values are counted where that decides, ranges and decimals are not looked for.</summary>
    /// <inheritdoc cref="Infer"/>
    public static TableSchema Outline(Table table, string? labelColumnName = null, IReadOnlyCollection<string>? categoricalColumnNames = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        foreach (string name in (IEnumerable<string>)[.. labelColumnName is null ? [] : new[] { labelColumnName }, .. categoricalColumnNames ?? []])
            _ = table[name];
        return new([.. table.Columns.Select(column =>
        {
            var schema = Outline(column);
            if (categoricalColumnNames?.Contains(column.Name) == true && schema.Kind is ColumnKind.Numeric or ColumnKind.Text)
                schema = schema with { Kind = ColumnKind.Category, Role = ColumnRole.Feature };
            return column.Name == labelColumnName ? schema with { Role = ColumnRole.Label } : schema;
        })]);
    }

    /// <summary>The same schema with one column corrected.</summary>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public TableSchema With(string name, Func<ColumnSchema, ColumnSchema> correct)
    {
        ArgumentNullException.ThrowIfNull(correct);
        var corrected = correct(this[name]);
        return new([.. Columns.Select(c => c.Name == name ? corrected : c)]);
    }

    /// <summary>The same schema with the kinds and roles of another one of the same columns.</summary>
    internal TableSchema WithRoles(TableSchema other) => new([.. Columns.Zip(other.Columns, (c, o) => c with { Kind = o.Kind, Role = o.Role })]);

    /// <summary>A readable table.</summary>
    public override string ToString()
    {
        string[][] cells =
        [
            ["column", "kind", "role", "missing", "distinct", "minimum", "maximum", "decimals"],
            .. Columns.Select(c => new[]
            {
                c.Name, c.Kind.ToString(), c.Role.ToString(), c.Missing.ToString(CultureInfo.InvariantCulture),
                c.Distinct?.ToString(CultureInfo.InvariantCulture) ?? "", Bound(c.Minimum, c.Kind), Bound(c.Maximum, c.Kind),
                c.Decimals?.ToString(CultureInfo.InvariantCulture) ?? "",
            }),
        ];
        var text = new StringBuilder();
        foreach (string[] row in cells)
        {
            for (int j = 0; j < row.Length; j++)
            {
                int width = cells.Max(r => r[j].Length);
                text.Append(j < 3 ? row[j].PadRight(width) : row[j].PadLeft(width)).Append(j < row.Length - 1 ? "  " : "");
            }

            text.AppendLine();
        }

        return text.ToString();
    }

    private static string Bound(double? value, ColumnKind kind) => value switch
    {
        null => "",
        double ticks when kind == ColumnKind.Timestamp => new DateTime(Math.Clamp((long)ticks, 0, DateTime.MaxValue.Ticks)).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        double number => number.ToString("G7", CultureInfo.InvariantCulture),
    };

    private static ColumnSchema Outline(TableColumn column) => column switch
    {
        NumericColumn numbers => OfNumbers(numbers),
        CategoryColumn category => OfCategories(category),
        TimestampColumn or NumericVectorColumn => new(column.Name, column.Kind, ColumnRole.Feature, column.Missing, null, null, null, null),
        _ => new(column.Name, column.Kind, ColumnRole.Ignore, column.Missing, null, null, null, null),
    };

    private static ColumnSchema OfNumbers(NumericColumn column)
    {
        int missing = column.Missing;
        int? distinct = IsNamedId(column.Name) && Array.TrueForAll(column.Values, v => double.IsNaN(v) || HasDecimals(v, 0))
            ? Observed(column).Distinct().Count()
            : null;
        var role = distinct is int count && IsId(column.Name, count, column.Count - missing) ? ColumnRole.Id : ColumnRole.Feature;
        return new(column.Name, ColumnKind.Numeric, role, missing, distinct, null, null, null);
    }

    private static ColumnSchema OfCategories(CategoryColumn column)
    {
        int observed = column.Count - column.Missing;
        var seen = new bool[column.Levels.Length];
        foreach (int code in column.Codes)
        {
            if (code >= 0)
                seen[code] = true;
        }

        int distinct = seen.Count(s => s);
        bool text = distinct > FewLevels && 2L * distinct > observed;
        var role = IsId(column.Name, distinct, observed) ? ColumnRole.Id : text ? ColumnRole.Ignore : ColumnRole.Feature;
        return new(column.Name, text ? ColumnKind.Text : ColumnKind.Category, role, column.Missing, distinct, null, null, null);
    }

    private static bool IsId(string name, int distinct, int observed) => IsNamedId(name) && distinct > FewLevels && distinct == observed;

    private static bool IsNamedId(string name)
        => name.Equals("id", StringComparison.OrdinalIgnoreCase) || name.EndsWith("Id", StringComparison.Ordinal)
            || name.EndsWith("ID", StringComparison.Ordinal) || name.EndsWith("_id", StringComparison.OrdinalIgnoreCase);

    /// <summary>Adds what only a look at all values tells: how many differ, their range, their decimals.</summary>
    private static ColumnSchema Describe(ColumnSchema outline, TableColumn column) => column switch
    {
        NumericColumn numbers => DescribeNumbers(outline, numbers.Values),
        TimestampColumn times => DescribeTimes(outline, [.. times.Ticks.Where(t => t != TimestampColumn.MissingTicks)]),
        _ => outline,
    };

    private static ColumnSchema DescribeTimes(ColumnSchema outline, long[] observed) => observed.Length == 0
        ? outline with { Distinct = 0 }
        : outline with { Distinct = observed.Distinct().Count(), Minimum = observed.Min(), Maximum = observed.Max() };

    private static ColumnSchema DescribeNumbers(ColumnSchema outline, double[] values)
    {
        double[] lent = ArrayPool<double>.Shared.Rent(values.Length);
        var sorted = lent.AsSpan(0, values.Length);
        values.CopyTo(sorted);
        sorted.Sort();                                                // NaN first
        var observed = sorted[outline.Missing..];
        int distinct = 0;
        int? decimals = observed.IsEmpty ? null : 0;
        for (int i = 0; i < observed.Length; i++)
        {
            if (i > 0 && observed[i] == observed[i - 1])
                continue;
            distinct++;
            while (decimals is int digits && !HasDecimals(observed[i], digits))
                decimals = digits < MostDecimals ? digits + 1 : null;
        }

        var described = outline with { Distinct = distinct, Minimum = observed.IsEmpty ? null : observed[0], Maximum = observed.IsEmpty ? null : observed[^1], Decimals = decimals };
        ArrayPool<double>.Shared.Return(lent);
        return described;
    }

    private static IEnumerable<double> Observed(NumericColumn column) => column.Values.Where(v => !double.IsNaN(v));

    /// <summary>Whether a number is one of so many decimals, up to the rounding of its type: a float's where it is one, else that of a sum of doubles.</summary>
    private static bool HasDecimals(double value, int digits)
    {
        double size = Math.Abs(value);
        double rounding = (float)size == size ? (MathF.BitIncrement((float)size) - size) / 2 : 1e-14 * size;
        return size >= LargestExact || Math.Abs(value - Math.Round(value, digits)) <= rounding;
    }
}
