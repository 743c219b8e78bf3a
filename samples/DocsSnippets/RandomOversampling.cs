// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;
using MLNet.Synthetic;

namespace DocsSnippets;

/// <summary>Code of docs/algorithms/random-oversampling.md.</summary>
internal static class RandomOversampling
{
    public static void Run(MLContext ml, IDataView train)
    {
        // snippet: example
        var copies = ml.Synthetic.RandomOversample("Bad", new() { SamplingStrategy = SamplingStrategy.Ratio(0.8) });
        var smoothed = ml.Synthetic.RandomOversample("Bad", new() { Shrinkage = 1 });
        Console.WriteLine(copies.Fit(train).Summary);
        Console.WriteLine(smoothed.Fit(train).Summary);
        // end
    }
}
