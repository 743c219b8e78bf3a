// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Networks as ONNX files: the part of onnx.proto that this library uses, and nothing else.</summary>
/// <remarks>ONNX 1.16 and later (IR version 10, opset 21); github.com/onnx/onnx, onnx.proto.</remarks>
internal static partial class OnnxModelFormat
{
    private const long IrVersion = 10, Opset = 21;
    private const string Producer = "MLNet.Synthetic", RowsName = "rows";
    private const int FloatKind = 1, LongKind = 2, TextKind = 3, LongsKind = 7;   // AttributeProto.AttributeType

    /// <summary>The bytes of a file.</summary>
    public static byte[] Write(OnnxModel model)
    {
        var graph = new ProtoWriter();
        foreach (var node in model.Nodes)
            graph.Write(1, Node(node));
        graph.Write(2, model.Name);
        foreach (var constant in model.Constants)
            graph.Write(5, Tensor(constant));
        foreach (var input in model.Inputs)
            graph.Write(11, Port(input));
        foreach (var output in model.Outputs)
            graph.Write(12, Port(output));

        var file = new ProtoWriter().Write(1, IrVersion).Write(2, Producer).Write(7, graph).Write(8, new ProtoWriter().Write(1, "").Write(2, Opset));
        foreach (var (key, value) in model.Metadata)
            file.Write(14, new ProtoWriter().Write(1, key).Write(2, value));
        return file.Written.ToArray();
    }

    private static ProtoWriter Node(OnnxNode node)
    {
        var message = new ProtoWriter();
        foreach (string input in node.Inputs)
            message.Write(1, input);
        foreach (string output in node.Outputs)
            message.Write(2, output);
        message.Write(4, node.Operator);
        foreach (var attribute in node.Attributes)
            message.Write(5, Attribute(attribute));
        return message;
    }

    private static ProtoWriter Attribute(OnnxAttribute attribute)
    {
        var message = new ProtoWriter().Write(1, attribute.Name);
        switch (attribute.Value)
        {
            case float number:
                return message.Write(2, number).Write(20, FloatKind);
            case long number:
                return message.Write(3, number).Write(20, LongKind);
            case string text:
                return message.Write(4, text).Write(20, TextKind);
            case long[] numbers:
                foreach (long number in numbers)
                    message.Write(8, number);
                return message.Write(20, LongsKind);
            default:
                throw new ArgumentException($"Setting '{attribute.Name}' is a {attribute.Value.GetType().Name}, which no operator takes.");
        }
    }

    private static ProtoWriter Tensor(OnnxTensor tensor)
    {
        var message = new ProtoWriter();
        foreach (int length in tensor.Shape)
            message.Write(1, length);
        return message.Write(2, (long)tensor.Element).Write(8, tensor.Name).Write(9, tensor.Bytes.Span);
    }

    private static ProtoWriter Port(OnnxPort port)
    {
        var shape = new ProtoWriter().Write(1, new ProtoWriter().Write(2, RowsName));
        foreach (int length in port.RowShape)
            shape.Write(1, new ProtoWriter().Write(1, length));
        var tensor = new ProtoWriter().Write(1, (long)port.Element).Write(2, shape);
        return new ProtoWriter().Write(1, port.Name).Write(2, new ProtoWriter().Write(1, tensor));
    }
}
