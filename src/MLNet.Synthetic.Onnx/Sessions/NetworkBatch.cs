// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace MLNet.Synthetic;

/// <summary>Inputs and outputs of one batch: fill the inputs, <see cref="Run"/>, read the outputs. Of one thread at a time.</summary>
internal sealed class NetworkBatch : IDisposable
{
    private readonly NetworkSession _session;
    private readonly RunOptions _options = new();
    private readonly Buffer[] _inputs, _outputs;
    private readonly string[] _inputNames, _outputNames;
    private readonly OrtValue[] _inputValues, _outputValues;

    internal NetworkBatch(NetworkSession session)
    {
        _session = session;
        _inputs = [.. session.Model.Inputs.Select(port => new Buffer(port, session.BatchRows))];
        _outputs = [.. session.Model.Outputs.Select(port => new Buffer(port, session.BatchRows))];
        (_inputNames, _inputValues) = ([.. _inputs.Select(b => b.Port.Name)], [.. _inputs.Select(b => b.Value)]);
        (_outputNames, _outputValues) = ([.. _outputs.Select(b => b.Port.Name)], [.. _outputs.Select(b => b.Value)]);
    }

    /// <summary>Rows of the batch.</summary>
    public int Rows => _session.BatchRows;

    /// <summary>The numbers of an input, (rows × row shape), row by row: what was there before until it is overwritten.</summary>
    public Span<float> Input(string name) => Find(_inputs, name).Floats;

    /// <summary>The whole numbers of an input, as <see cref="Input"/>.</summary>
    public Span<long> LongInput(string name) => Find(_inputs, name).Longs;

    /// <summary>The numbers of an output after <see cref="Run"/>, (rows × row shape), row by row: valid until the next run.</summary>
    public ReadOnlySpan<float> Output(string name) => Find(_outputs, name).Floats;

    /// <summary>The whole numbers of an output, as <see cref="Output"/>.</summary>
    public ReadOnlySpan<long> LongOutput(string name) => Find(_outputs, name).Longs;

    /// <summary>Computes the outputs.</summary>
    /// <exception cref="SyntheticDataException">ONNX Runtime fails, or an output is not finite.</exception>
    public void Run()
    {
        _session.Run(_options, _inputNames, _inputValues, _outputNames, _outputValues);
        foreach (var output in _outputs)
        {
            if (output.Port.Element == OnnxElement.Float && !TensorPrimitives.IsFiniteAll<float>(output.Floats))
                throw new SyntheticDataException($"The network gives numbers that are not finite ({output.Port}): it was damaged, or its training failed. Train it again.");
        }
    }

    public void Dispose()
    {
        foreach (var value in _inputValues.Concat(_outputValues))
            value.Dispose();
        _options.Dispose();
    }

    private static Buffer Find(Buffer[] buffers, string name)
        => Array.Find(buffers, b => b.Port.Name == name) ?? throw new ArgumentException($"The network has no '{name}'; it has {string.Join(", ", buffers.Select(b => b.Port))}.", nameof(name));

    /// <summary>Numbers at a fixed place in memory that ONNX Runtime reads and writes itself.</summary>
    private sealed class Buffer
    {
        private readonly byte[] _bytes;

        public Buffer(OnnxPort port, int rows)
        {
            Port = port;
            int size = port.Element switch { OnnxElement.Float => sizeof(float), OnnxElement.Int64 => sizeof(long), _ => sizeof(bool) };
            _bytes = GC.AllocateArray<byte>(checked(rows * port.RowLength * size), pinned: true);
            var type = port.Element switch { OnnxElement.Float => TensorElementType.Float, OnnxElement.Int64 => TensorElementType.Int64, _ => TensorElementType.Bool };
            Value = OrtValue.CreateTensorValueWithData(
                OrtMemoryInfo.DefaultInstance, type, [rows, .. port.RowShape.Select(d => (long)d)], Marshal.UnsafeAddrOfPinnedArrayElement(_bytes, 0), _bytes.Length);
        }

        public OnnxPort Port { get; }

        public OrtValue Value { get; }

        public Span<float> Floats => Port.Element == OnnxElement.Float ? MemoryMarshal.Cast<byte, float>(_bytes.AsSpan()) : throw Other(OnnxElement.Float);

        public Span<long> Longs => Port.Element == OnnxElement.Int64 ? MemoryMarshal.Cast<byte, long>(_bytes.AsSpan()) : throw Other(OnnxElement.Int64);

        private InvalidOperationException Other(OnnxElement wanted) => new($"{Port} holds no numbers of type {wanted}.");
    }
}
