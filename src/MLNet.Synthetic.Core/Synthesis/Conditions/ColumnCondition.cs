// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;

namespace MLNet.Synthetic;

/// <summary>All conditions on one column together, in terms of what the column holds.</summary>
/// <remarks>
/// Cells are compared as numbers: a category as its code, a time as ticks since the earliest one learned. Numbers of a fixed number of decimals are rounded to them first, so that 0.1 as a float is 0.1.
/// </remarks>
internal sealed class ColumnCondition
{
    private const int LevelsShown = 10;
    private readonly ColumnSchema _schema;
    private readonly TableColumn _template;
    private readonly string _text;
    private readonly long _earliest;
    private readonly bool _mustMiss;
    private readonly double _low = double.NegativeInfinity, _high = double.PositiveInfinity;
    private readonly bool _aboveLow, _belowHigh;
    private HashSet<double>? _allowed;
    private readonly HashSet<double> _excluded = [];

    /// <summary>Understands conditions on a column.</summary>
    /// <param name="schema">What is known of it.</param>
    /// <param name="template">A column of its type, with its levels.</param>
    /// <param name="conditions">The conditions.</param>
    /// <exception cref="ArgumentException">A value cannot be read or is unknown, or no value the column can hold meets all conditions.</exception>
    public ColumnCondition(ColumnSchema schema, TableColumn template, IEnumerable<SampleCondition> conditions)
    {
        (_schema, _template) = (schema, template);
        _earliest = template is TimestampColumn && schema.Minimum is double first ? (long)first : 0;
        SampleCondition[] all = [.. conditions];
        _text = string.Join(" and ", (object[])all);
        bool present = false;
        foreach (var condition in all)
        {
            double[] values = [.. condition.Operands.Select(o => Read(o, condition))];
            present |= condition.Operator != ConditionOperator.Missing;
            switch (condition.Operator)
            {
                case ConditionOperator.Missing:
                    _mustMiss = true;
                    break;
                case ConditionOperator.Equal or ConditionOperator.In:
                    (_allowed ??= [.. values]).IntersectWith(values);
                    break;
                case ConditionOperator.NotEqual or ConditionOperator.NotIn:
                    _excluded.UnionWith(values);
                    break;
                case ConditionOperator.NotMissing:
                    break;
                case var range:
                    RequireOrder(condition);
                    if (range is ConditionOperator.Greater or ConditionOperator.GreaterOrEqual or ConditionOperator.Between)
                        Raise(ref _low, ref _aboveLow, values[0], range == ConditionOperator.Greater);
                    if (range is ConditionOperator.Less or ConditionOperator.LessOrEqual or ConditionOperator.Between)
                        Lower(ref _high, ref _belowHigh, values[^1], range == ConditionOperator.Less);
                    break;
            }
        }

        if (_mustMiss && present)
            throw Unmet("a cell is either missing or has a value");
        if (_mustMiss && schema.Missing == 0)
            throw Unmet("no training row lacks it");
        _allowed?.RemoveWhere(v => !IsInRange(v) || _excluded.Contains(v));
        CheckPossible();
    }

    public string Name => _schema.Name;

    /// <summary>Whether only one value, or a missing one, meets the conditions.</summary>
    public bool IsFixed => _mustMiss || _allowed?.Count == 1;

    /// <summary>A column of the only value.</summary>
    public TableColumn Fixed(int rows)
    {
        double value = _mustMiss ? double.NaN : _allowed!.Single();
        switch (_template)
        {
            case NumericColumn:
                var numbers = new double[rows];
                numbers.AsSpan().Fill(value);
                return new NumericColumn(Name, numbers);
            case CategoryColumn { Levels: var levels }:
                var codes = new int[rows];
                codes.AsSpan().Fill(_mustMiss ? CategoryColumn.MissingCode : (int)value);
                return new CategoryColumn(Name, codes, levels);
            default:
                var ticks = new long[rows];
                ticks.AsSpan().Fill(_mustMiss ? TimestampColumn.MissingTicks : _earliest + (long)value);
                return new TimestampColumn(Name, ticks);
        }
    }

    /// <summary>Whether each cell of a column meets the conditions.</summary>
    public Predicate<int> Over(TableColumn column) => column switch
    {
        NumericColumn { Values: var values } => row => Meets(DecimalGrid.Round(values[row], _schema.Decimals)),
        CategoryColumn { Codes: var codes } => row => Meets(codes[row] == CategoryColumn.MissingCode ? double.NaN : codes[row]),
        _ => row => Meets(TableRows.Number(column, row) is double.NaN ? double.NaN : ((TimestampColumn)column).Ticks[row] - _earliest),
    };

