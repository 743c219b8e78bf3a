// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>A table as an autoregressive network trains on it.</summary>
/// <param name="Schema">What is known of the columns.</param>
/// <param name="Codecs">Values of each column as numbers and back.</param>
/// <param name="Columns">These numbers as codes and back, (d).</param>
/// <param name="Codes">Codes of each column, (d)(n); a category without code has <see cref="ColumnCode.Unseen"/>.</param>
internal sealed record ArgnData(TableSchema Schema, ColumnCodec[] Codecs, ColumnCode[] Columns, byte[][] Codes)
{
    /// <summary>Rows, n.</summary>
    public int Rows => Codes[0].Length;

    /// <summary>Learns the columns of a table and encodes its rows.</summary>
    public static ArgnData Encode(Table table, TableSchema schema, TabularArgnOptions options, RunContext run)
    {
        int d = schema.Columns.Count;
        ColumnCodec[] codecs = [.. table.Columns.Zip(schema.Columns, ColumnCodec.For)];
        var (columns, codes) = (new ColumnCode[d], new byte[d][]);
        for (int j = 0; j < d; j++)
        {
            double[] numbers = codecs[j].Encode(table.Columns[j]);
            columns[j] = ArgnColumns.Learn(numbers, table.Columns[j], schema.Columns[j], options.MaxBins, options.MaxLevels, options.RareCategoryRows, run);
            codes[j] = columns[j].Encode(new NumericColumn(schema.Columns[j].Name, numbers));
        }

        return new(schema, codecs, columns, codes);
    }

    /// <summary>Logarithms of the shares of a column's codes, (codes of the column).</summary>
    public float[] LogShares(int column)
    {
        double[] counts = new double[Columns[column].Count];
        Array.Fill(counts, 0.5);                                      // a code of a row that is held back is unlikely, not impossible
        foreach (byte code in Codes[column])
        {
            if (code < counts.Length)
                counts[code]++;
        }

        double all = counts.Sum();
        return Array.ConvertAll(counts, c => (float)Math.Log(c / all));
    }
}
