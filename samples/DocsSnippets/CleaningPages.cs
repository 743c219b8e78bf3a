// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;
using MLNet.Synthetic;

namespace DocsSnippets;

/// <summary>Code of the pages of docs/algorithms on methods that drop rows, and on K-means-SMOTE.</summary>
internal static class CleaningPages
{
    public static void Run(MLContext ml, IDataView loans)
    {
        var train = ml.Data.Cache(loans);
        RandomUndersampler(ml, train);
        TomekLinks(ml, train);
        EditedNearestNeighbors(ml, train);
        RepeatedEditedNearestNeighbors(ml, train);
        AllKnn(ml, train);
        CondensedNearestNeighbor(ml, train);
        OneSidedSelection(ml, train);
        NeighborhoodCleaningRule(ml, train);
        NearMiss(ml, train);
        InstanceHardnessThreshold(ml, train);
        ClusterCentroids(ml, train);
        KMeansSmote(ml, train);
        SmoteTomek(ml, train);
        SmoteEnn(ml, train);
    }

    private static void RandomUndersampler(MLContext ml, IDataView train)
    {
        // snippet: random-undersampling
        var step = ml.Synthetic.RandomUndersample("Bad", new() { UndersamplingStrategy = UndersamplingStrategy.Ratio(0.8) });
        Console.WriteLine(step.Fit(train).Summary);
        // end
    }

    private static void TomekLinks(MLContext ml, IDataView train)
    {
        // snippet: tomek-links
        var step = ml.Synthetic.TomekLinks("Bad", new() { FeatureColumnNames = ["Age", "Amount", "Price", "Job"], CleanedClasses = ClassSelection.All });
        Console.WriteLine(step.Fit(train).Summary);
        // end
    }

    private static void EditedNearestNeighbors(MLContext ml, IDataView train)
    {
        // snippet: edited-nearest-neighbors
        var step = ml.Synthetic.EditedNearestNeighbors("Bad", new() { FeatureColumnNames = ["Age", "Amount", "Price", "Job"], Agreement = NeighborAgreement.All });
        Console.WriteLine(step.Fit(train).Summary);
        // end
    }

    private static void RepeatedEditedNearestNeighbors(MLContext ml, IDataView train)
    {
        // snippet: repeated-edited-nearest-neighbors
        var step = ml.Synthetic.RepeatedEditedNearestNeighbors("Bad", new() { FeatureColumnNames = ["Age", "Amount", "Price"], MaxIterations = 20 });
        Console.WriteLine(step.Fit(train).Summary);
        // end
    }

    private static void AllKnn(MLContext ml, IDataView train)
    {
        // snippet: all-knn
        var step = ml.Synthetic.AllKnn("Bad", new() { FeatureColumnNames = ["Age", "Amount", "Price", "Job"], Neighbors = 5 });
        Console.WriteLine(step.Fit(train).Summary);
        // end
    }

    private static void CondensedNearestNeighbor(MLContext ml, IDataView train)
    {
        // snippet: condensed-nearest-neighbor
        var step = ml.Synthetic.CondensedNearestNeighbor("Bad", new() { FeatureColumnNames = ["Age", "Amount", "Price", "Job"] });
        Console.WriteLine(step.Fit(train).Summary);
        // end
    }

    private static void OneSidedSelection(MLContext ml, IDataView train)
    {
        // snippet: one-sided-selection
        var step = ml.Synthetic.OneSidedSelection("Bad", new() { FeatureColumnNames = ["Age", "Amount", "Price", "Job"], Seeds = 10 });
        Console.WriteLine(step.Fit(train).Summary);
        // end
    }

    private static void NeighborhoodCleaningRule(MLContext ml, IDataView train)
    {
        // snippet: neighborhood-cleaning-rule
        var step = ml.Synthetic.NeighborhoodCleaningRule("Bad", new() { FeatureColumnNames = ["Age", "Amount", "Price", "Job"], ClassOfInterest = "True" });
        Console.WriteLine(step.Fit(train).Summary);
        // end
    }

    private static void NearMiss(MLContext ml, IDataView train)
    {
        // snippet: near-miss
        var step = ml.Synthetic.NearMiss("Bad", new() { FeatureColumnNames = ["Age", "Amount", "Price"], Version = NearMissVersion.Three, Neighbors = 10 });
        Console.WriteLine(step.Fit(train).Summary);
        // end
    }

    private static void InstanceHardnessThreshold(MLContext ml, IDataView train)
    {
        // snippet: instance-hardness-threshold
        double[] wrong = [.. Enumerable.Range(0, (int)train.GetRowCount()!.Value).Select(row => row % 10 / 10.0)];     // from a model of yours
        var step = ml.Synthetic.InstanceHardnessThreshold("Bad", new() { FeatureColumnNames = ["Age", "Amount"], Hardness = rows => wrong });
        Console.WriteLine(step.Fit(train).Summary);
        // end
    }

    private static void ClusterCentroids(MLContext ml, IDataView train)
    {
        // snippet: cluster-centroids
        var step = ml.Synthetic.ClusterCentroids("Bad", new()
        {
            FeatureColumnNames = ["Age", "Amount", "Price"],
            UndersamplingStrategy = UndersamplingStrategy.Counts(new Dictionary<string, int> { ["False"] = 300 }),
            Replacement = ClusterReplacement.NearestRow,
        });
        Console.WriteLine(step.Fit(train).Summary);
        // end
    }

    private static void KMeansSmote(MLContext ml, IDataView train)
    {
        // snippet: k-means-smote
        var step = ml.Synthetic.KMeansSmote("Bad", new() { FeatureColumnNames = ["Age", "Amount", "Price"], Clusters = 20 });
        Console.WriteLine(step.Fit(train).Summary);
        // end
    }

    private static void SmoteTomek(MLContext ml, IDataView train)
    {
        // snippet: smote-tomek
        var step = ml.Synthetic.SmoteTomek("Bad", new() { FeatureColumnNames = ["Age", "Amount", "Price"] });
        Console.WriteLine(step.Fit(train).Summary);
        // end
    }

    private static void SmoteEnn(MLContext ml, IDataView train)
    {
        // snippet: smote-enn
        var step = ml.Synthetic.SmoteEnn("Bad", new() { FeatureColumnNames = ["Age", "Amount", "Price"], CleanedClasses = ClassSelection.MajorityOnly });
        Console.WriteLine(step.Fit(train).Summary);
        // end
    }
}
