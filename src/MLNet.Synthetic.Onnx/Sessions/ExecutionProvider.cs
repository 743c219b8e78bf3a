// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>What ONNX Runtime computes with.</summary>
/// <param name="Name">Its name in ONNX Runtime.</param>
/// <param name="Title">What messages call it.</param>
internal sealed record ExecutionProvider(string Name, string Title)
{
    public static readonly ExecutionProvider Cpu = new("CPUExecutionProvider", "CPU");
    public static readonly ExecutionProvider Cuda = new("CUDAExecutionProvider", "CUDA");
    public static readonly ExecutionProvider DirectMl = new("DmlExecutionProvider", "DirectML");
    public static readonly ExecutionProvider OpenVino = new("OpenVINOExecutionProvider", "OpenVINO");

    /// <summary>Those for a GPU, the first that is there is taken.</summary>
    public static IReadOnlyList<ExecutionProvider> Gpu { get; } = [Cuda, DirectMl, OpenVino];
}
