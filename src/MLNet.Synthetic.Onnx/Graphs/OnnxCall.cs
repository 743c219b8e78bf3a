// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>What is known of a value before the network runs.</summary>
/// <param name="Element">Type of its numbers.</param>
/// <param name="Shape">Lengths of its axes.</param>
/// <param name="Constant">Its numbers where they are constant.</param>
internal sealed record OnnxFacts(OnnxElement Element, int[] Shape, OnnxTensor? Constant = null)
{
    /// <summary>How many numbers it has.</summary>
    public long Count => Shape.Aggregate(1L, (product, length) => checked(product * length));

    /// <summary>The same with another length of one axis.</summary>
    public OnnxFacts With(int axis, int length)
    {
        int[] shape = [.. Shape];
        shape[axis] = length;
        return new(Element, shape);
    }
}

/// <summary>An operator with what is known of the values it takes.</summary>
/// <param name="node">The operator.</param>
/// <param name="inputs">The values, in the order it takes them.</param>
internal sealed class OnnxCall(OnnxNode node, IReadOnlyList<OnnxFacts> inputs)
{
    public OnnxNode Node => node;

    /// <summary>A value it takes.</summary>
    public OnnxFacts this[int input] => input < inputs.Count ? inputs[input] : throw Fault($"it lacks input {input + 1}");

    /// <summary>A value it takes, of one type.</summary>
    public OnnxFacts Of(int input, OnnxElement element) => this[input].Element == element ? this[input] : throw Fault($"input {input + 1} is not of type {element}");

    /// <summary>The value of a setting; null: it has none.</summary>
    public object? Get(string attribute) => node.Attributes.FirstOrDefault(a => a.Name == attribute).Value;

    /// <summary>The whole number of a setting.</summary>
    public long Long(string attribute, long otherwise) => Get(attribute) is { } value ? value as long? ?? throw Fault($"'{attribute}' is no whole number") : otherwise;

    /// <summary>The axis of the first value that a setting names.</summary>
    public int Axis(string attribute, long otherwise) => Place(Long(attribute, otherwise), this[0].Shape.Length);

    /// <summary>An axis counted from the front; a negative one counts from the back.</summary>
    public int Place(long axis, int rank) => axis >= -rank && axis < rank ? (int)(axis < 0 ? axis + rank : axis) : throw Fault($"there is no axis {axis}");

    /// <summary>The whole numbers of a constant input of one axis.</summary>
    public long[] Longs(int input)
        => Of(input, OnnxElement.Int64) is { Constant: { } constant, Shape.Length: 1 } ? constant.Longs.ToArray() : throw Fault($"input {input + 1} is no constant list");

    /// <summary>The only whole number of a constant input.</summary>
    public long Number(int input)
        => Of(input, OnnxElement.Int64) is { Constant: { } constant, Count: 1 } ? constant.Longs[0] : throw Fault($"input {input + 1} is no constant number");

    /// <summary>The result where an axis exists.</summary>
    public OnnxFacts[] Along(long axis, OnnxFacts[] result)
    {
        Place(axis, this[0].Shape.Length);
        return result;
    }

    /// <summary>The result where a fact holds.</summary>
    public OnnxFacts[] Require(bool holds, string fault, OnnxFacts[] result) => holds ? result : throw Fault(fault);

    /// <summary>The error of an operator that does not take its values.</summary>
    public OnnxShapeException Fault(string fault)
        => new($"{node.Operator}({string.Join(", ", inputs.Select(i => $"{i.Element} [{string.Join(", ", i.Shape)}]"))}): {fault}");
}

/// <summary>Values that an operator does not take.</summary>
internal sealed class OnnxShapeException(string message) : Exception(message);
