// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;
using Microsoft.ML.Data;
using MLNet.Synthetic;

namespace DocsSnippets;

/// <summary>Code of docs/metrics/imbalance.md.</summary>
internal static class ImbalanceMetricsPage
{
    public static void Run(MLContext ml, IDataView loans)
    {
        var split = ml.Synthetic.CrossValidationSplit(loans, "Bad", new() { NumberOfFolds = 4, Seed = 1 })[0];
        var (train, test) = (split.TrainSet, split.TestSet);

        // snippet: evaluate
        var pipeline = ml.Transforms.Concatenate("Features", "Seniority", "Time", "Age", "Expenses", "Amount", "Price")
            .Append(ml.BinaryClassification.Trainers.FastTree("Bad"));
        var metrics = ml.Synthetic.EvaluateImbalance(pipeline.Fit(train).Transform(test), "Bad");
        Console.WriteLine(metrics);
        Console.WriteLine($"precision at recall 0.8: {metrics.PrecisionAtRecall(0.8):0.00}");
        // end

        // snippet: folds
        var folds = ml.Synthetic.CrossValidate(train, pipeline, "Bad", new() { Seed = 1 });
        Console.WriteLine($"G-mean {folds["GMean"]}, calibration error {folds["ExpectedCalibrationError"]}");
        // end
    }
}
