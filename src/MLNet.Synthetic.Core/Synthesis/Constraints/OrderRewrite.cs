// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Numerics.Tensors;

namespace MLNet.Synthetic;

/// <summary>A column that is at least (or above) others, as its distance from the largest of them.</summary>
/// <remarks>
/// d = b − r with r the largest of the columns below that is there. Drawn back, b = r + max(d, 0), rounded to the decimals of b, cut to its range, and moved to the next of its numbers where that fell below r. In a
/// row in which all columns below are missing r is a constant, the median of r in other rows, and d may have either sign. Times are counted in the longest step that all distances keep to.
/// </remarks>
internal sealed class OrderRewrite : ColumnRewrite
{
    private readonly ColumnSchema _schema;
    private readonly (string Name, bool Strict)[] _below;

    /// <summary>Learns the distances of a column.</summary>
    /// <param name="table">Training rows.</param>
    /// <param name="schema">What is known of the column.</param>
    /// <param name="below">The columns below it, and whether equal values are too large.</param>
    public OrderRewrite(Table table, ColumnSchema schema, (string Name, bool Strict)[] below)
    {
        (_schema, _below) = (schema, below);
        Facts = table[schema.Name] is TimestampColumn times
            ? FactsOf(times, References(below.Select(b => ((TimestampColumn)table[b.Name]).Ticks), times.Count))
            : new(Median(References([.. below.Select(b => ((NumericColumn)table[b.Name]).Values)], table.Count)), 0, 0, 1);
        double[] distances = ((NumericColumn)Encode(table)).Values;
        Facts = Facts with { Least = distances.Where(d => d > 0).DefaultIfEmpty(0).Min() };
        Schema = Describe(schema, distances);
    }

    /// <summary>Distances as they were learned.</summary>
    public OrderRewrite(ColumnSchema schema, (string Name, bool Strict)[] below, OrderFacts facts, ColumnSchema standIn)
        => (_schema, _below, Facts, Schema) = (schema, below, facts, standIn);

    /// <summary>What was taken from the training rows.</summary>
    public OrderFacts Facts { get; }

    public override IReadOnlyList<string> Reads => [.. _below.Select(b => b.Name)];

    public override IReadOnlyList<string> Writes => [_schema.Name];

    public override ColumnSchema Schema { get; }

    public override TableColumn Encode(Table table)
    {
        if (table[_schema.Name] is TimestampColumn { Ticks: var ticks })
        {
            long[] below = References(_below.Select(b => ((TimestampColumn)table[b.Name]).Ticks), ticks.Length);
            return new NumericColumn(_schema.Name, [.. ticks.Select((t, i) => t == TimestampColumn.MissingTicks ? double.NaN : (double)(t - (below[i] == TimestampColumn.MissingTicks ? Facts.Origin : below[i])) / Facts.Step)]);
        }

        double[] values = ((NumericColumn)table[_schema.Name]).Values;
        NumericColumn[] columns = [.. _below.Select(b => (NumericColumn)table[b.Name])];
        double[] references = References([.. columns.Select(c => c.Values)], values.Length);
        double[] distances = new double[values.Length];
        for (int i = 0; i < values.Length; i++)
            distances[i] = Clean(values[i] - (double.IsNaN(references[i]) ? Facts.Constant : references[i]));
        return new NumericColumn(_schema.Name, distances);
    }

    public override TableColumn[] Decode(TableColumn? standIn, Func<string, TableColumn> columns)
    {
        double[] distances = ((NumericColumn)standIn!).Values;
        return [columns(_below[0].Name) is TimestampColumn ? new TimestampColumn(_schema.Name, Times(distances, columns)) : new NumericColumn(_schema.Name, Numbers(distances, columns))];
    }

    private double[] Numbers(double[] distances, Func<string, TableColumn> columns)
    {
        double[][] below = [.. _below.Select(b => ((NumericColumn)columns(b.Name)).Values)];
        double[] references = References(below, distances.Length);
        var values = new double[distances.Length];
        for (int i = 0; i < values.Length; i++)
        {
            double r = references[i];
            if (double.IsNaN(r) || double.IsNaN(distances[i]))
            {
                values[i] = _schema.Conform(Facts.Constant + distances[i]);
                continue;
            }

            bool above = IsStrict(below, r, i);
            double value = _schema.Conform(r + Math.Max(distances[i], above ? Facts.Least : 0));
            if (above ? value <= r : value < r)
                value = DecimalGrid.AtLeast(r, _schema.Decimals, above);
            values[i] = value > _schema.Maximum && _schema.Missing > 0 ? double.NaN : value;    // no number of the column will do, but none is one of its values
        }

        return values;
    }

