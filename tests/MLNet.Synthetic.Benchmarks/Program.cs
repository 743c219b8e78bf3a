// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using BenchmarkDotNet.Running;
using MLNet.Synthetic.Benchmarks;

switch (args)
{
    case ["cpu", .. var options]:
        return CpuTable.Run(options);
    case ["cpu-case", .. var arguments]:
        return CpuTable.RunCase(arguments);
    case ["evidence", .. var options]:
        return Evidence.Run(options);
    case ["report", .. var arguments]:
        return ReportVerb.Run(arguments);
    case ["fidelity", .. var arguments]:
        return FidelityVerb.Run(arguments);
    case ["relational", .. var arguments]:
        return RelationalVerb.Run(arguments);
    case ["synthesize", .. var arguments]:
        return Synthesize.Run(arguments);
    case ["training", .. var arguments]:
        return TrainingVerb.Run(arguments);
    default:
        BenchmarkSwitcher.FromAssembly(typeof(BenchmarkData).Assembly).Run(args);
        return 0;
}
