// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using BenchmarkDotNet.Attributes;

namespace MLNet.Synthetic.Benchmarks;

/// <summary>The search that most oversamplers spend their time in: five neighbours of every row among all rows, on one thread.</summary>
[MemoryDiagnoser]
public class NearestNeighborsBenchmarks
{
    private readonly RunContext _oneThread = new(new Rng(1), maxDegreeOfParallelism: 1);
    private NeighborSpace _space = null!;

    [Params(1_000, 10_000, 30_000)]
    public int Rows { get; set; }

    /// <summary>Nominal columns among the 30 features.</summary>
    [Params(0, BenchmarkData.Features / 2)]
    public int NominalColumns { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        var data = new BenchmarkData(Rows, minority: 0, NominalColumns);
        double[] scales = [.. Enumerable.Repeat(1.0, BenchmarkData.Features)];
        _space = new MixedSpace(data.X, [.. Enumerable.Range(0, Rows)], scales, data.Kinds);
    }

    [Benchmark]
    public NearestNeighbors Find() => NearestNeighbors.Find(_space, k: 5, _oneThread);
}
