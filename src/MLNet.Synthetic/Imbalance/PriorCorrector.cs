// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;
using System.Numerics.Tensors;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace MLNet.Synthetic;

/// <summary>Turns the probabilities of a model that was trained on resampled data back into probabilities of the real world.</summary>
/// <remarks>
/// Elkan (2001), "The foundations of cost-sensitive learning", IJCAI; Saerens, Latinne, Decaestecker (2002), "Adjusting the outputs of a classifier to new a
/// priori probabilities", Neural Computation 14. With π the real and s the resampled shares of the classes: p′ = p b / (p b + 1 − p),
/// b = (π / (1 − π)) ((1 − s) / s), and for several classes p′_c ∝ p_c π_c / s_c. Rankings of a binary model do not change; <c>Probability</c>, <c>Score</c> (the log-odds
/// of p′) and <c>PredictedLabel</c> do. Stands behind the trainer, and behind a calibrator where there is one. The fitted form is made of ML.NET's own transforms.
/// </remarks>
public sealed class PriorCorrector : IEstimator<TransformerChain<ITransformer>>
{
    private const int RowsToCheck = 100;
    private readonly MLContext _ml;
    private readonly HostLog _log;
    private readonly string _label;
    private readonly PriorCorrectionOptions _options;

    /// <summary>A correction of the classes of a label.</summary>
    /// <param name="ml">The context.</param>
    /// <param name="labelColumnName">Name of the label that was resampled.</param>
    /// <param name="options">Settings; null: the defaults.</param>
    public PriorCorrector(MLContext ml, string labelColumnName = "Label", PriorCorrectionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(ml);
        ArgumentException.ThrowIfNullOrEmpty(labelColumnName);
        (_ml, _label, _options, _log) = (ml, labelColumnName, (options ?? new()).Validated(), new(ml, nameof(PriorCorrector)));
    }