    private long[] Times(double[] distances, Func<string, TableColumn> columns)
    {
        long[][] below = [.. _below.Select(b => ((TimestampColumn)columns(b.Name)).Ticks)];
        long[] references = References(below, distances.Length);
        long latest = _schema.Maximum is double maximum && maximum < DateTime.MaxValue.Ticks ? (long)maximum : DateTime.MaxValue.Ticks;
        long earliest = Math.Min(_schema.Minimum is double minimum && minimum > 1 ? (long)minimum : 1, latest);
        return [.. distances.Select((d, i) =>
        {
            if (double.IsNaN(d))
                return TimestampColumn.MissingTicks;
            if (references[i] == TimestampColumn.MissingTicks)
                return Math.Clamp(Facts.Origin + (long)Math.Round(d) * Facts.Step, earliest, latest);
            long first = references[i] + (IsStrict(below, references[i], i) ? Math.Max((long)Facts.Least, 1) * Facts.Step : 0);
            long time = references[i] + (long)Math.Round(Math.Max(d, 0)) * Facts.Step;
            return Math.Max(Math.Min(time, latest), Math.Min(first, DateTime.MaxValue.Ticks));
        })];
    }

    /// <summary>Whether the largest of the columns below is one that b has to be above.</summary>
    private bool IsStrict<T>(T[][] below, T reference, int row) where T : IEquatable<T>
    {
        for (int j = 0; j < below.Length; j++)
        {
            if (_below[j].Strict && below[j][row].Equals(reference))
                return true;
        }

        return false;
    }

    /// <summary>Takes away what subtracting in floating point adds: a difference of numbers of so many decimals has as many.</summary>
    private double Clean(double distance) => _schema.Decimals is int ? DecimalGrid.Round(distance, 9) : distance;

    private static double[] References(double[][] below, int rows)
    {
        var references = new double[rows];
        references.AsSpan().Fill(double.NaN);
        foreach (double[] values in below)
            TensorPrimitives.MaxNumber(references, values, references);
        return references;
    }

    private static long[] References(IEnumerable<long[]> below, int rows)
    {
        var references = new long[rows];
        foreach (long[] ticks in below)
            TensorPrimitives.Max<long>(references, ticks, references);
        return references;
    }

    private static double Median(double[] values)
    {
        double[] observed = [.. values.Where(v => !double.IsNaN(v)).Order()];
        return observed.Length == 0 ? 0 : observed[observed.Length / 2];
    }

    /// <summary>What is to be known of times: the median of the references, and the longest step that all distances keep to.</summary>
    private static OrderFacts FactsOf(TimestampColumn times, long[] references)
    {
        long[] observed = [.. references.Where(r => r != TimestampColumn.MissingTicks).Order()];
        long origin = observed.Length == 0 ? times.Ticks.DefaultIfEmpty(0).Max() : observed[observed.Length / 2], step = 0;
        for (int i = 0; i < references.Length; i++)
        {
            if (times.Ticks[i] == TimestampColumn.MissingTicks)
                continue;
            long rest = times.Ticks[i] - (references[i] == TimestampColumn.MissingTicks ? origin : references[i]);
            while (rest != 0)                                         // Euclid
                (step, rest) = (rest, step % rest);
        }

        return new(0, origin, 0, Math.Max(Math.Abs(step), 1));
    }
}

/// <summary>What an order takes from the training rows.</summary>
/// <param name="Constant">r of numbers where nothing below is there.</param>
/// <param name="Origin">r of times where nothing below is there, in ticks.</param>
/// <param name="Least">Smallest distance that is above 0 and occurs; 0: there is none.</param>
/// <param name="Step">Ticks of a time that count as 1.</param>
internal sealed record OrderFacts(double Constant, long Origin, double Least, long Step);
