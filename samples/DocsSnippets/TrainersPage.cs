// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;
using Microsoft.ML.Data;
using MLNet.Synthetic;

namespace DocsSnippets;

/// <summary>Code of docs/trainers.md.</summary>
internal static class TrainersPage
{
    public static void Run(MLContext ml, IDataView loans)
    {
        string[] columns = ["Seniority", "Time", "Age", "Expenses", "Amount", "Price"];

        // snippet: easy
        var pipeline = ml.Transforms.Concatenate("Features", columns)
            .AppendCacheCheckpoint(ml)                                   // members read the rows again
            .Append(ml.Synthetic.Trainers.EasyEnsemble(
                ml.BinaryClassification.Trainers.FastTree("Bad", numberOfTrees: 20), "Bad", new() { Members = 10, Seed = 1 }));
        Console.WriteLine(ml.Synthetic.CrossValidate(loans, pipeline, "Bad", new() { NumberOfFolds = 3, Seed = 1 }));
        // end

        // snippet: paper
        var weak = ml.BinaryClassification.Trainers.FastTree("Bad", numberOfTrees: 1, numberOfLeaves: 4);
        var asInThePaper = ml.Synthetic.Trainers.EasyEnsemble(
            ml.Synthetic.Trainers.AdaBoost(weak, "Bad", new() { Members = 10, Seed = 1 }), "Bad", new() { Members = 4, Seed = 1 });
        // end

        // snippet: boost
        var trainer = ml.BinaryClassification.Trainers.FastTree("Bad", numberOfTrees: 1, numberOfLeaves: 8);
        var rusBoost = ml.Synthetic.Trainers.RusBoost(trainer, "Bad", new() { Members = 20, Seed = 1 });
        var smoteBoost = ml.Synthetic.Trainers.SmoteBoost(trainer, "Bad", new() { Members = 20, Seed = 1, Smote = new() { SamplingStrategy = SamplingStrategy.Ratio(0.7) } });
        // end

        // snippet: m1
        var withoutProbabilities = ml.Synthetic.Trainers.RusBoost(
            ml.BinaryClassification.Trainers.AveragedPerceptron("Bad"), "Bad", new() { Variant = AdaBoostVariant.M1, Seed = 1 });
        // end

        var featurize = ml.Transforms.Concatenate("Features", columns).Append(ml.Transforms.NormalizeMinMax("Features")).AppendCacheCheckpoint(ml);
        foreach (var ensemble in (EnsembleTrainer[])[asInThePaper, rusBoost, smoteBoost, withoutProbabilities])
            Console.WriteLine(ml.Synthetic.EvaluateImbalance(featurize.Append(ensemble).Fit(loans).Transform(loans), "Bad").GMean);
    }
}
