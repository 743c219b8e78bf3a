// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using MLNet.Synthetic;

namespace DocsSnippets;

/// <summary>Code of docs/probabilities.md.</summary>
internal static class Probabilities
{
    public static void Run(MLContext ml, IDataView train)
    {
        string[] columns = ["Seniority", "Time", "Age", "Expenses", "Amount", "Price"];
        var featurize = ml.Transforms.Concatenate("Features", columns).Append(ml.Transforms.NormalizeMinMax("Features"));
        var step = ml.Synthetic.Smote("Bad", new() { FeatureColumnNames = columns, Seed = 1 });

        // snippet: correct
        var pipeline = step
            .Append(featurize)
            .Append(ml.BinaryClassification.Trainers.LbfgsLogisticRegression("Bad"))
            .Append(ml.Synthetic.CorrectPrior("Bad"));
        // end

        var folds = new CrossValidationOptions { Seed = 1 };
        var raw = step.Append(featurize).Append(ml.BinaryClassification.Trainers.LbfgsLogisticRegression("Bad"));
        var plain = featurize.Append(ml.BinaryClassification.Trainers.LbfgsLogisticRegression("Bad"));
        Console.WriteLine($"Brier score: no step {ml.Synthetic.CrossValidate(train, plain, "Bad", folds)["BrierScore"]}, SMOTE {ml.Synthetic.CrossValidate(train, raw, "Bad", folds)["BrierScore"]}, " +
            $"corrected {ml.Synthetic.CrossValidate(train, pipeline, "Bad", folds)["BrierScore"]}");

        // snippet: explicit
        var elsewhere = ml.Synthetic.CorrectPrior("Bad", new()
        {
            RealPriors = new Dictionary<string, double> { ["True"] = 0.02 },  // the share of bad loans where the model will be used
        });
        // end

        raw.Append(elsewhere).Fit(train);

        // snippet: platt
        var machine = step
            .Append(featurize)
            .Append(ml.BinaryClassification.Trainers.LinearSvm("Bad"))
            .Append(ml.BinaryClassification.Calibrators.Platt("Bad"))
            .Append(ml.Synthetic.CorrectPrior("Bad"));
        // end

        machine.Fit(train);

        // snippet: weights
        var weighted = ml.Synthetic.ClassWeights("Bad")
            .Append(featurize)
            .Append(ml.BinaryClassification.Trainers.LbfgsLogisticRegression("Bad", exampleWeightColumnName: "Weight"));
        // end

        // snippet: own-weights
        var costs = ml.Synthetic.ClassWeights("Bad", new()
        {
            WeightColumnName = "Cost",
            Weights = new Dictionary<string, double> { ["True"] = 5, ["False"] = 1 },
        });
        // end

        costs.Fit(train);

        // snippet: threshold
        double threshold = 1.0 / (1 + 5);                                    // a missed bad loan costs five times a refused good one
        var decided = plain.Append(ml.Transforms.Expression("Score", string.Create(CultureInfo.InvariantCulture, $"p : p - {threshold:R}"), "Probability"))
            .Append(ml.Transforms.Expression("PredictedLabel", "s : s > 0", "Score"));
        // end

        // snippet: compare
        var options = new CrossValidationOptions { NumberOfFolds = 5, Repeats = 2, Seed = 1 };
        var a = ml.Synthetic.CrossValidate(train, weighted, "Bad", options);
        var b = ml.Synthetic.CrossValidate(train, decided, "Bad", options);
        var gain = a.Minus(b, "F1Score");
        Console.WriteLine($"{gain.Name}: {gain.Mean:0.000} ± {gain.HalfWidth:0.000}");
        foreach (var fold in a.Folds.Take(2))
            Console.WriteLine($"repetition {fold.Repeat}, fold {fold.Fold}: {fold.Metrics["F1Score"]:0.000}");
        // end

        string path = Path.Combine(AppContext.BaseDirectory, "data", "hpc_data.csv");

        // snippet: multiclass
        var jobs = ml.Data.LoadFromTextFile(path, hasHeader: true, separatorChar: ',', columns:
            [new("Protocol", DataKind.String, 0), new("Compounds", DataKind.Single, 1), new("Fields", DataKind.Single, 2), new("Iterations", DataKind.Single, 3), new("Class", DataKind.String, 7)]);
        var multiclass = ml.Synthetic.SmoteNc("Class", new() { SamplingStrategy = SamplingStrategy.Ratio(0.5) })
            .Append(ml.Transforms.Conversion.MapValueToKey("Class"))
            .Append(ml.Transforms.Categorical.OneHotEncoding("Protocol"))
            .Append(ml.Transforms.Concatenate("Features", "Compounds", "Fields", "Iterations", "Protocol"))
            .Append(ml.Transforms.NormalizeMinMax("Features"))
            .Append(ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy("Class"))
            .Append(ml.Synthetic.CorrectPrior("Class"));
        Console.WriteLine(ml.Synthetic.CrossValidate(jobs, multiclass, "Class", new() { Seed = 1 }));
        // end
    }
}
