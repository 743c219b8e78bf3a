// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;
using MLNet.Synthetic;

namespace DocsSnippets;

/// <summary>Code of docs/metrics/fidelity.md.</summary>
internal static class FidelityPage
{
    public static void Run(MLContext ml, IDataView loans)
    {
        var split = ml.Synthetic.CrossValidationSplit(loans, "Bad", new() { NumberOfFolds = 3, Seed = 1 });
        var (train, holdout, synthetic) = (split[0].TestSet, split[1].TestSet, split[2].TestSet);

        // snippet: measure
        var data = EvaluationData.Of(DataViewReader.Read(train), DataViewReader.Read(synthetic), DataViewReader.Read(holdout), "Bad");
        var fidelity = FidelityEvaluation.Measure(data, new RunContext(new Rng(1)));
        foreach (var score in fidelity.Scores)
            Console.WriteLine(score);
        foreach (string finding in fidelity.Findings)
            Console.WriteLine(finding);
        // end

        // snippet: column
        double[] real = [1, 2, 3, 4], made = [2, 3, 4, 5];
        Console.WriteLine($"shape {ColumnMetrics.KsComplement(real, made)}, moved by {ColumnMetrics.Wasserstein(real, made)}");
        // end
    }
}
