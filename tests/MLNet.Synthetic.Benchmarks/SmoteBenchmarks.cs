// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;

namespace MLNet.Synthetic.Benchmarks;

/// <summary>SMOTE on 30 numbers.</summary>
public class SmoteBenchmarks : OversamplerBenchmarks
{
    protected override int NominalColumns => 0;

    protected override IResampler Algorithm { get; } = new Smote();

    protected override SyntheticOversampler Step(MLContext ml, string[] categorical)
        => ml.Synthetic.Smote(options: new() { MaxDegreeOfParallelism = Threads, CategoricalColumnNames = categorical });
}
