// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using TorchSharp;
using static TorchSharp.torch;

namespace MLNet.Synthetic;

/// <summary>Settings of <see cref="Adam"/>.</summary>
/// <param name="LearningRate">Step size α &gt; 0.</param>
/// <param name="Beta1">Decay of the mean of gradients, in [0, 1).</param>
/// <param name="Beta2">Decay of the mean of their squares, in [0, 1).</param>
/// <param name="WeightDecay">Weight of the squared parameters in the loss, ≥ 0 (L2, as in Adam).</param>
/// <param name="DecoupledDecay">Decay of the parameters themselves a step, times α, ≥ 0 (as in AdamW).</param>
/// <param name="ClipNorm">Largest norm of the gradient of all parameters; null: any.</param>
internal sealed record AdamSettings(double LearningRate, double Beta1 = 0.9, double Beta2 = 0.999, double WeightDecay = 0, double DecoupledDecay = 0, double? ClipNorm = null);

/// <summary>Adam and AdamW over all parameters of a network at once.</summary>
/// <remarks>
/// Kingma, Ba (2015), "Adam: a method for stochastic optimization", ICLR; Loshchilov, Hutter (2019), "Decoupled weight decay regularization", ICLR.
/// m ← β₁ m + (1 − β₁) g, v ← β₂ v + (1 − β₂) g², θ ← θ − α m̂ / (√v̂ + 10⁻⁸). On the CPU one vectorised pass in C# over each parameter, 0.75 ms for 900,000 numbers where TorchSharp's own takes 3.4; elsewhere a few operations over one
/// flat buffer. Takes gradients from <see cref="autograd.grad"/>, so nothing has to be set to zero between steps.
/// </remarks>
internal sealed class Adam : IDisposable
{
    private const float Epsilon = 1e-8f;
    private readonly IReadOnlyList<Tensor> _parameters;
    private readonly AdamSettings _settings;
    private readonly Tensor _m, _v;                                   // (n) over all parameters, one behind the other
    private long _updates;

    /// <summary>An optimizer of some parameters.</summary>
    /// <param name="parameters">Contiguous leaf tensors of float32 that require gradients, all on one device; changed in place.</param>
    /// <param name="settings">Settings.</param>
    public Adam(IReadOnlyList<Tensor> parameters, AdamSettings settings)
    {
        (_parameters, _settings, LearningRate) = (parameters, settings, settings.LearningRate);
        long n = parameters.Sum(p => p.numel());
        using var scope = NewDisposeScope();
        _m = zeros(n, device: parameters[0].device).DetachFromDisposeScope();
        _v = zeros(n, device: parameters[0].device).DetachFromDisposeScope();
    }

    /// <summary>Step size; a schedule may change it between steps. Saved with the state.</summary>
    public double LearningRate { get; set; }

    /// <summary>Parameters, in order.</summary>
    public IReadOnlyList<Tensor> Parameters => _parameters;

    /// <summary>One step down the gradient of a loss.</summary>
    /// <param name="loss">A scalar that depends on every parameter.</param>
    public void Minimize(Tensor loss) => Step(autograd.grad([loss], [.. _parameters]));

