// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using Microsoft.ML.Trainers.FastTree;

namespace MLNet.Synthetic;

/// <summary>A learner of an evaluation that needs no pipeline: ML.NET's boosted trees, or a linear model, on one thread so that the same rows and seed give the same model.</summary>
/// <remarks>
/// Binary: FastTree, L-BFGS logistic regression. Several classes: FastTree one against the rest, L-BFGS maximum entropy. Numbers: FastTree and SDCA on the standardised label. Friedman (2001), "Greedy function approximation: a
/// gradient boosting machine", Annals of Statistics 29. Where the training rows have one class only, the model always says that one.
/// </remarks>
internal sealed class TableLearner
{
    private const string LabelName = "Label", FeaturesName = "Features";
    private const int Trees = 100, Leaves = 20, FewestTrees = 20;
    private readonly bool _isLinear;

    private TableLearner(string name, bool isLinear) => (Name, _isLinear) = (name, isLinear);

    public static TableLearner BoostedTrees { get; } = new("FastTree", isLinear: false);

    public static TableLearner Linear { get; } = new("linear", isLinear: true);

    public static IReadOnlyList<TableLearner> All { get; } = [BoostedTrees, Linear];

    public string Name { get; }

    /// <summary>Trains a model.</summary>
    /// <param name="task">What to learn.</param>
    /// <param name="rows">Training rows, ≥ 1, all usable for the task.</param>
    /// <param name="schema">Kinds and roles of the columns.</param>
    /// <param name="seed">Seed of the trainer.</param>
    public TableModel Fit(LabelTask task, Table rows, TableSchema schema, int seed)
    {
        var features = TableFeatures.Of(rows, schema);
        var x = features.Encode(rows);
        double[] y = task.Targets(rows);
        var ml = new MLContext(seed);
        if (task.Kind == LearningKind.Regression)
            return Regression(ml, features, x, y);

        int[] classes = [.. y.Select(c => (int)c).Distinct().Order()];
        int columns = task.Kind == LearningKind.Binary ? 1 : task.Classes.Length;
        if (classes.Length == 1)
            return new(features, columns, (_, into) => Constant(into, task.Kind == LearningKind.Binary ? (classes[0] == task.Positive ? 1 : 0) : null, classes[0]));
        if (task.Kind == LearningKind.Binary)
        {
            var model = Binary(ml, Trees).Fit(View(x, Flags(y, task.Positive)));
            return new(features, 1, (test, into) => Read(model, test, "Probability", into, 0));
        }

        return _isLinear ? MaximumEntropy(ml, features, x, y, classes, columns) : OneAgainstTheRest(ml, features, x, y, classes, columns);
    }

    private static void Constant(Matrix into, double? value, int column)
    {
        for (int i = 0; i < into.Rows; i++)
            into[i, value is null ? column : 0] = value ?? 1;
    }

    private IEstimator<ITransformer> Binary(MLContext ml, int trees) => _isLinear
        ? ml.BinaryClassification.Trainers.LbfgsLogisticRegression(new LbfgsLogisticRegressionBinaryTrainer.Options { NumberOfThreads = 1, L1Regularization = 0 })
        : ml.BinaryClassification.Trainers.FastTree(new FastTreeBinaryTrainer.Options { NumberOfThreads = 1, NumberOfTrees = trees, NumberOfLeaves = Leaves });

    private TableModel Regression(MLContext ml, TableFeatures features, Matrix x, double[] y)
    {
        double mean = y.Average(), deviation = Math.Sqrt(y.Sum(v => (v - mean) * (v - mean)) / y.Length);
        if (!(deviation > 0))
            return new(features, 1, (_, into) => Constant(into, mean, 0));
        IEstimator<ITransformer> trainer = _isLinear
            ? ml.Regression.Trainers.Sdca(new SdcaRegressionTrainer.Options { NumberOfThreads = 1, MaximumNumberOfIterations = 20 })
            : ml.Regression.Trainers.FastTree(new FastTreeRegressionTrainer.Options { NumberOfThreads = 1, NumberOfTrees = Trees, NumberOfLeaves = Leaves });
        var model = trainer.Fit(View(x, new NumericColumn(LabelName, Array.ConvertAll(y, v => (v - mean) / deviation))));
        return new(features, 1, (test, into) =>
        {
            Read(model, test, "Score", into, 0);
            for (int i = 0; i < into.Rows; i++)
                into[i, 0] = mean + deviation * into[i, 0];
        });
    }

