// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;
using MLNet.Synthetic;

namespace DocsSnippets;

/// <summary>Code of docs/algorithms/smote-n.md.</summary>
internal static class SmoteNPage
{
    public static void Run(MLContext ml, IDataView train)
    {
        // snippet: example
        string[] categories = ["Home", "Marital", "Records", "Job"];
        var pipeline = ml.Synthetic.SmoteN("Bad", new() { FeatureColumnNames = categories })
            .Append(ml.Transforms.Categorical.OneHotEncoding([.. categories.Select(c => new InputOutputColumnPair(c))]))
            .Append(ml.Transforms.Concatenate("Features", categories))
            .Append(ml.BinaryClassification.Trainers.LbfgsLogisticRegression("Bad"));
        Console.WriteLine(ml.Synthetic.CrossValidate(train, pipeline, "Bad")["AreaUnderRocCurve"]);
        // end
    }
}