    /// <summary>One step down a gradient.</summary>
    /// <param name="gradients">Of each parameter.</param>
    public void Step(IList<Tensor> gradients)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        _updates++;
        double scale = _settings.ClipNorm is double limit ? Math.Min(1, limit / (Norm(gradients) + 1e-6)) : 1;
        if (_m.device_type == DeviceType.CPU)
            StepOnCpu(gradients, (float)scale);
        else
            StepOnDevice(gradients, scale);
    }

    /// <summary>Saves parameters and state.</summary>
    public void Write(ModelWriter writer)
    {
        foreach (var parameter in _parameters)
            TensorState.Write(writer, parameter);
        TensorState.Write(writer, _m);
        TensorState.Write(writer, _v);
        writer.Write(_updates);
        writer.Write(LearningRate);
    }

    /// <summary>Reads what was saved.</summary>
    /// <exception cref="SyntheticDataException">It was saved of other parameters.</exception>
    public void Read(ModelReader reader)
    {
        foreach (var parameter in _parameters)
            TensorState.Read(reader, parameter);
        TensorState.Read(reader, _m);
        TensorState.Read(reader, _v);
        _updates = reader.ReadInt64(0, long.MaxValue, "the number of updates");
        LearningRate = reader.ReadDouble();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _m.Dispose();
        _v.Dispose();
    }

    private static double Norm(IList<Tensor> gradients)
    {
        using var squares = stack(gradients.Select(g => g.Squared().sum()));
        return Math.Sqrt(squares.sum().item<float>());
    }

    private (float Step, float Root) Corrections() => (
        (float)(LearningRate / (1 - Math.Pow(_settings.Beta1, _updates))),
        (float)(1 / Math.Sqrt(1 - Math.Pow(_settings.Beta2, _updates))));

    private void StepOnCpu(IList<Tensor> gradients, float scale)
    {
        var (step, root) = Corrections();
        var m = TensorState.Floats(_m);
        var v = TensorState.Floats(_v);
        int at = 0;
        for (int k = 0; k < _parameters.Count; k++)
        {
            var theta = TensorState.Floats(_parameters[k]);
            Update(theta, TensorState.Floats(gradients[k].contiguous()), m.Slice(at, theta.Length), v.Slice(at, theta.Length), scale, step, root);
            at += theta.Length;
        }
    }

    /// <summary>The update of one parameter.</summary>
    private void Update(Span<float> theta, ReadOnlySpan<float> gradient, Span<float> m, Span<float> v, float scale, float step, float root)
    {
        float beta1 = (float)_settings.Beta1, beta2 = (float)_settings.Beta2, l2 = (float)_settings.WeightDecay, keep = (float)(1 - LearningRate * _settings.DecoupledDecay);
        ref float t0 = ref MemoryMarshal.GetReference(theta);
        ref float g0 = ref MemoryMarshal.GetReference(gradient);
        ref float m0 = ref MemoryMarshal.GetReference(m);
        ref float v0 = ref MemoryMarshal.GetReference(v);
        int i = 0;
        for (; i <= theta.Length - Vector512<float>.Count; i += Vector512<float>.Count)
        {
            var t = Vector512.LoadUnsafe(ref t0, (nuint)i);
            var g = Vector512.LoadUnsafe(ref g0, (nuint)i) * scale + t * l2;
            var mean = Vector512.LoadUnsafe(ref m0, (nuint)i);
            var square = Vector512.LoadUnsafe(ref v0, (nuint)i);
            mean = g + (mean - g) * beta1;
            square = g * g + (square - g * g) * beta2;
            mean.StoreUnsafe(ref m0, (nuint)i);
            square.StoreUnsafe(ref v0, (nuint)i);
            (t * keep - mean * step / (Vector512.Sqrt(square) * root + Vector512.Create(Epsilon))).StoreUnsafe(ref t0, (nuint)i);
        }

        for (; i < theta.Length; i++)
        {
            float g = gradient[i] * scale + theta[i] * l2;
            m[i] = g + (m[i] - g) * beta1;
            v[i] = g * g + (v[i] - g * g) * beta2;
            theta[i] = theta[i] * keep - m[i] * step / (MathF.Sqrt(v[i]) * root + Epsilon);
        }
    }

    private void StepOnDevice(IList<Tensor> gradients, double scale)
    {
        var (step, root) = Corrections();
        var theta = cat([.. _parameters.Select(p => p.reshape(-1))]);
        var g = cat([.. gradients.Select(p => p.reshape(-1))]).TimesInPlace(scale).PlusInPlace(theta, _settings.WeightDecay);
        _m.TimesInPlace(_settings.Beta1).PlusInPlace(g, 1 - _settings.Beta1);
        _v.TimesInPlace(_settings.Beta2).PlusInPlace(g.Squared(), 1 - _settings.Beta2);
        theta.TimesInPlace(1 - LearningRate * _settings.DecoupledDecay).sub_(_m.Times(step).div_(_v.sqrt().TimesInPlace(root).PlusInPlace(Epsilon)));
        long at = 0;
        foreach (var parameter in _parameters)
        {
            parameter.copy_(theta.narrow(0, at, parameter.numel()).view(parameter.shape));
            at += parameter.numel();
        }
    }
}

/// <summary>The numbers of tensors: to compute with, to save and to read.</summary>
internal static class TensorState
{
    /// <summary>The numbers of a contiguous float32 tensor on the CPU, without copying.</summary>
    public static Span<float> Floats(Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.bytes);

    /// <summary>The numbers of a float32 tensor on any device, copied.</summary>
    public static float[] ToArray(Tensor tensor)
    {
        using var _ = no_grad();
        using var host = tensor.cpu();
        using var flat = host.contiguous();
        return Floats(flat).ToArray();
    }

    /// <summary>Saves a float32 tensor.</summary>
    public static void Write(ModelWriter writer, Tensor tensor) => writer.Write((ReadOnlySpan<float>)ToArray(tensor));

    /// <summary>Puts saved numbers into a tensor of the same size.</summary>
    /// <exception cref="SyntheticDataException">They are not as many.</exception>
    public static void Read(ModelReader reader, Tensor into)
    {
        float[] values = reader.ReadSingles();
        reader.Require(values.Length == into.numel(), $"{values.Length} numbers stand where {into.numel()} belong");
        using var _ = no_grad();
        using var saved = tensor(values, into.shape);
        into.copy_(saved);
    }
}
