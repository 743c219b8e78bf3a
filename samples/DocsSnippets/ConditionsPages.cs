// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;
using MLNet.Synthetic;

namespace DocsSnippets;

/// <summary>Code of docs/conditions.md, docs/constraints.md and docs/imputation.md.</summary>
internal static class ConditionsPages
{
    public static void Run(MLContext ml, IDataView loans)
    {
        // snippet: constrain
        var synthesizer = ml.Synthetic.GaussianCopula("Bad", new()
        {
            Seed = 1,
            Constraints =
            [
                TableConstraint.Ordered("Amount", "Price"),                  // nobody borrows more than the price
                TableConstraint.Between("Age", 18, 80),
                TableConstraint.Custom("no debt without assets", ["Assets", "Debt"], row => row.Number("Assets") > 0 || row.Number("Debt") == 0),
            ],
            ConstraintOptions = new() { ViolatingRows = ViolatingRows.Drop },
        }).Fit(loans);
        IDataView synthetic = synthesizer.Sample(rows: 5000, seed: 2);
        // end

        // snippet: counts
        Console.WriteLine(DataViewReader.Read(synthetic).Count);
        var model = (ConstrainedModel)synthesizer.Model;
        Console.WriteLine(model.Counts);                                     // rows drawn, drawn anew, repaired
        // end

        string folder = Directory.GetCurrentDirectory();
        Directory.SetCurrentDirectory(Directory.CreateTempSubdirectory("constraints").FullName);

        // snippet: save
        synthesizer.Save("loans.synth");
        var assets = TableConstraint.Custom("no debt without assets", ["Assets", "Debt"], row => row.Number("Assets") > 0 || row.Number("Debt") == 0);
        var loaded = ml.Synthetic.Load("loans.synth", [assets]);
        // end

        Console.WriteLine(loaded.Summary);
        Directory.SetCurrentDirectory(folder);

        // snippet: where
        var elderly = synthesizer.Sample(rows: 1000, new SampleOptions { Seed = 3, Conditions = SampleCondition.Parse("Age>=60 and Job in fixed,others and Income is not missing") });
        var same = synthesizer.Sample(rows: 1000, new SampleOptions
        {
            Seed = 3,
            Conditions = [SampleCondition.IsBetween("Age", 60, null), SampleCondition.IsIn("Job", "fixed", "others"), SampleCondition.IsNotMissing("Income")],
        });
        // end

        // snippet: shares
        var even = synthesizer.Sample(rows: 1000, new SampleOptions
        {
            Shares = SampleShares.Of("Job", new Dictionary<string, double> { ["fixed"] = 0.5, ["freelance"] = 0.5 }),
        });
        // end

        // snippet: partial
        var given = ml.Data.LoadFromEnumerable(new[] { new Applicant { Age = 30, Job = "fixed" }, new Applicant { Age = 64, Job = "freelance" } });
        IDataView completed = synthesizer.SampleGiven(given, seed: 4);       // two rows, the other columns drawn
        // end

        // snippet: impute
        IDataView complete = synthesizer.Impute(loans, seed: 5);
        // end

        // snippet: core
        Table table = DataViewReader.Read(loans, ["Age", "Income", "Job", "Bad"]);
        var run = new RunContext(new Rng(seed: 6), info: Console.WriteLine);
        var trained = new GaussianCopula().Fit(table, TableSchema.Infer(table, labelColumnName: "Bad"), run);
        var rich = new ConditionedModel(trained, SampleCondition.Parse("Income>400"), run);
        Console.WriteLine($"{rich.Method}: {rich.AcceptanceRate:P2} accepted, 1000 rows are worth {rich.EffectiveSampleSize(1000):N0}");
        Table rows = new TableSampler(rich).Draw(1000, run);
        // end

        // snippet: imputation
        CompletedTable filled = new TableCompletion(trained).Impute(table, run);
        Console.WriteLine(filled.Summary);
        // end

        Console.WriteLine($"{DataViewReader.Read(elderly).Count} {DataViewReader.Read(same).Count} {DataViewReader.Read(even).Count} {DataViewReader.Read(completed).Count} {DataViewReader.Read(complete).Count} {rows.Count}");
    }

    // snippet: applicant
    private sealed class Applicant
    {
        public float Age { get; set; }

        public string Job { get; set; } = "";
    }
    // end
}
