// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;
using Microsoft.ML.Data;
using MLNet.Synthetic;

namespace DocsSnippets;

/// <summary>Code of docs/compare.md.</summary>
internal static class ComparePage
{
    public static void Run(MLContext ml, IDataView loans)
    {
        // snippet: compare
        string[] columns = ["Seniority", "Time", "Age", "Expenses", "Amount", "Price"];
        IEstimator<ITransformer> Model(string? weight) => ml.Transforms.Concatenate("Features", columns)
            .Append(ml.Transforms.NormalizeMinMax("Features"))
            .Append(ml.BinaryClassification.Trainers.LbfgsLogisticRegression("Bad", exampleWeightColumnName: weight));
        var comparison = ml.Synthetic.Compare(loans, "Bad", Model, new() { Seed = 1 });
        Console.WriteLine(comparison);
        // end

        // snippet: candidates
        var named = ml.Synthetic.Compare(loans, "Bad", Model, new()
        {
            Metric = "AreaUnderPrecisionRecallCurve",
            TimeBudget = TimeSpan.FromMinutes(2),
            Seed = 1,
            Candidates =
            [
                CompareCandidate.ClassWeights,
                CompareCandidate.Threshold(ThresholdObjective.F1),
                CompareCandidate.Step("Borderline", ml.Synthetic.BorderlineSmote("Bad", new() { Seed = 1, FeatureColumnNames = columns })),
                CompareCandidate.Step("copula", ml.Synthetic.GaussianCopula("Bad", new() { Seed = 1, Mode = SynthesisMode.Append(2000) })),
                CompareCandidate.Pipeline("corrected", ml.Synthetic.SmoteNc("Bad", new() { Seed = 1 }).Append(Model(null)).Append(ml.Synthetic.CorrectPrior("Bad"))),
            ],
        });
        Console.WriteLine(named.Recommended.Name);
        foreach (var candidate in named.Candidates.Where(c => c.IsParetoOptimal))
            Console.WriteLine($"{candidate.Name}: {candidate.Metrics["LogLoss"]}");
        // end
    }
}
