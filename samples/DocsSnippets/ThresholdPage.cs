// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;
using Microsoft.ML.Data;
using MLNet.Synthetic;

namespace DocsSnippets;

/// <summary>Code of docs/threshold.md.</summary>
internal static class ThresholdPage
{
    public static void Run(MLContext ml, IDataView loans)
    {
        var split = ml.Synthetic.CrossValidationSplit(loans, "Bad", new() { NumberOfFolds = 4, Seed = 1 })[0];
        var (train, test) = (split.TrainSet, split.TestSet);
        string[] columns = ["Seniority", "Time", "Age", "Expenses", "Amount", "Price"];

        // snippet: tune
        var pipeline = ml.Transforms.Concatenate("Features", columns)
            .Append(ml.Transforms.NormalizeMinMax("Features"))
            .Append(ml.BinaryClassification.Trainers.LbfgsLogisticRegression("Bad"));
        var model = ml.Synthetic.TuneThreshold(pipeline, "Bad", new() { Objective = ThresholdObjective.F1, Seed = 1 }).Fit(train);
        Console.WriteLine($"positive above {model.ColumnName} {model.Threshold:0.00}");
        Console.WriteLine($"F1 at 0.5: {ml.BinaryClassification.Evaluate(model.Model.Transform(test), "Bad").F1Score:0.00}");
        Console.WriteLine($"F1 tuned:  {ml.BinaryClassification.Evaluate(model.Transform(test), "Bad").F1Score:0.00}");
        // end

        // snippet: cost
        var byCost = ml.Synthetic.TuneThreshold(pipeline, "Bad", new()
        {
            Objective = ThresholdObjective.Cost(falsePositive: 1, falseNegative: 5),   // a missed bad loan costs five refused good ones
            Repeats = 3,
            Seed = 1,
        });
        var folds = ml.Synthetic.CrossValidate(train, byCost, "Bad", new() { Seed = 1 });
        Console.WriteLine(folds["GMean"]);
        // end

        // snippet: curve
        foreach (var point in model.Curve.Where((_, i) => i % 500 == 0))
            Console.WriteLine($"{point.Threshold:0.00}: precision {point.Precision:0.00}, recall {point.Recall:0.00}");
        Console.WriteLine($"for profit: {model.Curve.Best(ThresholdObjective.Profit(truePositive: 400, falsePositive: -100), near: 0.5f).Threshold:0.00}");
        // end
    }
}
