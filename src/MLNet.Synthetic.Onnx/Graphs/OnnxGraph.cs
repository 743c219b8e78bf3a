// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;
using System.Runtime.InteropServices;

namespace MLNet.Synthetic;

/// <summary>A value in a graph that is being built.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Facts">Its type and shape for <see cref="OnnxGraph.TrialRows"/> rows.</param>
internal sealed record OnnxValue(string Name, OnnxFacts Facts)
{
    /// <summary>Lengths of the axes behind the rows.</summary>
    public ReadOnlySpan<int> RowShape => Facts.Shape.AsSpan(1);
}

/// <summary>Builds a network operator by operator: a call returns the value that the operator gives, and shapes that do not fit are an error at once.</summary>
/// <remarks>
/// ONNX opset 21, written by <see cref="OnnxModelFormat"/>. Every input and output has the rows of a batch as its first axis. Operators without a method of their own are written with
/// <c>Node</c>; which there are is said by <see cref="OnnxOperators"/>. Random numbers are inputs, never made in the graph, so that rows depend on the library's own seeds alone.
/// </remarks>
internal sealed partial class OnnxGraph(string name)
{
    /// <summary>Rows that shapes are worked out for while a graph is built: a prime that no layer is wide.</summary>
    public const int TrialRows = 99991;

    private readonly List<OnnxPort> _inputs = [], _outputs = [];
    private readonly List<OnnxTensor> _constants = [];
    private readonly List<OnnxNode> _nodes = [];
    private readonly List<KeyValuePair<string, string>> _metadata = [];
    private int _values;

    /// <summary>An input of numbers.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="rowShape">Shape of one row: (rows, ...); none: one number a row.</param>
    public OnnxValue Input(string name, params int[] rowShape) => Input(name, OnnxElement.Float, rowShape);

    /// <summary>An input.</summary>
    /// <inheritdoc cref="Input(string, int[])"/>
    /// <param name="name">Its name.</param>
    /// <param name="element">Type of its numbers.</param>
    /// <param name="rowShape">Shape of one row: (rows, ...); none: one number a row.</param>
    public OnnxValue Input(string name, OnnxElement element, params int[] rowShape)
    {
        _inputs.Add(new(name, element, rowShape));
        return new(name, new(element, [TrialRows, .. rowShape]));
    }

    /// <summary>Names a value as an output.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">The value, with the rows as its first axis.</param>
    public void Output(string name, OnnxValue value)
    {
        if (value.Facts.Shape is not [TrialRows, ..])
            throw new ArgumentException($"The first axis of output '{name}' is not the rows of the batch.", nameof(value));
        _nodes.Add(new("Identity", [value.Name], [name], []));
        _outputs.Add(new(name, value.Facts.Element, value.RowShape.ToArray()));
    }

    /// <summary>A text beside the network, for people and for checks.</summary>
    public void Metadata(string key, string value) => _metadata.Add(new(key, value));

    /// <summary>Constant numbers, such as weights.</summary>
    /// <param name="values">The numbers, the last axis side by side.</param>
    /// <param name="shape">Lengths of the axes; none: a scalar.</param>
    public OnnxValue Constant(ReadOnlySpan<float> values, params ReadOnlySpan<int> shape) => Constant(OnnxElement.Float, values.Length, MemoryMarshal.AsBytes(values), shape);

    /// <summary>One constant number.</summary>
    public OnnxValue Scalar(float value) => Constant([value]);

    /// <summary>Constant whole numbers in a row: axes, sizes, indices.</summary>
    public OnnxValue Longs(params ReadOnlySpan<long> values) => Constant(OnnxElement.Int64, values.Length, MemoryMarshal.AsBytes(values), [values.Length]);

    private OnnxValue Constant(OnnxElement element, int count, ReadOnlySpan<byte> bytes, ReadOnlySpan<int> shape)
    {
        var tensor = new OnnxTensor(NewName("constant"), element, shape.ToArray(), bytes.ToArray());
        var facts = new OnnxFacts(element, tensor.Shape, tensor);
        if (facts.Count != count)
            throw new ArgumentException($"{count} numbers do not fill [{string.Join(", ", tensor.Shape)}].", nameof(shape));
        _constants.Add(tensor);
        return new(tensor.Name, facts);
    }

    /// <summary>An operator that gives one value.</summary>
    /// <param name="op">Its ONNX name.</param>
    /// <param name="inputs">What it takes.</param>
    /// <param name="attributes">Its settings, e.g. <c>("axis", 1)</c>.</param>
    /// <exception cref="OnnxShapeException">The operator is not among <see cref="OnnxOperators"/>, or does not take these values.</exception>
    public OnnxValue Node(string op, OnnxValue[] inputs, params OnnxAttribute[] attributes) => Node(op, 1, inputs, attributes)[0];

    /// <summary>An operator that gives several values.</summary>
    /// <inheritdoc cref="Node(string, OnnxValue[], OnnxAttribute[])"/>
    /// <param name="op">Its ONNX name.</param>
    /// <param name="outputs">How many values it gives.</param>
    /// <param name="inputs">What it takes.</param>
    /// <param name="attributes">Its settings, e.g. <c>("axis", 1)</c>.</param>
    public OnnxValue[] Node(string op, int outputs, OnnxValue[] inputs, params OnnxAttribute[] attributes)
    {
        string[] names = [.. Enumerable.Range(0, outputs).Select(_ => NewName(op.ToLowerInvariant()))];
        var node = new OnnxNode(op, [.. inputs.Select(i => i.Name)], names, attributes);
        var facts = OnnxOperators.Infer(new(node, [.. inputs.Select(i => i.Facts)]));
        _nodes.Add(node);
        return [.. names.Zip(facts, (name, fact) => new OnnxValue(name, fact))];
    }

    /// <summary>The network.</summary>
    public OnnxModel ToModel() => new(name, [.. _inputs], [.. _outputs], [.. _constants], [.. _nodes], [.. _metadata]);

    /// <summary>The network as the bytes of an ONNX file.</summary>
    public byte[] ToBytes() => OnnxModelFormat.Write(ToModel());

    private string NewName(string hint) => string.Create(CultureInfo.InvariantCulture, $"{hint}_{_values++}");
}
