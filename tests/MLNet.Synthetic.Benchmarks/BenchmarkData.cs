// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.Synthetic.Benchmarks;

/// <summary>Labelled rows of 30 features, as arrays and as ML.NET views.</summary>
/// <remarks>
/// Numbers are normal with deviation 1, mean 0 in the majority and 0.5 in the minority. Nominal columns have four levels, equally likely in the majority
/// and with chances 0.4, 0.3, 0.2, 0.1 in the minority. The same distribution as in <c>peers/imbalanced_learn.py</c>.
/// </remarks>
public sealed class BenchmarkData
{
    public const int Features = 30, Levels = 4;
    private const string Label = "Label";
    private readonly int _nominal;

    /// <param name="rows">Number of rows, n.</param>
    /// <param name="minority">Share of the minority class.</param>
    /// <param name="nominal">Nominal columns among the 30; they come last.</param>
    public BenchmarkData(int rows, double minority, int nominal)
    {
        _nominal = nominal;
        Classes = new int[rows];
        Classes.AsSpan(0, MinorityRows(rows, minority)).Fill(1);
        new Rng(1).Fork("classes").Shuffle(Classes.AsSpan());

        X = new(rows, Features);
        var random = new Rng(1).Fork("features");
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < Features; j++)
                X[i, j] = j < Features - nominal ? random.NextGaussian() + 0.5 * Classes[i] : Classes[i] == 0 ? random.Next(Levels) : SkewedLevel(random);
        }
    }

    public Matrix X { get; }

    public int[] Classes { get; }

    public FeatureKind[] Kinds => [.. Enumerable.Range(0, Features).Select(j => IsNominal(j) ? FeatureKind.Nominal : FeatureKind.Numeric)];

    /// <summary>Names of the nominal columns of <see cref="Columns"/>.</summary>
    /// <param name="nominal">Nominal columns among the 30.</param>
    public static string[] NominalNames(int nominal) => [.. Enumerable.Range(Features - nominal, nominal).Select(Name)];

    /// <summary>Rows when both classes have as many as the majority, which is what oversampling by default returns.</summary>
    public static int BalancedRows(int rows, double minority) => 2 * (rows - MinorityRows(rows, minority));

    /// <summary>A view of a Boolean label and 30 Single columns on a text file, where most pipelines start.</summary>
    /// <param name="ml">The context.</param>
    /// <param name="path">The file, which is written first.</param>
    public IDataView File(MLContext ml, string path)
    {
        using (var file = System.IO.File.CreateText(path))
        {
            for (int i = 0; i < X.Rows; i++)
            {
                file.Write(Classes[i]);
                foreach (double value in X[i])
                    file.Write(string.Create(CultureInfo.InvariantCulture, $",{(float)value}"));
                file.WriteLine();
            }
        }

        TextLoader.Column[] columns =
        [
            new(Label, DataKind.Boolean, 0),
            .. Enumerable.Range(0, Features).Select(j => new TextLoader.Column(Name(j), DataKind.Single, j + 1)),
        ];
        return ml.Data.LoadFromTextFile(path, columns, separatorChar: ',');
    }

    /// <summary>The same columns, cached.</summary>
    /// <inheritdoc cref="File"/>
    public IDataView Columns(MLContext ml, string path) => Cached(ml, File(ml, path));

    /// <summary>A cached view of the label and one vector: numbers as they are, nominal columns one-hot encoded, as trainers want them.</summary>
    /// <inheritdoc cref="File"/>
    public IDataView Vector(MLContext ml, string path)
    {
        var columns = File(ml, path);
        var encodings = NominalNames(_nominal).Select(name => new InputOutputColumnPair(name)).ToArray();
        IEstimator<ITransformer> featurize = ml.Transforms.Concatenate("Features", [.. Enumerable.Range(0, Features).Select(Name)]);
        if (encodings.Length > 0)
            featurize = ml.Transforms.Categorical.OneHotEncoding(encodings).Append(featurize);
        return Cached(ml, featurize.Append(ml.Transforms.SelectColumns(Label, "Features")).Fit(columns).Transform(columns));
    }

    private static IDataView Cached(MLContext ml, IDataView view)
    {
        var cached = ml.Data.Cache(view);
        ViewReading.ReadAll(cached);
        return cached;
    }

    private static int MinorityRows(int rows, double minority) => (int)Math.Round(rows * minority);

    private static string Name(int column) => $"F{column:00}";

    private bool IsNominal(int column) => column >= Features - _nominal;

    private static double SkewedLevel(Rng random) => random.NextDouble() switch { < 0.4 => 0, < 0.7 => 1, < 0.9 => 2, _ => 3 };
}
