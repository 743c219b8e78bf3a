// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using TorchSharp;
using static TorchSharp.torch;

namespace MLNet.Synthetic;

/// <summary>Where a training computes, with how many threads, and from which random numbers.</summary>
/// <remarks>
/// Random numbers come from a generator of the run, never from the global one of the process. It is seeded anew at every step, from the seed of the run and the number of the step: the number is then all there is to save of it,
/// and a resumed run draws what an uninterrupted one draws. <see cref="Uniform"/> and <see cref="Normal"/> cost 2 to 4 ns a value; <c>bernoulli_</c>, <c>exponential_</c> and <c>Dropout</c> cost 12 to 20 and draw from the
/// global generator, so masks are made by comparing uniform numbers and Gumbel noise by two logarithms.
/// </remarks>
internal sealed class TorchRun : IDisposable
{
    private readonly int _threadsBefore;
    private readonly Generator _generator;

    /// <summary>Makes sure that libtorch is there, picks the device, and sets the number of threads of this thread until disposal.</summary>
    /// <exception cref="DllNotFoundException">TorchSharp or libtorch does not load; the message names cause and cure.</exception>
    /// <exception cref="InvalidOperationException">The CUDA device that was asked for cannot be used, and the CPU is not to stand in.</exception>
    public TorchRun(NetworkOptions options, RunContext run)
    {
        TorchNative.Require();
        Device = TorchDevice.Choose(run);
        Threads = options.Threads;
        _threadsBefore = get_num_threads();
        set_num_threads(Threads);
        _generator = new Generator(0, Device);
        Random = run.Random;
    }

    /// <summary>Where tensors live.</summary>
    public Device Device { get; }

    /// <summary>Threads of the CPU.</summary>
    public int Threads { get; }

    /// <summary>The root stream of the run.</summary>
    public Rng Random { get; }

    /// <summary>Device and threads in words.</summary>
    public string DeviceName => Device.type == DeviceType.CPU ? $"CPU, {Threads} thread{(Threads == 1 ? "" : "s")}" : $"CUDA device {Device.index}";

    /// <summary>Starts the random numbers of a step.</summary>
    /// <param name="random">The stream of the step.</param>
    public void Seed(Rng random) => _generator.manual_seed(random.Fork("torch").NextSeed());

    /// <summary>Uniform numbers in [0, 1).</summary>
    public Tensor Uniform(params long[] size) => rand(size, device: Device, generator: _generator);

    /// <summary>Standard normal numbers.</summary>
    public Tensor Normal(params long[] size) => randn(size, device: Device, generator: _generator);

    /// <summary>Standard Gumbel noise, −log(−log u).</summary>
    public Tensor Gumbel(params long[] size) => Uniform(size).WithinInPlace(1e-10, 1 - 1e-7).log_().neg_().log_().neg_();      // rand can return exactly 0; float32 rounds 1 - 1e-8 to 1

    /// <summary>A mask that keeps each unit with probability 1 − p and scales it by 1 / (1 − p).</summary>
    public Tensor Dropout(double p, params long[] size) => Uniform(size).IsAbove(p).to_type(ScalarType.Float32).TimesInPlace(1 / (1 - p));

    /// <summary>A weight matrix or bias of a layer of so many inputs, U(−1/√inputs, 1/√inputs): PyTorch's own start of a linear layer.</summary>
    public Tensor Weight(int inputs, params long[] size) => Uniform(size).TimesInPlace(2 / Math.Sqrt(inputs)).PlusInPlace(-1 / Math.Sqrt(inputs));

    /// <summary>Numbers as a tensor on the device.</summary>
    public Tensor ToTensor(float[] values, params long[] size)
    {
        var host = tensor(values, size);
        return Device.type == DeviceType.CPU ? host : host.to(Device, disposeAfter: true);
    }

    /// <summary>Row numbers as a tensor on the device.</summary>
    public Tensor ToTensor(long[] values)
    {
        var host = tensor(values);
        return Device.type == DeviceType.CPU ? host : host.to(Device, disposeAfter: true);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _generator.Dispose();
        set_num_threads(_threadsBefore);
    }
}
