// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic.Testing;

/// <summary>Rows with known structure, made from a seed.</summary>
public static class MadeData
{
    private const int Columns = 6, Categories = 4;

    /// <summary>Rows of one or more classes: a cluster for each in the numbers, a favourite category for each in the nominal columns.</summary>
    /// <param name="mix">Kinds of the six columns.</param>
    /// <param name="rowsByClass">Rows of class a, b, c, ...; they come shuffled.</param>
    /// <param name="seed">Seed of the data.</param>
    /// <param name="missing">Chance of a cell to be missing.</param>
    public static ResamplingInput Of(FeatureMix mix, int[] rowsByClass, long seed = 1, double missing = 0)
    {
        var random = new Rng(seed);
        int[] classes = [.. rowsByClass.SelectMany((rows, c) => Enumerable.Repeat(c, rows))];
        random.Fork("order").Shuffle(classes.AsSpan());
        var kinds = KindsOf(mix);
        var x = new Matrix(classes.Length, Columns);
        for (int i = 0; i < x.Rows; i++)
        {
            var row = random.Fork(i);
            for (int j = 0; j < Columns; j++)
            {
                double number = Math.Pow(10, j - 2) * (2 * classes[i] + row.NextGaussian());      // deviations from 0.01 to 1,000
                double code = row.NextDouble() < 0.4 ? (classes[i] + j) % Categories : row.Next(Categories);
                x[i, j] = row.NextDouble() < missing ? double.NaN : kinds[j] == FeatureKind.Numeric ? number : code;
            }
        }

        string[] classNames = [.. rowsByClass.Select((_, c) => ((char)('a' + c)).ToString())];
        return new(x, classes, kinds, [.. Enumerable.Range(0, Columns).Select(j => $"column {j}")], classNames);
    }

    /// <summary>Rows with a skewed numeric label, exp(z), of which the features know more or less.</summary>
    /// <param name="mix">Kinds of the six columns.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="seed">Seed of the data.</param>
    /// <param name="missing">Chance of a cell to be missing.</param>
    public static ResamplingInput Skewed(FeatureMix mix, int rows, long seed = 1, double missing = 0)
    {
        var random = new Rng(seed);
        var kinds = KindsOf(mix);
        var x = new Matrix(rows, Columns);
        var labels = new double[rows];
        for (int i = 0; i < rows; i++)
        {
            var row = random.Fork(i);
            double z = row.NextGaussian();
            labels[i] = Math.Exp(z);
            for (int j = 0; j < Columns; j++)
            {
                double number = Math.Pow(10, j - 2) * (z + row.NextGaussian());
                double code = row.NextDouble() < 0.4 ? Math.Clamp(Math.Round(z) + 1, 0, Categories - 1) : row.Next(Categories);
                x[i, j] = row.NextDouble() < missing ? double.NaN : kinds[j] == FeatureKind.Numeric ? number : code;
            }
        }

        return new(x, labels, kinds, [.. Enumerable.Range(0, Columns).Select(j => $"column {j}")]);
    }

    /// <summary>The same rows with other values in the matrix.</summary>
    /// <param name="input">The rows.</param>
    /// <param name="change">Called with a copy of the matrix.</param>
    public static ResamplingInput With(this ResamplingInput input, Action<Matrix> change)
    {
        var x = new Matrix(input.X.Rows, input.X.Columns, input.X.Values.ToArray());
        change(x);
        return new(x, input.Classes, input.Kinds, input.FeatureNames, input.ClassNames);
    }

    private static FeatureKind[] KindsOf(FeatureMix mix) => mix switch
    {
        FeatureMix.Numeric => [.. Enumerable.Repeat(FeatureKind.Numeric, Columns)],
        FeatureMix.Nominal => [.. Enumerable.Repeat(FeatureKind.Nominal, Columns)],
        _ => [.. Enumerable.Range(0, Columns).Select(j => j % 2 == 0 ? FeatureKind.Numeric : FeatureKind.Nominal)],
    };
}
