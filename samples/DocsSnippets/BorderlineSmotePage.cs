// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;
using MLNet.Synthetic;

namespace DocsSnippets;

/// <summary>Code of docs/algorithms/borderline-smote.md.</summary>
internal static class BorderlineSmotePage
{
    public static void Run(MLContext ml, IDataView train)
    {
        // snippet: example
        string[] numbers = ["Age", "Income", "Amount", "Price"];
        var pipeline = ml.Transforms.ReplaceMissingValues("Income")
            .Append(ml.Transforms.Concatenate("Features", numbers))
            .Append(ml.Synthetic.BorderlineSmote("Bad", new() { Kind = BorderlineKind.Borderline2 }))
            .Append(ml.BinaryClassification.Trainers.FastTree("Bad"));
        Console.WriteLine(ml.Synthetic.CrossValidate(train, pipeline, "Bad")["AreaUnderRocCurve"]);
        // end
    }
}
