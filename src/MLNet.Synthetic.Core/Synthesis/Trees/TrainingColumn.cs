// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>One column of the training table, coded.</summary>
/// <remarks>Donors take four bytes a row and are asked for once, when the column's tree is done: they are looked up then instead of being kept.</remarks>
/// <param name="Codes">How it is coded.</param>
/// <param name="Numbers">Number of each row, (n); NaN is missing; null for categories.</param>
/// <param name="Code">Code of each row, (n).</param>
/// <param name="Fine">For numbers, the step of each row on a fine scale, (n), missing last; null for categories.</param>
/// <param name="FineSteps">Steps of the fine scale, that of missing values included; 0 for categories.</param>
/// <param name="DonorOf">Donor of a row; −1 where the row's value may not be drawn.</param>
internal sealed record TrainingColumn(ColumnCodes Codes, double[]? Numbers, byte[] Code, ushort[]? Fine, int FineSteps, Func<int, int> DonorOf)
{
    /// <summary>Number of rows, n.</summary>
    public int Rows => Code.Length;

    /// <summary>Codes a column of a training table.</summary>
    /// <exception cref="ArgumentException">The column is of a kind that is not learned.</exception>
    /// <exception cref="SyntheticDataException">It holds infinity.</exception>
    public static TrainingColumn Of(TableColumn column, ColumnSchema schema, Coding coding, RunContext run)
        => schema.Kind == ColumnKind.Category ? CategoryCodes.Learn(column, schema, coding, run) : NumberCodes.Learn(column, schema, coding, run);
}