    private TableModel OneAgainstTheRest(MLContext ml, TableFeatures features, Matrix x, double[] y, int[] classes, int columns)
    {
        int trees = Math.Max(FewestTrees, 2 * Trees / classes.Length);
        var models = Array.ConvertAll(classes, c => Binary(ml, trees).Fit(View(x, Flags(y, c))));
        return new(features, columns, (test, into) =>
        {
            for (int c = 0; c < classes.Length; c++)
                Read(models[c], test, "Probability", into, classes[c]);
        });
    }

    private static TableModel MaximumEntropy(MLContext ml, TableFeatures features, Matrix x, double[] y, int[] classes, int columns)
    {
        int[] codes = Array.ConvertAll(y, c => Array.IndexOf(classes, (int)c));
        var label = new CategoryColumn(LabelName, codes, [.. classes.Select(c => $"{c}")]);
        var model = ml.MulticlassClassification.Trainers
            .LbfgsMaximumEntropy(new LbfgsMaximumEntropyMulticlassTrainer.Options { NumberOfThreads = 1, L1Regularization = 0 }).Fit(View(x, label));
        return new(features, columns, (test, into) =>
        {
            var scores = ((NumericVectorColumn)DataViewReader.Read(model.Transform(View(test)), ["Score"]).Columns[0]).Values;
            for (int i = 0; i < into.Rows; i++)
            {
                for (int c = 0; c < classes.Length; c++)
                    into[i, classes[c]] = scores[i, c];
            }
        });
    }

    private static void Read(ITransformer model, Matrix test, string column, Matrix into, int at)
    {
        double[] values = ((NumericColumn)DataViewReader.Read(model.Transform(View(test)), [column]).Columns[0]).Values;
        for (int i = 0; i < values.Length; i++)
            into[i, at] = values[i];
    }

    private static CategoryColumn Flags(double[] y, int positive) => new(LabelName, Array.ConvertAll(y, c => c == positive ? 1 : 0), [bool.FalseString, bool.TrueString]);

    /// <summary>Features, and a label of the type that the trainer wants: Boolean for flags, key for other categories, number.</summary>
    private static TableView View(Matrix x, TableColumn? label = null)
    {
        var builder = new DataViewSchema.Builder();
        builder.AddColumn(FeaturesName, new VectorDataViewType(NumberDataViewType.Single, x.Columns));
        if (label is not null)
        {
            builder.AddColumn(LabelName, label switch
            {
                CategoryColumn { Levels: [_, "True"] } => BooleanDataViewType.Instance,
                CategoryColumn { Levels: var levels } => new KeyDataViewType(typeof(uint), levels.Length),
                _ => NumberDataViewType.Single,
            });
        }

        var features = new NumericVectorColumn(FeaturesName, x);
        return new(builder.ToSchema(), x.Rows, places => [.. places.Select(place => place == 0 ? features : label!)]);
    }
}

/// <summary>A trained model of an evaluation.</summary>
/// <param name="Features">How it sees a table.</param>
/// <param name="Columns">Numbers it predicts for a row: the probability of the positive class, that of each class (perhaps not summing to 1), or the label itself.</param>
/// <param name="Score">Predicts encoded rows (n, d) into a matrix (n, columns) of zeros.</param>
internal sealed record TableModel(TableFeatures Features, int Columns, Action<Matrix, Matrix> Score)
{
    /// <summary>Predictions for the rows of a table, (n, columns).</summary>
    public Matrix Predict(Table table) => Predict(Features.Encode(table));

    /// <summary>Predictions for encoded rows, (n, columns).</summary>
    public Matrix Predict(Matrix x)
    {
        var into = new Matrix(x.Rows, Columns);
        Score(x, into);
        return into;
    }
}
