// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;
using MLNet.Synthetic;

namespace DocsSnippets;

/// <summary>Code of docs/metrics/fairness.md.</summary>
internal static class FairnessPage
{
    public static void Run(MLContext ml, IDataView loans)
    {
        var split = ml.Synthetic.CrossValidationSplit(loans, "Bad", new() { NumberOfFolds = 4, Seed = 1 })[0];
        var (train, test) = (split.TrainSet, split.TestSet);

        // snippet: fairness
        IDataView synthetic = ml.Synthetic.GaussianCopula("Bad", new() { Seed = 1 }).Fit(train).Sample(rows: 3000);
        var report = ml.Synthetic.Evaluate(train, synthetic, new()
        {
            Holdout = test,
            LabelColumnName = "Bad",
            ProtectedColumnNames = ["Age", "Marital"],
            Sections = EvaluationSections.Fairness,
            Seed = 1,
        });
        foreach (string finding in report.Fairness!.Findings)
            Console.WriteLine(finding);
        foreach (var group in report.Fairness.Groups.Where(g => g.Column == "Age"))
            Console.WriteLine($"{group.Group}, {group.TrainedOn}: {group.PositiveRate:0.00} of {group.Rows} rows predicted bad");
        // end
    }
}
