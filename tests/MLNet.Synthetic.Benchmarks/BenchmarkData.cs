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
        Classes.AsSpan(0, (int)Math.Round(rows * minority)).Fill(1);
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
    public string[] NominalNames => [.. Enumerable.Range(0, Features).Where(IsNominal).Select(Name)];

    /// <summary>Rows in the view of balanced classes, which is what oversampling by default returns.</summary>
    public int BalancedRows => 2 * Classes.Count(c => c == 0);

    /// <summary>A cached view of a Boolean label and 30 Single columns.</summary>
    public IDataView Columns(MLContext ml)
    {
        var columns = Enumerable.Range(0, Features).Select(j => new NumericColumn(Name(j), [.. Enumerable.Range(0, X.Rows).Select(i => X[i, j])]));
        var schema = new DataViewSchema.Builder();
        schema.AddColumn(Label, BooleanDataViewType.Instance);
        foreach (int j in Enumerable.Range(0, Features))
            schema.AddColumn(Name(j), NumberDataViewType.Single);
        var table = new Table([new CategoryColumn(Label, Classes, [bool.FalseString, bool.TrueString]), .. columns]);
        return Cached(ml, DataViewWriter.ToDataView(table, schema.ToSchema()));
    }

    /// <summary>A cached view of a Boolean label and one vector: numbers as they are, nominal columns one-hot encoded, as trainers want them.</summary>
    public IDataView Vector(MLContext ml)
    {
        var columns = Columns(ml);
        var encodings = NominalNames.Select(name => new InputOutputColumnPair(name)).ToArray();
        IEstimator<ITransformer> featurize = ml.Transforms.Concatenate("Features", [.. Enumerable.Range(0, Features).Select(Name)]);
        if (encodings.Length > 0)
            featurize = ml.Transforms.Categorical.OneHotEncoding(encodings).Append(featurize);
        return Cached(ml, featurize.Append(ml.Transforms.SelectColumns(Label, "Features")).Fit(columns).Transform(columns));
    }

    /// <summary>A view of the same columns as <see cref="Columns"/> on a text file, not cached: where most pipelines start.</summary>
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

    private static IDataView Cached(MLContext ml, IDataView view)
    {
        var cached = ml.Data.Cache(view);
        ViewReading.ReadAll(cached);
        return cached;
    }

    private static string Name(int column) => $"F{column:00}";

    private bool IsNominal(int column) => column >= Features - _nominal;

    private static double SkewedLevel(Rng random) => random.NextDouble() switch { < 0.4 => 0, < 0.7 => 1, < 0.9 => 2, _ => 3 };
}
