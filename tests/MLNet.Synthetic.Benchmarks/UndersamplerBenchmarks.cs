// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using BenchmarkDotNet.Attributes;
using Microsoft.ML;

namespace MLNet.Synthetic.Benchmarks;

/// <summary>What is timed of the methods that drop rows, and of K-means-SMOTE: the algorithm alone, and through a step from a cached view of one vector, on 30 numbers.</summary>
[MemoryDiagnoser]
public class UndersamplerBenchmarks
{
    private static readonly Dictionary<string, (IResampler Algorithm, Func<MLContext, IEstimator<ResamplingTransformer>> Step)> Cases = new()
    {
        ["KMeansSmote"] = (new KMeansSmote(), ml => ml.Synthetic.KMeansSmote()),
        ["RandomUndersampler"] = (new RandomUndersampler(), ml => ml.Synthetic.RandomUndersample()),
        ["TomekLinks"] = (new TomekLinks(), ml => ml.Synthetic.TomekLinks()),
        ["EditedNearestNeighbors"] = (new EditedNearestNeighbors(), ml => ml.Synthetic.EditedNearestNeighbors()),
        ["RepeatedEditedNearestNeighbors"] = (new RepeatedEditedNearestNeighbors(), ml => ml.Synthetic.RepeatedEditedNearestNeighbors()),
        ["AllKnn"] = (new AllKnn(), ml => ml.Synthetic.AllKnn()),
        ["CondensedNearestNeighbor"] = (new CondensedNearestNeighbor(), ml => ml.Synthetic.CondensedNearestNeighbor()),
        ["OneSidedSelection"] = (new OneSidedSelection(), ml => ml.Synthetic.OneSidedSelection()),
        ["NeighborhoodCleaningRule"] = (new NeighborhoodCleaningRule(), ml => ml.Synthetic.NeighborhoodCleaningRule()),
        ["NearMiss"] = (new NearMiss(), ml => ml.Synthetic.NearMiss()),
        ["InstanceHardnessThreshold"] = (new InstanceHardnessThreshold(), ml => ml.Synthetic.InstanceHardnessThreshold()),
        ["ClusterCentroids"] = (new ClusterCentroids(), ml => ml.Synthetic.ClusterCentroids()),
    };

    private readonly MLContext _ml = new(seed: 1);
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.csv");
    private BenchmarkData? _data;
    private IDataView? _vector;

    public static IEnumerable<string> Names => Cases.Keys;

    [ParamsSource(nameof(Names))]
    public string Algorithm { get; set; } = "";

    [Params(10_000, 100_000, 300_000)]
    public int Rows { get; set; }

    [Params(0.01, 0.10)]
    public double Minority { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        _data = new(Rows, Minority, nominal: 0);
        _vector = _data.Vector(_ml, _path);
    }

    [GlobalCleanup]
    public void CleanUp() => File.Delete(_path);

    /// <summary>The algorithm on arrays, checks of its input included.</summary>
    [Benchmark]
    public ResampledRows Alone() => Cases[Algorithm].Algorithm.Resample(new(_data!.X, _data.Classes, _data.Kinds), new(new Rng(1)));

    /// <summary>Fit, Transform and one full read, from a view of one vector.</summary>
    [Benchmark]
    public double FitTransformReadVector() => ViewReading.ReadAll(Cases[Algorithm].Step(_ml).Fit(_vector!).Transform(_vector!));
}
