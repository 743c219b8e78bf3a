// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;

namespace MLNet.Synthetic.Benchmarks;

/// <summary>SVM-SMOTE on 30 numbers.</summary>
public class SvmSmoteBenchmarks : OversamplerBenchmarks
{
    protected override int NominalColumns => 0;

    protected override IResampler Algorithm { get; } = new SvmSmote();

    protected override SyntheticOversampler Step(MLContext ml, string[] categorical)
        => ml.Synthetic.SvmSmote(options: new() { MaxDegreeOfParallelism = Threads, CategoricalColumnNames = categorical });
}
