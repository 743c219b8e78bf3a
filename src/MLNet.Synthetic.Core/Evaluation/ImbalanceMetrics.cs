// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;
using System.Text;

namespace MLNet.Synthetic;

/// <summary>Metrics of a classifier that a large class cannot hide behind.</summary>
/// <remarks>
/// Of a binary classifier sensitivity, specificity and index of balanced accuracy are those of the positive class; of a multi-class one they are unweighted means over the classes that
/// occur, each against the rest. G-mean: geometric mean of the recalls of the classes that occur (Kubat, Matwin 1997; Sun, Kamel, Wang 2006). Balanced accuracy: their mean. Index of balanced
/// accuracy: Garcia, Mollineda, Sanchez (2009), "Index of balanced accuracy: a performance measure for skewed class distributions", IbPRIA: (1 + α (sensitivity − specificity)) · sensitivity ·
/// specificity. Matthews correlation: Matthews (1975); for several classes Gorodkin (2004), "Comparing two K-category assignments by a K-category correlation coefficient",
/// Computational Biology and Chemistry 28; 0 where every row is predicted to be of one class. Brier score (Brier 1950): the mean of (p − y)² of the positive class for a binary label; for several
/// classes the mean of Σ (p_c − y_c)² over the classes, which is twice as large for two. Expected calibration error: Σ n_b/n |mean y − mean p| over bins of equal width on [0, 1], the last one closed, of the
/// probability of the positive class (Naeini, Cooper, Hauskrecht 2015), or of the largest probability and whether it is right for several classes (Guo et al. 2017).
/// Nothing is ever NaN: what is not defined is null and says so; a precision is 0 where nothing is predicted.
/// </remarks>
public sealed class ImbalanceMetrics
{
    private readonly ImbalanceMetricsOptions _options;

    private ImbalanceMetrics(int[] actual, int[] predicted, IReadOnlyList<string> names, ImbalanceMetricsOptions? options)
    {
        ArgumentNullException.ThrowIfNull(actual);
        ArgumentNullException.ThrowIfNull(predicted);
        ArgumentNullException.ThrowIfNull(names);
        if (actual.Length != predicted.Length)
            throw new ArgumentException($"{actual.Length} labels but {predicted.Length} predictions.", nameof(predicted));
        if (actual.Length == 0)
            throw new SyntheticDataException("There are no rows to measure.");

        _options = (options ?? new()).Validated();
        Rows = actual.Length;
        var counts = new int[names.Count, names.Count];
        for (int i = 0; i < actual.Length; i++)
            counts[actual[i], predicted[i]]++;
        Confusion = [.. Enumerable.Range(0, names.Count).Select(a => (IReadOnlyList<int>)[.. Enumerable.Range(0, names.Count).Select(p => counts[a, p])])];
        Classes = [.. names.Select((name, c) => Of(name, c))];

        ClassMetrics[] occurring = [.. Classes.Where(c => c.Support > 0)];
        if (occurring.Length < 2)
        {
            throw new SyntheticDataException(
                $"All {Rows} rows are of class '{occurring[0].Class}'. Metrics of imbalance need at least two classes: measure on more rows, or on stratified folds.");
        }

        Accuracy = names.Select((_, c) => (double)counts[c, c]).Sum() / Rows;
        BalancedAccuracy = occurring.Average(c => c.Recall!.Value);
        GMean = Math.Pow(occurring.Aggregate(1.0, (product, c) => product * c.Recall!.Value), 1.0 / occurring.Length);
        MatthewsCorrelation = Correlation();
        Sensitivity = BalancedAccuracy;
        Specificity = occurring.Average(c => c.Specificity);
        IndexOfBalancedAccuracy = occurring.Average(c => c.IndexOfBalancedAccuracy!.Value);
    }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Each class against the rest, in the order of the classifier; classes that do not occur among the labels included.</summary>
    public IReadOnlyList<ClassMetrics> Classes { get; }

    /// <summary>Rows by class and predicted class, (k, k).</summary>
    public IReadOnlyList<IReadOnlyList<int>> Confusion { get; }

    /// <summary>Share of the rows that are predicted right, in [0, 1].</summary>
    public double Accuracy { get; }

    /// <summary>Mean of the recalls of the classes that occur, in [0, 1].</summary>
    public double BalancedAccuracy { get; }

    /// <summary>Geometric mean of the recalls of the classes that occur, in [0, 1]; 0 where one class is never found.</summary>
    public double GMean { get; }

    /// <summary>Correlation of labels and predictions, in [−1, 1]; 0 where all rows are predicted the same.</summary>
    public double MatthewsCorrelation { get; }

    /// <summary>Share of the positive rows that are found, in [0, 1]; of several classes the mean.</summary>
    public double Sensitivity { get; private init; }

    /// <summary>Share of the negative rows that are left alone, in [0, 1]; of several classes the mean.</summary>
    public double Specificity { get; private init; }

