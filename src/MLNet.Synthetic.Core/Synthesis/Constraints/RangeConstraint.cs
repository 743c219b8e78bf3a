// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;

namespace MLNet.Synthetic;

/// <summary>A number or a time within bounds.</summary>
internal sealed class RangeConstraint : TableConstraint
{

    public RangeConstraint(string columnName, double? minimum, double? maximum) : base([columnName], fewest: 1)
    {
        if (minimum is null && maximum is null)
            throw new ArgumentException($"Give column '{columnName}' a minimum, a maximum or both.");
        if (minimum is double.NaN || maximum is double.NaN || minimum > maximum)
            throw new ArgumentException($"There is no number from {minimum} to {maximum} (column '{columnName}').");
        (Minimum, Maximum) = (minimum ?? double.NegativeInfinity, maximum ?? double.PositiveInfinity);
    }

    public RangeConstraint(string columnName, DateTime? earliest, DateTime? latest) : base([columnName], fewest: 1)
    {
        if (earliest is null && latest is null)
            throw new ArgumentException($"Give column '{columnName}' an earliest time, a latest one or both.");
        if (earliest > latest)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"There is no time from {earliest:u} to {latest:u} (column '{columnName}')."));
        IsTime = true;
        (Earliest, Latest) = (earliest?.Ticks ?? long.MinValue, latest?.Ticks ?? long.MaxValue);
        (Minimum, Maximum) = (earliest?.Ticks ?? double.NegativeInfinity, latest?.Ticks ?? double.PositiveInfinity);
    }

    /// <summary>Whether it is about times.</summary>
    public bool IsTime { get; }

    /// <summary>Earliest time in ticks.</summary>
    public long Earliest { get; } = long.MinValue;

    /// <summary>Latest time in ticks.</summary>
    public long Latest { get; } = long.MaxValue;

    /// <summary>Smallest number, or earliest time in ticks; −∞: none.</summary>
    public double Minimum { get; }

    /// <summary>Largest number, or latest time in ticks; +∞: none.</summary>
    public double Maximum { get; }

    /// <inheritdoc/>
    public override string ToString()
    {
        string? from = Text(Minimum, Earliest), to = Text(Maximum, Latest);
        return (from, to) switch
        {
            (null, _) => $"{ColumnNames[0]} <= {to}",
            (_, null) => $"{ColumnNames[0]} >= {from}",
            _ => $"{from} <= {ColumnNames[0]} <= {to}",
        };
    }

    internal override RowRule Learn(Table table, TableSchema schema)
    {
        var column = table[ColumnNames[0]];
        bool fits = IsTime ? column is TimestampColumn : column is NumericColumn && schema[column.Name].Kind != ColumnKind.Category;
        return fits ? new Rule(this, schema[column.Name]) : throw WrongKind(column, IsTime ? "times" : "numbers");
    }

    /// <summary>What is known of the column, with its range cut to the bounds.</summary>
    public ColumnSchema Narrow(ColumnSchema schema)
    {
        double minimum = IsTime || double.IsInfinity(Minimum) ? Minimum : DecimalGrid.AtLeast(Minimum, schema.Decimals, above: false);
        double maximum = IsTime || double.IsInfinity(Maximum) ? Maximum : DecimalGrid.AtMost(Maximum, schema.Decimals, below: false);
        return schema with { Minimum = schema.Minimum < minimum ? minimum : schema.Minimum, Maximum = schema.Maximum > maximum ? maximum : schema.Maximum };
    }

    private string? Text(double bound, long ticks) => double.IsInfinity(bound)
        ? null
        : IsTime ? new DateTime(ticks).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) : bound.ToString("R", CultureInfo.InvariantCulture);

    private sealed class Rule(RangeConstraint range, ColumnSchema schema) : RowRule(range)
    {
        public override Predicate<int> Over(Table table)
        {
            switch (table[schema.Name])
            {
                case TimestampColumn { Ticks: var ticks }:
                    return row => ticks[row] == TimestampColumn.MissingTicks || (ticks[row] >= range.Earliest && ticks[row] <= range.Latest);
                case var column:
                    double[] values = ((NumericColumn)column).Values;
                    return row => !(values[row] < range.Minimum || values[row] > range.Maximum);
            }
        }

        public override void Repair(Table table, int row, Predicate<string> isFree)
        {
            if (!isFree(schema.Name))
                return;
            switch (table[schema.Name])
            {
                case TimestampColumn { Ticks: var ticks }:
                    ticks[row] = Math.Clamp(ticks[row], range.Earliest, range.Latest);
                    break;
                case NumericColumn { Values: var values }:
                    if (values[row] < range.Minimum)
                        values[row] = DecimalGrid.AtLeast(range.Minimum, schema.Decimals, above: false);
                    else if (values[row] > range.Maximum)
                        values[row] = DecimalGrid.AtMost(range.Maximum, schema.Decimals, below: false);
                    break;
            }
        }
    }
}
