// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Where networks run: in ML.NET, what <c>MLContext.GpuDeviceId</c> and <c>FallbackToCpu</c> say.</summary>
/// <param name="GpuDeviceId">Number of the GPU, from 0; null: the CPU.</param>
/// <param name="FallbackToCpu">Whether the CPU serves where that GPU cannot be used; otherwise that is an error.</param>
public readonly record struct ComputeDevice(int? GpuDeviceId, bool FallbackToCpu = true)
{
    /// <summary>The CPU.</summary>
    public static ComputeDevice Cpu => new(null);
}
