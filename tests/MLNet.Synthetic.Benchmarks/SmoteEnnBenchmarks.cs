// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;

namespace MLNet.Synthetic.Benchmarks;

/// <summary>SMOTE + ENN on 30 numbers.</summary>
public class SmoteEnnBenchmarks : OversamplerBenchmarks
{
    protected override int NominalColumns => 0;

    protected override IResampler Algorithm { get; } = new SmoteEnn();

    protected override SyntheticOversampler Step(MLContext ml, string[] categorical)
        => ml.Synthetic.SmoteEnn(options: new() { MaxDegreeOfParallelism = Threads, CategoricalColumnNames = categorical });
}
