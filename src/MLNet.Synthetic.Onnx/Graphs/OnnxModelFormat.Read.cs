// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Reading: only what <see cref="Write"/> writes is taken, down to the byte, so that nothing else ever reaches ONNX Runtime.</summary>
internal static partial class OnnxModelFormat
{
    private const int WeightsElsewhere = 13, PlaceOfWeights = 14;     // TensorProto.external_data, data_location

    /// <summary>Reads a network. Nothing in the bytes is trusted.</summary>
    /// <exception cref="SyntheticDataException">They hold no network, or one that this library does not write.</exception>
    public static OnnxModel Read(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            var model = ReadFile(new(bytes));
            OnnxCheck.Require(model);
            return Write(model).AsSpan().SequenceEqual(bytes.Span) ? model : throw new FormatException("it is written in another way than this library writes");
        }
        catch (Exception e) when (e is FormatException or OnnxShapeException or OverflowException)
        {
            throw Damaged(e.Message, e);
        }
    }

    /// <summary>The error of a network that is not ours.</summary>
    public static SyntheticDataException Damaged(string fault, Exception? cause = null)
        => new($"The network is not one that this library writes, or it has been altered: {fault}. Get the file anew, or save the synthesizer again.", cause);

    private static OnnxModel ReadFile(ProtoReader file)
    {
        OnnxModel? model = null;
        var metadata = new List<KeyValuePair<string, string>>();
        while (file.Next() is > 0 and var field)
        {
            switch (field)
            {
                case 1:
                    Is(file.ReadLong() == IrVersion, "its IR version is another one");
                    break;
                case 2:
                    Is(file.ReadString() == Producer, "another program made it");
                    break;
                case 7:
                    model = ReadGraph(file.ReadMessage());
                    break;
                case 8:
                    file.ReadBytes();                                 // compared as a whole in the end
                    break;
                case 14:
                    metadata.Add(ReadEntry(file.ReadMessage()));
                    break;
                default:
                    throw Unknown("the file", field);
            }
        }

        return (model ?? throw new FormatException("it holds no graph")) with { Metadata = metadata };
    }

    private static OnnxModel ReadGraph(ProtoReader graph)
    {
        string name = "";
        var (nodes, constants, inputs, outputs) = (new List<OnnxNode>(), new List<OnnxTensor>(), new List<OnnxPort>(), new List<OnnxPort>());
        while (graph.Next() is > 0 and var field)
        {
            switch (field)
            {
                case 1:
                    nodes.Add(ReadNode(graph.ReadMessage()));
                    break;
                case 2:
                    name = graph.ReadString();
                    break;
                case 5:
                    constants.Add(ReadTensor(graph.ReadMessage()));
                    break;
                case 11:
                    inputs.Add(ReadPort(graph.ReadMessage()));
                    break;
                case 12:
                    outputs.Add(ReadPort(graph.ReadMessage()));
                    break;
                default:
                    throw Unknown("the graph", field);
            }
        }

        return new(name, inputs, outputs, constants, nodes, []);
    }

    private static OnnxNode ReadNode(ProtoReader node)
    {
        string op = "";
        var (inputs, outputs, attributes) = (new List<string>(), new List<string>(), new List<OnnxAttribute>());
        while (node.Next() is > 0 and var field)
        {
            switch (field)
            {
                case 1:
                    inputs.Add(node.ReadString());
                    break;
                case 2:
                    outputs.Add(node.ReadString());
                    break;
                case 4:
                    op = node.ReadString();
                    break;
                case 5:
                    attributes.Add(ReadAttribute(node.ReadMessage()));
                    break;
                default:
                    throw Unknown("an operator", field);
            }
        }

        return new(op, [.. inputs], [.. outputs], [.. attributes]);
    }

    private static OnnxAttribute ReadAttribute(ProtoReader attribute)
    {
        string name = "";
        object? value = null;
        var numbers = new List<long>();
        long kind = 0;
        while (attribute.Next() is > 0 and var field)
        {
            switch (field)
            {
                case 1:
                    name = attribute.ReadString();
                    break;
                case 2:
                    value = attribute.ReadFloat();
                    break;
                case 3:
                    value = attribute.ReadLong();
                    break;
                case 4:
                    value = attribute.ReadString();
                    break;
                case 8:
                    numbers.Add(attribute.ReadLong());
                    break;
                case 20:
                    kind = attribute.ReadLong();
                    break;
                default:
                    throw Unknown("a setting", field);
            }
        }

        return new(name, kind == LongsKind ? numbers.ToArray() : value ?? throw new FormatException("a setting has no value"));
    }

    private static OnnxTensor ReadTensor(ProtoReader tensor)
    {
        string name = "";
        long element = 0;
        var shape = new List<int>();
        ReadOnlyMemory<byte> bytes = default;
        while (tensor.Next() is > 0 and var field)
        {
            switch (field)
            {
                case 1:
                    shape.Add(tensor.ReadLength());
                    break;
                case 2:
                    element = tensor.ReadLong();
                    break;
                case 8:
                    name = tensor.ReadString();
                    break;
                case 9:
                    bytes = tensor.ReadBytes();
                    break;
                case WeightsElsewhere or PlaceOfWeights:
                    throw new FormatException("its weights lie in another file");
                default:
                    throw Unknown("a constant", field);
            }
        }

        var type = element is (long)OnnxElement.Float or (long)OnnxElement.Int64 ? (OnnxElement)element : throw new FormatException($"a constant is of type {element}");
        return new(name, type, [.. shape], bytes);
    }

    private static OnnxPort ReadPort(ProtoReader port)
    {
        string name = "";
        long element = 0;
        var shape = new List<int>();
        while (port.Next() is > 0 and var field)
        {
            if (field == 1)
                name = port.ReadString();
            else if (field == 2)
                (element, shape) = ReadType(port.ReadMessage());
            else
                throw Unknown("an input or output", field);
        }

        return new(name, (OnnxElement)element, [.. shape]);
    }

    /// <summary>TypeProto, TypeProto.Tensor, TensorShapeProto and its dimensions; the first one, the rows, has a name instead of a length.</summary>
    private static (long Element, List<int> RowShape) ReadType(ProtoReader type)
    {
        long element = 0;
        var shape = new List<int>();
        while (type.Next() is > 0 and var kind)
        {
            Is(kind == 1, "an input or output is no tensor");
            var tensor = type.ReadMessage();
            while (tensor.Next() is > 0 and var field)
            {
                if (field == 1)
                    element = tensor.ReadLong();
                else if (field == 2)
                    ReadShape(tensor.ReadMessage(), shape);
                else
                    throw Unknown("a type", field);
            }
        }

        return (element, shape);
    }

    private static void ReadShape(ProtoReader dimensions, List<int> shape)
    {
        while (dimensions.Next() is > 0 and var field)
        {
            Is(field == 1, "a shape holds something else than axes");
            var dimension = dimensions.ReadMessage();
            while (dimension.Next() is > 0 and var kind)
            {
                if (kind == 1)
                    shape.Add(dimension.ReadLength());
                else
                    Is(kind == 2 && dimension.ReadString() == RowsName, "an axis has another name than the rows");
            }
        }
    }

    private static KeyValuePair<string, string> ReadEntry(ProtoReader entry)
    {
        string key = "", value = "";
        while (entry.Next() is > 0 and var field)
        {
            if (field == 1)
                key = entry.ReadString();
            else if (field == 2)
                value = entry.ReadString();
            else
                throw Unknown("a text beside the network", field);
        }

        return new(key, value);
    }

    private static FormatException Unknown(string what, int field) => new($"{what} has the field {field}, which networks of this library do not have");

    private static void Is(bool holds, string fault)
    {
        if (!holds)
            throw new FormatException(fault);
    }
}
