// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML.OnnxRuntime;

namespace MLNet.Synthetic;

/// <summary>Decides what a network runs with, and says in one message what and why.</summary>
internal static class ProviderChoice
{
    private const string Packages = "Microsoft.ML.OnnxRuntime.Gpu (CUDA), Microsoft.ML.OnnxRuntime.DirectML or Intel.ML.OnnxRuntime.OpenVino";

    /// <summary>Opens a session on the device that was asked for, or on the CPU.</summary>
    /// <typeparam name="T">A session.</typeparam>
    /// <param name="device">What was asked for.</param>
    /// <param name="available">Names of the providers that the native library has.</param>
    /// <param name="open">Opens a session with a provider.</param>
    /// <param name="info">Told what was chosen and why.</param>
    /// <param name="warn">Told where the CPU stands in for a GPU.</param>
    /// <exception cref="InvalidOperationException">There is no native library, or the GPU cannot be used and the CPU is not allowed to stand in.</exception>
    /// <exception cref="OnnxRuntimeException">The network itself cannot be opened.</exception>
    public static (T Session, ExecutionProvider Provider) Open<T>(
        ComputeDevice device, Func<IReadOnlyList<string>> available, Func<ExecutionProvider, T> open, Action<string> info, Action<string> warn)
    {
        var there = Providers(available);
        if (device.GpuDeviceId is not int gpu)
        {
            var onCpu = OpenOnCpu(open);
            info("ONNX Runtime computes on the CPU: no GPU was asked for (MLContext.GpuDeviceId is not set).");
            return (onCpu, ExecutionProvider.Cpu);
        }

        string why = $"the native library in use has no GPU provider (it has {string.Join(", ", there)}); reference {Packages} in place of Microsoft.ML.OnnxRuntime";
        Exception? cause = null;
        if (ExecutionProvider.Gpu.FirstOrDefault(p => there.Contains(p.Name)) is { } provider)
        {
            try
            {
                var session = open(provider);
                info($"ONNX Runtime computes on GPU {gpu} with {provider.Title}.");
                return (session, provider);
            }
            catch (Exception e) when (e is OnnxRuntimeException || IsMissingLibrary(e))
            {
                (why, cause) = ($"{provider.Title} does not open GPU {gpu} ({FirstLine(e)}); check that there is a GPU of this number and that driver and libraries are installed", e);
            }
        }

        if (!device.FallbackToCpu)
            throw new InvalidOperationException($"GPU {gpu} cannot be used and the CPU must not stand in (MLContext.FallbackToCpu is false): {why}.", cause);
        var fallback = OpenOnCpu(open);
        warn($"ONNX Runtime computes on the CPU, not on GPU {gpu}: {why}.");
        return (fallback, ExecutionProvider.Cpu);
    }

    private static IReadOnlyList<string> Providers(Func<IReadOnlyList<string>> available)
    {
        try
        {
            return available();
        }
        catch (Exception e) when (IsMissingLibrary(e))
        {
            throw NoLibrary(e);
        }
    }

    private static T OpenOnCpu<T>(Func<ExecutionProvider, T> open)
    {
        try
        {
            return open(ExecutionProvider.Cpu);
        }
        catch (Exception e) when (IsMissingLibrary(e))
        {
            throw NoLibrary(e);
        }
    }

    /// <summary>Whether a native library, or an entry of it, is not there. The first use of ONNX Runtime wraps this into the error of a type initializer.</summary>
    private static bool IsMissingLibrary(Exception e) => e is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException or TypeInitializationException;

    private static InvalidOperationException NoLibrary(Exception cause) => new(
        $"The native library of ONNX Runtime is not there or does not fit ({FirstLine(cause)}). Add the package Microsoft.ML.OnnxRuntime (CPU) to the application, or for a GPU {Packages}, " +
        "of the version of Microsoft.ML.OnnxRuntime.Managed.", cause);

    private static string FirstLine(Exception e) => (e is TypeInitializationException { InnerException: { } inner } ? inner : e).Message.Split('\n')[0].Split(". In order to help")[0].Trim().TrimEnd('.');
}
