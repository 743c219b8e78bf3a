// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;

namespace MLNet.Synthetic.Benchmarks;

/// <summary>Borderline-SMOTE on 30 numbers.</summary>
public class BorderlineSmoteBenchmarks : OversamplerBenchmarks
{
    protected override int NominalColumns => 0;

    protected override IResampler Algorithm { get; } = new BorderlineSmote();

    protected override SyntheticOversampler Step(MLContext ml, string[] categorical)
        => ml.Synthetic.BorderlineSmote(options: new() { MaxDegreeOfParallelism = Threads, CategoricalColumnNames = categorical });
}
