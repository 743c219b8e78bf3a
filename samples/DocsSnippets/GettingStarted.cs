// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;
using Microsoft.ML.Data;
using MLNet.Synthetic;

namespace DocsSnippets;

/// <summary>Code of docs/getting-started.md.</summary>
internal static class GettingStarted
{
    public static IDataView Run(MLContext ml)
    {
        string path = Path.Combine(AppContext.BaseDirectory, "data", "credit_data.csv");

        // snippet: load
        string[] categories = ["Home", "Marital", "Records", "Job"];
        string[] numbers = ["Seniority", "Time", "Age", "Expenses", "Income", "Assets", "Debt", "Amount", "Price"];
        string[] header = File.ReadLines(path).First().Split(',');
        var file = ml.Data.LoadFromTextFile(path, new TextLoader.Options
        {
            HasHeader = true,
            Separators = [','],
            MissingRealsAsNaNs = true,                     // else ML.NET reads an empty field as 0
            Columns = [.. header.Select((name, at) => new TextLoader.Column(name, numbers.Contains(name) ? DataKind.Single : DataKind.String, at))],
        });
        var label = ml.Transforms.Expression("Bad", "s : s == \"bad\"", "Status").Append(ml.Transforms.DropColumns("Status"));
        var loans = label.Fit(file).Transform(file);
        // end

        // snippet: split
        var split = ml.Synthetic.CrossValidationSplit(loans, "Bad", new() { NumberOfFolds = 4, Seed = 1 })[0];
        var (train, test) = (split.TrainSet, split.TestSet);
        // end

        // snippet: pipeline
        var model = ml.Transforms.Categorical.OneHotEncoding([.. categories.Select(c => new InputOutputColumnPair(c))])
            .Append(ml.Transforms.ReplaceMissingValues([.. numbers.Select(n => new InputOutputColumnPair(n))], Microsoft.ML.Transforms.MissingValueReplacingEstimator.ReplacementMode.Mean))
            .Append(ml.Transforms.Concatenate("Features", [.. numbers, .. categories]))
            .Append(ml.BinaryClassification.Trainers.FastTree("Bad"));
        var pipeline = ml.Synthetic.SmoteNc("Bad", new() { Seed = 1 })
            .Append(model)
            .Append(ml.Synthetic.CorrectPrior("Bad"));
        // end

        // snippet: measure
        var folds = new CrossValidationOptions { Seed = 1 };
        var with = ml.Synthetic.CrossValidate(train, pipeline, "Bad", folds);
        var without = ml.Synthetic.CrossValidate(train, model, "Bad", folds);
        Console.WriteLine(with);
        Console.WriteLine($"better by {with.Minus(without, "AreaUnderRocCurve")}");
        // end

        string zip = Path.Combine(AppContext.BaseDirectory, "loans.zip");

        // snippet: save
        var fitted = pipeline.Fit(train);
        Console.WriteLine(ml.BinaryClassification.Evaluate(fitted.Transform(test), "Bad").AreaUnderRocCurve);
        ml.Model.Save(fitted, train.Schema, zip);
        // end

        // snippet: predict
        var loaded = ml.Model.Load(zip, out var schema);
        using var engine = ml.Model.CreatePredictionEngine<Loan, Risk>(loaded);
        var risk = engine.Predict(new()
        {
            Home = "rent", Marital = "single", Records = "yes", Job = "partime",
            Seniority = 1, Time = 48, Age = 27, Expenses = 45, Income = 90, Assets = 0, Debt = 0, Amount = 1200, Price = 1400,
        });
        Console.WriteLine($"probability of a bad loan: {risk.Probability:0.00}");
        // end

        return loans;
    }

    // snippet: types
    private sealed class Loan
    {
        public string Home { get; set; } = "";
        public string Marital { get; set; } = "";
        public string Records { get; set; } = "";
        public string Job { get; set; } = "";
        public float Seniority { get; set; }
        public float Time { get; set; }
        public float Age { get; set; }
        public float Expenses { get; set; }
        public float Income { get; set; }
        public float Assets { get; set; }
        public float Debt { get; set; }
        public float Amount { get; set; }
        public float Price { get; set; }
    }

    private sealed class Risk
    {
        public float Probability { get; set; }
    }
    // end
}
