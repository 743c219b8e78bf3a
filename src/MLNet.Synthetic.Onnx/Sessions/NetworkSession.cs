// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Collections.Concurrent;
using Microsoft.ML.OnnxRuntime;

namespace MLNet.Synthetic;

/// <summary>A network opened with ONNX Runtime, for batches of one size on as many threads as call it.</summary>
/// <remarks>
/// One thread inside a session and a fixed number of rows: the same batch gives the same bits whoever computes it. Buffers are used again. Where nobody disposes it, the garbage collector frees it.
/// </remarks>
internal sealed class NetworkSession : IDisposable
{
    private readonly InferenceSession _session;
    private readonly ConcurrentQueue<NetworkBatch> _idle = new();   // a ConcurrentBag would keep them, and the session, alive as long as their threads
    private readonly Lock? _oneAtATime;

    private NetworkSession(InferenceSession session, ExecutionProvider provider, OnnxModel model, int batchRows)
    {
        (_session, Provider, Model, BatchRows) = (session, provider, model, batchRows);
        _oneAtATime = provider == ExecutionProvider.Cpu ? null : new();  // DirectML takes no two runs at once, and a GPU gains nothing by it
    }

    /// <summary>What it computes with.</summary>
    public ExecutionProvider Provider { get; }

    /// <summary>The network.</summary>
    public OnnxModel Model { get; }

    /// <summary>Rows of a batch.</summary>
    public int BatchRows { get; }

    /// <summary>Opens a network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="batchRows">Rows of a batch, ≥ 1.</param>
    /// <param name="run">Says on which device, and is told on which one it came out.</param>
    /// <exception cref="InvalidOperationException">There is no native library, or the GPU cannot be used and the CPU must not stand in.</exception>
    /// <exception cref="SyntheticDataException">ONNX Runtime does not take the network.</exception>
    public static NetworkSession Open(Network network, int batchRows, RunContext run)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batchRows, 1);
        try
        {
            var (session, provider) = ProviderChoice.Open(run.Device, () => OrtEnv.Instance().GetAvailableProviders(), p => Open(network.Bytes, p, run.Device.GpuDeviceId ?? 0), run.Info, run.Warn);
            return new(session, provider, network.Model, batchRows);
        }
        catch (OnnxRuntimeException e)
        {
            throw Refused("opened", e);
        }
    }

    /// <summary>Runs work on a batch with buffers of its own; safe for several threads at once.</summary>
    /// <param name="work">Fills the inputs, calls <see cref="NetworkBatch.Run"/> once or several times, reads the outputs.</param>
    public void Use(Action<NetworkBatch> work)
    {
        var batch = _idle.TryDequeue(out var idle) ? idle : new(this);
        work(batch);
        _idle.Enqueue(batch);                                         // after an error it is not used again
    }

    /// <summary>Computes the outputs of a batch from its inputs.</summary>
    internal void Run(RunOptions options, string[] inputNames, OrtValue[] inputs, string[] outputNames, OrtValue[] outputs)
    {
        try
        {
            if (_oneAtATime is null)
            {
                _session.Run(options, inputNames, inputs, outputNames, outputs);
                return;
            }

            lock (_oneAtATime)
                _session.Run(options, inputNames, inputs, outputNames, outputs);
        }
        catch (OnnxRuntimeException e)
        {
            throw Refused("run", e);
        }
    }

    public void Dispose()
    {
        while (_idle.TryDequeue(out var batch))
            batch.Dispose();
        _session.Dispose();
    }

    private static InferenceSession Open(byte[] bytes, ExecutionProvider provider, int gpu)
    {
        using var options = new SessionOptions
        {
            IntraOpNumThreads = 1,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,   // errors come as exceptions; a library does not write to the console
        };
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        if (provider == ExecutionProvider.Cuda)
        {
            options.AppendExecutionProvider_CUDA(gpu);
        }
        else if (provider == ExecutionProvider.DirectMl)
        {
            options.EnableMemoryPattern = false;                      // DirectML asks for this and for sequential execution
            options.AppendExecutionProvider_DML(gpu);
        }
        else if (provider == ExecutionProvider.OpenVino)
        {
            options.AppendExecutionProvider_OpenVINO(gpu == 0 ? "GPU" : $"GPU.{gpu}");
        }

        return new(bytes, options);
    }

    private static SyntheticDataException Refused(string what, OnnxRuntimeException e)
        => new($"The network cannot be {what} by ONNX Runtime: {e.Message.Split('\n')[0].Trim()}. Get the file anew, or save the synthesizer again.", e);
}
