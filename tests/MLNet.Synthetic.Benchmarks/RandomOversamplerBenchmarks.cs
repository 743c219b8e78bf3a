// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;

namespace MLNet.Synthetic.Benchmarks;

/// <summary>Random oversampling of 30 numbers: copies only.</summary>
public class RandomOversamplerBenchmarks : OversamplerBenchmarks
{
    protected override int NominalColumns => 0;

    protected override IResampler Algorithm { get; } = new RandomOversampler();

    protected override SyntheticOversampler Step(MLContext ml, string[] categorical)
        => ml.Synthetic.RandomOversample(options: new() { MaxDegreeOfParallelism = Threads, CategoricalColumnNames = categorical });
}
