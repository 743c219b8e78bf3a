// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using BenchmarkDotNet.Attributes;

namespace MLNet.Synthetic.Benchmarks;

/// <summary>The searches behind privacy and diversity: 20,000 rows of 15 columns (six of numbers, nine of categories) against as many, on one thread.</summary>
[MemoryDiagnoser]
public class GowerSearchBenchmarks
{
    private const int Rows = 20_000, BallRows = 5_000, Numbers = 6, Categories = 9, Levels = 8;
    private readonly RunContext _oneThread = new(new Rng(1), maxDegreeOfParallelism: 1);
    private readonly GowerRows _queries, _fewQueries;
    private readonly GowerSearch _search, _fewCandidates;
    private readonly int[] _radii;

    public GowerSearchBenchmarks()
    {
        Table train = Made(1), synthetic = Made(2);
        var space = new GowerSpace(train);
        var candidates = space.Rows(train);
        int[] few = [.. Enumerable.Range(0, BallRows)];
        (_queries, _search) = (space.Rows(synthetic), new(candidates));
        (_fewQueries, _fewCandidates) = (_queries.Take(few), new(candidates.Take(few)));
        _radii = [.. Enumerable.Repeat(space.Unit, BallRows)];
    }

    /// <summary>Distance to the closest record.</summary>
    [Benchmark]
    public object Nearest() => _search.Nearest(_queries, 1, _oneThread);

    /// <summary>Densities of membership inference.</summary>
    [Benchmark]
    public object FiveNearest() => _search.Nearest(_queries, 5, _oneThread);

    /// <summary>Precision, recall, density and coverage, of 5,000 rows against as many.</summary>
    [Benchmark]
    public object Balls() => _fewCandidates.Balls(_fewQueries, _radii, _radii, _oneThread);

    private static Table Made(long seed)
    {
        var random = new Rng(seed);
        string[] levels = [.. Enumerable.Range(0, Levels).Select(l => $"level {l}")];
        return new([
            .. Enumerable.Range(0, Numbers).Select(j => new NumericColumn($"number {j}", [.. Enumerable.Range(0, Rows).Select(_ => random.NextGaussian())])),
            .. Enumerable.Range(0, Categories).Select(j => new CategoryColumn($"category {j}", [.. Enumerable.Range(0, Rows).Select(_ => random.Next(Levels))], levels)),
        ]);
    }
}
