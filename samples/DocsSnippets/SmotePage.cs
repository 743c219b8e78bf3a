// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;
using MLNet.Synthetic;

namespace DocsSnippets;

/// <summary>Code of docs/algorithms/smote.md.</summary>
internal static class SmotePage
{
    public static void Run(MLContext ml, IDataView train)
    {
        // snippet: example
        string[] numbers = ["Age", "Income", "Amount", "Price"];
        var complete = ml.Transforms.ReplaceMissingValues("Income");         // SMOTE interpolates: it refuses missing cells
        var pipeline = complete
            .Append(ml.Transforms.Concatenate("Features", numbers))
            .Append(ml.Synthetic.Smote("Bad", new() { Neighbors = 5 }))      // finds the vector Features by itself
            .Append(ml.BinaryClassification.Trainers.FastTree("Bad"));
        Console.WriteLine(ml.Synthetic.CrossValidate(train, pipeline, "Bad")["AreaUnderRocCurve"]);
        // end
    }
}
