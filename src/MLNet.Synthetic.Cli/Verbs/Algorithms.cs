// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic.Cli;

/// <summary>The algorithms by the names of <c>--algorithm</c>.</summary>
internal static class Algorithms
{
    /// <summary>The first is the default.</summary>
    private static readonly (string Name, Func<SynthesisOptions> Options)[] s_algorithms =
    [
        ("trees", () => new SequentialTreesOptions()),
        ("hidden-tree", () => new HiddenChowLiuTreeOptions()),
        ("arf", () => new AdversarialForestOptions()),
        ("copula", () => new GaussianCopulaOptions()),
        ("smote", () => new BootstrapSmoteOptions()),
        ("independent", () => new IndependentColumnsOptions()),
        ("ctgan", () => new CtganOptions()),
        ("wgan", () => new WganOptions()),
        ("argn", () => new TabularArgnOptions()),
        ("tvae", () => new TvaeOptions()),
    ];

    /// <summary>Names, the default first.</summary>
    public static string[] Names => [.. s_algorithms.Select(a => a.Name)];

    /// <summary>Default settings of an algorithm, which pick it.</summary>
    public static SynthesisOptions Options(string name) => s_algorithms.Single(a => a.Name == name).Options();
}
