// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using BenchmarkDotNet.Attributes;

namespace MLNet.Synthetic.Benchmarks;

/// <summary>A network of the shape that CTGAN has for the table Adult (230 random numbers and conditions, two residual layers of 256, 168 outputs), run by ONNX Runtime in batches on one thread and on all.</summary>
[MemoryDiagnoser]
public class NetworkSamplingBenchmarks
{
    private const int Inputs = 230, Hidden = 256, Numbers = 6, BatchRows = 512;
    private static readonly int[] s_groups = [10, 10, 10, 10, 10, 10, 9, 16, 7, 15, 6, 5, 2, 42];
    private NetworkSession _session = null!;

    /// <summary>Rows.</summary>
    [Params(16_384)]
    public int Rows { get; set; }

    [GlobalSetup]
    public void Open() => _session = NetworkSession.Open(Generator(), BatchRows, new RunContext(new Rng(1)));

    [GlobalCleanup]
    public void Close() => _session.Dispose();

    /// <summary>Random inputs alone.</summary>
    [Benchmark]
    public void Noise() => Run(maxThreads: 1, (batch, random) => MLNet.Synthetic.Noise.FillGaussian(random, batch.Input("noise")));

    /// <summary>The network alone.</summary>
    [Benchmark]
    public void Network() => Run(maxThreads: 1, (batch, _) => batch.Run());

    /// <summary>Both, on one thread.</summary>
    [Benchmark(Baseline = true)]
    public void Both() => Run(maxThreads: 1, Draw);

    /// <summary>Both, on all cores.</summary>
    [Benchmark]
    public void BothOnAllCores() => Run(maxThreads: null, Draw);

    private static void Draw(NetworkBatch batch, Rng random)
    {
        MLNet.Synthetic.Noise.FillGaussian(random, batch.Input("noise"));
        batch.Run();
    }

    private void Run(int? maxThreads, Action<NetworkBatch, Rng> work)
    {
        var run = new RunContext(new Rng(1), maxDegreeOfParallelism: maxThreads);
        run.ForChunks(Rows, BatchRows, (chunk, _, _) => _session.Use(batch => work(batch, run.Random.Fork(chunk))));
    }

    private static Network Generator()
    {
        var random = new Rng(1);
        var graph = new OnnxGraph("generator");
        var x = graph.Input("noise", Inputs);
        foreach (int width in (int[])[Inputs, Inputs + Hidden])
        {
            var h = graph.Linear(x, Weights(width * Hidden), Weights(Hidden));
            var ones = graph.Constant([.. Enumerable.Repeat(1f, Hidden)], Hidden);
            x = graph.Concat([graph.Relu(graph.BatchNorm(h, ones, ones, ones, ones)), x]);
        }

        int outputs = Numbers + s_groups.Sum();
        var parts = graph.Split(graph.Linear(x, Weights((Inputs + 2 * Hidden) * outputs), Weights(outputs)), [Numbers, .. s_groups]);
        graph.Output("row", graph.Concat([graph.Tanh(parts[0]), .. parts.Skip(1).Select(p => graph.Softmax(graph.Multiply(p, graph.Scalar(5))))]));
        return new(graph);

        float[] Weights(int count)
        {
            var weights = new float[count];
            MLNet.Synthetic.Noise.FillGaussian(random, weights);
            return [.. weights.Select(w => w * 0.05f)];
        }
    }
}
