// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;

namespace MLNet.Synthetic;

/// <summary>The slots of a vector column as columns of their own, a one-hot block as one of categories, and back.</summary>
internal sealed class VectorSlots
{
    private readonly TableEncoder _encoder;
    private readonly string[] _names;

    /// <param name="column">The vectors.</param>
    /// <param name="taken">Names of columns there are; those of the slots are added.</param>
    public VectorSlots(NumericVectorColumn column, HashSet<string> taken)
    {
        _encoder = TableEncoder.For(new Table(column), new TableSchema(new ColumnSchema(column.Name, column.Kind, ColumnRole.Feature, column.Missing, null, null, null, null)));
        _names = [.. _encoder.FeatureNames.Select(name => Unique(name, taken))];
        var matrix = _encoder.Encode(new Table(column));
        Columns = [.. _encoder.Kinds.Select((kind, j) => kind == FeatureKind.Nominal ? Categories(matrix, j) : (TableColumn)new NumericColumn(_names[j], Values(matrix, j)))];
    }

    /// <summary>A column for each slot or one-hot block.</summary>
    public IReadOnlyList<TableColumn> Columns { get; }

    /// <summary>The way back, without the columns.</summary>
    public Joiner ToJoiner() => new(_encoder, _names);

    private CategoryColumn Categories(Matrix matrix, int column)
    {
        int[] codes = Array.ConvertAll(Values(matrix, column), code => (int)code);
        return new(_names[column], codes, [.. Enumerable.Range(0, codes.DefaultIfEmpty(-1).Max() + 1).Select(code => code.ToString(CultureInfo.InvariantCulture))]);
    }

    private static double[] Values(Matrix matrix, int column)
    {
        var values = new double[matrix.Rows];
        for (int i = 0; i < values.Length; i++)
            values[i] = matrix[i, column];
        return values;
    }

    private static string Unique(string name, HashSet<string> taken)
    {
        while (!taken.Add(name))
            name += "'";
        return name;
    }

    /// <summary>Puts slots together again.</summary>
    public sealed class Joiner(TableEncoder encoder, string[] names)
    {
        /// <summary>The vectors of some drawn rows.</summary>
        public TableColumn Join(Table rows)
        {
            var matrix = new Matrix(rows.Count, names.Length);
            for (int j = 0; j < names.Length; j++)
            {
                var column = rows[names[j]];
                for (int i = 0; i < matrix.Rows; i++)
                    matrix[i, j] = column is CategoryColumn categories ? categories.Codes[i] : ((NumericColumn)column).Values[i];
            }

            return encoder.Decode(matrix).Columns[0];
        }
    }
}
