// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>How far a long piece of work has come.</summary>
/// <param name="Stage">What is being done, e.g. <c>SMOTE</c>.</param>
/// <param name="Done">Units done so far.</param>
/// <param name="Total">Units in all.</param>
public readonly record struct RunProgress(string Stage, long Done, long Total)
{
    /// <summary>How it stands, in words, such as the loss and the quality of a network in training; null: nothing to say.</summary>
    public string? Detail { get; init; }
}

/// <summary>What every algorithm is given besides its data: randomness, progress, messages, cancellation, threads and device.</summary>
public sealed class RunContext
{
    private readonly IProgress<RunProgress>? _progress;
    private readonly Action<string>? _info, _warning;
    private readonly ParallelOptions _parallel;

    /// <summary>A context for one run.</summary>
    /// <param name="random">The root of every random stream of the run.</param>
    /// <param name="progress">Told how far the work has come; may be called from any thread.</param>
    /// <param name="cancellation">Asks the work to stop.</param>
    /// <param name="info">Told what was decided and why.</param>
    /// <param name="warning">Told what the user should look at.</param>
    /// <param name="maxDegreeOfParallelism">Most threads to use, ≥ 1; null: all cores. Results do not depend on it.</param>
    /// <param name="device">Where networks run; null: on the CPU.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxDegreeOfParallelism"/> is below 1, or the number of the GPU is negative.</exception>
    public RunContext(
        Rng random,
        IProgress<RunProgress>? progress = null,
        CancellationToken cancellation = default,
        Action<string>? info = null,
        Action<string>? warning = null,
        int? maxDegreeOfParallelism = null,
        ComputeDevice? device = null)
    {
        ArgumentNullException.ThrowIfNull(random);
        if (maxDegreeOfParallelism is int degree)
            ArgumentOutOfRangeException.ThrowIfLessThan(degree, 1, nameof(maxDegreeOfParallelism));
        if (device?.GpuDeviceId is int gpu)
            ArgumentOutOfRangeException.ThrowIfNegative(gpu, nameof(device));

        Random = random;
        Device = device ?? ComputeDevice.Cpu;
        (_progress, _info, _warning) = (progress, info, warning);
        _parallel = new()
        {
            CancellationToken = cancellation,
            MaxDegreeOfParallelism = maxDegreeOfParallelism ?? Environment.ProcessorCount,
        };
    }

    /// <summary>The root stream of the run. Fork it by name or number; do not draw from it.</summary>
    public Rng Random { get; }

    /// <summary>Where networks run.</summary>
    public ComputeDevice Device { get; }

    /// <summary>Asks the work to stop.</summary>
    public CancellationToken Cancellation => _parallel.CancellationToken;

    /// <summary>The same context with another root of its random streams: for a part of the work that can be done on its own.</summary>
    /// <param name="random">The root.</param>
    public RunContext With(Rng random)
        => new(random, _progress, Cancellation, _info, _warning, _parallel.MaxDegreeOfParallelism, Device);

    /// <summary>A context of the same threads and cancellation that reports nothing: for trials whose results are not kept.</summary>
    /// <param name="random">The root of its random streams.</param>
    internal RunContext Silent(Rng random) => new(random, cancellation: Cancellation, maxDegreeOfParallelism: _parallel.MaxDegreeOfParallelism);

    /// <summary>Reports progress.</summary>
    /// <exception cref="OperationCanceledException">The run was asked to stop.</exception>
    public void Step(string stage, long done, long total) => Step(stage, done, total, null);

    /// <inheritdoc cref="Step(string, long, long)"/>
    internal void Step(string stage, long done, long total, string? detail)
    {
        Cancellation.ThrowIfCancellationRequested();
        _progress?.Report(new(stage, done, total) { Detail = detail });
    }

    /// <summary>Tells the user what was decided and why.</summary>
    public void Info(string message) => _info?.Invoke(message);

    /// <summary>Tells the user what to look at.</summary>
    public void Warn(string message) => _warning?.Invoke(message);

    /// <summary>Does the work on [0, <paramref name="count"/>) in chunks of fixed size, on all cores.</summary>
    /// <param name="count">Number of items.</param>
    /// <param name="chunkSize">Items in a chunk, ≥ 1; the last chunk may be shorter. Chunks do not depend on the number of threads.</param>
    /// <param name="work">Called once for each chunk with its number, first item and end (exclusive).</param>
    /// <exception cref="OperationCanceledException">The run was asked to stop.</exception>
    public void ForChunks(int count, int chunkSize, Action<int, int, int> work)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfLessThan(chunkSize, 1);
        ArgumentNullException.ThrowIfNull(work);

        int chunks = (int)(((long)count + chunkSize - 1) / chunkSize);
        if (chunks <= 1 || _parallel.MaxDegreeOfParallelism == 1)
        {
            for (int chunk = 0; chunk < chunks; chunk++)
                Chunk(chunk);
            return;
        }

        try
        {
            Parallel.For(0, chunks, _parallel, Chunk);
        }
        catch (AggregateException e) when (e.InnerExceptions.Count > 0 && e.InnerExceptions.All(i => i is SyntheticDataException or OperationCanceledException))
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }

        void Chunk(int chunk)
        {
            Cancellation.ThrowIfCancellationRequested();
            int start = chunk * chunkSize;
            work(chunk, start, (int)Math.Min((long)start + chunkSize, count));
        }
    }
}
