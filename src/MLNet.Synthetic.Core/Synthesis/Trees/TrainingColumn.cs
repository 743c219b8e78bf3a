// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>One column of the training table, coded.</summary>
/// <param name="Codes">How it is coded.</param>
/// <param name="Code">Code of each row, (n).</param>
/// <param name="Donor">Donor of each row, (n); −1 where the row's value may not be drawn.</param>
/// <param name="Fine">For a number, the step of each donor on a fine scale, (v + 1), missing last; null for categories.</param>
internal sealed record TrainingColumn(ColumnCodes Codes, byte[] Code, int[] Donor, ushort[]? Fine)
{
    /// <summary>Number of rows, n.</summary>
    public int Rows => Code.Length;

    /// <summary>Codes a column of a training table.</summary>
    /// <exception cref="SyntheticDataException">The column is of a kind that is not learned, or holds infinity.</exception>
    public static TrainingColumn Of(TableColumn column, ColumnSchema schema, SequentialTreesOptions options, RunContext run) => (column, schema.Kind) switch
    {
        (NumericColumn numbers, ColumnKind.Numeric) => NumberCodes.Learn(numbers, schema, options),
        (NumericColumn numbers, ColumnKind.Category) => CategoryCodes.Learn(numbers, schema, options, run),
        (TimestampColumn times, ColumnKind.Timestamp) => NumberCodes.Learn(times, schema, options),
        (CategoryColumn categories, ColumnKind.Category) => CategoryCodes.Learn(categories, schema, options, run),
        _ => throw new SyntheticDataException(
            $"Column '{schema.Name}' of kind {schema.Kind} cannot be learned by {nameof(SequentialTrees)}, which takes numbers, categories and times. Leave the column out, or correct its kind in the schema."),
    };
}
