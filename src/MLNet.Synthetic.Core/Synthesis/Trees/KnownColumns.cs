// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>What is known of some rows when a column is learned or drawn: the columns before it, by their places in the table.</summary>
/// <param name="rows">Number of rows, m.</param>
/// <param name="columns">Columns of the table, d.</param>
internal sealed class KnownColumns(int rows, int columns)
{
    /// <summary>Number of rows, m.</summary>
    public int Rows { get; } = rows;

    /// <summary>Codes, (m) each: of the columns, then of the combined predictors of the column at hand; null where unknown.</summary>
    public byte[][] Codes { get; } = new byte[columns + CombinedPredictor.Most][];

    /// <summary>Numbers, (m) each; null where unknown, and for categories.</summary>
    public double[]?[] Numbers { get; } = new double[]?[columns];

    /// <summary>Place of a combined predictor among the codes.</summary>
    public int PlaceOf(int combined) => Numbers.Length + combined;
}
