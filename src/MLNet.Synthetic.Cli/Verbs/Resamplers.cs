// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;

namespace MLNet.Synthetic.Cli;

/// <summary>What a resampler is told, whichever it is.</summary>
/// <param name="Label">Name of the label.</param>
/// <param name="Ratio">Rows of a rare class for each row of the largest; null: as many.</param>
/// <param name="Common">Settings that all share.</param>
internal sealed record ResampleRequest(string Label, double? Ratio, OversampleOptions Common)
{
    /// <summary>Which classes grow, and to how many rows.</summary>
    public SamplingStrategy Growth => Ratio is double ratio ? SamplingStrategy.Ratio(ratio) : SamplingStrategy.NotMajority;

    /// <summary>Which classes shrink, and to how many rows.</summary>
    public UndersamplingStrategy Shrinkage => Ratio is double ratio ? UndersamplingStrategy.Ratio(ratio) : UndersamplingStrategy.NotMinority;

    /// <summary>Other options with the settings that all share.</summary>
    public T Fill<T>(T options) where T : ResamplingOptions => options with
    {
        Seed = Common.Seed,
        CategoricalColumnNames = Common.CategoricalColumnNames,
        KeepDecimals = Common.KeepDecimals,
        SyntheticFlagColumnName = Common.SyntheticFlagColumnName,
        Progress = Common.Progress,
        Cancellation = Common.Cancellation,
        MaxDegreeOfParallelism = Common.MaxDegreeOfParallelism,
    };
}

/// <summary>The resamplers by the names of <c>--method</c>.</summary>
internal static class Resamplers
{
    private const string Grow = "To add rows to rare classes", Quantity = "For a label that is a quantity", Shrink = "To take rows from large classes", Clean = "To take out rows that mislead";

    /// <summary>The first is the default.</summary>
    private static readonly Resampler[] s_resamplers =
    [
        new("auto", Grow, (c, r) => c.Oversample(r.Label, r.Fill(new OversampleOptions { SamplingStrategy = r.Growth }))),
        new("smote", Grow, (c, r) => c.Smote(r.Label, r.Fill(new SmoteOptions { SamplingStrategy = r.Growth }))),
        new("smote-nc", Grow, (c, r) => c.SmoteNc(r.Label, r.Fill(new SmoteNcOptions { SamplingStrategy = r.Growth }))),
        new("smote-n", Grow, (c, r) => c.SmoteN(r.Label, r.Fill(new SmoteNOptions { SamplingStrategy = r.Growth }))),
        new("borderline-smote", Grow, (c, r) => c.BorderlineSmote(r.Label, r.Fill(new BorderlineSmoteOptions { SamplingStrategy = r.Growth }))),
        new("svm-smote", Grow, (c, r) => c.SvmSmote(r.Label, r.Fill(new SvmSmoteOptions { SamplingStrategy = r.Growth }))),
        new("kmeans-smote", Grow, (c, r) => c.KMeansSmote(r.Label, r.Fill(new KMeansSmoteOptions { SamplingStrategy = r.Growth }))),
        new("smote-tomek", Grow, (c, r) => c.SmoteTomek(r.Label, r.Fill(new SmoteTomekOptions { SamplingStrategy = r.Growth }))),
        new("smote-enn", Grow, (c, r) => c.SmoteEnn(r.Label, r.Fill(new SmoteEnnOptions { SamplingStrategy = r.Growth }))),
        new("adasyn", Grow, (c, r) => c.Adasyn(r.Label, r.Fill(new AdasynOptions { SamplingStrategy = r.Growth }))),
        new("random", Grow, (c, r) => c.RandomOversample(r.Label, r.Fill(new RandomOversamplerOptions { SamplingStrategy = r.Growth }))),

        new("smoter", Quantity, (c, r) => c.Smoter(r.Label, r.Fill(new SmoterOptions()))),
        new("smogn", Quantity, (c, r) => c.Smogn(r.Label, r.Fill(new SmognOptions()))),

        new("random-under", Shrink, (c, r) => c.RandomUndersample(r.Label, r.Fill(new RandomUndersamplerOptions { UndersamplingStrategy = r.Shrinkage }))),
        new("near-miss", Shrink, (c, r) => c.NearMiss(r.Label, r.Fill(new NearMissOptions { UndersamplingStrategy = r.Shrinkage }))),
        new("hardness-threshold", Shrink, (c, r) => c.InstanceHardnessThreshold(r.Label, r.Fill(new InstanceHardnessThresholdOptions { UndersamplingStrategy = r.Shrinkage }))),
        new("cluster-centroids", Shrink, (c, r) => c.ClusterCentroids(r.Label, r.Fill(new ClusterCentroidsOptions { UndersamplingStrategy = r.Shrinkage }))),

        new("tomek-links", Clean, (c, r) => c.TomekLinks(r.Label, r.Fill(new TomekLinksOptions()))),
        new("enn", Clean, (c, r) => c.EditedNearestNeighbors(r.Label, r.Fill(new EditedNearestNeighborsOptions()))),
        new("renn", Clean, (c, r) => c.RepeatedEditedNearestNeighbors(r.Label, r.Fill(new RepeatedEditedNearestNeighborsOptions()))),
        new("all-knn", Clean, (c, r) => c.AllKnn(r.Label, r.Fill(new AllKnnOptions()))),
        new("cnn", Clean, (c, r) => c.CondensedNearestNeighbor(r.Label, r.Fill(new CondensedNearestNeighborOptions()))),
        new("one-sided", Clean, (c, r) => c.OneSidedSelection(r.Label, r.Fill(new OneSidedSelectionOptions()))),
        new("ncr", Clean, (c, r) => c.NeighborhoodCleaningRule(r.Label, r.Fill(new NeighborhoodCleaningRuleOptions()))),
    ];

    /// <summary>Names, the default first.</summary>
    public static string[] Names => [.. s_resamplers.Select(m => m.Name)];

    /// <summary>Names by what they do, for the help.</summary>
    public static string InWords => string.Join(". ", s_resamplers.GroupBy(r => r.Purpose).Select(g => $"{g.Key}: {string.Join(", ", g.Select(r => r.Name))}"));

    /// <summary>Whether a method brings classes to a ratio.</summary>
    public static bool HasRatio(string name) => Of(name).Purpose is Grow or Shrink;

    /// <summary>A resampling step.</summary>
    public static IEstimator<ResamplingTransformer> Create(string name, MLContext ml, ResampleRequest request) => Of(name).Create(ml.Synthetic, request);

    private static Resampler Of(string name) => s_resamplers.Single(r => r.Name == name);

    private sealed record Resampler(string Name, string Purpose, Func<SyntheticCatalog, ResampleRequest, IEstimator<ResamplingTransformer>> Create);
}
