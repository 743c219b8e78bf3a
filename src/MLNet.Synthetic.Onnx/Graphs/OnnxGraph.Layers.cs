// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Operators and layers by name. x is (rows, columns) unless said otherwise.</summary>
internal sealed partial class OnnxGraph
{
    /// <summary>x Wᵀ + b, as a linear layer keeps its weights.</summary>
    /// <param name="x">(rows, inputs).</param>
    /// <param name="weight">(outputs, inputs).</param>
    /// <param name="bias">(outputs); null: none.</param>
    public OnnxValue Gemm(OnnxValue x, OnnxValue weight, OnnxValue? bias = null) => Node("Gemm", bias is null ? [x, weight] : [x, weight, bias], ("transB", 1));

    /// <summary>x Wᵀ + b with constant weights.</summary>
    /// <param name="x">(rows, inputs).</param>
    /// <param name="weight">(outputs, inputs), row by row.</param>
    /// <param name="bias">(outputs).</param>
    public OnnxValue Linear(OnnxValue x, ReadOnlySpan<float> weight, ReadOnlySpan<float> bias)
        => Gemm(x, Constant(weight, bias.Length, weight.Length / bias.Length), Constant(bias, bias.Length));

    /// <summary>A product of matrices in the last two axes.</summary>
    public OnnxValue MatMul(OnnxValue a, OnnxValue b) => Node("MatMul", [a, b]);

    /// <summary>Batch normalization with the running mean and variance, each (columns).</summary>
    public OnnxValue BatchNorm(OnnxValue x, OnnxValue scale, OnnxValue shift, OnnxValue mean, OnnxValue variance, float epsilon = 1e-5f)
        => Node("BatchNormalization", [x, scale, shift, mean, variance], ("epsilon", epsilon));

    /// <summary>Layer normalization over the last axis; scale and shift of its length.</summary>
    public OnnxValue LayerNorm(OnnxValue x, OnnxValue scale, OnnxValue shift, float epsilon = 1e-5f)
        => Node("LayerNormalization", [x, scale, shift], ("axis", -1), ("epsilon", epsilon));

    /// <summary>Rows of a table of vectors by number.</summary>
    /// <param name="table">(n, width).</param>
    /// <param name="indices">Whole numbers from 0 to n − 1, of any shape: the width becomes its last axis.</param>
    public OnnxValue Embedding(OnnxValue table, OnnxValue indices) => Node("Gather", [table, indices], ("axis", 0));

    public OnnxValue Add(OnnxValue a, OnnxValue b) => Node("Add", [a, b]);

    public OnnxValue Subtract(OnnxValue a, OnnxValue b) => Node("Sub", [a, b]);

    public OnnxValue Multiply(OnnxValue a, OnnxValue b) => Node("Mul", [a, b]);

    public OnnxValue Divide(OnnxValue a, OnnxValue b) => Node("Div", [a, b]);

    public OnnxValue Relu(OnnxValue x) => Node("Relu", [x]);

    public OnnxValue LeakyRelu(OnnxValue x, float slope = 0.01f) => Node("LeakyRelu", [x], ("alpha", slope));

    public OnnxValue Tanh(OnnxValue x) => Node("Tanh", [x]);

    public OnnxValue Sigmoid(OnnxValue x) => Node("Sigmoid", [x]);

    public OnnxValue Exp(OnnxValue x) => Node("Exp", [x]);

    public OnnxValue Log(OnnxValue x) => Node("Log", [x]);

    public OnnxValue Sin(OnnxValue x) => Node("Sin", [x]);

    public OnnxValue Cos(OnnxValue x) => Node("Cos", [x]);

    /// <summary>x σ(x).</summary>
    public OnnxValue Silu(OnnxValue x) => Multiply(x, Sigmoid(x));

    /// <summary>x Φ(x), exact (erf).</summary>
    public OnnxValue Gelu(OnnxValue x) => Node("Gelu", [x], ("approximate", "none"));

    public OnnxValue Softmax(OnnxValue x, int axis = -1) => Node("Softmax", [x], ("axis", axis));

    public OnnxValue LogSoftmax(OnnxValue x, int axis = -1) => Node("LogSoftmax", [x], ("axis", axis));

    /// <summary>Numbers held between two bounds.</summary>
    public OnnxValue Clip(OnnxValue x, float least, float most) => Node("Clip", [x, Scalar(least), Scalar(most)]);

    public OnnxValue Where(OnnxValue condition, OnnxValue then, OnnxValue otherwise) => Node("Where", [condition, then, otherwise]);

    public OnnxValue Less(OnnxValue a, OnnxValue b) => Node("Less", [a, b]);

    public OnnxValue Equal(OnnxValue a, OnnxValue b) => Node("Equal", [a, b]);

    public OnnxValue Cast(OnnxValue x, OnnxElement to) => Node("Cast", [x], ("to", (int)to));

    /// <summary>Values side by side along an axis.</summary>
    public OnnxValue Concat(IReadOnlyList<OnnxValue> parts, int axis = 1) => parts.Count == 1 ? parts[0] : Node("Concat", [.. parts], ("axis", axis));

    /// <summary>Parts of given lengths along an axis.</summary>
    public OnnxValue[] Split(OnnxValue x, IReadOnlyList<int> lengths, int axis = 1)
        => lengths.Count == 1 ? [x] : Node("Split", lengths.Count, [x, Longs([.. lengths.Select(l => (long)l)])], ("axis", axis));

    /// <summary>From a start (inclusive) to an end (exclusive) along an axis.</summary>
    public OnnxValue Slice(OnnxValue x, int start, int end, int axis = 1) => Node("Slice", [x, Longs(start), Longs(end), Longs(axis)]);

    /// <summary>The same numbers in another shape; 0 keeps the length of an axis, −1 takes what is left.</summary>
    public OnnxValue Reshape(OnnxValue x, params ReadOnlySpan<long> shape) => Node("Reshape", [x, Longs(shape)]);

    /// <summary>The axes in another order.</summary>
    public OnnxValue Transpose(OnnxValue x, params long[] order) => Node("Transpose", [x], ("perm", order));

    /// <summary>New axes of length 1 at these places.</summary>
    public OnnxValue Unsqueeze(OnnxValue x, params ReadOnlySpan<long> axes) => Node("Unsqueeze", [x, Longs(axes)]);

    /// <summary>Drops axes of length 1.</summary>
    public OnnxValue Squeeze(OnnxValue x, params ReadOnlySpan<long> axes) => Node("Squeeze", [x, Longs(axes)]);

    /// <summary>Place of the largest number along an axis, which is dropped; the first of several.</summary>
    public OnnxValue ArgMax(OnnxValue x, int axis = -1) => Node("ArgMax", [x], ("axis", axis), ("keepdims", 0));

    public OnnxValue CumulativeSum(OnnxValue x, int axis = -1) => Node("CumSum", [x, Longs(axis)]);

    public OnnxValue Sum(OnnxValue x, int axis = -1, bool keepAxis = true) => Node("ReduceSum", [x, Longs(axis)], ("keepdims", keepAxis ? 1 : 0));

    public OnnxValue Mean(OnnxValue x, int axis = -1, bool keepAxis = true) => Node("ReduceMean", [x, Longs(axis)], ("keepdims", keepAxis ? 1 : 0));

    public OnnxValue Maximum(OnnxValue x, int axis = -1, bool keepAxis = true) => Node("ReduceMax", [x, Longs(axis)], ("keepdims", keepAxis ? 1 : 0));
}
