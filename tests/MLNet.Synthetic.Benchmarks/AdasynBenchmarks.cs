// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;

namespace MLNet.Synthetic.Benchmarks;

/// <summary>ADASYN on 30 numbers.</summary>
public class AdasynBenchmarks : OversamplerBenchmarks
{
    protected override int NominalColumns => 0;

    protected override IResampler Algorithm { get; } = new Adasyn();

    protected override SyntheticOversampler Step(MLContext ml, string[] categorical)
        => ml.Synthetic.Adasyn(options: new() { MaxDegreeOfParallelism = Threads, CategoricalColumnNames = categorical });
}
