// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace MLNet.Synthetic;

/// <summary>Messages and seeds of a component, through the host that its user configured.</summary>
internal sealed class HostLog(MLContext ml, string component)
{
    /// <summary>Tells what was decided and why, in <see cref="MLContext.Log"/>.</summary>
    public void Info(string message)
    {
        using var channel = ((IChannelProvider)ml).Start(component);
        channel.Info(MessageSensitivity.None, message);
    }

    /// <summary>Tells what to look at, in <see cref="MLContext.Log"/>.</summary>
    public void Warn(string message)
    {
        using var channel = ((IChannelProvider)ml).Start(component);
        channel.Warning(MessageSensitivity.None, message);
    }

    /// <summary>Where networks run, by <see cref="MLContext.GpuDeviceId"/> and <see cref="MLContext.FallbackToCpu"/>.</summary>
    public ComputeDevice Device => new(ml.GpuDeviceId, ml.FallbackToCpu);

    /// <summary>A seed drawn from the context: with a seeded context the same calls in the same order give the same seeds.</summary>
    public int DrawSeed() => ((IHostEnvironment)ml).Register(component).Rand.Next();
}
