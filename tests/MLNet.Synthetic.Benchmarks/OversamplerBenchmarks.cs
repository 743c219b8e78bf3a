// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using BenchmarkDotNet.Attributes;
using Microsoft.ML;

namespace MLNet.Synthetic.Benchmarks;

/// <summary>What is timed of every oversampler: the algorithm alone, and through a pipeline step from three forms of a view.</summary>
[MemoryDiagnoser]
public abstract class OversamplerBenchmarks
{
    private readonly MLContext _ml = new(seed: 1);
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.csv");
    private readonly Lazy<BenchmarkData> _data;
    private readonly Lazy<IDataView> _vector, _columns, _file, _balancedVector, _balancedColumns, _balancedFile;

    protected OversamplerBenchmarks()
    {
        _data = new(NewData);                                         // the views have their own, so that no run has both in memory
        (_vector, _balancedVector) = (new(() => NewData().Vector(_ml, _path)), new(() => NewBalancedData().Vector(_ml, _path)));
        (_columns, _balancedColumns) = (new(() => NewData().Columns(_ml, _path)), new(() => NewBalancedData().Columns(_ml, _path)));
        (_file, _balancedFile) = (new(() => NewData().File(_ml, _path)), new(() => NewBalancedData().File(_ml, _path)));
    }

    [Params(10_000, 100_000, 300_000)]
    public int Rows { get; set; }

    [Params(0.01, 0.10)]
    public double Minority { get; set; }

    /// <summary>Most threads to use; null: all cores.</summary>
    public int? Threads { get; set; }

    /// <summary>Nominal columns among the 30 features.</summary>
    protected abstract int NominalColumns { get; }

    protected abstract IResampler Algorithm { get; }

    /// <summary>The pipeline step around the algorithm, with its default options.</summary>
    /// <param name="ml">The context.</param>
    /// <param name="categorical">Single columns that hold codes.</param>
    protected abstract SyntheticOversampler Step(MLContext ml, string[] categorical);

    [GlobalSetup(Target = nameof(Alone))]
    public void SetUpAlone() => _ = _data.Value;

    [GlobalSetup(Target = nameof(FitTransformReadVector))]
    public void SetUpVector() => _ = _vector.Value;

    [GlobalSetup(Target = nameof(FitTransformReadColumns))]
    public void SetUpColumns() => _ = _columns.Value;

    [GlobalSetup(Target = nameof(ReadVector))]
    public void SetUpReadVector() => _ = _balancedVector.Value;

    [GlobalSetup(Target = nameof(ReadColumns))]
    public void SetUpReadColumns() => _ = _balancedColumns.Value;

    [GlobalSetup(Target = nameof(FitTransformReadFile))]
    public void SetUpFile() => _ = _file.Value;

    [GlobalSetup(Target = nameof(ReadFile))]
    public void SetUpReadFile() => _ = _balancedFile.Value;

    [GlobalCleanup]
    public void CleanUp() => File.Delete(_path);

    /// <summary>The algorithm on arrays, checks of its input included.</summary>
    [Benchmark]
    public ResampledRows Alone()
        => Algorithm.Resample(new(_data.Value.X, _data.Value.Classes, _data.Value.Kinds), new(new Rng(1), maxDegreeOfParallelism: Threads));

    /// <summary>Fit, Transform and one full read, from a view of one vector.</summary>
    [Benchmark]
    public double FitTransformReadVector() => FitTransformRead(Step(_ml, []), _vector.Value);

    /// <summary>Fit, Transform and one full read, from a view of 30 Single columns.</summary>
    [Benchmark]
    public double FitTransformReadColumns() => FitTransformRead(Step(_ml, BenchmarkData.NominalNames(NominalColumns)), _columns.Value);

    /// <summary>Fit, Transform and one full read, from a text file of 30 columns.</summary>
    [Benchmark]
    public double FitTransformReadFile() => FitTransformRead(Step(_ml, BenchmarkData.NominalNames(NominalColumns)), _file.Value);

    /// <summary>The yardstick: reading as many rows as the step returns from a cached view of one vector.</summary>
    [Benchmark]
    public double ReadVector() => ViewReading.ReadAll(_balancedVector.Value);

    /// <summary>The yardstick: reading as many rows as the step returns from a cached view of 30 Single columns.</summary>
    [Benchmark]
    public double ReadColumns() => ViewReading.ReadAll(_balancedColumns.Value);

    /// <summary>The yardstick: reading as many rows as the step returns from a text file of 30 columns.</summary>
    [Benchmark]
    public double ReadFile() => ViewReading.ReadAll(_balancedFile.Value);

    private BenchmarkData NewData() => new(Rows, Minority, NominalColumns);

    private BenchmarkData NewBalancedData() => new(BenchmarkData.BalancedRows(Rows, Minority), 0.5, NominalColumns);

    private static double FitTransformRead(SyntheticOversampler step, IDataView view) => ViewReading.ReadAll(step.Fit(view).Transform(view));
}
