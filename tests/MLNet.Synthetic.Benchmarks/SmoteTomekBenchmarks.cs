// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;

namespace MLNet.Synthetic.Benchmarks;

/// <summary>SMOTE + Tomek on 30 numbers.</summary>
public class SmoteTomekBenchmarks : OversamplerBenchmarks
{
    protected override int NominalColumns => 0;

    protected override IResampler Algorithm { get; } = new SmoteTomek();

    protected override SyntheticOversampler Step(MLContext ml, string[] categorical)
        => ml.Synthetic.SmoteTomek(options: new() { MaxDegreeOfParallelism = Threads, CategoricalColumnNames = categorical });
}
