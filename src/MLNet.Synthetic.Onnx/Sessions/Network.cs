// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>A network and its file.</summary>
internal sealed class Network
{
    private Network(OnnxModel model, byte[] bytes) => (Model, Bytes) = (model, bytes);

    /// <summary>A network that was built.</summary>
    public Network(OnnxGraph graph) : this(graph.ToModel(), graph.ToBytes())
    {
    }

    /// <summary>What it is made of.</summary>
    public OnnxModel Model { get; }

    /// <summary>The ONNX file.</summary>
    public byte[] Bytes { get; }
}
