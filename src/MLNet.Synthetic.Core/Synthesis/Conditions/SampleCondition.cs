// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;

namespace MLNet.Synthetic;

/// <summary>What the rows that are drawn must have in one column.</summary>
/// <remarks>A missing cell meets no comparison and no list, not even one that excludes values: only <see cref="IsMissing"/> asks for it.</remarks>
public sealed class SampleCondition
{
    private SampleCondition(string columnName, ConditionOperator how, params string[] operands)
    {
        ArgumentException.ThrowIfNullOrEmpty(columnName);
        (ColumnName, Operator, Operands) = (columnName, how, operands);
    }

    /// <summary>The column.</summary>
    public string ColumnName { get; }

    internal ConditionOperator Operator { get; }

    /// <summary>What it is compared with, as text: numbers and times are read by the kind of the column.</summary>
    internal IReadOnlyList<string> Operands { get; }

    /// <summary>A category, or any other value as text.</summary>
    /// <param name="columnName">A column.</param>
    /// <param name="value">A level of a category (upper and lower case differ only where levels do), a number with a decimal point, or a time as in 2024-05-31 or 2024-05-31T12:00.</param>
    public static SampleCondition Is(string columnName, string value) => new(columnName, ConditionOperator.Equal, Checked(value));

    /// <summary>A number.</summary>
    public static SampleCondition Is(string columnName, double value) => new(columnName, ConditionOperator.Equal, Text(value));

    /// <summary>Any of some categories, or other values as text.</summary>
    public static SampleCondition IsIn(string columnName, params IReadOnlyList<string> values) => new(columnName, ConditionOperator.In, Checked(values));

    /// <summary>None of some categories, or other values as text, and not missing.</summary>
    public static SampleCondition IsNotIn(string columnName, params IReadOnlyList<string> values) => new(columnName, ConditionOperator.NotIn, Checked(values));

    /// <summary>A number in a range.</summary>
    /// <param name="columnName">A column of numbers.</param>
    /// <param name="minimum">Smallest number; null: none.</param>
    /// <param name="maximum">Largest number; null: none.</param>
    /// <exception cref="ArgumentException">No bound is given.</exception>
    public static SampleCondition IsBetween(string columnName, double? minimum, double? maximum)
        => Range(columnName, minimum is double low ? Text(low) : null, maximum is double high ? Text(high) : null);

    /// <summary>A time in a range.</summary>
    /// <param name="columnName">A column of times.</param>
    /// <param name="earliest">Earliest time; null: none.</param>
    /// <param name="latest">Latest time; null: none.</param>
    /// <exception cref="ArgumentException">No bound is given.</exception>
    public static SampleCondition IsBetween(string columnName, DateTime? earliest, DateTime? latest)
        => Range(columnName, earliest?.ToString("O", CultureInfo.InvariantCulture), latest?.ToString("O", CultureInfo.InvariantCulture));

    /// <summary>No value.</summary>
    public static SampleCondition IsMissing(string columnName) => new(columnName, ConditionOperator.Missing);

    /// <summary>Any value.</summary>
    public static SampleCondition IsNotMissing(string columnName) => new(columnName, ConditionOperator.NotMissing);

    /// <summary>Reads conditions from text, such as <c>Age&gt;60 and Sex=Female</c>.</summary>
    /// <remarks>
    /// Conditions joined by <c>and</c>, each on one column: <c>=</c>, <c>!=</c>, <c>&lt;</c>, <c>&lt;=</c>, <c>&gt;</c>, <c>&gt;=</c>, <c>between 1 and 5</c>, <c>in A,B</c>, <c>not in A,B</c>, <c>is missing</c>,
    /// <c>is not missing</c>. Names and values with spaces, signs or commas stand in single or double quotes, a quote inside them twice. Numbers have a decimal point; times are written 2024-05-31 or 2024-05-31T12:00.
    /// </remarks>
    /// <exception cref="ArgumentException">The text cannot be read; the message says what was expected at which character.</exception>
    public static IReadOnlyList<SampleCondition> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new ConditionParser(text).Read();
    }

    /// <summary>The condition as <see cref="Parse"/> reads it.</summary>
    public override string ToString()
    {
        string name = ConditionParser.Quoted(ColumnName);
        string[] values = [.. Operands.Select(ConditionParser.Quoted)];
        return Operator switch
        {
            ConditionOperator.Missing => $"{name} is missing",
            ConditionOperator.NotMissing => $"{name} is not missing",
            ConditionOperator.In => $"{name} in {string.Join(',', values)}",
            ConditionOperator.NotIn => $"{name} not in {string.Join(',', values)}",
            ConditionOperator.Between => $"{name} between {values[0]} and {values[1]}",
            ConditionOperator.NotEqual => $"{name}!={values[0]}",
            ConditionOperator.Less => $"{name}<{values[0]}",
            ConditionOperator.LessOrEqual => $"{name}<={values[0]}",
            ConditionOperator.Greater => $"{name}>{values[0]}",
            ConditionOperator.GreaterOrEqual => $"{name}>={values[0]}",
            _ => $"{name}={values[0]}",
        };
    }

    internal static SampleCondition Of(string columnName, ConditionOperator how, params string[] operands) => new(columnName, how, operands);

    private static SampleCondition Range(string columnName, string? low, string? high) => (low, high) switch
    {
        (null, null) => throw new ArgumentException($"Give column '{columnName}' a smallest value, a largest one or both."),
        (null, _) => new(columnName, ConditionOperator.LessOrEqual, high),
        (_, null) => new(columnName, ConditionOperator.GreaterOrEqual, low),
        _ => new(columnName, ConditionOperator.Between, low, high),
    };

    private static string Text(double value) => double.IsNaN(value)
        ? throw new ArgumentException($"NaN is no number to compare with. Use {nameof(IsMissing)} for missing values.")
        : value.ToString("R", CultureInfo.InvariantCulture);

    private static string Checked(string value) => value ?? throw new ArgumentNullException(nameof(value));

    private static string[] Checked(IReadOnlyList<string> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return values.Count > 0 ? [.. values.Select(Checked)] : throw new ArgumentException("Name at least one value.", nameof(values));
    }
}

/// <summary>How a cell is compared.</summary>
internal enum ConditionOperator
{
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Between,
    In,
    NotIn,
    Missing,
    NotMissing,
}
