// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;
using MLNet.Synthetic;

namespace DocsSnippets;

/// <summary>Code of docs/algorithms/smote-nc.md.</summary>
internal static class SmoteNcPage
{
    public static void Run(MLContext ml, IDataView train)
    {
        // snippet: example
        var pipeline = ml.Synthetic.SmoteNc("Bad", new() { FeatureColumnNames = ["Age", "Income", "Amount", "Price", "Job", "Records"] })
            .Append(ml.Transforms.ReplaceMissingValues("Income"))            // behind the step: SMOTE-NC measures over the observed cells
            .Append(ml.Transforms.Categorical.OneHotEncoding([new("Job"), new("Records")]))
            .Append(ml.Transforms.Concatenate("Features", "Age", "Income", "Amount", "Price", "Job", "Records"))
            .Append(ml.BinaryClassification.Trainers.FastTree("Bad"));
        Console.WriteLine(ml.Synthetic.CrossValidate(train, pipeline, "Bad")["AreaUnderRocCurve"]);
        // end
    }
}
