// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Buffers;

namespace MLNet.Synthetic;

/// <summary>The least-squares prediction of a number from the numbers before it, as one more predictor of its tree.</summary>
/// <remarks>
/// Splits on one column at a time climb a sum or difference of columns in steps; a split on the prediction cuts along it. There are two: of the values, which is exact for amounts that add up, and of the ranks (the codes), which
/// no extreme value disturbs. The tree uses them only where they gain likelihood.
/// </remarks>
/// <param name="OfRanks">Whether ranks are combined instead of values.</param>
/// <param name="Columns">Places of the columns it is computed from, (p).</param>
/// <param name="Means">What a missing value of each counts as, (p).</param>
/// <param name="Slopes">Weight of each, (p).</param>
/// <param name="MissingCodes">Code of the missing value of each, (p).</param>
/// <param name="Edges">Upper ends of all steps of the prediction but the last.</param>
internal sealed record CombinedPredictor(bool OfRanks, int[] Columns, double[] Means, double[] Slopes, byte[] MissingCodes, double[] Edges)
{
    /// <summary>Most combined predictors of one column.</summary>
    public const int Most = 2;

    private const int MostRows = 20_000, RowsPerColumn = 10, RowsPerTile = 1024;

    /// <summary>The combined predictors of a column; none when it is not a number, or fewer than two numbers come before it.</summary>
    /// <param name="target">The column.</param>
    /// <param name="before">The columns before it, with their places.</param>
    /// <param name="steps">Most steps of a prediction.</param>
    public static CombinedPredictor[] Of(TrainingColumn target, (int Place, TrainingColumn Column)[] before, int steps)
    {
        if (target.Fine is null || target.Numbers is null)
            return [];
        (int Place, TrainingColumn Column)[] numbers = [.. before.Where(b => b.Column.Numbers is not null)];
        int stride = Math.Max(1, target.Rows / MostRows);             // evenly spaced rows are enough for a few slopes
        int[] rows = [.. Enumerable.Range(0, (target.Rows + stride - 1) / stride).Select(i => i * stride).Where(row => !double.IsNaN(target.Numbers[row]))];
        if (numbers.Length < 2 || rows.Length < RowsPerColumn * numbers.Length)
            return [];
        return
        [
            Fit(false, numbers, Array.ConvertAll(rows, row => target.Numbers[row]), rows, steps),
            Fit(true, numbers, Array.ConvertAll(rows, row => (double)target.Fine[row]), rows, steps),
        ];
    }

    private static CombinedPredictor Fit(bool ofRanks, (int Place, TrainingColumn Column)[] numbers, double[] y, int[] rows, int steps)
    {
        byte[] missing = Array.ConvertAll(numbers, b => b.Column.Codes.MissingCode);
        double Value(int a, int row) => !ofRanks ? numbers[a].Column.Numbers![row] : numbers[a].Column.Code[row] == missing[a] ? double.NaN : numbers[a].Column.Code[row];
        double[] lent = ArrayPool<double>.Shared.Rent(numbers.Length * rows.Length);
        for (int a = 0, at = 0; a < numbers.Length; a++)
        {
            foreach (int row in rows)
                lent[at++] = Value(a, row);
        }

        var (means, slopes) = LeastSquares.Fit(lent.AsSpan(0, numbers.Length * rows.Length), y);
        ArrayPool<double>.Shared.Return(lent);
        var predictor = new CombinedPredictor(ofRanks, Array.ConvertAll(numbers, b => b.Place), means, slopes, missing, []);

        var predicted = new double[rows.Length];
        for (int a = 0; a < numbers.Length; a++)
        {
            for (int i = 0; i < predicted.Length; i++)
                predicted[i] += predictor.Term(a, Value(a, rows[i]));
        }

        Array.Sort(predicted);
        double[] edges = [.. Enumerable.Range(1, steps - 1).Select(s => predicted[(int)((long)s * predicted.Length / steps)]).Distinct()];
        return predictor with { Edges = edges };
    }

    /// <summary>The code of each row's prediction.</summary>
    /// <param name="known">The rows.</param>
    /// <param name="result">Receives the codes, (m).</param>
    public void CodesOf(KnownColumns known, Span<byte> result)
    {
        var predicted = new double[RowsPerTile];
        for (int first = 0; first < result.Length; first += RowsPerTile)
        {
            var tile = predicted.AsSpan(0, Math.Min(RowsPerTile, result.Length - first));
            tile.Clear();
            for (int a = 0; a < Columns.Length; a++)
            {
                if (OfRanks)
                {
                    var codes = known.Codes[Columns[a]].AsSpan(first, tile.Length);
                    for (int i = 0; i < tile.Length; i++)
                        tile[i] += codes[i] == MissingCodes[a] ? 0 : Term(a, codes[i]);
                }
                else
                {
                    var numbers = known.Numbers[Columns[a]].AsSpan(first, tile.Length);
                    for (int i = 0; i < tile.Length; i++)
                        tile[i] += Term(a, numbers[i]);
                }
            }

            for (int i = 0; i < tile.Length; i++)
                result[first + i] = Steps.Of(tile[i], Edges);
        }
    }

    private double Term(int a, double value) => double.IsNaN(value) ? 0 : Slopes[a] * (value - Means[a]);
}
