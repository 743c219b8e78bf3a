// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;

namespace MLNet.Synthetic;

/// <summary>How the values of one column are shared out among the rows that are drawn.</summary>
/// <remarks>
/// Row i gets the value that the divisor method of Webster and Sainte-Laguë gives seat i to: after any number of rows n each value has its share of n rows up to rounding, whole shares exactly, and a longer table
/// starts with the values of a shorter one.
/// </remarks>
public sealed class SampleShares
{
    private readonly string[] _values;
    private readonly double[] _shares;

    private SampleShares(string columnName, IEnumerable<KeyValuePair<string, double>> shares, long? rows)
    {
        ArgumentException.ThrowIfNullOrEmpty(columnName);
        var used = shares.Where(s => s.Value != 0).ToArray();
        foreach (var (value, share) in used)
        {
            if (!(share > 0 && double.IsFinite(share)))
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The share of '{value}' in column '{columnName}' is {share}: shares are numbers of at least 0."), nameof(shares));
        }

        if (used.Length == 0)
            throw new ArgumentException($"No value of column '{columnName}' has a share above 0.", nameof(shares));
        double total = used.Sum(s => s.Value);
        (ColumnName, Rows, _values, _shares) = (columnName, rows, [.. used.Select(s => s.Key)], [.. used.Select(s => s.Value / total)]);
    }

    /// <summary>The column.</summary>
    public string ColumnName { get; }

    /// <summary>Rows in all, where counts were given; null: any number.</summary>
    public long? Rows { get; }

    /// <summary>Shares of values.</summary>
    /// <param name="columnName">The column.</param>
    /// <param name="shares">Share of each value, ≥ 0; they need not sum to 1. Values as in <see cref="SampleCondition.Is(string, string)"/>.</param>
    /// <exception cref="ArgumentException">A share is negative or not a number, or all are 0.</exception>
    public static SampleShares Of(string columnName, IReadOnlyDictionary<string, double> shares)
    {
        ArgumentNullException.ThrowIfNull(shares);
        return new(columnName, shares, rows: null);
    }

    /// <summary>Numbers of rows by value.</summary>
    /// <param name="columnName">The column.</param>
    /// <param name="counts">Rows of each value, ≥ 0.</param>
    /// <exception cref="ArgumentException">A count is negative, or all are 0.</exception>
    public static SampleShares Counts(string columnName, IReadOnlyDictionary<string, long> counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        return new(columnName, counts.Select(c => KeyValuePair.Create(c.Key, (double)c.Value)), counts.Values.Sum());
    }

    /// <summary>Reads shares from text, as in <c>Churn: yes=0.5, no=0.5</c> or <c>Grade: A=30%, B=30%, 'not rated'=40%</c>.</summary>
    /// <param name="text">A column, a colon, and values with their shares. Names and values with spaces or signs stand in quotes. Shares need not sum to 1.</param>
    /// <exception cref="ArgumentException">It cannot be read; the message names the place.</exception>
    public static SampleShares Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new ConditionParser(text).ReadShares();
    }

    /// <summary>The values of any stretch of rows, for <see cref="TableSampler"/>.</summary>
    /// <param name="model">The model the rows are drawn from.</param>
    /// <param name="run">Cancellation and threads.</param>
    /// <exception cref="ArgumentException">There is no such column, or it cannot hold a value.</exception>
    public Func<long, int, Table> Given(ITableModel model, RunContext run)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(run);
        var schema = model.Schema[ColumnName];
        var template = model.Sample(0, null, run.With(run.Random.Fork("template")))[ColumnName];
        TableColumn[] each = [.. _values.Select(v => new ColumnCondition(schema, template, [SampleCondition.Is(ColumnName, v)]).Fixed(1))];
        var values = TableRows.Concat([.. each.Select(c => new Table(c))]);
        return (first, rows) => values.Take(Places(first, rows));
    }

    /// <inheritdoc/>
    public override string ToString() => $"{ColumnName}: {string.Join(", ", _values.Zip(_shares, (v, s) => string.Create(CultureInfo.InvariantCulture, $"{v} {s:P1}")))}";

    /// <summary>Which value each row of a stretch has.</summary>
    internal int[] Places(long first, int rows)
    {
        var seats = Array.ConvertAll(_shares, s => Math.Max(0L, (long)Math.Floor(s * first) - _shares.Length));   // never more than the method gives: it stays within half of the number of values
        for (long seated = seats.Sum(); seated < first; seated++)
            seats[Next(seats)]++;
        var places = new int[rows];
        for (int i = 0; i < rows; i++)
            seats[places[i] = Next(seats)]++;
        return places;
    }

    private int Next(long[] seats)
    {
        int next = 0;
        for (int k = 1; k < seats.Length; k++)
        {
            if (_shares[k] * (2 * seats[next] + 1) > _shares[next] * (2 * seats[k] + 1))
                next = k;
        }

        return next;
    }
}