    /// <summary>Index of balanced accuracy, in [0, 1 + α]; of several classes the mean.</summary>
    public double IndexOfBalancedAccuracy { get; private init; }

    /// <summary>Brier score, in [0, 1] for a binary label and [0, 2] for several classes; null without probabilities.</summary>
    public double? BrierScore { get; private init; }

    /// <summary>Expected calibration error, in [0, 1]; null without probabilities.</summary>
    public double? ExpectedCalibrationError { get; private init; }

    /// <summary>The classifier at every threshold; null for several classes, or without scores and probabilities.</summary>
    public ThresholdCurve? Curve { get; private init; }

    /// <summary>Name of the positive class; null for several classes.</summary>
    public string? PositiveClass { get; private init; }

    /// <summary>Metrics of a binary classifier.</summary>
    /// <param name="actual">Whether each row is positive, (n).</param>
    /// <param name="predicted">Whether it is predicted to be, (n).</param>
    /// <param name="scores">Score of each row, (n), finite: higher is more positive; null: unknown.</param>
    /// <param name="probabilities">Probability of each row to be positive, (n), in [0, 1]; null: unknown.</param>
    /// <param name="options">Settings; null: the defaults.</param>
    /// <exception cref="ArgumentException">The lengths differ, or a score or probability is out of range.</exception>
    /// <exception cref="SyntheticDataException">There are no rows, or all are of one class.</exception>
    public static ImbalanceMetrics OfBinary(
        bool[] actual, bool[] predicted, float[]? scores = null, float[]? probabilities = null, ImbalanceMetricsOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(actual);
        ArgumentNullException.ThrowIfNull(predicted);
        RequireLength(actual.Length, scores?.Length, nameof(scores));
        RequireLength(actual.Length, probabilities?.Length, nameof(probabilities));
        RequireProbabilities(probabilities is null ? [] : Array.ConvertAll(probabilities, p => (double)p));

        var all = new ImbalanceMetrics(Array.ConvertAll(actual, Code), Array.ConvertAll(predicted, Code), [bool.FalseString, bool.TrueString], options);
        var positive = all.Classes[1];
        return new(all)
        {
            PositiveClass = positive.Class,
            Sensitivity = positive.Recall!.Value,
            Specificity = positive.Specificity,
            IndexOfBalancedAccuracy = positive.IndexOfBalancedAccuracy!.Value,
            BrierScore = probabilities?.Zip(actual, (p, y) => Square((double)p - Code(y))).Average(),
            ExpectedCalibrationError = probabilities is null ? null : all.CalibrationError(i => probabilities[i], i => actual[i]),
            Curve = scores is not null ? ThresholdCurve.OfScores(scores, actual) : probabilities is not null ? ThresholdCurve.OfProbabilities(probabilities, actual) : null,
        };

        static int Code(bool value) => value ? 1 : 0;
    }

    /// <summary>Metrics of a classifier of several classes.</summary>
    /// <param name="actual">Class code of each row, (n), from 0.</param>
    /// <param name="predicted">Predicted class code of each row, (n), from 0.</param>
    /// <param name="classNames">Name of each class, by code, (k).</param>
    /// <param name="probabilities">Probability of each class, (n, k), rows summing to 1; null: unknown.</param>
    /// <param name="options">Settings; null: the defaults.</param>
    /// <exception cref="ArgumentException">The lengths differ, or a probability is out of range.</exception>
    /// <exception cref="SyntheticDataException">There are no rows, or all are of one class.</exception>
    public static ImbalanceMetrics OfClasses(
        int[] actual, int[] predicted, IReadOnlyList<string> classNames, Matrix? probabilities = null, ImbalanceMetricsOptions? options = null)
    {
        var all = new ImbalanceMetrics(actual, predicted, classNames, options);
        if (probabilities is null)
            return all;
        if (probabilities.Rows != actual.Length || probabilities.Columns != classNames.Count)
            throw new ArgumentException($"Probabilities are {probabilities.Rows} × {probabilities.Columns}, not {actual.Length} × {classNames.Count}.", nameof(probabilities));
        RequireProbabilities(probabilities.Values);

        double brier = 0;
        var largest = new int[actual.Length];
        for (int i = 0; i < actual.Length; i++)
        {
            var p = probabilities[i];
            for (int c = 0; c < p.Length; c++)
            {
                brier += Square(p[c] - (c == actual[i] ? 1 : 0));
                if (p[c] > p[largest[i]])
                    largest[i] = c;
            }
        }

        return new(all)
        {
            BrierScore = brier / actual.Length,
            ExpectedCalibrationError = all.CalibrationError(i => probabilities[i, largest[i]], i => largest[i] == actual[i]),
        };
    }

    /// <summary>The highest precision among thresholds that reach a recall.</summary>
    /// <param name="recall">The recall to reach, in [0, 1].</param>
    /// <exception cref="InvalidOperationException">There are several classes, or neither scores nor probabilities.</exception>
    public double PrecisionAtRecall(double recall) => Curve is { } curve
        ? curve.PrecisionAtRecall(recall)
        : throw new InvalidOperationException("Precision at a recall needs a binary label with scores or probabilities.");

