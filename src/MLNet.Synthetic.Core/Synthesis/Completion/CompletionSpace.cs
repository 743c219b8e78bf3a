// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Given rows and candidates as points that can be compared: numbers in standard deviations, categories by code. Whether a cell is missing is a category too.</summary>
internal static class CompletionSpace
{
    /// <summary>What a category that differs adds to a distance.</summary>
    public const double Penalty = 4;

    private const double LargestNumber = 1e100;

    /// <summary>The points: first the rows, then the candidates.</summary>
    /// <param name="schemas">The columns to compare; none: all points are in one place.</param>
    /// <param name="rows">The given rows.</param>
    /// <param name="candidates">The candidates.</param>
    public static MixedSpace Of(ColumnSchema[] schemas, Table rows, Table candidates)
    {
        var (cells, kinds) = (new List<double[]>(), new List<FeatureKind>());
        foreach (var schema in schemas)
        {
            double[] all = [.. Numbers(rows[schema.Name], schema), .. Numbers(candidates[schema.Name], schema)];
            bool isCode = schema.Kind == ColumnKind.Category;
            if (isCode)
                all = Ranks(all);
            else
                Standardize(all, from: rows.Count);
            if (Array.Exists(all, double.IsNaN))
            {
                cells.Add(Array.ConvertAll(all, v => double.IsNaN(v) ? 1.0 : 0));
                kinds.Add(FeatureKind.Nominal);
            }

            cells.Add(Array.ConvertAll(all, v => double.IsNaN(v) ? 0 : v));
            kinds.Add(isCode ? FeatureKind.Nominal : FeatureKind.Numeric);
        }

        if (cells.Count == 0)
        {
            cells.Add(new double[rows.Count + candidates.Count]);
            kinds.Add(FeatureKind.Nominal);
        }

        var matrix = new Matrix(rows.Count + candidates.Count, cells.Count);
        for (int i = 0; i < matrix.Rows; i++)
        {
            for (int j = 0; j < cells.Count; j++)
                matrix[i, j] = cells[j][i];
        }

        var scales = new double[cells.Count];
        scales.AsSpan().Fill(1);
        return new(matrix, [.. Enumerable.Range(0, matrix.Rows)], scales, kinds, Penalty);
    }

    private static double[] Numbers(TableColumn column, ColumnSchema schema)
    {
        double origin = column is TimestampColumn ? schema.Minimum ?? 0 : 0;
        return [.. Enumerable.Range(0, column.Count).Select(i => TableRows.Number(column, i) - origin)];
    }

    /// <summary>Codes from 0 for values that can be any number.</summary>
    private static double[] Ranks(double[] values)
    {
        var codes = new Dictionary<double, double>();
        return Array.ConvertAll(values, v =>
        {
            if (double.IsNaN(v))
                return v;
            if (!codes.TryGetValue(v, out double code))
                codes.Add(v, code = codes.Count);
            return code;
        });
    }

    /// <summary>Divides by the standard deviation of the candidates, those from a place on.</summary>
    private static void Standardize(double[] values, int from)
    {
        double[] observed = [.. values.Skip(from).Where(v => !double.IsNaN(v))];
        double mean = observed.Length == 0 ? 0 : observed.Average();
        double deviation = observed.Length == 0 ? 0 : Math.Sqrt(observed.Sum(v => (v - mean) * (v - mean)) / observed.Length);
        double scale = deviation > 0 && double.IsFinite(deviation) ? deviation : 1;
        for (int i = 0; i < values.Length; i++)
            values[i] = Math.Clamp((values[i] - mean) / scale, -LargestNumber, LargestNumber);
    }
}
