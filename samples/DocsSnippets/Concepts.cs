// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using MLNet.Synthetic;

namespace DocsSnippets;

/// <summary>Code of docs/concepts.md.</summary>
internal static class Concepts
{
    public static void Run(MLContext ml, IDataView loans)
    {
        var train = loans;

        // snippet: resample
        IDataView resampled = ml.Synthetic.SmoteNc("Bad").FitResample(train);
        // end

        Console.WriteLine(resampled.GetRowCount());
        var trainer = ml.BinaryClassification.Trainers.FastTree("Bad");
        var features = ml.Transforms.Concatenate("Features", "Age", "Amount", "Price");

        // snippet: order
        var step = ml.Synthetic.SmoteNc("Bad", new() { FeatureColumnNames = ["Age", "Amount", "Price", "Job"] });
        var pipeline = step.Append(features).Append(trainer);                // or features.Append(step).Append(trainer): both resample
        // end

        pipeline.Fit(train);

        // snippet: schema
        Console.WriteLine(TableSchema.Infer(DataViewReader.Read(train), labelColumnName: "Bad"));
        // end

        // snippet: columns
        var chosen = ml.Synthetic.SmoteNc("Bad", new()
        {
            FeatureColumnNames = ["Age", "Time", "Income", "Job"],           // the other columns are copied
            CategoricalColumnNames = ["Time"],                               // a number that is really a code
        });
        // end

        // snippet: summary
        var fitted = chosen.Fit(train);
        Console.WriteLine(fitted.Summary);
        foreach (var change in fitted.Summary.Classes)
            Console.WriteLine($"{change.Class}: {change.Before} rows before, {change.After} after, {change.Synthetic} of them new");
        // end

        // snippet: flag
        var flagged = ml.Synthetic.SmoteNc("Bad", new() { SyntheticFlagColumnName = "IsSynthetic" }).FitResample(train);
        Console.WriteLine(flagged.GetColumn<bool>("IsSynthetic").Count(isNew => isNew));
        // end

        // snippet: strategies
        SamplingStrategy[] strategies =
        [
            SamplingStrategy.NotMajority,                                    // every class as large as the largest (default)
            SamplingStrategy.MinorityOnly,                                   // only the smallest class, as large as the largest
            SamplingStrategy.Ratio(0.5),                                     // every smaller class at least half as large as the largest
            SamplingStrategy.Counts(new Dictionary<string, int> { ["True"] = 2000 }),
            SamplingStrategy.From(counts => counts.Where(c => c.Value < 2000).ToDictionary(c => c.Key, c => Math.Min(2 * c.Value, 2000))),
        ];
        // end

        foreach (var strategy in strategies)
            Console.WriteLine($"{strategy}: {ml.Synthetic.SmoteNc("Bad", new() { SamplingStrategy = strategy }).Fit(train).Summary}");

        Log(new MLContext(seed: 1), train);

        // snippet: cancel
        using var stop = new CancellationTokenSource();
        var patient = ml.Synthetic.SmoteNc("Bad", new()
        {
            Progress = new Progress<RunProgress>(p => Console.WriteLine($"{p.Stage}: {p.Done} of {p.Total}")),
            Cancellation = stop.Token,
            MaxDegreeOfParallelism = 2,
        });
        // end

        stop.Cancel();
        try
        {
            patient.Fit(train);
        }
        catch (OperationCanceledException)
        {
            Console.WriteLine("stopped");
        }
    }
    private static void Log(MLContext ml, IDataView train)
    {
        // snippet: log
        ml.Log += (_, entry) =>
        {
            if (entry.Kind > ChannelMessageKind.Trace && entry.Source.StartsWith(nameof(SyntheticOversampler), StringComparison.Ordinal))
                Console.WriteLine($"{entry.Kind}: {entry.RawMessage}");
        };
        // end

        ml.Synthetic.Oversample("Bad").Fit(train);
        ml.Synthetic.Smote("Bad", new() { FeatureColumnNames = ["Age", "Job"] }).Fit(train);
    }
}