    /// <summary>A table of the classes as imbalanced-learn prints it, with the overall metrics below; – marks what is not defined.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        int width = Math.Max("avg / total".Length, Classes.Max(c => c.Class.Length));
        Line("", "pre", "rec", "spe", "f1", "geo", "iba", "sup");
        text.AppendLine();
        foreach (var c in Classes)
            Line(c.Class, Number(c.Precision), Number(c.Recall), Number(c.Specificity), Number(c.F1Score), Number(c.GeometricMean), Number(c.IndexOfBalancedAccuracy), Whole(c.Support));
        text.AppendLine();
        Line("avg / total", Number(Weighted(c => c.Precision)), Number(Weighted(c => c.Recall)), Number(Weighted(c => c.Specificity)), Number(Weighted(c => c.F1Score)),
            Number(Weighted(c => c.GeometricMean)), Number(Weighted(c => c.IndexOfBalancedAccuracy)), Whole(Rows));
        text.AppendLine().AppendLine(string.Join("   ",
            $"G-mean {Number(GMean)}", $"balanced accuracy {Number(BalancedAccuracy)}", $"Matthews {Number(MatthewsCorrelation)}", $"Brier {Number(BrierScore)}",
            $"calibration error {Number(ExpectedCalibrationError)}"));
        return text.ToString();

        void Line(string name, params string[] cells)
            => text.Append(name.PadLeft(width)).AppendLine(string.Concat(cells.Select(c => c.PadLeft(10))));

        static string Number(double? value) => value?.ToString("0.00", CultureInfo.InvariantCulture) ?? "–";

        static string Whole(int value) => value.ToString(CultureInfo.InvariantCulture);
    }

    private ImbalanceMetrics(ImbalanceMetrics other)
    {
        (_options, Rows, Classes, Confusion) = (other._options, other.Rows, other.Classes, other.Confusion);
        (Accuracy, BalancedAccuracy, GMean, MatthewsCorrelation) = (other.Accuracy, other.BalancedAccuracy, other.GMean, other.MatthewsCorrelation);
        (Sensitivity, Specificity, IndexOfBalancedAccuracy) = (other.Sensitivity, other.Specificity, other.IndexOfBalancedAccuracy);
    }

    private ClassMetrics Of(string name, int c)
    {
        int support = Confusion[c].Sum(), predicted = Confusion.Sum(row => row[c]), right = Confusion[c][c];
        double precision = predicted == 0 ? 0 : right / (double)predicted;
        double specificity = support == Rows ? 0 : 1 - (predicted - right) / (double)(Rows - support);
        if (support == 0)
            return new(name, 0, predicted, precision, null, specificity, null, null, null);
        double recall = right / (double)support;
        return new(
            name, support, predicted, precision, recall, specificity,
            F1Score: 2.0 * right / (support + predicted),
            GeometricMean: Math.Sqrt(recall * specificity),
            IndexOfBalancedAccuracy: (1 + _options.DominanceWeight * (recall - specificity)) * recall * specificity);
    }

    /// <summary>(c s − Σ p_k t_k) / √((s² − Σ p_k²) (s² − Σ t_k²)), c of s rows right, p_k predicted and t_k of class k.</summary>
    private double Correlation()
    {
        double s = Rows, c = Accuracy * s;
        double cross = Classes.Sum(k => (double)k.Predicted * k.Support);
        double predicted = s * s - Classes.Sum(k => (double)k.Predicted * k.Predicted), actual = s * s - Classes.Sum(k => (double)k.Support * k.Support);
        return predicted == 0 || actual == 0 ? 0 : (c * s - cross) / Math.Sqrt(predicted * actual);
    }

    private double CalibrationError(Func<int, double> probability, Func<int, bool> isRight)
    {
        int bins = _options.CalibrationBins;
        var gap = new double[bins];                                   // Σ (y − p) over the rows of a bin
        for (int i = 0; i < Rows; i++)
        {
            double p = probability(i);
            gap[Math.Min((int)(p * bins), bins - 1)] += (isRight(i) ? 1 : 0) - p;
        }

        return gap.Sum(Math.Abs) / Rows;
    }

    private double Weighted(Func<ClassMetrics, double?> metric) => Classes.Where(c => c.Support > 0).Sum(c => c.Support * metric(c)!.Value) / Rows;

    private static double Square(double value) => value * value;

    private static void RequireLength(int rows, int? length, string name)
    {
        if (length is int given && given != rows)
            throw new ArgumentException($"{rows} labels but {given} {name}.", name);
    }

    private static void RequireProbabilities(ReadOnlySpan<double> values)
    {
        foreach (double value in values)
        {
            if (!(value is >= 0 and <= 1.001))                        // a sum in float32 may end just above 1
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{value} is not a probability: they lie in [0, 1]."), "probabilities");
        }
    }
}
