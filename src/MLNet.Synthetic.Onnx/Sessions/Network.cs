// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>A network and its file.</summary>
internal sealed class Network
{
    private Network(OnnxModel model, byte[] bytes) => (Model, Bytes) = (model, bytes);

    /// <summary>A network that was built: read back, so that what is saved can be read.</summary>
    /// <exception cref="SyntheticDataException">It is larger than a file may hold.</exception>
    public Network(OnnxGraph graph) : this(graph.ToBytes())
    {
    }

    private Network(byte[] bytes) : this(OnnxModelFormat.Read(bytes), bytes)
    {
    }

    /// <summary>Reads a file; nothing in it is trusted.</summary>
    /// <exception cref="SyntheticDataException">It holds no network, or one that this library does not write.</exception>
    public static Network Read(ReadOnlyMemory<byte> bytes) => new(bytes.ToArray());

    /// <summary>Makes sure that the network takes and gives what is asked for.</summary>
    /// <exception cref="SyntheticDataException">It does not.</exception>
    public Network Require(IReadOnlyList<OnnxPort> inputs, IReadOnlyList<OnnxPort> outputs)
    {
        Same(Model.Inputs, inputs, "takes");
        Same(Model.Outputs, outputs, "gives");
        return this;
    }

    /// <summary>What it is made of.</summary>
    public OnnxModel Model { get; }

    /// <summary>The ONNX file.</summary>
    public byte[] Bytes { get; }

    private static void Same(IReadOnlyList<OnnxPort> actual, IReadOnlyList<OnnxPort> wanted, string verb)
    {
        string Shown(IReadOnlyList<OnnxPort> ports) => string.Join(", ", ports.Select(p => p.ToString()));
        if (Shown(actual) != Shown(wanted))
            throw OnnxModelFormat.Damaged($"it {verb} {Shown(actual)} where {Shown(wanted)} is needed");
    }
}
