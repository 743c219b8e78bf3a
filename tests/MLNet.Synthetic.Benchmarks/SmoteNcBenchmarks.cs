// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;

namespace MLNet.Synthetic.Benchmarks;

/// <summary>SMOTE-NC on 15 numbers and 15 nominal columns.</summary>
public class SmoteNcBenchmarks : OversamplerBenchmarks
{
    protected override int NominalColumns => BenchmarkData.Features / 2;

    protected override IResampler Algorithm { get; } = new SmoteNc();

    protected override SyntheticOversampler Step(MLContext ml, string[] categorical)
        => ml.Synthetic.SmoteNc(options: new() { MaxDegreeOfParallelism = Threads, CategoricalColumnNames = categorical });
}
