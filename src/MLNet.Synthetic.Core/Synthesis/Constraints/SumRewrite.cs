// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>A total that is left out and added up again.</summary>
/// <remarks>
/// What stands for it is what the parts that are there lack to the total: 0 where all are. When that is so in every row, nothing needs to stand for it. A total that is missing stays missing.
/// </remarks>
internal sealed class SumRewrite : ColumnRewrite
{
    private readonly ColumnSchema _total;
    private readonly string[] _parts;

    public SumRewrite(Table table, ColumnSchema total, string[] parts)
    {
        (_total, _parts) = (total, parts);
        double[] lacking = Lacking(table);
        Schema = Array.TrueForAll(lacking, v => v == 0) ? null : Describe(total, lacking);
    }

    /// <summary>A total as it was learned.</summary>
    public SumRewrite(ColumnSchema total, string[] parts, ColumnSchema? standIn) => (_total, _parts, Schema) = (total, parts, standIn);

    public override IReadOnlyList<string> Reads => _parts;

    public override IReadOnlyList<string> Writes => [_total.Name];

    public override ColumnSchema? Schema { get; }

    public override TableColumn? Encode(Table table) => Schema is null ? null : new NumericColumn(_total.Name, Lacking(table));

    public override TableColumn[] Decode(TableColumn? standIn, Func<string, TableColumn> columns)
    {
        double[][] parts = [.. _parts.Select(p => ((NumericColumn)columns(p)).Values)];
        double[]? lacking = (standIn as NumericColumn)?.Values;
        var totals = new double[parts[0].Length];
        for (int i = 0; i < totals.Length; i++)
        {
            var (sum, missing) = Sum(parts, i);
            totals[i] = lacking is not null && double.IsNaN(lacking[i])
                ? double.NaN
                : missing ? _total.Conform(sum + (lacking?[i] ?? 0)) : DecimalGrid.Round(sum, _total.Decimals);
        }

        return [new NumericColumn(_total.Name, totals)];
    }

    private double[] Lacking(Table table)
    {
        double[] totals = ((NumericColumn)table[_total.Name]).Values;
        double[][] parts = [.. _parts.Select(p => ((NumericColumn)table[p]).Values)];
        var lacking = new double[totals.Length];
        for (int i = 0; i < totals.Length; i++)
        {
            var (sum, missing) = Sum(parts, i);
            lacking[i] = double.IsNaN(totals[i]) ? double.NaN : missing ? totals[i] - sum : 0;
        }

        return lacking;
    }

    /// <summary>The sum of the parts of a row that are there, and whether one is not.</summary>
    private static (double Sum, bool Missing) Sum(double[][] parts, int row)
    {
        double sum = 0;
        bool missing = false;
        foreach (double[] part in parts)
        {
            if (double.IsNaN(part[row]))
                missing = true;
            else
                sum += part[row];
        }

        return (sum, missing);
    }
}
