// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;

namespace MLNet.Synthetic.Cli;

/// <summary>What an oversampler is told, whichever it is.</summary>
/// <param name="Label">Name of the label.</param>
/// <param name="Strategy">Which classes grow, and to how many rows.</param>
/// <param name="Common">Settings that all share.</param>
internal sealed record OversampleRequest(string Label, SamplingStrategy Strategy, OversampleOptions Common)
{
    /// <summary>Other options with the settings that all share.</summary>
    public T Fill<T>(T options) where T : ResamplingOptions => options with
    {
        Seed = Common.Seed,
        CategoricalColumnNames = Common.CategoricalColumnNames,
        SyntheticFlagColumnName = Common.SyntheticFlagColumnName,
        Progress = Common.Progress,
        Cancellation = Common.Cancellation,
        MaxDegreeOfParallelism = Common.MaxDegreeOfParallelism,
    };
}

/// <summary>The oversamplers by the names of <c>--method</c>.</summary>
internal static class Oversamplers
{
    /// <summary>The first is the default.</summary>
    private static readonly (string Name, Func<SyntheticCatalog, OversampleRequest, SyntheticOversampler> Create)[] s_methods =
    [
        ("auto", (c, r) => c.Oversample(r.Label, r.Fill(new OversampleOptions { SamplingStrategy = r.Strategy }))),
        ("smote", (c, r) => c.Smote(r.Label, r.Fill(new SmoteOptions { SamplingStrategy = r.Strategy }))),
        ("smote-nc", (c, r) => c.SmoteNc(r.Label, r.Fill(new SmoteNcOptions { SamplingStrategy = r.Strategy }))),
        ("smote-n", (c, r) => c.SmoteN(r.Label, r.Fill(new SmoteNOptions { SamplingStrategy = r.Strategy }))),
        ("borderline-smote", (c, r) => c.BorderlineSmote(r.Label, r.Fill(new BorderlineSmoteOptions { SamplingStrategy = r.Strategy }))),
        ("svm-smote", (c, r) => c.SvmSmote(r.Label, r.Fill(new SvmSmoteOptions { SamplingStrategy = r.Strategy }))),
        ("kmeans-smote", (c, r) => c.KMeansSmote(r.Label, r.Fill(new KMeansSmoteOptions { SamplingStrategy = r.Strategy }))),
        ("smote-tomek", (c, r) => c.SmoteTomek(r.Label, r.Fill(new SmoteTomekOptions { SamplingStrategy = r.Strategy }))),
        ("smote-enn", (c, r) => c.SmoteEnn(r.Label, r.Fill(new SmoteEnnOptions { SamplingStrategy = r.Strategy }))),
        ("adasyn", (c, r) => c.Adasyn(r.Label, r.Fill(new AdasynOptions { SamplingStrategy = r.Strategy }))),
        ("random", (c, r) => c.RandomOversample(r.Label, r.Fill(new RandomOversamplerOptions { SamplingStrategy = r.Strategy }))),
    ];

    /// <summary>Names, the default first.</summary>
    public static string[] Names => [.. s_methods.Select(m => m.Name)];

    /// <summary>An oversampler.</summary>
    public static SyntheticOversampler Create(string name, MLContext ml, OversampleRequest request) => s_methods.Single(m => m.Name == name).Create(ml.Synthetic, request);
}
