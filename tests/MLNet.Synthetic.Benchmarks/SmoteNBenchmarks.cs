// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;

namespace MLNet.Synthetic.Benchmarks;

/// <summary>SMOTE-N on 30 nominal columns.</summary>
public class SmoteNBenchmarks : OversamplerBenchmarks
{
    protected override int NominalColumns => BenchmarkData.Features;

    protected override IResampler Algorithm { get; } = new SmoteN();

    protected override SyntheticOversampler Step(MLContext ml, string[] categorical)
        => ml.Synthetic.SmoteN(options: new() { MaxDegreeOfParallelism = Threads, CategoricalColumnNames = categorical });
}
