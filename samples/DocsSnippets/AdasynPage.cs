// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;
using MLNet.Synthetic;

namespace DocsSnippets;

/// <summary>Code of docs/algorithms/adasyn.md.</summary>
internal static class AdasynPage
{
    public static void Run(MLContext ml, IDataView train)
    {
        // snippet: example
        string[] numbers = ["Age", "Income", "Amount", "Price"];
        var pipeline = ml.Transforms.ReplaceMissingValues("Income")
            .Append(ml.Transforms.Concatenate("Features", numbers))
            .Append(ml.Synthetic.Adasyn("Bad", new() { SamplingStrategy = SamplingStrategy.Ratio(0.8) }))
            .Append(ml.BinaryClassification.Trainers.FastTree("Bad"));
        Console.WriteLine(ml.Synthetic.CrossValidate(train, pipeline, "Bad")["AreaUnderRocCurve"]);
        // end
    }
}