    /// <summary>Fits the correction to the scored training data.</summary>
    /// <param name="input">The output of a classifier on the data it was trained on.</param>
    /// <exception cref="ArgumentException">A column is missing or of another type.</exception>
    /// <exception cref="SyntheticDataException">The real shares are not known, or the scores are not probabilities.</exception>
    public TransformerChain<ITransformer> Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var score = input.Schema.Find(_options.ScoreColumnName);
        var predicted = input.Schema.Find(_options.PredictedLabelColumnName);
        return (score.Type, predicted.Type) switch
        {
            (NumberDataViewType, BooleanDataViewType) => FitBinary(input),
            (VectorDataViewType { IsKnownSize: true } vector, KeyDataViewType) => FitMulticlass(input, score, predicted, vector.Size),
            _ => throw new ArgumentException(
                $"'{score.Name}' is {score.Type} and '{predicted.Name}' is {predicted.Type}: a binary classifier gives a number and a Boolean, a multi-class one a vector and a key. Put CorrectPrior behind a classifier.", nameof(input)),
        };
    }

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        inputSchema.Find(_options.ScoreColumnName);
        inputSchema.Find(_options.PredictedLabelColumnName);
        return inputSchema;
    }

    /// <summary>What the odds of a binary label are multiplied by, from the real share and the resampled one of its positive class, both in (0, 1).</summary>
    internal static double Odds(double real, double resampled) => real / (1 - real) * ((1 - resampled) / resampled);

    private TransformerChain<ITransformer> FitBinary(IDataView input)
    {
        if (input.Schema.GetColumnOrNull(_options.ProbabilityColumnName) is not { Type: NumberDataViewType })
        {
            throw new ArgumentException(
                $"There is no '{_options.ProbabilityColumnName}' column: this trainer gives scores only. Append a calibrator (ml.BinaryClassification.Calibrators.Platt) between it and CorrectPrior.", nameof(input));
        }

        var priors = Priors(input, [bool.FalseString, bool.TrueString]);
        double real = priors.Real[1], resampled = priors.Resampled[1];
        double odds = Odds(real, resampled);
        _log.Info(string.Create(CultureInfo.InvariantCulture, $"Share of '{_label}' true: {real:0.####} really, {resampled:0.####} resampled; odds are multiplied by {odds:0.######}."));

        var output = new BinaryOutput(_ml, _options.ScoreColumnName, _options.ProbabilityColumnName, _options.PredictedLabelColumnName);
        string probability = _options.ProbabilityColumnName;
        var steps = _ml.Transforms.Expression(probability, BinaryOutput.Reweighted(odds), probability).Append(output.FromProbability());
        return new([.. steps.Fit(input)]);
    }

    private TransformerChain<ITransformer> FitMulticlass(IDataView input, DataViewSchema.Column score, DataViewSchema.Column predicted, int classes)
    {
        string[] names = score.SlotNamesOrNull(classes) ?? predicted.KeyNames(classes);
        RequireProbabilities(input, score);
        var priors = Priors(input, names);
        double[] factors = [.. names.Select((_, c) => priors.Real[c] / (double)priors.Resampled[c])];
        _log.Info($"Probabilities of '{_label}' are multiplied by " +
            string.Join(", ", names.Zip(factors, (n, f) => string.Create(CultureInfo.InvariantCulture, $"{n}: {f:0.####}"))) + " and brought back to sum 1.");

        // Scaling each slot: a min-max scaling with fixed zero divides by the largest value it saw.
        var parts = new List<ITransformer>();
        var scale = _ml.Transforms.NormalizeMinMax(score.Name, fixZero: true)
            .Fit(Vectors(score.Name, classes, [new float[classes], [.. factors.Select(f => (float)(1 / f))]]));
        var sumToOne = _ml.Transforms.NormalizeLpNorm(score.Name, norm: LpNormNormalizingEstimatorBase.NormFunction.L1);
        parts.Add(scale);
        parts.Add(sumToOne.Fit(scale.Transform(input)));
        parts.AddRange(LargestSlot(input, score, predicted, classes));
        return new([.. parts]);
    }

    /// <summary>The largest slot as key: a softmax regression that was shown the unit vectors ranks its classes as the slots are ranked.</summary>
    private List<ITransformer> LargestSlot(IDataView input, DataViewSchema.Column score, DataViewSchema.Column predicted, int classes)
    {
        const string Slots = "__PriorCorrectorSlots", Class = "__PriorCorrectorClass";
        var units = Enumerable.Range(0, classes).Select(c => Enumerable.Range(0, classes).Select(j => j == c ? 1f : 0f).ToArray()).ToArray();
        var made = DataViewWriter.ToDataView(
            new Table(
                new NumericVectorColumn(Slots, Matrix.FromRows([.. units.Select(u => Array.ConvertAll(u, v => (double)v))])),
                new CategoryColumn(Class, [.. Enumerable.Range(0, classes)], predicted.KeyNames(classes))),
            MadeSchema(Slots, classes, Class, predicted));
        var argmax = _ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy(Class, Slots, l1Regularization: 0, l2Regularization: 0.01f).Fit(made);
        var copied = _ml.Transforms.CopyColumns(Slots, score.Name).Fit(input);
        var ranked = argmax.Transform(copied.Transform(input));
        return [copied, argmax, _ml.Transforms.CopyColumns(score.Name, Slots).Fit(ranked), _ml.Transforms.DropColumns(Slots).Fit(ranked)];
    }

    private static DataViewSchema MadeSchema(string slots, int classes, string label, DataViewSchema.Column predicted)
    {
        var builder = new DataViewSchema.Builder();
        builder.AddColumn(slots, new VectorDataViewType(NumberDataViewType.Single, classes));
        builder.AddColumn(label, predicted.Type, predicted.Annotations);
        return builder.ToSchema();
    }

    private static IDataView Vectors(string name, int size, float[][] rows)
    {
        var builder = new DataViewSchema.Builder();
        builder.AddColumn(name, new VectorDataViewType(NumberDataViewType.Single, size));
        var values = Matrix.FromRows([.. rows.Select(r => Array.ConvertAll(r, v => (double)v))]);
        return DataViewWriter.ToDataView(new Table(new NumericVectorColumn(name, values)), builder.ToSchema());
    }

    private void RequireProbabilities(IDataView input, DataViewSchema.Column score)
    {
        var values = ((NumericVectorColumn)DataViewReader.Read(input, [score.Name], RowsToCheck).Columns[0]).Values;
        if (ClassProbabilities.FirstOther(values) is int row)
        {
            throw new SyntheticDataException(
                $"The scores of this trainer are not probabilities (in row {row} they sum to {TensorPrimitives.Sum<double>(values[row]).ToString("0.###", CultureInfo.InvariantCulture)}), so priors cannot be corrected. Use a probabilistic trainer such as LbfgsMaximumEntropy or OneVersusAll.");
        }
    }

    /// <summary>The real and resampled shares in the order of the classes of the trainer.</summary>
    private ClassPriors Priors(IDataView input, string[] classes)
    {
        var carried = input.Schema.Where(c => c.Name == _label).Select(ClassPriors.From).LastOrDefault(p => p is not null);
        if (_options.RealPriors is not { } given)
            return Carried(carried, classes);

        var real = new Dictionary<string, double>(given);
        if (classes.Length == 2 && real.Count == 1 && classes.FirstOrDefault(c => !real.ContainsKey(c)) is string other)
            real[other] = 1 - real.Values.Single();
        if (classes.FirstOrDefault(c => !real.ContainsKey(c)) is string absent)
            throw new ArgumentException($"{nameof(PriorCorrectionOptions.RealPriors)} names no share for class '{absent}'. The classes are {string.Join(", ", classes.Select(c => $"'{c}'"))}.");

        var seen = LabelClasses.Of(DataViewReader.Read(input, [_label]).Columns[0]);
        int[] counts = seen.Counts();
        double[] shares = [.. classes.Select(c => Share(seen.Names, counts, c))];
        if (Array.IndexOf(shares, 0) is >= 0 and int none)
            throw new SyntheticDataException($"The training data has no row of class '{classes[none]}'.");
        return new(classes, [.. classes.Select(c => (float)real[c])], [.. shares.Select(s => (float)s)]);
    }

    private static double Share(string[] names, int[] counts, string name)
    {
        int at = Array.FindIndex(names, n => SameClass(n, name));
        return at < 0 ? 0 : counts[at] / (double)counts.Sum();
    }

    private ClassPriors Carried(ClassPriors? carried, string[] classes)
    {
        string explicitly = $"Give the shares yourself: CorrectPrior(\"{_label}\", new() {{ RealPriors = new Dictionary<string, double> {{ [\"{classes[^1]}\"] = 0.01, ... }} }}).";
        if (carried is null)
        {
            throw new SyntheticDataException(
                $"No column '{_label}' carries class shares: no resampling step of this library stands before the trainer, or the column it worked on was dropped or renamed. {explicitly}");
        }

        int[] places = [.. classes.Select(c => Array.FindIndex(carried.Classes, n => SameClass(n, c)))];
        if (places.Contains(-1))
        {
            throw new SyntheticDataException(
                $"The resampling step saw the classes {string.Join(", ", carried.Classes.Select(c => $"'{c}'"))} of '{_label}', but the trainer's classes are {string.Join(", ", classes.Select(c => $"'{c}'"))}. {explicitly}");
        }

        return new(classes, [.. places.Select(p => carried.Real[p])], [.. places.Select(p => carried.Resampled[p])]);
    }

    /// <summary>Class names of one label in its types: the number 1 becomes the Boolean True.</summary>
    private static bool SameClass(string seen, string wanted)
        => seen == wanted || (seen, wanted) is ("0", "False") or ("1", "True");
}
