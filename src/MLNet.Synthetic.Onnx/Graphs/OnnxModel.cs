// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Runtime.InteropServices;

namespace MLNet.Synthetic;

/// <summary>Types of the numbers of a tensor, with ONNX's own numbers.</summary>
internal enum OnnxElement
{
    Float = 1,
    Int64 = 7,
    Boolean = 9,
}

/// <summary>A constant of a graph: weights, axes, sizes.</summary>
/// <param name="Name">Name of the value.</param>
/// <param name="Element">Type of its numbers: float or int64.</param>
/// <param name="Shape">Lengths of the axes; none: a scalar.</param>
/// <param name="Bytes">The numbers, little-endian, the last axis side by side.</param>
internal sealed record OnnxTensor(string Name, OnnxElement Element, int[] Shape, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>Numbers of a tensor of whole numbers.</summary>
    public ReadOnlySpan<long> Longs => MemoryMarshal.Cast<byte, long>(Bytes.Span);
}

/// <summary>An input or output of a graph. Its first axis is the rows of a batch.</summary>
/// <param name="Name">Name of the value.</param>
/// <param name="Element">Type of its numbers.</param>
/// <param name="RowShape">Lengths of the axes behind the first: the shape of one row; none: a number a row.</param>
internal sealed record OnnxPort(string Name, OnnxElement Element, int[] RowShape)
{
    /// <summary>Numbers of one row.</summary>
    public int RowLength => RowShape.Aggregate(1, (product, length) => checked(product * length));

    /// <summary>The port as errors show it, e.g. <c>float noise (rows, 128)</c>.</summary>
    public override string ToString() => $"{Element.ToString().ToLowerInvariant()} {Name} ({string.Join(", ", RowShape.Select(d => $"{d}").Prepend("rows"))})";
}

/// <summary>A setting of an operator: a whole number, a number, a text or whole numbers.</summary>
internal readonly record struct OnnxAttribute(string Name, object Value)
{
    public static implicit operator OnnxAttribute((string Name, int Value) pair) => new(pair.Name, (long)pair.Value);

    public static implicit operator OnnxAttribute((string Name, float Value) pair) => new(pair.Name, pair.Value);

    public static implicit operator OnnxAttribute((string Name, string Value) pair) => new(pair.Name, pair.Value);

    public static implicit operator OnnxAttribute((string Name, long[] Value) pair) => new(pair.Name, pair.Value);
}

/// <summary>One operator of a graph.</summary>
/// <param name="Operator">Its ONNX name.</param>
/// <param name="Inputs">Names of the values it takes.</param>
/// <param name="Outputs">Names of the values it gives.</param>
/// <param name="Attributes">Its settings.</param>
internal sealed record OnnxNode(string Operator, string[] Inputs, string[] Outputs, OnnxAttribute[] Attributes);

/// <summary>A network as a file holds it: what <see cref="OnnxGraph"/> builds and <see cref="OnnxModelFormat"/> writes and reads.</summary>
/// <param name="Name">Name of the graph.</param>
/// <param name="Inputs">What is fed.</param>
/// <param name="Outputs">What comes out.</param>
/// <param name="Constants">Weights and other constants.</param>
/// <param name="Nodes">Operators, each behind those it takes values from.</param>
/// <param name="Metadata">Names and texts, for people and for checks.</param>
internal sealed record OnnxModel(
    string Name,
    IReadOnlyList<OnnxPort> Inputs,
    IReadOnlyList<OnnxPort> Outputs,
    IReadOnlyList<OnnxTensor> Constants,
    IReadOnlyList<OnnxNode> Nodes,
    IReadOnlyList<KeyValuePair<string, string>> Metadata);
