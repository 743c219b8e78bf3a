// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Reflection;

namespace MLNet.Synthetic.Testing;

/// <summary>Every table synthesizer of the library. A new algorithm is a new row here.</summary>
public static class SynthesizerCases
{
    /// <summary>The library whose algorithms they are.</summary>
    public static Assembly Library => typeof(ITableSynthesizer).Assembly;

    /// <summary>All cases.</summary>
    public static IReadOnlyList<SynthesizerCase> All { get; } =
    [
        new("Independent columns", () => new IndependentColumns()) { LearnsPairs = false },
        new("Bootstrap SMOTE", () => new BootstrapSmote()),
        new("Gaussian copula", () => new GaussianCopula()),
        new("Hidden Chow-Liu tree", () => new HiddenChowLiuTree(new() { MaxStates = 16 })) { IgnoresColumnOrder = false },   // states are split in column order
        new("Constrained, without constraints", () => new ConstrainedSynthesizer(new GaussianCopula(), [])),
        new("Sequential trees", () => new SequentialTrees(new() { RareCategoryRows = 0 })),   // a level of one row is drawn again: protection has tests of its own
        new("Adversarial forest", () => new AdversarialForest(new() { RareCategoryRows = 0, MaximumRounds = 3 })) { IgnoresColumnOrder = false },   // nodes try random columns in table order
    ];
}
