// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using TorchSharp;
using static TorchSharp.torch;

namespace MLNet.Synthetic;

/// <summary>Arithmetic of tensors and numbers that no garbage collection can disturb.</summary>
/// <remarks>
/// TorchSharp 0.107 turns a number into a <see cref="Scalar"/> with a finalizer and does not keep it alive during the native call: a collection on another thread frees it under the hands of libtorch, which then fails ("Unknown scalar type") or, worse,
/// computes with another number. Even <c>a + b</c> of two tensors makes one, the factor 1. Here every scalar lives until its operation is done. What makes scalars of its own is banned in this project (BannedSymbols.TorchSharp.txt).
/// </remarks>
internal static class TorchOperators
{
    private static readonly Lazy<Scalar> s_one = new(() => 1.0.ToScalar());

    extension(Tensor x)
    {
        /// <summary>x + y.</summary>
        public Tensor Plus(Tensor y) => x.add(y, s_one.Value);

        /// <summary>x + f y.</summary>
        public Tensor Plus(Tensor y, double f) => Using(f, s => x.add(y, s));

        /// <summary>x + c.</summary>
        public Tensor Plus(double c) => Using(c, s => x.add(s, s_one.Value));

        /// <summary>c x.</summary>
        public Tensor Times(double c) => Using(c, s => x.mul(s));

        /// <summary>c − x.</summary>
        public Tensor From(double c) => x.neg().PlusInPlace(c);

        /// <summary>x².</summary>
        public Tensor Squared() => x.mul(x);

        /// <summary>Whether x &gt; c.</summary>
        public Tensor IsAbove(double c) => Using(c, s => x.gt(s));

        /// <summary>x held between two numbers.</summary>
        public Tensor Within(double least, double most) => Using(least, l => Using(most, m => x.clamp(l, m)));

        /// <summary>x ← x + y.</summary>
        public Tensor PlusInPlace(Tensor y) => x.add_(y, s_one.Value);

        /// <summary>x ← x + f y.</summary>
        public Tensor PlusInPlace(Tensor y, double f) => Using(f, s => x.add_(y, s));

        /// <summary>x ← x + c.</summary>
        public Tensor PlusInPlace(double c) => Using(c, s => x.add_(s, s_one.Value));

        /// <summary>x ← c x.</summary>
        public Tensor TimesInPlace(double c) => Using(c, s => x.mul_(s));

        /// <summary>x ← x held between two numbers.</summary>
        public Tensor WithinInPlace(double least, double most) => Using(least, l => Using(most, m => x.clamp_(l, m)));

        /// <summary>x ← c.</summary>
        public Tensor FillInPlace(double c) => Using(c, s => x.fill_(s));
    }

    /// <summary>An operation with a number that lives until it is done.</summary>
    public static Tensor Using(double c, Func<Scalar, Tensor> operation)
    {
        using var scalar = c.ToScalar();
        return operation(scalar);
    }
}
