// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;

namespace MLNet.Synthetic.Tests;

/// <summary>What a test may set on a step, whatever its algorithm.</summary>
public sealed record StepSettings
{
    public int? Seed { get; init; } = 7;

    public SamplingStrategy SamplingStrategy { get; init; } = SamplingStrategy.NotMajority;

    public string? Flag { get; init; }

    public IReadOnlyList<string>? Features { get; init; }

    public int? Threads { get; init; }

    public CancellationToken Cancellation { get; init; }

    public IProgress<RunProgress>? Progress { get; init; }
}

/// <summary>An oversampling method of the catalog, and the data it can work on.</summary>
/// <param name="Method">Name of the method of <see cref="SyntheticCatalog"/>.</param>
/// <param name="TakesNumbers">Whether numeric feature columns are allowed.</param>
/// <param name="Create">Makes the step for a label.</param>
public sealed record StepCase(string Method, bool TakesNumbers, Func<MLContext, string, StepSettings, SyntheticOversampler> Create)
{
    public static IReadOnlyList<StepCase> All { get; } =
    [
        new(nameof(SyntheticCatalog.RandomOversample), true, (ml, label, s) => ml.Synthetic.RandomOversample(label, Common(new RandomOversamplerOptions { SamplingStrategy = s.SamplingStrategy }, s))),
        new(nameof(SyntheticCatalog.RandomOversample) + " smoothed", true, (ml, label, s) => ml.Synthetic.RandomOversample(label, Common(new RandomOversamplerOptions { SamplingStrategy = s.SamplingStrategy, Shrinkage = 1 }, s))),
        new(nameof(SyntheticCatalog.Smote), true, (ml, label, s) => ml.Synthetic.Smote(label, Common(new SmoteOptions { SamplingStrategy = s.SamplingStrategy }, s))),
        new(nameof(SyntheticCatalog.KMeansSmote), true, (ml, label, s) => ml.Synthetic.KMeansSmote(label, Common(new KMeansSmoteOptions { SamplingStrategy = s.SamplingStrategy }, s))),
        new(nameof(SyntheticCatalog.SmoteNc), true, (ml, label, s) => ml.Synthetic.SmoteNc(label, Common(new SmoteNcOptions { SamplingStrategy = s.SamplingStrategy }, s))),
        new(nameof(SyntheticCatalog.SmoteN), false, (ml, label, s) => ml.Synthetic.SmoteN(label, Common(new SmoteNOptions { SamplingStrategy = s.SamplingStrategy }, s))),
        new(nameof(SyntheticCatalog.BorderlineSmote), true, (ml, label, s) => ml.Synthetic.BorderlineSmote(label, Common(new BorderlineSmoteOptions { SamplingStrategy = s.SamplingStrategy }, s))),
        new(nameof(SyntheticCatalog.BorderlineSmote) + " 2", true, (ml, label, s) => ml.Synthetic.BorderlineSmote(label, Common(new BorderlineSmoteOptions { SamplingStrategy = s.SamplingStrategy, Kind = BorderlineKind.Borderline2 }, s))),
        new(nameof(SyntheticCatalog.Adasyn), true, (ml, label, s) => ml.Synthetic.Adasyn(label, Common(new AdasynOptions { SamplingStrategy = s.SamplingStrategy }, s))),
        new(nameof(SyntheticCatalog.SvmSmote), true, (ml, label, s) => ml.Synthetic.SvmSmote(label, Common(new SvmSmoteOptions { SamplingStrategy = s.SamplingStrategy }, s))),
        new(nameof(SyntheticCatalog.Oversample), true, (ml, label, s) => ml.Synthetic.Oversample(label, Common(new OversampleOptions { SamplingStrategy = s.SamplingStrategy }, s))),
        new(nameof(SyntheticCatalog.Resample), true, (ml, label, s) => ml.Synthetic.Resample(label, Common(new SmoteOptions(), s), new Smote(new() { SamplingStrategy = s.SamplingStrategy }))),
    ];

    public static IEnumerable<object[]> Rows => All.Select(c => new object[] { c });

    /// <summary>Columns of <see cref="Loans"/> that the algorithm can take as features.</summary>
    public string[] Features => TakesNumbers ? ["Amount", "Age", "Job", "Owner"] : ["Job", "Owner", "Region"];

    public override string ToString() => Method;

    private static T Common<T>(T options, StepSettings s) where T : ResamplingOptions => options with
    {
        Seed = s.Seed,
        SyntheticFlagColumnName = s.Flag,
        FeatureColumnNames = s.Features,
        MaxDegreeOfParallelism = s.Threads,
        Cancellation = s.Cancellation,
        Progress = s.Progress,
    };
}
