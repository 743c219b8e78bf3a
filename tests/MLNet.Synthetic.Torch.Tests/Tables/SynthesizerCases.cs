// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Reflection;
using MLNet.Synthetic.Testing;

namespace MLNet.Synthetic.Tests;

/// <summary>Every synthesizer that trains a network, in a size that trains within a second. A new algorithm is a new row here. How well large ones learn is measured by the benchmarks.</summary>
internal static class SynthesizerCases
{
    /// <summary>The library whose algorithms they are.</summary>
    public static Assembly Library => typeof(NetworkSynthesizer).Assembly;

    /// <summary>All cases.</summary>
    public static IReadOnlyList<SynthesizerCase> All { get; } =
    [
        new("CTGAN", () => new Ctgan(new()
        {
            Epochs = 8, PacSize = 5, GeneratorLayers = [48, 48], DiscriminatorLayers = [48, 48], NoiseSize = 16, LearningRate = 2e-3, EvaluateEvery = null, HoldoutShare = 0, WeightAveraging = 0.98, MaxLevels = 20,
        })) { IgnoresColumnOrder = false, IsTrainedBriefly = true },
        new("WGAN", () => new Wgan(new()
        {
            Epochs = 6, GeneratorLayers = [32], DiscriminatorLayers = [32], NoiseSize = 8, LearningRate = 2e-3, EvaluateEvery = null, HoldoutShare = 0, WeightAveraging = 0.95, DiscriminatorSteps = 2, MaxLevels = 20,
        })) { IgnoresColumnOrder = false, IsTrainedBriefly = true },
        new("TabularARGN", () => new TabularArgn(new() { Epochs = 12, EvaluateEvery = null, HoldoutShare = 0, MaxBins = 40, MaxLevels = 40, RareCategoryRows = 0 })) { IgnoresColumnOrder = false, IsTrainedBriefly = true },   // a level of one row is drawn again: protection has a test of its own
        new("TVAE", () => new Tvae(new()
        {
            Epochs = 12, BatchSize = 200, EncoderLayers = [48], DecoderLayers = [48], LatentSize = 16, LearningRate = 5e-3, EvaluateEvery = null, HoldoutShare = 0, WeightAveraging = 0.95, MaxLevels = 20,
        })) { IgnoresColumnOrder = false, IsTrainedBriefly = true },
    ];
}