    /// <inheritdoc/>
    public override string ToString() => _text;

    private bool Meets(double value) => double.IsNaN(value)
        ? _mustMiss
        : !_mustMiss && IsInRange(value) && _allowed?.Contains(value) != false && !_excluded.Contains(value);

    private bool IsInRange(double value) => (_aboveLow ? value > _low : value >= _low) && (_belowHigh ? value < _high : value <= _high);

    private static void Raise(ref double bound, ref bool open, double value, bool above)
        => (bound, open) = value > bound ? (value, above) : value == bound ? (bound, open || above) : (bound, open);

    private static void Lower(ref double bound, ref bool open, double value, bool below)
        => (bound, open) = value < bound ? (value, below) : value == bound ? (bound, open || below) : (bound, open);

    private void CheckPossible()
    {
        if (_mustMiss)
            return;
        if (_schema.Distinct == 0)
            throw Unmet("all training rows lack it");
        if (_allowed?.Count == 0)
            throw Unmet("no value meets all of it");
        if (_template is CategoryColumn { Levels: var levels })
        {
            if (_excluded.Count == levels.Length)
                throw Unmet("every level is excluded");
            return;
        }

        double least = _template is TimestampColumn ? 0 : _schema.Minimum ?? double.NegativeInfinity;
        double most = (_schema.Maximum ?? double.PositiveInfinity) - _earliest;
        int? decimals = _template is TimestampColumn ? null : _schema.Decimals;
        double low = double.IsInfinity(_low) ? least : Math.Max(DecimalGrid.AtLeast(_low, decimals, _aboveLow), least);
        double high = double.IsInfinity(_high) ? most : Math.Min(DecimalGrid.AtMost(_high, decimals, _belowHigh), most);
        double[] found = [.. _allowed ?? []];
        if (low > high || (found.Length > 0 && Array.TrueForAll(found, v => v < least || v > most)))
            throw Unmet(_low > _high ? "the range is empty" : $"the training rows range from {Text(least)} to {Text(most)}" + (decimals is int digits ? $" with {digits} decimals" : ""));
        if (found.Length > 0 && decimals is int places && Array.TrueForAll(found, v => Math.Abs(DecimalGrid.Round(v, places) - v) > 1e-9 * Math.Abs(v)))
            throw Unmet($"the numbers of the training rows have {places} decimals");
        if (low == high && decimals is not null && !_excluded.Contains(low))
            _allowed ??= [low];                                       // the range holds one number only
    }

    private void RequireOrder(SampleCondition condition)
    {
        if (_template is CategoryColumn)
            throw new ArgumentException($"'{condition}': column '{Name}' holds categories, which have no order. Use =, != or in.");
    }

    private double Read(string operand, SampleCondition condition)
    {
        switch (_template)
        {
            case NumericColumn:
                return double.TryParse(operand, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number)
                    ? DecimalGrid.Round(number, null)
                    : throw new ArgumentException($"'{condition}': column '{Name}' holds numbers, but '{operand}' is none.");
            case TimestampColumn:
                return DateTime.TryParse(operand, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time)
                    ? time.Ticks - _earliest
                    : throw new ArgumentException($"'{condition}': column '{Name}' holds times, but '{operand}' is none. Write 2024-05-31 or 2024-05-31T12:00.");
            default:
                return Code(((CategoryColumn)_template).Levels, operand, condition);
        }
    }

    /// <summary>The code of a level: of the very same text, or of the only one that differs in upper and lower case alone.</summary>
    private double Code(string[] levels, string operand, SampleCondition condition)
    {
        int code = Array.IndexOf(levels, operand);
        if (code >= 0)
            return code;
        int[] alike = [.. Enumerable.Range(0, levels.Length).Where(k => levels[k].Equals(operand, StringComparison.OrdinalIgnoreCase))];
        return alike.Length == 1
            ? alike[0]
            : throw new ArgumentException($"'{condition}': column '{Name}' has no level '{operand}'. It has {string.Join(", ", levels.Take(LevelsShown).Select(l => $"'{l}'"))}"
                + (levels.Length > LevelsShown ? $" and {levels.Length - LevelsShown} more." : "."));
    }

    private string Text(double value) => _template is TimestampColumn && double.IsFinite(value)
        ? new DateTime(_earliest + (long)value).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)
        : value.ToString("R", CultureInfo.InvariantCulture);

    private ArgumentException Unmet(string why) => new($"No row can meet '{_text}': {why}.");
}
