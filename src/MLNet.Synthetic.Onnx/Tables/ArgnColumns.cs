// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Columns as an autoregressive network sees them: categories and bins of numbers as few codes, over what <see cref="ColumnCodec"/> makes of the values.</summary>
internal static class ArgnColumns
{
    private const double MostSteps = 1L << 53;

    /// <summary>Learns the codes of a column.</summary>
    /// <param name="numbers">Its values as numbers, (n).</param>
    /// <param name="column">The column.</param>
    /// <param name="schema">What is known of it.</param>
    /// <param name="maxBins">Most bins of numbers.</param>
    /// <param name="maxLevels">Most categories with a code of their own.</param>
    /// <param name="rareRows">Rows from which on a category has a code at all.</param>
    /// <param name="run">Is told which categories have none.</param>
    public static ColumnCode Learn(double[] numbers, TableColumn column, ColumnSchema schema, int maxBins, int maxLevels, int rareRows, RunContext run)
    {
        if (column is not CategoryColumn && schema.Kind != ColumnKind.Category)
            return NumberBins.For(new(schema.Name, numbers), AsNumbers(schema, column), maxBins);

        var counts = numbers.Where(v => !double.IsNaN(v)).CountBy(v => v).ToDictionary();
        double[] kept = [.. numbers.Where(v => double.IsNaN(v) || counts[v] >= rareRows)];
        if (kept.Length == 0)
        {
            run.Warn($"Column '{schema.Name}': no category has {rareRows} rows. All are drawn as they are; leave the column out if they name persons.");
            kept = numbers;
        }
        else if (kept.Length < numbers.Length)
        {
            string message = $"Column '{schema.Name}': {counts.Values.Count(c => c < rareRows):N0} categories that fewer than {rareRows} rows have ({numbers.Length - kept.Length:N0} of {numbers.Length:N0} rows) are not drawn: others stand in for them.";
            if (schema.Role == ColumnRole.Label)
                run.Warn(message);
            else
                run.Info(message);
        }

        return NumberLevels.For(new(schema.Name, kept), maxLevels);
    }

    /// <summary>What is known of the numbers of a column: decimals and range, and of times that they are whole steps.</summary>
    public static ColumnSchema AsNumbers(ColumnSchema schema, TableColumn column) => column is TimestampColumn ? TimeBins.SchemaOf(schema.Name, MostSteps) : schema;
}
