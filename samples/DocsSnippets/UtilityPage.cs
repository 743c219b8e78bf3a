// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;
using Microsoft.ML.Data;
using MLNet.Synthetic;

namespace DocsSnippets;

/// <summary>Code of docs/metrics/utility.md.</summary>
internal static class UtilityPage
{
    public static void Run(MLContext ml, IDataView loans)
    {
        var split = ml.Synthetic.CrossValidationSplit(loans, "Bad", new() { NumberOfFolds = 4, Seed = 1 })[0];
        var (train, test) = (split.TrainSet, split.TestSet);

        // snippet: chain
        string[] columns = ["Seniority", "Time", "Age", "Expenses", "Amount", "Price"];
        var model = ml.Transforms.Concatenate("Features", columns)
            .Append(ml.Transforms.NormalizeMinMax("Features"))
            .Append(ml.BinaryClassification.Trainers.LbfgsLogisticRegression("Bad"));
        var chain = ml.Synthetic.SmoteNc("Bad", new() { Seed = 1 }).Append(model);
        var utility = ml.Synthetic.EvaluateUtility(chain, train, test, "Bad", new() { Seed = 1 });
        Console.WriteLine(utility);
        Console.WriteLine(utility.WithSynthesis.Differences["F1Score"]);
        // end

        // snippet: tables
        IDataView synthetic = ml.Synthetic.GaussianCopula("Bad", new() { Seed = 1 }).Fit(train).Sample(rows: 3000);
        var tables = ml.Synthetic.EvaluateUtility(train, synthetic, test, "Bad", model, new() { Seed = 1 });
        Console.WriteLine(tables["TSTR"].Metrics["AreaUnderRocCurve"]);
        Console.WriteLine(tables["TSTR"].Differences["AreaUnderRocCurve"]);       // less TRTR, paired
        // end

        string zip = Path.Combine(AppContext.BaseDirectory, "reported.zip");

        // snippet: report
        var reported = ml.Synthetic.WithReport(chain, test, "Bad", new() { Seed = 1 }).Fit(train);
        Console.WriteLine(reported.Report.Findings[0]);
        ml.Model.Save(reported, train.Schema, zip);                               // the plain model: loads without MLNet.Synthetic
        // end
    }
}
