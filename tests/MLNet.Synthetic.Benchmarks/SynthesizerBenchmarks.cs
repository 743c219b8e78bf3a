// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using BenchmarkDotNet.Attributes;
using Microsoft.ML;

namespace MLNet.Synthetic.Benchmarks;

/// <summary>What is timed of every table synthesizer: learning, drawing as many rows, and reading a lazy sample as a view.</summary>
[MemoryDiagnoser]
public abstract class SynthesizerBenchmarks
{
    private const int NominalColumns = 10;
    private readonly MLContext _ml = new(seed: 1);
    private readonly Lazy<(Table Table, TableSchema Schema)> _data;
    private readonly Lazy<ITableModel> _model;
    private readonly Lazy<SynthesisTransformer> _fitted;

    protected SynthesizerBenchmarks()
    {
        _data = new(() => Data(Rows));
        _model = new(Fit);
        _fitted = new(() =>
        {
            string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.csv");
            var fitted = _ml.Synthetic.Tabular("Label", Options).Fit(new BenchmarkData(Rows, minority: 0.1, NominalColumns).Columns(_ml, path));
            File.Delete(path);
            return fitted;
        });
    }

    [Params(10_000, 100_000, 1_000_000)]
    public int Rows { get; set; }

    /// <summary>Settings, which make the algorithm.</summary>
    protected abstract SynthesisOptions Options { get; }

    [GlobalSetup(Target = nameof(Fit))]
    public void SetUpFit() => _ = _data.Value;

    [GlobalSetup(Target = nameof(Sample))]
    public void SetUpSample() => _ = _model.Value;

    [GlobalSetup(Target = nameof(ReadSample))]
    public void SetUpReadSample() => _ = _fitted.Value;

    /// <summary>Learning 20 numbers, 10 categories and a label.</summary>
    [Benchmark]
    public ITableModel Fit() => Options.CreateSynthesizer().Fit(_data.Value.Table, _data.Value.Schema, new(new Rng(1)));

    /// <summary>Drawing as many rows into memory.</summary>
    [Benchmark]
    public Table Sample() => new TableSampler(_model.Value).Draw(Rows, new(new Rng(1)));

    /// <summary>Reading as many rows of a lazy sample, drawn as they are read.</summary>
    [Benchmark]
    public double ReadSample() => ViewReading.ReadAll(_fitted.Value.Sample(Rows));

    private static (Table, TableSchema) Data(int rows)
    {
        var data = new BenchmarkData(rows, minority: 0.1, NominalColumns);
        string[] levels = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"];
        var table = new Table([
            new CategoryColumn("Label", data.Classes, ["no", "yes"]),
            .. data.Kinds.Select((kind, j) =>
            {
                double[] values = [.. Enumerable.Range(0, rows).Select(i => data.X[i, j])];
                return kind == FeatureKind.Numeric ? new NumericColumn($"F{j:00}", values) : (TableColumn)new CategoryColumn($"F{j:00}", Array.ConvertAll(values, v => (int)v), levels);
            }),
        ]);
        return (table, TableSchema.Infer(table, "Label"));
    }
}

/// <summary>Independent columns.</summary>
public class IndependentColumnsBenchmarks : SynthesizerBenchmarks
{
    protected override SynthesisOptions Options { get; } = new IndependentColumnsOptions { Seed = 1 };
}

/// <summary>Gaussian copula.</summary>
public class GaussianCopulaBenchmarks : SynthesizerBenchmarks
{
    protected override SynthesisOptions Options { get; } = new GaussianCopulaOptions { Seed = 1 };
}

/// <summary>Hidden Chow-Liu tree.</summary>
public class HiddenChowLiuTreeBenchmarks : SynthesizerBenchmarks
{
    protected override SynthesisOptions Options { get; } = new HiddenChowLiuTreeOptions { Seed = 1 };
}

/// <summary>Adversarial forest.</summary>
public class AdversarialForestBenchmarks : SynthesizerBenchmarks
{
    protected override SynthesisOptions Options { get; } = new AdversarialForestOptions { Seed = 1 };
}
