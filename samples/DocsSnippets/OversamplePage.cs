// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;
using MLNet.Synthetic;

namespace DocsSnippets;

/// <summary>Code of docs/algorithms/oversample.md.</summary>
internal static class OversamplePage
{
    public static void Run(MLContext ml, IDataView train)
    {
        // snippet: example
        var step = ml.Synthetic.Oversample("Bad", new() { SamplingStrategy = SamplingStrategy.Ratio(0.6), Neighbors = 5 });
        Console.WriteLine(step.Fit(train).Summary);
        // end
    }
}
