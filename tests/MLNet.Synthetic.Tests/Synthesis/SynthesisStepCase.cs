// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;

namespace MLNet.Synthetic.Tests;

/// <summary>A synthesis method of the catalog.</summary>
/// <param name="Method">Name of the method of <see cref="SyntheticCatalog"/>.</param>
/// <param name="Create">Makes the step for a label, with what a test may set.</param>
public sealed record SynthesisStepCase(string Method, Func<MLContext, string?, SynthesisSettings, TabularSynthesizer> Create)
{
    public static IReadOnlyList<SynthesisStepCase> All { get; } =
    [
        new(nameof(SyntheticCatalog.IndependentColumns), (ml, label, s) => ml.Synthetic.IndependentColumns(label, s.On(new IndependentColumnsOptions()))),
        new(nameof(SyntheticCatalog.BootstrapSmote), (ml, label, s) => ml.Synthetic.BootstrapSmote(label, s.On(new BootstrapSmoteOptions()))),
        new(nameof(SyntheticCatalog.GaussianCopula), (ml, label, s) => ml.Synthetic.GaussianCopula(label, s.On(new GaussianCopulaOptions()))),
        new(nameof(SyntheticCatalog.HiddenChowLiuTree), (ml, label, s) => ml.Synthetic.HiddenChowLiuTree(label, s.On(new HiddenChowLiuTreeOptions { MaxStates = 8 }))),
        new(nameof(SyntheticCatalog.SequentialTrees), (ml, label, s) => ml.Synthetic.SequentialTrees(label, s.On(new SequentialTreesOptions()))),
        new(nameof(SyntheticCatalog.AdversarialForest), (ml, label, s) => ml.Synthetic.AdversarialForest(label, s.On(new AdversarialForestOptions { Trees = 8, MaximumRounds = 2 }))),
        new(nameof(SyntheticCatalog.Tabular), (ml, label, s) => ml.Synthetic.Tabular(label, s.On(new GaussianCopulaOptions { GibbsSweeps = 3 }))),
    ];

    public static IEnumerable<object[]> Rows => All.Select(c => new object[] { c });

    public override string ToString() => Method;
}

/// <summary>What a test may set on a synthesis step, whatever its algorithm.</summary>
public sealed record SynthesisSettings
{
    public int? Seed { get; init; } = 7;

    public SynthesisMode Mode { get; init; } = SynthesisMode.Replace();

    public string? Flag { get; init; }

    public IReadOnlyList<string>? Features { get; init; }

    public IReadOnlyList<string> Categorical { get; init; } = [];

    public IReadOnlyList<TableConstraint> Constraints { get; init; } = [];

    public int? Threads { get; init; }

    public CancellationToken Cancellation { get; init; }

    public IProgress<RunProgress>? Progress { get; init; }

    public T On<T>(T options) where T : SynthesisOptions => options with
    {
        Seed = Seed,
        Mode = Mode,
        SyntheticFlagColumnName = Flag,
        FeatureColumnNames = Features,
        CategoricalColumnNames = Categorical,
        Constraints = Constraints,
        MaxDegreeOfParallelism = Threads,
        Cancellation = Cancellation,
        Progress = Progress,
    };
}
