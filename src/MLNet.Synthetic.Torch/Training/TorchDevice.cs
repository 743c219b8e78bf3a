// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using TorchSharp;
using static TorchSharp.torch;

namespace MLNet.Synthetic;

/// <summary>Which device a training runs on.</summary>
internal static class TorchDevice
{
    /// <summary>Picks the device that <see cref="RunContext.Device"/> asks for, and says which and why.</summary>
    /// <param name="run">Says on which device, and is told what was decided.</param>
    /// <exception cref="InvalidOperationException">The device cannot be used, and the CPU is not to stand in.</exception>
    public static Device Choose(RunContext run) => Choose(run, () => cuda.is_available() ? cuda.device_count() : 0);

    /// <inheritdoc cref="Choose(RunContext)"/>
    /// <param name="run">Says on which device, and is told what was decided.</param>
    /// <param name="devices">Counts the CUDA devices; a seam for tests.</param>
    internal static Device Choose(RunContext run, Func<int> devices)
    {
        if (run.Device.GpuDeviceId is not int number)
            return CPU;
        int count = devices();
        if (number < count)
        {
            run.Info($"Training on CUDA device {number}.");
            return new Device(DeviceType.CUDA, number);
        }

        string cause = count == 0
            ? "libtorch finds no CUDA device: the application needs TorchSharp-cuda-linux or TorchSharp-cuda-windows in place of the CPU package, and a driver"
            : $"there {(count == 1 ? "is one CUDA device, number 0" : $"are {count} CUDA devices, numbers 0 to {count - 1}")}";
        if (!run.Device.FallbackToCpu)
            throw new InvalidOperationException($"CUDA device {number} cannot be used: {cause}. Choose another one, or let the CPU stand in (FallbackToCpu).");
        run.Warn($"Training on the CPU, not on CUDA device {number}: {cause}.");
        return CPU;
    }
}
