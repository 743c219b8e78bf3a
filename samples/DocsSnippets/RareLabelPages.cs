// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;
using MLNet.Synthetic;

namespace DocsSnippets;

/// <summary>Code of docs/algorithms/smoter.md and smogn.md.</summary>
internal static class RareLabelPages
{
    public static void Run(MLContext ml, IDataView train)
    {
        Smoter(ml, train);
        Smogn(ml, train);
    }

    private static void Smoter(MLContext ml, IDataView train)
    {
        // snippet: smoter
        var pipeline = ml.Synthetic.Smoter("Price", new() { Relevance = Relevance.BoxPlot(Extremes.High), FeatureColumnNames = ["Age", "Income", "Amount", "Job"] })
            .Append(ml.Transforms.Categorical.OneHotEncoding("Job"))
            .Append(ml.Transforms.Concatenate("Features", "Age", "Income", "Amount", "Job"))
            .Append(ml.Regression.Trainers.FastTree("Price"));
        Console.WriteLine(ml.Synthetic.CrossValidate(train, pipeline, "Price")["RootMeanSquaredError"]);   // folds hold real rows only
        // end
    }

    private static void Smogn(MLContext ml, IDataView train)
    {
        // snippet: smogn
        var dear = Relevance.Through(new(1_500, 0), new(3_000, 1));       // what is rare is known: from about 2,600 on
        var step = ml.Synthetic.Smogn("Price", new()
        {
            Relevance = dear,
            BumpStrategy = BumpStrategy.Percentages(rare: 300, normal: 50),
            FeatureColumnNames = ["Age", "Income", "Amount", "Job"],
        });
        Console.WriteLine(step.Fit(train).Summary);
        // end
    }
}
